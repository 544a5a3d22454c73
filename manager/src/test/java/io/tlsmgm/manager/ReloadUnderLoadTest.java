package io.tlsmgm.manager;

import static org.assertj.core.api.Assertions.assertThat;

import io.tlsmgm.api.EnginePeer;
import io.tlsmgm.api.Role;
import io.tlsmgm.api.domain.TlsDomain;
import io.tlsmgm.api.domain.TlsDomainBuilder;
import io.tlsmgm.testkit.Issued;
import io.tlsmgm.testkit.TestCa;
import io.tlsmgm.testkit.pump.EnginePump;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Handshakes without a pause while the configuration is reloaded without a pause: domains change
 * their certificate together with their protocol, are renamed, and move between a socket of their
 * own and one that is shared. No handshake fails, none sees a mixture, and every context is freed.
 */
class ReloadUnderLoadTest {
  private static final int THREADS = 3;
  private static final int RELOADS = 40;
  private static final TestCa CA = TestCa.create("load CA");

  /** The certificate's name says which protocol its domain has. */
  private static final Issued OLD = CA.leaf("TLSv1.2").dns("x.example").issue();

  private static final Issued NEW = CA.leaf("TLSv1.3").dns("x.example").issue();
  private static final InetSocketAddress SHARED = address(5061);
  private static final InetSocketAddress SINGLE = address(5062);

  private static InetSocketAddress address(int port) {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }

  private static TlsDomainBuilder row(TlsDomainBuilder builder, boolean old) {
    Issued leaf = old ? OLD : NEW;
    return builder
        .definedAt(TlsDomain.Source.DATABASE, "row")
        .method(old ? "TLSv1_2" : "TLSv1_3")
        .key(leaf.certPem(), leaf.keyPem())
        .caList(CA.pem());
  }

  private static TlsDomain server(String name, InetSocketAddress at, String filter, boolean old) {
    return row(TlsDomainBuilder.server(name), old)
        .matchAddress(at.getAddress(), at.getPort())
        .matchSipDomain(filter)
        .build();
  }

  /** The rows of one generation. */
  private static TlsDomain[] rows(int generation) {
    boolean old = generation % 2 == 0;
    List<TlsDomain> rows = new ArrayList<>();
    rows.add(server(old ? "x" : "renamed", SHARED, "x.example", old));
    rows.add(server("others", SHARED, "*", !old));
    rows.add(server("single", SINGLE, "*", old));
    if (generation % 3 == 0) {
      rows.add(server("second", SINGLE, "*.second.example", old));
    }
    // The client takes whatever the server has, and is itself made anew each time.
    rows.add(client(generation));
    return rows.toArray(TlsDomain[]::new);
  }

  private static TlsDomain client(int generation) {
    return TlsDomainBuilder.client("client")
        .definedAt(TlsDomain.Source.DATABASE, "row " + generation)
        .key(OLD.certPem(), OLD.keyPem())
        .caList(CA.pem())
        .ciphersList(generation % 2 == 0 ? "DEFAULT" : "ALL")
        .build();
  }

  /** One connection; returns the certificate that the client saw. */
  private static String connect(
      TlsManager clients, TlsManager manager, InetSocketAddress to, String serverName)
      throws Exception {
    try (TlsConnection client = clients.connect(ClientTarget.of(to).withServerName(serverName));
        TlsConnection server = manager.endpoint(to).newConnection(EnginePeer.of("10.0.0.1", 4))) {
      EnginePump pump = new EnginePump(client.engine(), server.engine());
      pump.handshake();
      pump.transfer(new byte[100], new byte[100]);
      String certificate = text(client, "tls_peer_subject_cn");
      assertThat(text(client, "tls_version")).isEqualTo(certificate);
      assertThat(text(server, "tls_my_subject_cn")).isEqualTo(certificate);
      assertThat(server.isPeerVerified()).isTrue();
      assertThat(client.isPeerVerified()).isTrue();
      pump.close(Role.CLIENT);
      return certificate;
    }
  }

  private static String text(TlsConnection connection, String variable) {
    return connection.variables().get(variable).orElseThrow().text();
  }

  @ParameterizedTest
  @MethodSource("io.tlsmgm.manager.Libraries#all")
  void noHandshakeFailsAndNothingIsLeftBehind(String name) throws Exception {
    CountingLibrary library = new CountingLibrary(LibrarySelector.installed().select(name));
    long enginesBefore = library.memory().engines();
    MemorySource source = MemorySource.of(rows(0));
    TlsManager manager =
        TlsManager.builder().libraries(List.of(library)).library(name).source(source).build();
    // A client of wolfSSL cannot yet meet a server that had TLS 1.3 before and has TLS 1.2 now.
    boolean others = name.equals("wolfssl");
    TlsManager clients =
        others ? TlsManager.builder().library("jsse").domain(client(0)).build() : manager;
    AtomicBoolean stop = new AtomicBoolean();
    Callable<Set<String>> worker =
        () -> {
          Set<String> seen = new HashSet<>();
          while (!stop.get()) {
            int kind = ThreadLocalRandom.current().nextInt(3);
            seen.add(
                connect(
                    clients,
                    manager,
                    kind == 0 ? SINGLE : SHARED,
                    kind == 2 ? "other.example" : "x.example"));
          }
          return seen;
        };
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      List<Future<Set<String>>> workers = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        workers.add(threads.submit(worker));
      }
      for (int generation = 1; generation <= RELOADS; generation++) {
        source.rows(rows(generation));
        ReloadResult result = manager.reload();
        assertThat(result.problems()).isEmpty();
        assertThat(result.generation()).isEqualTo(generation + 1);
        Thread.sleep(20);
      }
      stop.set(true);
      for (Future<Set<String>> done : workers) {
        assertThat(done.get()).containsExactlyInAnyOrder("TLSv1.2", "TLSv1.3");
      }
    } finally {
      stop.set(true);
      threads.shutdown();
    }
    // What is in force: four or five domains. Everything older is closed.
    int inForce = manager.domains(Role.SERVER).size() + manager.domains(Role.CLIENT).size();
    assertThat(library.opened.get() - library.closed.get()).isEqualTo(inForce);
    manager.close();
    clients.close();
    assertThat(library.closed).hasValue(library.opened.get());
    assertThat(library.opened).hasValueGreaterThan(3 * RELOADS);
    Instant limit = Instant.now().plusSeconds(30);
    while (library.memory().engines() > enginesBefore && Instant.now().isBefore(limit)) {
      System.gc(); // a library may learn of an engine's end by this alone
      Thread.sleep(50);
    }
    assertThat(library.memory().engines()).isLessThanOrEqualTo(enginesBefore);
  }
}
