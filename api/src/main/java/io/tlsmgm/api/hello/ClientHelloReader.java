package io.tlsmgm.api.hello;

import io.tlsmgm.api.AlertDescription;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/**
 * Reads the ClientHello from the first bytes of a connection, however they are cut into buffers and
 * records, and keeps them for the library that goes on with the handshake.
 *
 * <p>Bytes may arrive one at a time, and the message may be spread over any number of records (RFC
 * 8446 section 5.1). What a TLS server must refuse is refused with the alert of RFC 8446, RFC 5246
 * or RFC 6066; where these leave a choice:
 *
 * <ul>
 *   <li>The record's minor version is ignored, its major version must be 3. The message's {@code
 *       legacy_version} must not be older than SSL 3.0; what is too old for the domain is for the
 *       library to refuse. An SSLv2 CLIENT-HELLO is {@code protocol_version} (RFC 6176).
 *   <li>A handshake record without content is {@code unexpected_message}, and so is anything that
 *       follows the hello in the same record: RFC 8446 demands it, and no older version lets a
 *       client go on before it has an answer.
 *   <li>A message of more than {@value #MAX_LENGTH} bytes is {@code illegal_parameter}.
 *   <li>A server name is 1 to 255 printable ASCII characters, otherwise {@code illegal_parameter}.
 *       An IP address is taken as a name although RFC 6066 rules it out, and so are names that DNS
 *       would not allow, with an underscore for one: there are clients that send them, and OpenSSL
 *       and BoringSSL let them through. Name types other than host_name are skipped; a second
 *       host_name is {@code illegal_parameter}.
 * </ul>
 *
 * <p>Memory grows with the bytes that arrived, never with a length that the peer claims. At most
 * six bytes are kept for every byte of a message that is cut into records of one byte.
 *
 * <p>Not thread-safe. A reader is for one connection and ends with the hello or an exception.
 */
public final class ClientHelloReader {
  /** The longest message that is read, in bytes, without its four-byte header. */
  public static final int MAX_LENGTH = 65_536;

  /** The longest content of a record in the clear, RFC 8446 section 5.1. */
  private static final int MAX_RECORD_CONTENT = 1 << 14;

  private static final int RECORD_HEADER = 5;
  private static final int MESSAGE_HEADER = 4;

  private static final int ALERT = 21;
  private static final int HANDSHAKE = 22;
  private static final int CLIENT_HELLO = 1;

  private byte[] bytes = new byte[1024];
  private int size;
  private int recordStart;
  private int recordEnd;
  private int messageSize;
  private int messageHeader;
  private int messageEnd = MESSAGE_HEADER;
  private boolean ended;

  /** A reader for the first byte of a connection. */
  public ClientHelloReader() {}

  /**
   * Takes the next bytes of the connection. Consumes from {@code in} only what belongs to the
   * records that carry the hello: all of it as long as the hello is not complete.
   *
   * @param in any kind of buffer, of any size
   * @return the hello as soon as its last byte was taken
   * @throws ClientHelloException when this cannot become an acceptable hello
   * @throws IllegalStateException when an earlier call returned the hello or threw
   */
  public Optional<ClientHello> read(ByteBuffer in) throws ClientHelloException {
    if (ended) {
      throw new IllegalStateException("the ClientHello of this connection was read already");
    }
    ended = true; // unless the last line but one is reached
    while (in.hasRemaining()) {
      if (size < recordStart + RECORD_HEADER) {
        take(in, recordStart + RECORD_HEADER - size);
        if (size == recordStart + RECORD_HEADER) {
          beginRecord();
        }
      } else if (bytes[recordStart] == ALERT) {
        readAlert(in);
      } else if (readMessage(in)) {
        return Optional.of(ClientHelloParser.parse(message()));
      }
    }
    ended = false;
    return Optional.empty();
  }

  /**
   * All bytes consumed so far, records and all, to replay into an engine.
   *
   * @return a read-only view that later calls of {@link #read} do not change
   */
  public ByteBuffer received() {
    return ByteBuffer.wrap(bytes, 0, size).slice().asReadOnlyBuffer();
  }

  /** Bytes of memory held, for tests. */
  int capacity() {
    return bytes.length;
  }

  private int take(ByteBuffer in, int wanted) {
    int count = Math.min(wanted, in.remaining());
    if (bytes.length - size < count) {
      bytes = Arrays.copyOf(bytes, Math.max(size + count, bytes.length * 2));
    }
    in.get(bytes, size, count);
    size += count;
    return count;
  }

  private int unsigned(int index) {
    return bytes[index] & 0xff;
  }

  private void beginRecord() throws ClientHelloException {
    int type = unsigned(recordStart);
    if (type != HANDSHAKE && type != ALERT) {
      throw noHandshake(type);
    }
    int major = unsigned(recordStart + 1);
    if (major != 3) {
      throw new ClientHelloException(
          AlertDescription.PROTOCOL_VERSION,
          "record of protocol version " + major + "." + unsigned(recordStart + 2) + ", not 3.x");
    }
    int length = unsigned(recordStart + 3) << 8 | unsigned(recordStart + 4);
    if (length > MAX_RECORD_CONTENT) {
      throw new ClientHelloException(
          AlertDescription.RECORD_OVERFLOW,
          "record of " + length + " bytes, more than " + MAX_RECORD_CONTENT);
    }
    if (length == 0) {
      throw new ClientHelloException(
          AlertDescription.UNEXPECTED_MESSAGE, "record without content before the ClientHello");
    }
    if (type == ALERT && length != 2) {
      throw new ClientHelloException(
          AlertDescription.UNEXPECTED_MESSAGE, "alert record of " + length + " bytes, not 2");
    }
    recordEnd = size + length;
  }

  private ClientHelloException noHandshake(int type) {
    if (recordStart == 0) {
      return NotTls.explain(bytes);
    }
    return new ClientHelloException(
        AlertDescription.UNEXPECTED_MESSAGE,
        "record of type "
            + type
            + " inside the ClientHello, after "
            + messageSize
            + " bytes of it");
  }

  private void readAlert(ByteBuffer in) throws ClientHelloException {
    take(in, recordEnd - size);
    if (size < recordEnd) {
      return;
    }
    int code = unsigned(recordEnd - 1);
    String name = AlertDescription.ofCode(code).map(a -> a + ", ").orElse("");
    throw new ClientHelloException(
        AlertDescription.UNEXPECTED_MESSAGE,
        "the client sent an alert (" + name + "code " + code + ") instead of a whole ClientHello");
  }

  /** Takes what there is of the message in this record; true when the message is complete. */
  private boolean readMessage(ByteBuffer in) throws ClientHelloException {
    if (messageSize < MESSAGE_HEADER) {
      take(in, 1);
      messageSize++;
      int value = unsigned(size - 1);
      messageHeader = messageHeader << 8 | value;
      if (messageSize == 1 && value != CLIENT_HELLO) {
        throw new ClientHelloException(
            AlertDescription.UNEXPECTED_MESSAGE,
            "handshake message of type " + value + ", not a ClientHello");
      }
      if (messageSize == MESSAGE_HEADER) {
        int length = messageHeader & 0xff_ffff;
        if (length > MAX_LENGTH) {
          throw new ClientHelloException(
              AlertDescription.ILLEGAL_PARAMETER,
              "ClientHello of " + length + " bytes, more than " + MAX_LENGTH);
        }
        messageEnd = MESSAGE_HEADER + length;
      }
    } else {
      messageSize += take(in, Math.min(recordEnd - size, messageEnd - messageSize));
    }
    boolean complete = messageSize == messageEnd && messageSize >= MESSAGE_HEADER;
    if (complete && size < recordEnd) {
      throw new ClientHelloException(
          AlertDescription.UNEXPECTED_MESSAGE,
          (recordEnd - size) + " bytes after the ClientHello in the same record");
    }
    if (size == recordEnd) {
      recordStart = size;
    }
    return complete;
  }

  /** The message's body in one piece. */
  private ByteBuffer message() {
    int firstEnd = RECORD_HEADER + (unsigned(3) << 8 | unsigned(4));
    if (firstEnd == size) {
      int start = RECORD_HEADER + MESSAGE_HEADER;
      return ByteBuffer.wrap(bytes, start, size - start);
    }
    byte[] message = new byte[messageEnd];
    int filled = 0;
    int at = 0;
    while (at < size) {
      int length = unsigned(at + 3) << 8 | unsigned(at + 4);
      System.arraycopy(bytes, at + RECORD_HEADER, message, filled, length);
      filled += length;
      at += RECORD_HEADER + length;
    }
    return ByteBuffer.wrap(message, MESSAGE_HEADER, messageEnd - MESSAGE_HEADER);
  }
}
