package io.tlsmgm.benchmarks.engines;

import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A message of so many bytes from a client to a server: one record, where the engine puts as much
 * into one (the JDK at most 16,367 bytes, so that 16,384 are two records with it).
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(3)
public class EngineRecordBenchmark {
  /** Messages in a batch: a megabyte of the longest, which stays in the caches. */
  private static final int BATCH = 64;

  /** For JMH. */
  public EngineRecordBenchmark() {}

  /** From the client to the server. */
  @Benchmark
  public ByteBuffer wrapUnwrap(RecordState state) throws SSLException {
    return state.read(state.write(state.encrypted()).flip());
  }

  /** The client alone: nobody reads what it writes, which it does not know. */
  @Benchmark
  public ByteBuffer wrap(RecordState state) throws SSLException {
    return state.write(state.encrypted());
  }

  /**
   * What the server reads. It takes each record once and in order, so that they have to be written
   * anew for each invocation. JMH keeps that out of the time by reading the clock around each
   * invocation; with {@value #BATCH} messages in one these readings are a nanosecond of each. A
   * profiler of allocation does not keep it out: what it says of {@link #unwrap} is of both sides.
   */
  @State(Scope.Thread)
  public static class Batch {
    private ByteBuffer records = ByteBuffer.allocate(0);

    /** For JMH. */
    public Batch() {}

    /** Makes room. */
    @Setup(Level.Trial)
    public void allocate(RecordState state) {
      records = state.room(BATCH);
    }

    /** Writes what is read next. */
    @Setup(Level.Invocation)
    public void encrypt(RecordState state) throws SSLException {
      records.clear();
      for (int i = 0; i < BATCH; i++) {
        state.write(records);
      }
      records.flip();
    }
  }

  /** The server alone. */
  @Benchmark
  @OperationsPerInvocation(BATCH)
  public int unwrap(RecordState state, Batch batch) throws SSLException {
    int read = 0;
    for (int i = 0; i < BATCH; i++) {
      read += state.read(batch.records).position();
    }
    return read;
  }
}
