package io.tlsmgm.benchmarks.engines;

import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A handshake, both sides in one thread, with the engines made and closed: the average. The result
 * has two secondary metrics of the same unit, {@code clientShare} and {@code serverShare}, which
 * add up to it. {@link EngineHandshakeLatencyBenchmark} has the percentiles.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(3)
public class EngineHandshakeBenchmark {
  /** For JMH. */
  public EngineHandshakeBenchmark() {}

  /**
   * What each side has of the time. JMH divides the time of an iteration by these counters as it
   * does by the number of handshakes. So each counts as many handshakes as would have filled the
   * iteration had there been nothing but that side's part of them: the quotient is that part of one
   * handshake, in JMH's own time and unit, averaged by JMH over iterations and forks.
   */
  @State(Scope.Thread)
  @AuxCounters(AuxCounters.Type.OPERATIONS)
  public static class Shares {
    private long handshakes;
    private Laps laps = new Laps();

    /** For JMH. */
    public Shares() {}

    /** The stopwatches are the connector's. */
    @Setup(Level.Iteration)
    public void clear(HandshakeState state) {
      laps = state.connector().laps();
      laps.clear();
      handshakes = 0;
    }

    /** For the time in the client's engine. */
    public double clientShare() {
      return share(laps.clientNanos());
    }

    /** For the time in the server's engine. */
    public double serverShare() {
      return share(laps.serverNanos());
    }

    private double share(long nanos) {
      return handshakes * (double) (laps.clientNanos() + laps.serverNanos()) / nanos;
    }
  }

  /** One connection without data; a resumed one has a byte that brings the next ticket. */
  @Benchmark
  public void handshake(HandshakeState state, Shares shares) throws SSLException {
    state.connector().connect();
    shares.handshakes++;
  }
}
