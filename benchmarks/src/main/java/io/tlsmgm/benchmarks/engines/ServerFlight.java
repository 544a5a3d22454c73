package io.tlsmgm.benchmarks.engines;

import java.nio.ByteBuffer;

/**
 * What a server's first flight says in the clear: whether it resumes, and with which group. Reading
 * it takes well under a microsecond, so that every measured handshake is checked.
 *
 * @param resumed a pre_shared_key in TLS 1.3 (RFC 8446 section 4.2.11), no Certificate in TLS 1.2
 * @param group the code of the group, or -1 where a resumed handshake of TLS 1.2 has none
 * @param retry whether it is a HelloRetryRequest
 */
public record ServerFlight(boolean resumed, int group, boolean retry) {
  private static final int HANDSHAKE = 22;
  private static final int SERVER_HELLO = 2;
  private static final int CERTIFICATE = 11;
  private static final int SERVER_KEY_EXCHANGE = 12;
  private static final int PRE_SHARED_KEY = 41;
  private static final int SUPPORTED_VERSIONS = 43;
  private static final int KEY_SHARE = 51;
  private static final int NAMED_CURVE = 3;

  /** The first bytes of the random of a HelloRetryRequest, RFC 8446 section 4.1.3. */
  private static final long RETRY = 0xCF21AD74_E59A6111L;

  /**
   * Reads.
   *
   * @param bytes from the first byte that the server sent to {@code end}; its position stays
   */
  static ServerFlight read(ByteBuffer bytes, int end) {
    boolean certificate = false;
    int group = -1;
    int at = 0;
    while (at + 5 < end && bytes.get(at) == HANDSHAKE) {
      int recordEnd = at + 5 + unsigned16(bytes, at + 3);
      for (at += 5; at < recordEnd; ) {
        int type = bytes.get(at);
        int body = at + 4;
        int next = body + ((bytes.get(at + 1) & 0xff) << 16 | unsigned16(bytes, at + 2));
        if (next > recordEnd) {
          throw new IllegalStateException("a message of the server that is cut into records");
        }
        if (type == SERVER_HELLO) {
          int extensions = body + 35 + (bytes.get(body + 34) & 0xff) + 3;
          if (hasVersion(bytes, extensions, next)) {
            return new ServerFlight(
                find(bytes, extensions, next, PRE_SHARED_KEY) >= 0,
                unsigned16(bytes, find(bytes, extensions, next, KEY_SHARE)),
                bytes.getLong(body + 2) == RETRY);
          }
        } else if (type == CERTIFICATE) {
          certificate = true;
        } else if (type == SERVER_KEY_EXCHANGE && bytes.get(body) == NAMED_CURVE) {
          group = unsigned16(bytes, body + 1);
        }
        at = next;
      }
      at = recordEnd;
    }
    return new ServerFlight(!certificate, group, false);
  }

  /** Whether this is TLS 1.3. */
  private static boolean hasVersion(ByteBuffer bytes, int extensions, int end) {
    return find(bytes, extensions, end, SUPPORTED_VERSIONS) >= 0;
  }

  /** Where the content of an extension is, or -1. */
  private static int find(ByteBuffer bytes, int extensions, int end, int type) {
    for (int at = extensions + 2; at < end; at += 4 + unsigned16(bytes, at + 2)) {
      if (unsigned16(bytes, at) == type) {
        return at + 4;
      }
    }
    return -1;
  }

  private static int unsigned16(ByteBuffer bytes, int at) {
    return bytes.getShort(at) & 0xffff;
  }
}
