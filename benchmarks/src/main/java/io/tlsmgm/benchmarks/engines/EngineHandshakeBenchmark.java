package io.tlsmgm.benchmarks.engines;

import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
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
 * A handshake, both sides, with the engines made and closed. Resumed ones are not possible with
 * Conscrypt's servers; asking for them fails.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 3, jvmArgsAppend = "-Xbatch")
public class EngineHandshakeBenchmark {
  /** Whose engines. */
  @Param public EngineKind kind = EngineKind.JDK;

  /** Whether each handshake resumes the session of the one before. */
  @Param({"false"})
  public boolean resumed;

  private final Wire wire = new Wire();
  private final Terms terms = new Terms();
  private @Nullable EngineSource source;

  /** Makes the contexts, and for resumed handshakes the first session. */
  @Setup
  public void setUp() throws Exception {
    source = kind.open(terms);
    if (resumed) {
      connect(source);
      connect(source);
    }
  }

  /** Gives the contexts back. */
  @TearDown
  public void tearDown() throws Exception {
    if (source != null) {
      source.close();
    }
  }

  /** One connection without data but a byte that brings the ticket. */
  @Benchmark
  public void handshake() throws SSLException {
    EngineSource opened = source;
    if (opened == null) {
      throw new IllegalStateException("not set up");
    }
    long before = terms.fullHandshakes();
    connect(opened);
    boolean full = terms.fullHandshakes() != before;
    if (full == resumed) {
      throw new IllegalStateException(full ? "not resumed" : "resumed, not full");
    }
  }

  private void connect(EngineSource opened) throws SSLException {
    SSLEngine client = opened.client(resumed);
    SSLEngine server = opened.server();
    wire.handshake(client, server);
    if (resumed) {
      wire.ticket(client, server);
    }
    wire.close(client, server);
    opened.release(client);
    opened.release(server);
  }
}
