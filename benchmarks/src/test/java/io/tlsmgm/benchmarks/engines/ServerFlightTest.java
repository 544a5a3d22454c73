package io.tlsmgm.benchmarks.engines;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class ServerFlightTest {
  private static final String RANDOM = "11".repeat(32);

  /** RFC 8446 section 4.1.3. */
  private static final String RETRY =
      "cf21ad74e59a6111be1d8c021e65b891c2a211167abb8c5e079e09e2c8a8339c";

  private static final String VERSION_13 = "002b00020304";
  private static final String SHARE_OF_X25519 = "00330024001d0020" + "22".repeat(32);

  @Test
  void fullHandshakeOfTls13() {
    assertThat(read(record(hello(RANDOM, VERSION_13 + SHARE_OF_X25519)) + "1703030001ff"))
        .isEqualTo(new ServerFlight(false, 29, false));
  }

  @Test
  void resumedHandshakeOfTls13() {
    assertThat(read(record(hello(RANDOM, SHARE_OF_X25519 + "002900020000" + VERSION_13))))
        .isEqualTo(new ServerFlight(true, 29, false));
  }

  @Test
  void retry() {
    assertThat(read(record(hello(RETRY, VERSION_13 + "003300020017"))))
        .isEqualTo(new ServerFlight(false, 23, true));
  }

  @Test
  void fullHandshakeOfTls12InOneRecordOrSeveral() {
    String certificate = "0b000003000000";
    String keyExchange = "0c00000403001700";
    String hello = hello(RANDOM, "ff01000100");
    ServerFlight expected = new ServerFlight(false, 23, false);
    assertThat(read(record(hello + certificate + keyExchange + "0e000000"))).isEqualTo(expected);
    assertThat(read(record(hello) + record(certificate) + record(keyExchange))).isEqualTo(expected);
  }

  @Test
  void resumedHandshakeOfTls12() {
    assertThat(read(record(hello(RANDOM, "ff01000100")) + "140303000101" + "1603030001ff"))
        .isEqualTo(new ServerFlight(true, -1, false));
  }

  private static String hello(String random, String extensions) {
    String body = "0303" + random + "04aabbccdd" + "1301" + "00" + length(extensions) + extensions;
    return "0200" + length(body) + body;
  }

  private static String record(String content) {
    return "160303" + length(content) + content;
  }

  private static String length(String hex) {
    return HexFormat.of().toHexDigits((short) (hex.length() / 2));
  }

  private static ServerFlight read(String hex) {
    byte[] bytes = HexFormat.of().parseHex(hex);
    ByteBuffer buffer = ByteBuffer.allocateDirect(bytes.length + 1).put(bytes);
    return ServerFlight.read(buffer, bytes.length);
  }
}
