package io.tlsmgm.benchmarks.engines;

import java.nio.ByteBuffer;
import java.util.Random;
import javax.net.ssl.SSLException;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * The parameters of a message, a connection for it, and three buffers, none of which is ever source
 * and destination.
 */
// Not the thread's, of which JMH would make another one for a state that depends on it.
@State(Scope.Benchmark)
public class RecordState {
  /** Whose engines. */
  @Param({
    "FLOOR",
    "RAW_JDK",
    "RAW_CONSCRYPT",
    "RAW_TCNATIVE",
    "JSSE",
    "OPENSSL",
    "WOLFSSL_BUILTIN",
    "WOLFSSL_LIBCRYPTO"
  })
  public EngineKind kind = EngineKind.FLOOR;

  /** The suite, and with it the version; those of TLS 1.2 are the same ciphers. */
  @Param({
    "TLS_AES_128_GCM_SHA256",
    "TLS_AES_256_GCM_SHA384",
    "TLS_CHACHA20_POLY1305_SHA256",
    "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
    "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
    "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256"
  })
  public String suite = "";

  /** Plain bytes. */
  @Param({"64", "1024", "4096", "16384"})
  public int size;

  /** Whether the buffers are direct or arrays of the heap. */
  @Param({"true", "false"})
  public boolean direct;

  private RecordPath path = new RecordPath.Copies(0);
  private ByteBuffer plain = ByteBuffer.allocate(0);
  private ByteBuffer encrypted = ByteBuffer.allocate(0);
  private ByteBuffer decrypted = ByteBuffer.allocate(0);

  /** For JMH. */
  public RecordState() {}

  /** Connects. */
  @Setup
  public void setUp() throws Exception {
    Able.require(kind, Able.ofRecords(kind, suite));
    path = RecordPath.open(kind, suite, size);
    plain = buffer(size);
    byte[] content = new byte[size];
    new Random(size).nextBytes(content);
    plain.put(content).clear();
    encrypted = room(1);
    decrypted = room(1);
    read(write(encrypted).flip());
    if (!decrypted.flip().equals(plain.clear())) {
      throw new IllegalStateException(kind + " changes what it carries");
    }
  }

  /** Gives everything back. */
  @TearDown
  public void tearDown() throws SSLException {
    path.close();
  }

  /** A buffer for so many messages, encrypted or not. */
  final ByteBuffer room(int messages) {
    return buffer(messages * (size + RecordPath.MOST_GROWTH) + path.slack());
  }

  private ByteBuffer buffer(int capacity) {
    return direct ? ByteBuffer.allocateDirect(capacity) : ByteBuffer.allocate(capacity);
  }

  /** What {@link #write} fills and {@link #read} empties, when it is one message. */
  final ByteBuffer encrypted() {
    return encrypted.clear();
  }

  /** The client's part. */
  final ByteBuffer write(ByteBuffer to) throws SSLException {
    plain.clear();
    while (plain.hasRemaining()) {
      path.wrap(plain, to);
    }
    return to;
  }

  /** The server's part. */
  final ByteBuffer read(ByteBuffer from) throws SSLException {
    decrypted.clear();
    while (decrypted.position() < size && from.hasRemaining()) {
      path.unwrap(from, decrypted);
    }
    if (decrypted.position() != size) {
      throw new IllegalStateException(decrypted + " in place of " + size + " bytes");
    }
    return decrypted;
  }
}
