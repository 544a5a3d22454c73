package io.tlsmgm.wolfssl;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;

/**
 * Tickets of other servers in a ClientHello of TLS 1.2. A client may come with one that it was
 * given by whoever had this address before. wolfSSL fails at those that are longer than its own
 * could be instead of making a full handshake, RFC 5077 section 3.4.
 */
final class ForeignTicket {
  private static final int CLIENT_HELLO = 1;
  private static final int RANDOM = 32;
  private static final int SESSION_TICKET = 35;
  private static final int KEY_NAME = 8;

  /** Shorter than any that wolfSSL issues. */
  private static final int LONG = 160;

  private ForeignTicket() {}

  /**
   * Whether a handshake message is a hello with such a ticket.
   *
   * @param context whose own tickets are no strangers
   */
  static boolean in(byte[] message, ContextHandle context) {
    try {
      ByteBuffer hello = ByteBuffer.wrap(message);
      if (hello.get() != CLIENT_HELLO) {
        return false;
      }
      skip(hello, 3 + 2 + RANDOM);
      skip(hello, hello.get() & 0xff);
      skip(hello, hello.getShort() & 0xffff);
      skip(hello, hello.get() & 0xff);
      skip(hello, 2);
      while (hello.hasRemaining()) {
        int type = hello.getShort() & 0xffff;
        int length = hello.getShort() & 0xffff;
        if (type == SESSION_TICKET) {
          byte[] name = new byte[KEY_NAME];
          return length > LONG
              && !Native.contextReadsTicket(context.handle(), read(hello, name), length);
        }
        skip(hello, length);
      }
      return false;
    } catch (BufferUnderflowException | IllegalArgumentException malformed) {
      return false; // wolfSSL has the word
    }
  }

  private static void skip(ByteBuffer from, int bytes) {
    from.position(from.position() + bytes);
  }

  private static byte[] read(ByteBuffer from, byte[] bytes) {
    from.get(bytes);
    return bytes;
  }
}
