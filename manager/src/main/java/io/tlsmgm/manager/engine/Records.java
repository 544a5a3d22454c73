package io.tlsmgm.manager.engine;

import io.tlsmgm.api.AlertDescription;
import java.nio.ByteBuffer;

/** TLS records in the clear, RFC 8446 section 5.1. */
final class Records {
  private static final int HEADER = 5;
  private static final int MAX_CONTENT = 1 << 14;
  private static final int ALERT = 21;
  private static final int HANDSHAKE = 22;
  private static final int WARNING = 1;
  private static final int FATAL = 2;

  /**
   * How many bytes of {@code src} to wait for: the whole record, or just the header when that alone
   * is what the reader of the hello refuses. A client that speaks another protocol may send no more
   * before it is answered.
   */
  static int lengthOfFirst(ByteBuffer src) {
    int at = src.position();
    if (src.remaining() < HEADER) {
      return HEADER;
    }
    int type = src.get(at);
    int length = (src.get(at + 3) & 0xff) << 8 | (src.get(at + 4) & 0xff);
    boolean plausible =
        (type == HANDSHAKE || type == ALERT) && src.get(at + 1) == 3 && length <= MAX_CONTENT;
    return plausible ? HEADER + length : HEADER;
  }

  /**
   * A record with one alert, of the level that RFC 5246 section 7.2 has for it. The version is that
   * of TLS 1.2, since none was negotiated; receivers ignore it.
   */
  static byte[] alert(AlertDescription alert) {
    int level = alert == AlertDescription.CLOSE_NOTIFY ? WARNING : FATAL;
    return new byte[] {ALERT, 3, 3, 0, 2, (byte) level, (byte) alert.code()};
  }

  private Records() {}
}
