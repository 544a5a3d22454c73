package io.tlsmgm.testkit.pump;

import io.tlsmgm.api.AlertDescription;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What one side has put on the wire: the first 256 KiB of it. */
public final class WireLog {
  private static final int KEPT = 256 * 1024;
  private static final int CLIENT_HELLO = 1;
  private static final int SERVER_HELLO = 2;
  private static final int SERVER_KEY_EXCHANGE = 12;
  private static final int SERVER_HELLO_DONE = 14;
  private static final int NAMED_CURVE = 3;
  private static final int MESSAGE_HEADER = 4;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  WireLog() {}

  void add(byte[] sent) {
    bytes.write(sent, 0, Math.min(sent.length, KEPT - bytes.size()));
  }

  /** The bytes. */
  public byte[] bytes() {
    return bytes.toByteArray();
  }

  /** The records, in order. */
  public List<TlsRecord> records() {
    return TlsRecord.parse(bytes());
  }

  /** The alert that was sent in the clear, if one was. */
  public Optional<AlertDescription> alert() {
    return records().stream().map(TlsRecord::alert).flatMap(Optional::stream).findFirst();
  }

  /** The hello; of a server that sent a HelloRetryRequest, the one after it. */
  public Optional<HelloMessage> hello() {
    HelloMessage hello = null;
    for (byte[] message : messages()) {
      if (message[0] == CLIENT_HELLO || message[0] == SERVER_HELLO) {
        hello = parse(message);
        if (!hello.isRetry()) {
          break;
        }
      }
    }
    return Optional.ofNullable(hello);
  }

  /** Whether a server's flight resumes a session, by what it shows in the clear. */
  public boolean resumes() {
    HelloMessage hello =
        hello().orElseThrow(() -> new AssertionError("no ServerHello among " + records()));
    return hello.version() >= 0x0304 ? hello.hasPreSharedKey() : !contains(SERVER_HELLO_DONE);
  }

  /**
   * The code of the group that a server uses: of its key share in TLS 1.3, of the curve in its
   * ServerKeyExchange before that (RFC 8422 section 5.4).
   */
  public Optional<Integer> group() {
    Optional<Integer> share = hello().flatMap(HelloMessage::keyShareGroup);
    if (share.isPresent()) {
      return share;
    }
    return messages().stream()
        .filter(m -> m[0] == SERVER_KEY_EXCHANGE && m[MESSAGE_HEADER] == NAMED_CURVE)
        .map(m -> TlsRecord.unsigned16(m, MESSAGE_HEADER + 1))
        .findFirst();
  }

  /** The prime that a server's ServerKeyExchange of a DHE suite names (RFC 5246 section 7.4.3). */
  public Optional<BigInteger> dhPrime() {
    return messages().stream()
        .filter(m -> m[0] == SERVER_KEY_EXCHANGE)
        .map(
            m -> {
              int from = MESSAGE_HEADER + 2;
              int length = TlsRecord.unsigned16(m, MESSAGE_HEADER);
              return new BigInteger(1, Arrays.copyOfRange(m, from, from + length));
            })
        .findFirst();
  }

  private boolean contains(int type) {
    return messages().stream().anyMatch(message -> message[0] == type);
  }

  private static HelloMessage parse(byte[] message) {
    return HelloMessage.parse(
        Arrays.copyOfRange(message, MESSAGE_HEADER, message.length), message[0] == CLIENT_HELLO);
  }

  /** The handshake messages in the clear, with their headers. */
  private List<byte[]> messages() {
    ByteArrayOutputStream stream = new ByteArrayOutputStream();
    for (TlsRecord record : records()) {
      if (record.contentType() == TlsRecord.HANDSHAKE) {
        stream.writeBytes(record.fragment());
      } else if (record.contentType() == TlsRecord.CHANGE_CIPHER_SPEC && !onlyRetried(stream)) {
        break; // what follows is encrypted, except after a HelloRetryRequest
      }
    }
    return split(stream.toByteArray());
  }

  private static List<byte[]> split(byte[] stream) {
    List<byte[]> messages = new ArrayList<>();
    for (int at = 0; stream.length - at >= MESSAGE_HEADER; ) {
      int length = (stream[at + 1] & 0xff) << 16 | TlsRecord.unsigned16(stream, at + 2);
      int end = at + MESSAGE_HEADER + length;
      if (end > stream.length) {
        break;
      }
      messages.add(Arrays.copyOfRange(stream, at, end));
      at = end;
    }
    return messages;
  }

  private static boolean onlyRetried(ByteArrayOutputStream stream) {
    return split(stream.toByteArray()).stream()
        .allMatch(message -> message[0] == SERVER_HELLO && parse(message).isRetry());
  }
}
