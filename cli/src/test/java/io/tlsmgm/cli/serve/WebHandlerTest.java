package io.tlsmgm.cli.serve;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.timeout.IdleStateEvent;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebHandlerTest {
  private final EmbeddedChannel channel =
      new EmbeddedChannel(
          new HttpServerCodec(new HttpDecoderConfig().setStrictLineParsing(false)),
          new WebHandler(() -> "page\n"));

  @AfterEach
  void finish() {
    channel.finishAndReleaseAll();
  }

  private String send(String request) {
    channel.writeInbound(Unpooled.copiedBuffer(request, StandardCharsets.US_ASCII));
    return answers();
  }

  private String answers() {
    StringBuilder text = new StringBuilder();
    for (ByteBuf part = channel.readOutbound(); part != null; part = channel.readOutbound()) {
      text.append(part.toString(StandardCharsets.UTF_8));
      part.release();
    }
    return text.toString();
  }

  @ParameterizedTest
  @CsvSource({
    "GET / HTTP/1.0~~, false",
    "GET / HTTP/1.0|~|~, false",
    "GET / HTTP/1.0~Connection: keep-alive~~, true",
    "GET / HTTP/1.1~Host: a~~, true",
    "GET / HTTP/1.1~Host: a~Connection: close~~, false",
    "PUT /x HTTP/1.1~Host: a~Transfer-Encoding: chunked~~3|~abc|~0|~|~, true"
  })
  void answersAndHonoursKeepAlive(String request, boolean kept) {
    String answer = send(request.replace('|', '\r').replace('~', '\n'));
    assertThat(answer)
        .startsWith("HTTP/1.1 200 OK\r\n")
        .contains("content-type: text/plain; charset=utf-8\r\n", "content-length: 5\r\n")
        .endsWith("\r\n\r\npage\n");
    assertThat(channel.isOpen()).isEqualTo(kept);
    assertThat(answer).contains(kept ? "connection: keep-alive\r\n" : "connection: close\r\n");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 100, 16384, 1048576})
  void answersWithAsManyBytesAsAreAskedFor(int size) {
    for (int request = 0; request < 2; request++) {
      assertThat(send("GET /bytes/" + size + " HTTP/1.1\r\nHost: a\r\n\r\n"))
          .startsWith("HTTP/1.1 200 OK\r\n")
          .contains("content-length: " + size + "\r\n", "connection: keep-alive\r\n")
          .endsWith("\r\n\r\n" + "x".repeat(size));
    }
    assertThat(channel.isOpen()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-1", "1048577", "9999999", "99999999999", "1x", "+1", "1/"})
  void hasNoOtherSizes(String size) {
    assertThat(send("GET /bytes/" + size + " HTTP/1.1\r\nHost: a\r\n\r\n"))
        .startsWith("HTTP/1.1 404 Not Found\r\n")
        .endsWith("/bytes/N has sizes from 0 to 1048576\n");
    assertThat(channel.isOpen()).isTrue();
  }

  @Test
  void waitsForTheWholeRequest() {
    assertThat(send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\na")).isEmpty();
    assertThat(send("b")).startsWith("HTTP/1.1 200 OK");
  }

  @Test
  void answersWhatIsUnderWayAndClosesWhenDrained() {
    assertThat(send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\na")).isEmpty();
    channel.pipeline().fireUserEventTriggered(Drain.STARTED);
    assertThat(channel.isOpen()).isTrue();
    assertThat(send("b")).startsWith("HTTP/1.1 200 OK").contains("connection: close");
    assertThat(channel.isOpen()).isFalse();
  }

  @Test
  void closesAtOnceWhenDrainedBetweenRequests() {
    send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
    channel.pipeline().fireUserEventTriggered(Drain.STARTED);
    assertThat(channel.isOpen()).isFalse();
  }

  @Test
  void closesAStalledConnection() {
    send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\na");
    channel.pipeline().fireUserEventTriggered(IdleStateEvent.ALL_IDLE_STATE_EVENT);
    assertThat(channel.isOpen()).isFalse();
  }

  @Test
  void saysBadRequestAndCloses() {
    assertThat(send("NONSENSE\r\n\r\nGET / HTTP/1.1\r\n\r\n"))
        .startsWith("HTTP/1.1 400 Bad Request");
    assertThat(channel.isOpen()).isFalse();
    assertThat(answers()).isEmpty();
  }
}
