package io.tlsmgm.benchmarks.engines;

import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Warmup;

/** The handshakes of {@link EngineHandshakeBenchmark} one by one, for their percentiles. */
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(3)
public class EngineHandshakeLatencyBenchmark {
  /** For JMH. */
  public EngineHandshakeLatencyBenchmark() {}

  /** One connection, as there. */
  @Benchmark
  public void handshake(HandshakeState state) throws SSLException {
    state.connector().connect();
  }
}
