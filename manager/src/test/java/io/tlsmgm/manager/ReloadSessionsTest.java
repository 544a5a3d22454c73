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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Which sessions outlive a reload. */
class ReloadSessionsTest {
  private static final TestCa CA = TestCa.create("sessions CA");
  private static final TestCa OTHER_CA = TestCa.create("other CA");
  private static final Issued LEAF = CA.leaf("leaf").issue();
  private static final InetSocketAddress ADDRESS =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 5061);

  private static TlsDomain server(String trusted, String filter) {
    return TlsDomainBuilder.server("s")
        .definedAt(TlsDomain.Source.DATABASE, "row")
        .matchAddress(ADDRESS.getAddress(), ADDRESS.getPort())
        .matchSipDomain(filter)
        .method("TLSv1_2")
        .requireCert(false)
        .key(LEAF.certPem(), LEAF.keyPem())
        .caList(trusted)
        .build();
  }

  private static TlsDomain bystander(int turn) {
    return TlsDomainBuilder.server("b")
        .definedAt(TlsDomain.Source.DATABASE, "row")
        .matchSipDomain("b" + turn)
        .method(turn % 2 == 0 ? "TLSv1_2" : "TLSv1_3")
        .key(LEAF.certPem(), LEAF.keyPem())
        .verifyCert(false)
        .build();
  }

  private static boolean resumed(TlsManager clients, TlsManager servers) throws Exception {
    try (TlsConnection client = clients.connect(ClientTarget.of(ADDRESS));
        TlsConnection server =
            servers.endpoint(ADDRESS).newConnection(EnginePeer.of("10.0.0.1", 5))) {
      EnginePump pump = new EnginePump(client.engine(), server.engine());
      pump.handshake();
      pump.transfer(new byte[1], new byte[1]);
      pump.close(Role.CLIENT);
      return pump.resumed();
    }
  }

  @ParameterizedTest
  @MethodSource("io.tlsmgm.manager.Libraries#all")
  void thoseOfUnchangedDomainsAndNoOthers(String library) throws Exception {
    MemorySource source = MemorySource.of(server(CA.pem(), "*"), bystander(0));
    try (TlsManager clients =
            TlsManager.builder()
                .library("jsse")
                .domain(TlsDomainBuilder.client("c").caList(CA.pem()).method("TLSv1_2").build())
                .build();
        TlsManager servers = TlsManager.builder().library(library).source(source).build()) {
      assertThat(resumed(clients, servers)).isFalse();
      boolean again = resumed(clients, servers);
      boolean resumes = resumed(clients, servers) && again;
      // Not every library resumes each time; what it does without reloads is what counts.
      assertThat(resumes || library.equals("openssl")).isTrue();
      // Another domain changes.
      source.rows(server(CA.pem(), "*"), bystander(1));
      assertThat(servers.reload().changed()).isEqualTo(1);
      assertThat(resumed(clients, servers) || !resumes).isTrue();
      // Its filters change.
      source.rows(server(CA.pem(), "?*"), bystander(1));
      assertThat(servers.reload().changed()).isEqualTo(1);
      source.rows(server(CA.pem(), "*"));
      assertThat(servers.reload().changed()).isEqualTo(1);
      assertThat(resumed(clients, servers) || !resumes).isTrue();
      // Whom it trusts changes.
      source.rows(server(OTHER_CA.pem(), "*"));
      assertThat(servers.reload().changed()).isEqualTo(1);
      assertThat(resumed(clients, servers)).isFalse();
      // wolfSSL gives no new ticket to a client whose ticket it has just refused.
      boolean atOnce = resumed(clients, servers);
      assertThat(atOnce || resumed(clients, servers) || !resumes).isTrue();
      assertThat(atOnce || !library.equals("jsse")).isTrue();
    }
  }
}
