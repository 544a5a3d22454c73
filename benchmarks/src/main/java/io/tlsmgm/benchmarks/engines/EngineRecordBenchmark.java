package io.tlsmgm.benchmarks.engines;

import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSession;
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

/** Wrap and unwrap of so many bytes: one record, where the engine puts as much into one. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 3, jvmArgsAppend = "-Xbatch")
public class EngineRecordBenchmark {
  /** Whose engines. */
  @Param public EngineKind kind = EngineKind.JDK;

  /** Plain bytes. */
  @Param({"64", "1024", "16384"})
  public int size;

  /** Whether the buffers are direct or arrays of the heap. */
  @Param({"true"})
  public boolean direct;

  private final Wire wire = new Wire();
  private Ends ends = Ends.NONE;
  private ByteBuffer plain = ByteBuffer.allocate(0);
  private ByteBuffer encrypted = ByteBuffer.allocate(0);
  private ByteBuffer decrypted = ByteBuffer.allocate(0);

  /** The source and both engines. */
  private record Ends(EngineSource source, SSLEngine client, SSLEngine server) {
    static final Ends NONE = Placeholder.ends();
  }

  /** Connects. */
  @Setup
  public void setUp() throws Exception {
    Terms terms = new Terms();
    EngineSource source = kind.open(terms);
    ends = new Ends(source, source.client(false), source.server());
    wire.handshake(ends.client(), ends.server());
    wire.ticket(ends.client(), ends.server());
    SSLSession session = ends.client().getSession();
    if (!session.getProtocol().equals(Terms.VERSION)
        || !session.getCipherSuite().equals(Terms.SUITE)) {
      throw new IllegalStateException("unequal terms: " + session);
    }
    plain = buffer(size);
    encrypted = buffer(2 * session.getPacketBufferSize());
    decrypted = buffer(2 * session.getPacketBufferSize());
  }

  private ByteBuffer buffer(int capacity) {
    return direct ? ByteBuffer.allocateDirect(capacity) : ByteBuffer.allocate(capacity);
  }

  /** Gives everything back. */
  @TearDown
  public void tearDown() throws Exception {
    wire.close(ends.client(), ends.server());
    ends.source().release(ends.client());
    ends.source().release(ends.server());
    ends.source().close();
  }

  /** From the client to the server. */
  @Benchmark
  public int wrapUnwrap() throws SSLException {
    plain.clear();
    encrypted.clear();
    decrypted.clear();
    while (plain.hasRemaining()) {
      ends.client().wrap(plain, encrypted);
    }
    encrypted.flip();
    while (encrypted.hasRemaining()) {
      ends.server().unwrap(encrypted, decrypted);
    }
    if (decrypted.position() != size) {
      throw new IllegalStateException(decrypted + " in place of " + size + " bytes");
    }
    return decrypted.position();
  }

  /** For a field before the set-up. */
  private static final class Placeholder {
    static Ends ends() {
      try {
        SSLEngine engine = javax.net.ssl.SSLContext.getDefault().createSSLEngine();
        return new Ends(
            new EngineSource() {
              @Override
              public SSLEngine client(boolean resuming) {
                return engine;
              }

              @Override
              public SSLEngine server() {
                return engine;
              }
            },
            engine,
            engine);
      } catch (java.security.NoSuchAlgorithmException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
