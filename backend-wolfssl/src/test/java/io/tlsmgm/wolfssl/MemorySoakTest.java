package io.tlsmgm.wolfssl;

import static org.assertj.core.api.Assertions.assertThat;

import io.tlsmgm.api.Capabilities;
import io.tlsmgm.api.ClientAuth;
import io.tlsmgm.api.EnginePeer;
import io.tlsmgm.api.NativeMemory;
import io.tlsmgm.api.ProtocolRange;
import io.tlsmgm.api.ProtocolVersion;
import io.tlsmgm.api.Role;
import io.tlsmgm.api.SessionPolicy;
import io.tlsmgm.api.TlsContext;
import io.tlsmgm.api.TlsContextConfig;
import io.tlsmgm.testkit.KeyKind;
import io.tlsmgm.testkit.TestCa;
import io.tlsmgm.testkit.TrustEverybody;
import io.tlsmgm.testkit.pump.FastPump;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What wolfSSL and the native part allocate is freed to the last byte, and what libcrypto does, as
 * far as the C library can tell. {@code make soak} makes ten times as many handshakes.
 */
@Tag("soak")
class MemorySoakTest {
  /** As many good ones, and as many that fail; a whole number of thousands. */
  private static final int HANDSHAKES = Integer.getInteger("tlsmgm.soak.handshakes", 10_000);

  private static final int WARM_UP = 1_000;

  /** So many times nothing must have been freed. */
  private static final int SETTLED = 10;

  private static final int DROPPED = 10_000;
  private static final int THREADS = 2;

  /** What the JVM itself may have asked malloc for meanwhile: compiled code, threads. */
  private static final long JVM_GROWTH = 48L << 20;

  private static final long PATIENCE_SECONDS = 60;

  private final WolfSslLibrary library = new WolfSslLibrary();
  private final TestCa ca = TestCa.create("soak CA");

  /** Contexts of one version, with and without resumption, and how they are to end. */
  private record Pair(TlsContext client, TlsContext server, boolean good) {}

  @Test
  void memoryReturnsAfterGoodAndFailedHandshakes() throws Exception {
    NativeMemory before = loaded();
    long malloced = Malloc.inUse();

    exercise(HANDSHAKES);
    awaitReturn(before);
    assertThat(Malloc.inUse() - malloced).as("bytes of malloc").isLessThan(JVM_GROWTH);
  }

  @Test
  void enginesThatAreDroppedWithoutCloseAreFreed() throws Exception {
    NativeMemory before = loaded();
    try (TlsContext client = library.newContext(client(ProtocolVersion.TLSV1_3, false).build());
        TlsContext server = library.newContext(server(ProtocolVersion.TLSV1_3, false).build())) {
      inThreads(
          thread -> {
            FastPump pump = new FastPump();
            for (int i = 0; i < DROPPED / THREADS; i++) {
              drop(pump, client, server, i);
            }
          });
      assertThat(library.memory().engines()).isGreaterThan(before.engines());
      awaitEngines(before);
    }
    awaitReturn(before);
  }

  /** With what stays loaded, and without the engines that other tests have left behind. */
  private NativeMemory loaded() throws Exception {
    exercise(WARM_UP);
    NativeMemory memory = library.memory();
    for (int same = 0; same < SETTLED; same++) {
      System.gc();
      TimeUnit.MILLISECONDS.sleep(50);
      NativeMemory now = library.memory();
      if (!now.equals(memory)) {
        memory = now;
        same = 0;
      }
    }
    return memory;
  }

  /** Every fourth after its handshake, the others before it or in its middle. */
  private static void drop(FastPump pump, TlsContext clients, TlsContext servers, int i)
      throws Exception {
    SSLEngine client = clients.newEngine(EnginePeer.of("192.0.2.1", 5061));
    switch (i % 4) {
      case 0 -> assertThat(pump.handshake(client, servers.newEngine(EnginePeer.UNKNOWN))).isTrue();
      case 1, 2 -> pump.hello(client, servers.newEngine(EnginePeer.UNKNOWN));
      default -> client.beginHandshake();
    }
  }

  /** So many good ones and so many bad ones, a quarter for each of full, resumed, 1.2 and 1.3. */
  private void exercise(int handshakes) throws Exception {
    AtomicInteger good = new AtomicInteger();
    AtomicInteger bad = new AtomicInteger();
    List<Pair> pairs = new ArrayList<>();
    try {
      for (ProtocolVersion version : List.of(ProtocolVersion.TLSV1_2, ProtocolVersion.TLSV1_3)) {
        for (boolean resume : new boolean[] {false, true}) {
          TlsContext server = library.newContext(server(version, resume).build());
          pairs.add(new Pair(library.newContext(client(version, resume).build()), server, true));
          pairs.add(new Pair(refusing(version, resume), server, false));
        }
      }
      inThreads(
          thread -> {
            FastPump pump = new FastPump();
            for (int i = 0; i < 2 * handshakes / THREADS; i++) {
              boolean done = connect(pump, pairs.get(i % pairs.size()), i / pairs.size());
              (done ? good : bad).incrementAndGet();
            }
          });
    } finally {
      for (Pair pair : pairs) {
        pair.client().close();
        pair.server().close();
      }
    }
    assertThat(good).hasValue(handshakes);
    assertThat(bad).hasValue(handshakes);
  }

  private static boolean connect(FastPump pump, Pair pair, int i) throws SSLException {
    SSLEngine client = pair.client().newEngine(EnginePeer.of("192.0.2.1", 5061));
    SSLEngine server = pair.server().newEngine(EnginePeer.UNKNOWN);
    boolean done = pump.handshake(client, server);
    if (done) {
      client.closeOutbound();
      pump.deliver(client, server);
      server.closeOutbound();
      pump.deliver(server, client);
    } else if (i % 2 == 0) {
      pump.deliver(client, server);
      pump.deliver(server, client);
    } // or else the alert is left in its queue
    return done;
  }

  /** Clients that resume are asked for a certificate: their session has one, here and there. */
  private TlsContextConfig.Builder client(ProtocolVersion version, boolean resume)
      throws Exception {
    TlsContextConfig.Builder builder = builder(Role.CLIENT, version, resume, false);
    return resume
        ? builder.key(ca.leaf("client").keyKind(KeyKind.EC_P256).issue().entry())
        : builder;
  }

  private TlsContextConfig.Builder server(ProtocolVersion version, boolean resume)
      throws Exception {
    return builder(Role.SERVER, version, resume, false)
        .clientAuth(resume ? ClientAuth.NEED : ClientAuth.NONE)
        .key(ca.leaf("server").keyKind(KeyKind.EC_P256).issue().entry());
  }

  /** Half of them refuse the server's certificate, half have none where one is needed. */
  private TlsContext refusing(ProtocolVersion version, boolean withoutCertificate)
      throws Exception {
    return library.newContext(builder(Role.CLIENT, version, false, !withoutCertificate).build());
  }

  private TlsContextConfig.Builder builder(
      Role role, ProtocolVersion version, boolean resume, boolean refuse) throws Exception {
    Capabilities capabilities = library.capabilities();
    return TlsContextConfig.builder("soak", role, new TrustEverybody(refuse))
        .protocols(ProtocolRange.of(version))
        .cipherSuites(capabilities.defaultCipherSuites())
        .sessions(resume ? SessionPolicy.DEFAULT : SessionPolicy.NONE);
  }

  /** What one thread does. */
  private interface Work {
    void run(int thread) throws Exception;
  }

  private static void inThreads(Work work) throws Exception {
    ExecutorService executor = Executors.newFixedThreadPool(THREADS);
    try {
      List<Callable<Void>> parts = new ArrayList<>();
      for (int t = 0; t < THREADS; t++) {
        int thread = t;
        parts.add(
            () -> {
              work.run(thread);
              return null;
            });
      }
      for (Future<Void> done : executor.invokeAll(parts)) {
        done.get();
      }
    } finally {
      // What wolfSSL keeps for a thread goes when it ends.
      executor.shutdownNow();
      assertThat(executor.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    }
  }

  private void awaitEngines(NativeMemory expected) throws InterruptedException {
    for (long end = end(); System.nanoTime() < end; ) {
      if (library.memory().engines() == expected.engines()) {
        return;
      }
      System.gc();
      TimeUnit.MILLISECONDS.sleep(50);
    }
    assertThat(library.memory().engines()).isEqualTo(expected.engines());
  }

  private void awaitReturn(NativeMemory expected) throws InterruptedException {
    for (long end = end(); System.nanoTime() < end; ) {
      if (library.memory().equals(expected)) {
        return;
      }
      System.gc();
      TimeUnit.MILLISECONDS.sleep(50);
    }
    assertThat(library.memory()).isEqualTo(expected);
  }

  private static long end() {
    return System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
  }
}
