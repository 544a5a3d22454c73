package io.tlsmgm.benchmarks;

import io.tlsmgm.api.EnginePeer;
import io.tlsmgm.api.TlsException;
import io.tlsmgm.benchmarks.engines.Laps;
import io.tlsmgm.benchmarks.engines.Wire;
import io.tlsmgm.manager.ClientTarget;
import io.tlsmgm.manager.TlsConnection;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
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
 * Full handshakes through the manager one by one, for their percentiles, while another thread
 * reloads the domains without pause, or does not. Both ends, TLS 1.3, a socket whose domain the
 * server name chooses. On fewer than two free cores the difference is the cores', not the
 * manager's.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(3)
public class HandshakeWhileReloadingBenchmark {
  /** The value of {@code tls_library}. */
  @Param({"jsse", "openssl", "wolfssl"})
  public String library = "";

  /** How many server domains there are. */
  @Param({"100"})
  public int domains;

  /** Whether they are reloaded meanwhile. */
  @Param({"false", "true"})
  public boolean reloading;

  /** More than sessions in a client's cache, whose key a port is part of. */
  private static final int PORTS = 30_000;

  private final Wire wire = new Wire();
  private final Laps laps = new Laps();
  private final InetSocketAddress local = new InetSocketAddress(Domains.loopback(), Domains.PORT);
  private int next;
  private @Nullable ReloadingManager domainsInMemory;

  /** For JMH. */
  public HandshakeWhileReloadingBenchmark() {}

  /** Loads, and begins to reload. */
  @Setup
  public void setUp() throws TlsException {
    ReloadingManager made = new ReloadingManager(library, domains);
    domainsInMemory = made;
    if (reloading) {
      made.start();
    }
  }

  /** Sees to it that reloads went well. */
  @TearDown
  public void tearDown() throws InterruptedException {
    ReloadingManager made = domainsInMemory;
    if (made != null) {
      made.stop();
      made.close();
    }
  }

  /** A domain whose certificate changes with each reload. */
  @Benchmark
  public void handshake() throws TlsException, SSLException {
    ReloadingManager made = domainsInMemory;
    if (made == null) {
      throw new IllegalStateException("not set up");
    }
    InetSocketAddress remote = new InetSocketAddress(local.getAddress(), 1024 + next++ % PORTS);
    ClientTarget target = ClientTarget.of(remote).withServerName(ReloadingManager.name(0));
    try (TlsConnection outgoing = made.manager().connect(target);
        TlsConnection incoming = made.manager().endpoint(local).newConnection(EnginePeer.UNKNOWN)) {
      if (wire.handshake(outgoing.engine(), incoming.engine(), laps).resumed()) {
        throw new IllegalStateException("resumed, not full");
      }
      wire.close(outgoing.engine(), incoming.engine(), laps);
    }
  }
}
