package io.tlsmgm.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.tlsmgm.api.KeyEntry;
import io.tlsmgm.api.ProtocolVersion;
import io.tlsmgm.api.Role;
import io.tlsmgm.api.TlsContext;
import io.tlsmgm.testkit.TestTrust;
import io.tlsmgm.testkit.pump.EnginePump;
import io.tlsmgm.testkit.pump.ReferencePeer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.net.ssl.SSLEngine;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Much data, and many threads. */
public abstract class TransferContract extends Contract {
  private static final int BULK = 4 << 20;
  private static final int THREADS = 8;
  private static final int HANDSHAKES = 20;

  /** For subclasses. */
  protected TransferContract() {}

  @ParameterizedTest
  @MethodSource("versions")
  void megabytesPassBothWays(ProtocolVersion version) {
    EnginePump pump = connected(version);
    Random random = new Random(5);
    for (int sent = 0; sent < BULK; ) {
      byte[] up = bytes(sent, 1 + random.nextInt(300_000));
      byte[] down = bytes(sent + 1L, 1 + random.nextInt(300_000));
      pump.transfer(up, down);
      sent += Math.min(up.length, down.length);
    }
    pump.close(Role.SERVER);
  }

  @ParameterizedTest
  @MethodSource("versions")
  void contextIsForManyThreads(ProtocolVersion version) throws Exception {
    TlsContext client = open(mutualClient(version));
    TlsContext server = open(mutualServer(version));
    ExecutorService executor = Executors.newFixedThreadPool(THREADS);
    try {
      List<Future<?>> all = new ArrayList<>();
      for (int thread = 0; thread < THREADS; thread++) {
        all.add(
            executor.submit(
                () -> {
                  for (int i = 0; i < HANDSHAKES; i++) {
                    EnginePump pump = pump(client, server).handshake();
                    pump.transfer(bytes(i, 100), bytes(i, 1_000));
                    assertThat(pump.server().getSession().getPeerCertificates()).isNotEmpty();
                    pump.close(Role.CLIENT);
                  }
                  return null;
                }));
      }
      for (Future<?> one : all) {
        one.get(60, TimeUnit.SECONDS);
      }
    } finally {
      executor.shutdownNow();
    }
  }

  /**
   * RFC 8446 section 4.6.3; the JDK's engine asks for one when it is to begin a handshake again.
   */
  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("versionsWithKeyUpdate")
  void peerMayUpdateItsKeys(ProtocolVersion version, Role passive) throws Exception {
    TestTrust trust = TestTrust.of(Identities.CA);
    KeyEntry key = Identities.server(usualKey()).entry();
    SSLEngine peer =
        passive == Role.SERVER
            ? ReferencePeer.client(trust).protocols(version).engine()
            : ReferencePeer.server(trust, key).protocols(version).engine();
    EnginePump pump =
        passive == Role.SERVER
            ? pump(peer, serverEngine(open(server(version))))
            : pump(open(client(version)).newEngine(PEER), peer);
    exchange(pump.handshake());
    for (int i = 0; i < 3; i++) {
      peer.beginHandshake();
      pump.settle();
      exchange(pump);
    }
    pump.close(passive);
  }

  final Stream<Arguments> versionsWithKeyUpdate() {
    return versionsAndRoles().filter(a -> a.get()[0] == ProtocolVersion.TLSV1_3);
  }

  /** SSLEngine's documentation: wrap and unwrap may run at the same time, in one thread each. */
  @ParameterizedTest
  @MethodSource("versions")
  void oneThreadWritesWhileAnotherReads(ProtocolVersion version) throws Exception {
    EnginePump pump = connected(version);
    new Duplex(pump.client(), pump.server(), BULK / 2).run();
  }
}
