package io.tlsmgm.api.hello;

import static io.tlsmgm.api.AlertDescription.DECODE_ERROR;
import static io.tlsmgm.api.AlertDescription.ILLEGAL_PARAMETER;
import static io.tlsmgm.api.AlertDescription.PROTOCOL_VERSION;
import static io.tlsmgm.api.AlertDescription.RECORD_OVERFLOW;
import static io.tlsmgm.api.AlertDescription.UNEXPECTED_MESSAGE;
import static io.tlsmgm.api.hello.HelloBytes.concat;
import static io.tlsmgm.api.hello.HelloBytes.message;
import static io.tlsmgm.api.hello.HelloBytes.record;
import static io.tlsmgm.api.hello.HelloBytes.records;
import static io.tlsmgm.api.hello.HelloBytes.uint16;
import static io.tlsmgm.api.hello.HelloBytes.vector16;
import static io.tlsmgm.api.hello.HelloBytes.vector8;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.tlsmgm.api.AlertDescription;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is refused, with which alert, and that no fragmentation changes the verdict. */
class MalformedHelloTest {
  private static HelloBytes hello() {
    return new HelloBytes();
  }

  private static byte[] text(String text) {
    return text.getBytes(ISO_8859_1);
  }

  static Stream<Arguments> notTls() {
    return Stream.of(
        arguments(text("GET / HTTP/1.1\r\n\r\n"), UNEXPECTED_MESSAGE, "looks like plain HTTP"),
        arguments(text("POST /mi HTTP/1.1\r\n"), UNEXPECTED_MESSAGE, "looks like plain HTTP"),
        arguments(text("PRI * HTTP/2.0\r\n"), UNEXPECTED_MESSAGE, "looks like plain HTTP"),
        arguments(text("OPTIONS sip:a SIP/2.0"), UNEXPECTED_MESSAGE, "plain HTTP or SIP"),
        arguments(text("REGISTER sip:a SIP/2.0"), UNEXPECTED_MESSAGE, "looks like plain SIP"),
        arguments(text("\r\n\r\nINVITE"), UNEXPECTED_MESSAGE, "plain SIP keep-alive"),
        arguments(text("PROXY TCP4 "), UNEXPECTED_MESSAGE, "PROXY protocol"),
        arguments(text("\r\n\r\n\0\r\nQUIT\n"), UNEXPECTED_MESSAGE, "PROXY protocol, version 2"),
        arguments(text("SSH-2.0-x"), UNEXPECTED_MESSAGE, "53 53 48 2d 32"),
        arguments(record(20, new byte[] {1}), UNEXPECTED_MESSAGE, "ChangeCipherSpec"),
        arguments(record(23, new byte[9]), UNEXPECTED_MESSAGE, "application data"),
        arguments(record(21, new byte[] {2, 48}), UNEXPECTED_MESSAGE, "unknown_ca, code 48"),
        arguments(record(21, new byte[] {1, 77}), UNEXPECTED_MESSAGE, "(code 77)"),
        arguments(record(21, new byte[3]), UNEXPECTED_MESSAGE, "alert record of 3 bytes"),
        arguments(new byte[] {-128, 46, 1, 0, 2}, PROTOCOL_VERSION, "SSLv2"),
        arguments(new byte[] {-128, 46, 1, 3, 1}, PROTOCOL_VERSION, "SSLv2"));
  }

  static Stream<Arguments> brokenRecords() {
    byte[] ok = hello().message();
    return Stream.of(
        arguments(new byte[] {22, 2, 0, 0, 1}, PROTOCOL_VERSION, "version 2.0"),
        arguments(new byte[] {22, 4, 0, 0, 1}, PROTOCOL_VERSION, "version 4.0"),
        arguments(new byte[] {22, 3, 3, 0x40, 1}, RECORD_OVERFLOW, "16385"),
        arguments(record(22, new byte[0]), UNEXPECTED_MESSAGE, "without content"),
        arguments(
            concat(record(22, Arrays.copyOf(ok, 3)), record(22, new byte[0])),
            UNEXPECTED_MESSAGE,
            "without content"),
        arguments(
            concat(record(22, Arrays.copyOf(ok, 3)), record(23, new byte[1])),
            UNEXPECTED_MESSAGE,
            "type 23 inside the ClientHello, after 3 bytes"),
        arguments(
            concat(record(22, Arrays.copyOf(ok, 3)), record(21, new byte[] {1, 0})),
            UNEXPECTED_MESSAGE,
            "close_notify"),
        arguments(record(22, new byte[] {2}), UNEXPECTED_MESSAGE, "type 2"),
        arguments(record(22, new byte[] {1, 1, 0, 1}), ILLEGAL_PARAMETER, "65537 bytes, more than"),
        arguments(record(22, concat(ok, new byte[2])), UNEXPECTED_MESSAGE, "2 bytes after"));
  }

  static Stream<Arguments> messages() {
    HelloBytes ssl2 = hello();
    ssl2.legacyVersion = 0x0200;
    HelloBytes longId = hello();
    longId.sessionId = new byte[33];
    HelloBytes noSuites = hello();
    noSuites.cipherSuites = new byte[0];
    HelloBytes oddSuites = hello();
    oddSuites.cipherSuites = new byte[3];
    HelloBytes noMethods = hello();
    noMethods.compression = new byte[0];
    HelloBytes deflateOnly = hello();
    deflateOnly.compression = new byte[] {1};
    return Stream.of(
        arguments(ssl2.records(), PROTOCOL_VERSION, "0x0200"),
        arguments(records(message(new byte[0]), 99), DECODE_ERROR, "legacy_version is cut off"),
        arguments(longId.records(), DECODE_ERROR, "33 bytes"),
        arguments(noSuites.records(), DECODE_ERROR, "cipher_suites has a length of 0"),
        arguments(oddSuites.records(), DECODE_ERROR, "cipher_suites has a length of 3"),
        arguments(noMethods.records(), DECODE_ERROR, "compression_methods is empty"),
        arguments(deflateOnly.records(), ILLEGAL_PARAMETER, "null method"),
        arguments(
            records(message(concat(hello().body(), new byte[1])), 99),
            DECODE_ERROR,
            "1 bytes after the extensions"),
        arguments(
            records(message(concat(hello().withoutExtensions().body(), new byte[1])), 99),
            DECODE_ERROR,
            "extensions is cut off"));
  }

  static Stream<Arguments> extensions() {
    byte[] two = vector16(uint16(29));
    return Stream.of(
        arguments(
            hello().extension(0x0a0a, new byte[0]).extension(0x0a0a, new byte[0]).records(),
            ILLEGAL_PARAMETER,
            "extension 2570 is sent twice"),
        arguments(
            hello().extension(41, new byte[9]).extension(21, new byte[0]).records(),
            ILLEGAL_PARAMETER,
            "pre_shared_key"),
        arguments(hello().extension(10, new byte[0]).records(), DECODE_ERROR, "supported_groups"),
        arguments(
            hello().extension(10, vector16(new byte[3])).records(),
            DECODE_ERROR,
            "supported_groups has a length of 3"),
        arguments(
            hello().extension(10, concat(two, new byte[1])).records(),
            DECODE_ERROR,
            "1 bytes after the list in supported_groups"),
        arguments(
            hello().extension(13, vector16(new byte[0])).records(),
            DECODE_ERROR,
            "signature_algorithms has a length of 0"),
        arguments(
            hello().extension(43, vector8(new byte[1])).records(),
            DECODE_ERROR,
            "supported_versions has a length of 1"),
        arguments(
            hello().extension(43, new byte[] {2, 3}).records(),
            DECODE_ERROR,
            "supported_versions is cut off"),
        arguments(hello().extension(16, vector16(new byte[0])).records(), DECODE_ERROR, "is empty"),
        arguments(
            hello().extension(16, vector16(new byte[1])).records(), DECODE_ERROR, "empty name"),
        arguments(
            hello().extension(16, vector16(new byte[] {2, 'a'})).records(),
            DECODE_ERROR,
            "cut off"));
  }

  static Stream<Arguments> serverNames() {
    byte[] one = concat(new byte[] {0}, vector16(text("a.example")));
    return Stream.of(
        arguments(hello().extension(0, new byte[0]).records(), DECODE_ERROR, "cut off"),
        arguments(
            hello().extension(0, vector16(new byte[0])).records(), DECODE_ERROR, "empty list"),
        arguments(hello().serverName("").records(), DECODE_ERROR, "empty name"),
        arguments(hello().serverName(".").records(), ILLEGAL_PARAMETER, "single dot"),
        arguments(hello().serverName("a\0.example").records(), ILLEGAL_PARAMETER, "byte 0x00 at 1"),
        arguments(hello().serverName("b\u00fc.example").records(), ILLEGAL_PARAMETER, "0xfc at 1"),
        arguments(hello().serverName("a b").records(), ILLEGAL_PARAMETER, "0x20"),
        arguments(hello().serverName("a\u007f").records(), ILLEGAL_PARAMETER, "0x7f"),
        arguments(hello().serverName("a".repeat(256)).records(), ILLEGAL_PARAMETER, "256 bytes"),
        arguments(
            hello().extension(0, vector16(concat(one, one))).records(),
            ILLEGAL_PARAMETER,
            "more than one host_name"),
        arguments(
            hello().extension(0, concat(vector16(one), new byte[1])).records(),
            DECODE_ERROR,
            "1 bytes after the list in server_name"));
  }

  @ParameterizedTest
  @MethodSource({"notTls", "brokenRecords", "messages", "extensions", "serverNames"})
  void isRefused(byte[] bytes, AlertDescription alert, String reason) {
    ClientHelloException whole = refusal(bytes, bytes.length);
    assertThat(whole.alert()).isEqualTo(alert);
    assertThat(whole).hasMessageContaining(reason).hasMessageEndingWith("(" + alert + ")");
    for (int step = 1; step < Math.min(bytes.length, 9); step++) {
      assertThat(refusal(bytes, step)).hasMessage(whole.getMessage());
    }
  }

  private static ClientHelloException refusal(byte[] bytes, int step) {
    ClientHelloReader reader = new ClientHelloReader();
    try {
      for (int at = 0; at < bytes.length; at += step) {
        ByteBuffer in = ByteBuffer.wrap(bytes, at, Math.min(step, bytes.length - at));
        assertThat(reader.read(in)).isEmpty();
      }
    } catch (ClientHelloException e) {
      return e;
    }
    throw new AssertionError("accepted in steps of " + step);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "under_score.example",
        "10.0.0.1",
        "2001:db8::1",
        "[2001:db8::1]",
        "localhost",
        "-a-.example",
        "*.example",
        "a..b"
      })
  void acceptsNamesThatRealStacksAccept(String name) throws ClientHelloException {
    assertThat(serverName(hello().serverName(name))).contains(name);
  }

  @Test
  void acceptsANameOf255Bytes() throws ClientHelloException {
    assertThat(serverName(hello().serverName("A".repeat(254) + "."))).contains("a".repeat(254));
  }

  @Test
  void skipsOtherNameTypes() throws ClientHelloException {
    byte[] other = concat(new byte[] {9}, vector16(text("\0\1\2")));
    byte[] name = concat(new byte[] {0}, vector16(text("a.example")));
    assertThat(serverName(hello().extension(0, vector16(concat(other, name, other)))))
        .contains("a.example");
    assertThat(serverName(hello().extension(0, vector16(other)))).isEmpty();
  }

  @Test
  void ignoresTheMinorVersionOfRecordsAndNewerMajorOfTheMessage() throws ClientHelloException {
    HelloBytes future = hello();
    future.legacyVersion = 0x0400;
    byte[] bytes = future.records();
    bytes[2] = 0x7f;
    @Nullable ClientHello read = new ClientHelloReader().read(ByteBuffer.wrap(bytes)).orElse(null);
    assertThat(read).extracting(ClientHello::legacyVersion).isEqualTo(0x0400);
  }

  @Test
  void takesManyExtensions() throws ClientHelloException {
    HelloBytes many = hello();
    for (int type = 1000; type < 13_000; type++) {
      many.extension(type, new byte[0]);
    }
    assertThat(new ClientHelloReader().read(ByteBuffer.wrap(many.records()))).isPresent();
  }

  private static Optional<String> serverName(HelloBytes hello) throws ClientHelloException {
    return new ClientHelloReader()
        .read(ByteBuffer.wrap(hello.records()))
        .orElseThrow()
        .serverName();
  }
}
