package io.tlsmgm.conscrypt;

import static org.assertj.core.api.Assertions.assertThat;

import io.tlsmgm.api.Capabilities;
import io.tlsmgm.api.EnginePeer;
import io.tlsmgm.api.NamedGroup;
import io.tlsmgm.api.Role;
import io.tlsmgm.api.SessionPolicy;
import io.tlsmgm.api.TlsContext;
import io.tlsmgm.api.TlsContextConfig;
import io.tlsmgm.testkit.KeyKind;
import io.tlsmgm.testkit.TestCa;
import io.tlsmgm.testkit.TrustEverybody;
import io.tlsmgm.testkit.pump.FastPump;
import java.io.File;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLEngine;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Engines whose owners do no more than the least: a process must not run out of file descriptors.
 */
@Tag("soak")
class DescriptorsSoakTest {
  private static final int HANDSHAKES = 50_000;
  private static final int THREADS = 2;
  private static final long MOST_DESCRIPTORS = 2_000;

  private final ConscryptLibrary library = new ConscryptLibrary();

  @Test
  void halfClosedAndFailedEnginesDoNotUseUpDescriptors() throws Exception {
    TestCa ca = TestCa.create("soak CA");
    TlsContextConfig.Builder serving =
        builder(Role.SERVER, false).key(ca.leaf("soak").keyKind(KeyKind.EC_P256).issue().entry());
    AtomicLong peak = new AtomicLong();
    AtomicBoolean running = new AtomicBoolean(true);
    ExecutorService executor = Executors.newFixedThreadPool(THREADS + 1);
    try (TlsContext server = library.newContext(serving.build());
        TlsContext trusting = library.newContext(builder(Role.CLIENT, false).build());
        TlsContext refusing = library.newContext(builder(Role.CLIENT, true).build())) {
      long before = descriptors();
      Future<?> sampler =
          executor.submit(
              () -> {
                while (running.get()) {
                  peak.accumulateAndGet(descriptors(), Math::max);
                  TimeUnit.MILLISECONDS.sleep(5);
                }
                return null;
              });
      AtomicInteger good = new AtomicInteger();
      AtomicInteger bad = new AtomicInteger();
      List<Callable<Void>> work = new ArrayList<>();
      for (int t = 0; t < THREADS; t++) {
        work.add(
            () -> {
              FastPump pump = new FastPump();
              for (int i = 0; i < HANDSHAKES / THREADS; i++) {
                (succeed(pump, trusting, server) ? good : bad).incrementAndGet();
                (fail(pump, refusing, server, i) ? bad : good).incrementAndGet();
              }
              return null;
            });
      }
      for (Future<Void> done : executor.invokeAll(work)) {
        done.get();
      }
      running.set(false);
      sampler.get();

      assertThat(good).hasValue(HANDSHAKES);
      assertThat(bad).hasValue(HANDSHAKES);
      assertThat(peak.get() - before).as("descriptors at the peak").isLessThan(MOST_DESCRIPTORS);
    } finally {
      executor.shutdownNow();
    }
  }

  private TlsContextConfig.Builder builder(Role role, boolean refuse) throws Exception {
    Capabilities capabilities = library.capabilities();
    return TlsContextConfig.builder("soak", role, new TrustEverybody(refuse))
        .cipherSuites(capabilities.defaultCipherSuites())
        .groups(List.of(NamedGroup.X25519)) // the fastest
        .sessions(SessionPolicy.NONE);
  }

  private static boolean succeed(FastPump pump, TlsContext clients, TlsContext servers)
      throws Exception {
    SSLEngine client = clients.newEngine(EnginePeer.of("192.0.2.1", 5061));
    SSLEngine server = servers.newEngine(EnginePeer.UNKNOWN);
    boolean done = pump.handshake(client, server);
    pump.closeOutbound(client);
    pump.closeOutbound(server);
    return done;
  }

  /** Every other alert is delivered; otherwise nobody takes it, and the other side closes. */
  private static boolean fail(FastPump pump, TlsContext clients, TlsContext servers, int i)
      throws Exception {
    SSLEngine client = clients.newEngine(EnginePeer.of("192.0.2.1", 5061));
    SSLEngine server = servers.newEngine(EnginePeer.UNKNOWN);
    boolean failed = !pump.handshake(client, server);
    if (i % 2 == 0) {
      pump.deliver(client, server);
    } else {
      pump.closeOutbound(server);
    }
    return failed;
  }

  private static long descriptors() {
    // Linux has the first, macOS the second.
    String[] open = new File("/proc/self/fd").list();
    return Objects.requireNonNull(open == null ? new File("/dev/fd").list() : open).length;
  }
}
