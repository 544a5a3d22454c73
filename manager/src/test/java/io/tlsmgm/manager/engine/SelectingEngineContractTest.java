package io.tlsmgm.manager.engine;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tlsmgm.api.EnginePeer;
import io.tlsmgm.manager.engine.Contexts.Library;
import java.nio.ByteBuffer;
import java.nio.ReadOnlyBufferException;
import java.util.List;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLEngineResult.Status;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@link SSLEngine} promises, before a domain is chosen, at it, and after. */
class SelectingEngineContractTest {
  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  private static SelectingEngine engine() {
    return SelectingEngine.create(
        EnginePeer.UNKNOWN,
        hello -> new Selection.Engine(Contexts.server(Library.JSSE, "a.example")));
  }

  private static byte[] flight() throws SSLException {
    return Wire.of(Contexts.client("a.example")).work();
  }

  private static ByteBuffer room() {
    return ByteBuffer.allocate(20_000);
  }

  /** Calls whose outcome is compared with that of an engine of the JDK. */
  private enum Call {
    WRAP,
    UNWRAP_NOTHING,
    UNWRAP_FOUR,
    UNWRAP_PLAIN_TEXT,
    UNWRAP_HALF_RECORD,
    BEGIN,
    CLOSE_INBOUND,
    CLOSE_OUTBOUND,
    TASK;

    private String on(SSLEngine engine) {
      String outcome;
      try {
        outcome =
            switch (this) {
              case WRAP -> describe(engine.wrap(NOTHING, room()));
              case UNWRAP_NOTHING -> describe(engine.unwrap(NOTHING, room()));
              case UNWRAP_FOUR -> describe(engine.unwrap(ByteBuffer.allocate(4), room()));
              case UNWRAP_PLAIN_TEXT ->
                  describe(engine.unwrap(ByteBuffer.wrap("INVITE ".getBytes(US_ASCII)), room()));
              case UNWRAP_HALF_RECORD ->
                  describe(engine.unwrap(ByteBuffer.wrap(flight()).slice(0, 50), room()));
              case BEGIN -> {
                engine.beginHandshake();
                yield "";
              }
              case CLOSE_INBOUND -> {
                engine.closeInbound();
                yield "";
              }
              case CLOSE_OUTBOUND -> {
                engine.closeOutbound();
                yield "";
              }
              case TASK -> String.valueOf(engine.getDelegatedTask());
            };
      } catch (SSLException e) {
        outcome = "SSLException";
      }
      return outcome + " then " + engine.getHandshakeStatus();
    }

    private static String describe(SSLEngineResult result) {
      return result.getStatus() + " " + result.getHandshakeStatus() + " " + result.bytesConsumed();
    }
  }

  /** Every pair of calls after each other that does not close: the JDK answers the same. */
  @ParameterizedTest
  @EnumSource(Call.class)
  void answersAsTheJdkDoesBeforeTheHello(Call last) {
    List<Call> first =
        List.of(
            Call.WRAP,
            Call.UNWRAP_NOTHING,
            Call.UNWRAP_FOUR,
            Call.UNWRAP_HALF_RECORD,
            Call.BEGIN,
            Call.TASK);
    for (Call call : first) {
      if (call == Call.UNWRAP_HALF_RECORD && last == Call.UNWRAP_PLAIN_TEXT) {
        continue; // bytes that were not consumed are presented again
      }
      SSLEngine ours = engine();
      SSLEngine theirs = Contexts.server(Library.JSSE, "a.example");
      assertThat(call.on(ours)).as("%s", call).isEqualTo(call.on(theirs));
      assertThat(last.on(ours)).as("%s after %s", last, call).isEqualTo(last.on(theirs));
    }
  }

  @Test
  void aFreshEngineIsNotHandshaking() {
    SSLEngine engine = engine();
    assertThat(engine.getHandshakeStatus()).isEqualTo(HandshakeStatus.NOT_HANDSHAKING);
    assertThat(engine.isInboundDone()).isFalse();
    assertThat(engine.isOutboundDone()).isFalse();
    assertThat(engine.getUseClientMode()).isFalse();
    assertThat(engine.getDelegatedTask()).isNull();
    assertThat(engine.getHandshakeSession()).isNull();
    assertThat(engine.getHandshakeApplicationProtocol()).isNull();
    assertThat(engine.getHandshakeApplicationProtocolSelector()).isNull();
    assertThat(engine.getPeerHost()).isNull();
    assertThat(engine.getPeerPort()).isEqualTo(-1);
    assertThat(engine.getSupportedProtocols()).contains("TLSv1.2", "TLSv1.3");
    assertThat(engine.getEnabledProtocols()).isEqualTo(engine.getSupportedProtocols());
    assertThat(engine.getSupportedCipherSuites()).contains("TLS_AES_128_GCM_SHA256");
    assertThat(engine.getEnabledCipherSuites()).isEqualTo(engine.getSupportedCipherSuites());
    assertThat(engine.getEnableSessionCreation()).isTrue();
    assertThat(engine.getSSLParameters().getApplicationProtocols()).isEmpty();
  }

  @Test
  void readsBackWhatATransportSets() {
    SSLEngine engine = engine();
    engine.setWantClientAuth(true);
    assertThat(engine.getWantClientAuth()).isTrue();
    engine.setNeedClientAuth(true);
    assertThat(engine.getNeedClientAuth()).isTrue();
    assertThat(engine.getWantClientAuth()).isFalse();
    engine.setNeedClientAuth(false);
    assertThat(engine.getNeedClientAuth()).isFalse();
    engine.setEnableSessionCreation(false);
    assertThat(engine.getEnableSessionCreation()).isFalse();
    String[] suites = {"TLS_AES_128_GCM_SHA256"};
    engine.setEnabledCipherSuites(suites);
    suites[0] = "changed";
    assertThat(engine.getEnabledCipherSuites()).containsExactly("TLS_AES_128_GCM_SHA256");
  }

  @Test
  void refusesToBeAClientAndNamesThatAreNone() throws SSLException {
    SelectingEngine engine = engine();
    assertThatThrownBy(() -> engine.setUseClientMode(true))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> engine.setEnabledProtocols(nullOf()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> engine.setEnabledCipherSuites(new String[] {"A", nullOf()}))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> engine.setEnabledProtocols(new String[] {""}))
        .isInstanceOf(IllegalArgumentException.class);
    engine.unwrap(ByteBuffer.wrap(flight()), room());
    assertThat(engine.selected()).isPresent();
    assertThatThrownBy(() -> engine.setUseClientMode(true))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** A null where the checker expects none, which is what callers of Java may pass. */
  @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"})
  private static <T> T nullOf() {
    return null;
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void checksBuffersLikeTheJdk(boolean begun) throws SSLException {
    SelectingEngine engine = engine();
    if (begun) {
      engine.beginHandshake();
    }
    ByteBuffer[] two = {room(), nullOf()};
    ByteBuffer[] one = {room()};
    Class<? extends Exception> illegal = IllegalArgumentException.class;
    assertThatThrownBy(() -> engine.unwrap(nullOf(), room())).isInstanceOf(illegal);
    assertThatThrownBy(() -> engine.unwrap(room(), (ByteBuffer) nullOf())).isInstanceOf(illegal);
    assertThatThrownBy(() -> engine.unwrap(room(), (ByteBuffer[]) nullOf())).isInstanceOf(illegal);
    assertThatThrownBy(() -> engine.unwrap(room(), nullOf(), 0, 0)).isInstanceOf(illegal);
    assertThatThrownBy(() -> engine.unwrap(room(), two)).isInstanceOf(illegal);
    assertThatThrownBy(() -> engine.wrap((ByteBuffer) nullOf(), room())).isInstanceOf(illegal);
    assertThatThrownBy(() -> engine.wrap((ByteBuffer[]) nullOf(), room())).isInstanceOf(illegal);
    assertThatThrownBy(() -> engine.wrap(two, 0, 2, room())).isInstanceOf(illegal);
    assertThatThrownBy(() -> engine.wrap(room(), nullOf())).isInstanceOf(illegal);
    for (int[] range : new int[][] {{-1, 1}, {0, 2}, {1, 1}, {0, -1}, {Integer.MAX_VALUE, 1}}) {
      assertThatThrownBy(() -> engine.unwrap(NOTHING, one, range[0], range[1]))
          .isInstanceOf(IndexOutOfBoundsException.class);
      assertThatThrownBy(() -> engine.wrap(one, range[0], range[1], room()))
          .isInstanceOf(IndexOutOfBoundsException.class);
    }
    ByteBuffer readOnly = room().asReadOnlyBuffer();
    assertThatThrownBy(() -> engine.unwrap(NOTHING, readOnly))
        .isInstanceOf(ReadOnlyBufferException.class);
    assertThatThrownBy(() -> engine.wrap(NOTHING, readOnly))
        .isInstanceOf(ReadOnlyBufferException.class);
    // What lies outside the range does not count.
    assertThat(engine.unwrap(NOTHING, two, 0, 1).getStatus()).isEqualTo(Status.BUFFER_UNDERFLOW);
    assertThat(engine.wrap(two, 0, 1, room()).getStatus()).isEqualTo(Status.OK);
  }

  @Test
  void unwrapsIntoARangeOfBuffersAndWrapsFromOne() throws SSLException {
    Wire client = Wire.of(Contexts.client("a.example"));
    SelectingEngine engine = engine();
    Wire.exchange(client, Wire.of(engine));
    ByteBuffer record = ByteBuffer.wrap(client.send("abcdef".getBytes(US_ASCII)));
    ByteBuffer[] dsts = {
      ByteBuffer.allocate(9), ByteBuffer.allocate(2), ByteBuffer.allocate(20_000)
    };
    SSLEngineResult result = engine.unwrap(record, dsts, 1, 2);
    assertThat(result.bytesProduced()).isEqualTo(6);
    assertThat(dsts[0].position()).isZero();
    assertThat(dsts[1].array()).asString(US_ASCII).isEqualTo("ab");
    assertThat(dsts[2].position()).isEqualTo(4);

    ByteBuffer[] srcs = {
      ByteBuffer.wrap("xx".getBytes(US_ASCII)),
      ByteBuffer.wrap("12".getBytes(US_ASCII)),
      ByteBuffer.wrap("34".getBytes(US_ASCII))
    };
    ByteBuffer out = room();
    assertThat(engine.wrap(srcs, 1, 2, out).bytesConsumed()).isEqualTo(4);
    byte[] sent = new byte[out.flip().remaining()];
    out.get(sent);
    client.arrive(sent);
    client.work();
    assertThat(client.received()).asString(US_ASCII).isEqualTo("1234");
  }

  @Test
  void consumesWholeRecordsOneACall() throws SSLException {
    byte[] records = Wire.inRecords(flight(), 100);
    SelectingEngine engine = engine();
    ByteBuffer src = ByteBuffer.wrap(records);
    int count = 0;
    while (engine.selected().isEmpty()) {
      for (int some = 0; some < Math.min(105, src.remaining()); some++) {
        ByteBuffer part = src.slice(src.position(), some);
        SSLEngineResult result = engine.unwrap(part, room());
        assertThat(result.getStatus()).isEqualTo(Status.BUFFER_UNDERFLOW);
        assertThat(result.getHandshakeStatus()).isEqualTo(HandshakeStatus.NEED_UNWRAP);
        assertThat(part.position()).isZero();
      }
      int before = src.position();
      SSLEngineResult result = engine.unwrap(src, room());
      assertThat(result.getStatus()).isEqualTo(Status.OK);
      assertThat(src.position() - before)
          .isEqualTo(result.bytesConsumed())
          .isIn(105, src.limit() % 105);
      count++;
    }
    assertThat(count).isEqualTo((records.length + 104) / 105);
    assertThat(src.hasRemaining()).isFalse();
  }
}
