package io.tlsmgm.benchmarks;

import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLException;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One record from a client to a server, wrap and unwrap: the library alone against the library
 * behind the domain manager, for a socket with one domain and for one with several.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(3)
public class RecordBenchmark {
  /** How the engines are made. */
  public enum Path {
    /**
     * By the library's own {@code SSLContext}, without any code of this project; wolfSSL has none,
     * and its engines are those of its {@code TlsContext}, without the manager.
     */
    RAW,
    /** By the manager, on a socket with a single domain. */
    SINGLE_DOMAIN,
    /** By the manager, on a socket whose domain the server name chooses. */
    MANY_DOMAINS
  }

  /** The library. */
  @Param({"jsse", "openssl", "wolfssl"})
  public String library = "";

  /** How the engines are made. */
  @Param public Path path = Path.RAW;

  /** Plain bytes of a record; the JDK puts at most 16367 into one. */
  @Param({"64", "1024", "16000"})
  public int size;

  private final Handshaken pair = new Handshaken();
  private ByteBuffer plain = ByteBuffer.allocate(0);
  private ByteBuffer encrypted = ByteBuffer.allocate(0);
  private ByteBuffer decrypted = ByteBuffer.allocate(0);
  private SSLEngine client = Handshaken.NO_ENGINE;
  private SSLEngine server = Handshaken.NO_ENGINE;

  /** Makes and connects the engines; the buffers are direct and never shared. */
  @Setup
  public void setUp() throws Exception {
    pair.connect(library, path);
    client = pair.client();
    server = pair.server();
    int packet =
        Math.max(
            client.getSession().getPacketBufferSize(), server.getSession().getPacketBufferSize());
    plain = ByteBuffer.allocateDirect(size);
    encrypted = ByteBuffer.allocateDirect(packet);
    decrypted = ByteBuffer.allocateDirect(Math.max(packet, size));
  }

  /** Frees what the libraries hold. */
  @TearDown
  public void tearDown() throws Exception {
    pair.close();
  }

  /** One record there. */
  @Benchmark
  public int wrapUnwrap() throws SSLException {
    plain.clear();
    encrypted.clear();
    decrypted.clear();
    SSLEngineResult wrapped = client.wrap(plain, encrypted);
    encrypted.flip();
    SSLEngineResult unwrapped = server.unwrap(encrypted, decrypted);
    if (wrapped.bytesConsumed() != size || unwrapped.bytesProduced() != size) {
      throw new IllegalStateException(wrapped + " / " + unwrapped);
    }
    return decrypted.position();
  }
}
