package io.tlsmgm.manager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tlsmgm.api.AlertDescription;
import io.tlsmgm.api.ConfigurationException;
import io.tlsmgm.api.EnginePeer;
import io.tlsmgm.api.LibraryUnavailableException;
import io.tlsmgm.api.NoMatchingDomainException;
import io.tlsmgm.api.Role;
import io.tlsmgm.api.TlsException;
import io.tlsmgm.api.domain.TlsDomain;
import io.tlsmgm.api.domain.TlsDomainBuilder;
import io.tlsmgm.testkit.Issued;
import io.tlsmgm.testkit.TestCa;
import io.tlsmgm.testkit.pump.EnginePump;
import io.tlsmgm.testkit.pump.HandshakeOutcome;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** From domains to connections, on each library of the class path. */
class TlsManagerTest {
  private static final TestCa CA = TestCa.create("manager CA");
  private static final Issued ATLANTA = CA.leaf("atlanta.com").dns("atlanta.com").issue();
  private static final Issued BILOXI = CA.leaf("biloxi.com").dns("biloxi.com").issue();
  private static final InetSocketAddress LOCAL = address(5061);
  private static final InetSocketAddress SINGLE = address(5062);

  private static InetSocketAddress address(int port) {
    try {
      return new InetSocketAddress(InetAddress.getByAddress(new byte[] {10, 0, 0, 1}), port);
    } catch (UnknownHostException e) {
      throw new AssertionError(e);
    }
  }

  private static TlsDomainBuilder server(String name, InetSocketAddress at, Issued leaf) {
    return TlsDomainBuilder.server(name)
        .matchAddress(at.getAddress(), at.getPort())
        .key(leaf.certPem(), leaf.keyPem())
        .caList(CA.pem());
  }

  private static TlsManager manager(String library) throws TlsException {
    return TlsManager.builder()
        .library(library)
        .domain(server("atlanta", LOCAL, ATLANTA).matchSipDomain("atlanta.com").build())
        .domain(
            server("biloxi", LOCAL, BILOXI)
                .matchSipDomain("*.biloxi.com")
                .matchSipDomain("biloxi.com")
                .requireCert(false)
                .build())
        .domain(server("single", SINGLE, BILOXI).verifyCert(false).build())
        .domain(
            TlsDomainBuilder.client("known")
                .matchSipDomain("atlanta.com")
                .key(ATLANTA.certPem(), ATLANTA.keyPem())
                .caList(CA.pem())
                .build())
        .domain(TlsDomainBuilder.client("plain").verifyCert(false).build())
        .build();
  }

  private static EnginePump pump(
      TlsManager manager, ClientTarget target, InetSocketAddress local, List<TlsConnection> both)
      throws TlsException {
    TlsConnection client = manager.connect(target);
    TlsConnection server = manager.endpoint(local).newConnection(EnginePeer.of("10.9.9.9", 40000));
    both.add(client);
    both.add(server);
    return new EnginePump(client.engine(), server.engine());
  }

  private static ClientTarget to(InetSocketAddress remote) {
    return ClientTarget.of(remote);
  }

  @ParameterizedTest
  @ValueSource(strings = {"jsse", "openssl", "wolfssl"})
  void theServerNameChoosesTheWholeDomain(String library) throws Exception {
    try (TlsManager manager = manager(library)) {
      List<TlsConnection> both = new java.util.ArrayList<>();
      EnginePump pump =
          pump(
              manager,
              to(LOCAL).withSipDomain("atlanta.com").withServerName("atlanta.com"),
              LOCAL,
              both);
      assertThat(both.get(1).domain()).isEmpty();
      pump.handshake();
      assertThat(both.get(1).domain()).map(ManagedDomain::name).contains("atlanta");
      assertThat(both.get(0).domain()).map(ManagedDomain::name).contains("known");
      assertThat(both.get(0).isPeerVerified()).isTrue();
      assertThat(both.get(1).isPeerVerified()).isTrue();
      assertThat(text(both.get(0), "$tls_peer_subject_cn")).isEqualTo("atlanta.com");
      for (TlsConnection connection : both) {
        assertThat(text(connection, "tls_version")).isEqualTo("TLSv1.3");
        assertThat(text(connection, "tls_cipher_info")).startsWith("TLS_");
      }
      pump.close(Role.CLIENT);
      assertThat(manager.findByName(Role.SERVER, "atlanta").orElseThrow().connections())
          .isEqualTo(1);
      both.forEach(TlsConnection::close);
      both.forEach(TlsConnection::close);
      for (Role role : Role.values()) {
        assertThat(manager.domains(role)).allMatch(domain -> domain.connections() == 0);
      }

      both.clear();
      pump(manager, to(LOCAL).withServerName("sip.biloxi.com"), LOCAL, both).handshake();
      assertThat(both.get(1).domain()).map(ManagedDomain::name).contains("biloxi");
      assertThat(both.get(1).isPeerVerified()).isFalse();
      assertThat(text(both.get(1), "tls_peer_verified")).isEqualTo("0");
      // The client domain does not verify, and the variable tells the truth: nobody is trusted.
      assertThat(both.get(0).isPeerVerified()).isFalse();
      assertThat(text(both.get(0), "tls_peer_subject_cn")).isEqualTo("biloxi.com");
    }
  }

  private static String text(TlsConnection connection, String variable) {
    return connection.variables().get(variable).orElseThrow().text();
  }

  @ParameterizedTest
  @ValueSource(strings = {"jsse", "openssl", "wolfssl"})
  void aNameThatNobodyHasIsAnsweredWithUnrecognizedName(String library) throws Exception {
    try (TlsManager manager = manager(library)) {
      for (Optional<String> name : List.of(Optional.<String>empty(), Optional.of("chicago.com"))) {
        List<TlsConnection> both = new java.util.ArrayList<>();
        ClientTarget target = to(LOCAL);
        EnginePump pump =
            pump(manager, name.map(target::withServerName).orElse(target), LOCAL, both);
        HandshakeOutcome outcome = pump.tryHandshake();
        assertThat(outcome.completed()).isFalse();
        assertThat(pump.sentBy(Role.SERVER).alert()).contains(AlertDescription.UNRECOGNIZED_NAME);
        both.forEach(TlsConnection::close);
      }
      assertThat(manager.domains(Role.SERVER)).allMatch(domain -> domain.connections() == 0);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"jsse", "openssl", "wolfssl"})
  void aSocketWithOneDomainGetsTheLibrarysOwnEngine(String library) throws Exception {
    try (TlsManager manager = manager(library)) {
      String own =
          switch (library) {
            case "jsse" -> "sun.security.ssl.";
            case "openssl" -> "org.conscrypt.";
            default -> "io.tlsmgm.wolfssl.";
          };
      TlsConnection connection = manager.endpoint(SINGLE).newConnection(EnginePeer.UNKNOWN);
      assertThat(connection.engine().getClass().getName()).startsWith(own);
      assertThat(connection.domain()).map(ManagedDomain::name).contains("single");
      TlsConnection outgoing = manager.connect(to(SINGLE));
      assertThat(outgoing.engine().getClass().getName()).startsWith(own);
      new EnginePump(outgoing.engine(), connection.engine()).handshake();
      connection.close();
      outgoing.close();
    }
  }

  @Test
  void theVariablesAreTheSameOnEachLibrary() throws Exception {
    Map<String, Map<String, String>> byPair = new LinkedHashMap<>();
    for (String library : List.of("jsse", "openssl", "wolfssl")) {
      try (TlsManager manager =
          TlsManager.builder()
              .library(library)
              .domain(
                  server("s", LOCAL, ATLANTA)
                      .method("TLSv1_2")
                      .ciphersList("ECDHE-ECDSA-AES256-GCM-SHA384")
                      .build())
              .domain(
                  TlsDomainBuilder.client("c")
                      .key(BILOXI.certPem(), BILOXI.keyPem())
                      .caList(CA.pem())
                      .build())
              .build()) {
        List<TlsConnection> both = new java.util.ArrayList<>();
        pump(manager, to(LOCAL), LOCAL, both).handshake();
        Map<String, String> values = new LinkedHashMap<>();
        for (TlsConnection connection : both) {
          connection
              .variables()
              .all()
              .forEach(
                  (name, value) ->
                      values.put(
                          connection.domain().orElseThrow().name() + " " + name,
                          value.map(Object::toString).orElse("null")));
        }
        byPair.put(library, values);
      }
    }
    Map<String, String> jsse = byPair.get("jsse");
    assertThat(byPair.get("openssl")).isEqualTo(jsse);
    assertThat(jsse)
        .containsEntry("c tls_version", "TLSv1.2")
        .containsEntry("c tls_cipher_info", "ECDHE-ECDSA-AES256-GCM-SHA384")
        .containsEntry(
            "s tls_description",
            "ECDHE-ECDSA-AES256-GCM-SHA384  TLSv1.2 Kx=ECDH     Au=ECDSA Enc=AESGCM(256)           "
                + " Mac=AEAD")
        .containsEntry("s tls_cipher_bits", "256")
        .containsEntry("s tls_peer_version", "2")
        .containsEntry("s tls_peer_subject", "/CN=biloxi.com")
        .containsEntry("s tls_my_subject", "/CN=atlanta.com")
        .containsEntry("c tls_my_subject", "/CN=biloxi.com")
        .containsEntry("c tls_peer_issuer_cn", "manager CA")
        .containsEntry("c tls_peer_san_hostname", "atlanta.com")
        .containsEntry("c tls_peer_san_uri", "null")
        .containsEntry("c tls_peer_verified", "1")
        .containsEntry("c tls_peer_expired", "0")
        .containsEntry("s tls_peer_serial", BILOXI.chain().get(0).getSerialNumber().toString());
  }

  @Test
  void beforeTheHandshakeEveryVariableIsNullAndTheFlagsAreZero() throws Exception {
    try (TlsManager manager = manager("jsse")) {
      TlsConnection connection = manager.endpoint(LOCAL).newConnection(EnginePeer.UNKNOWN);
      connection
          .variables()
          .all()
          .forEach(
              (name, value) -> {
                if (name.matches("tls_peer_(verified|revoked|expired|selfsigned)")) {
                  assertThat(value).as(name).map(Object::toString).contains("0");
                } else {
                  assertThat(value).as(name).isEmpty();
                }
              });
      assertThatThrownBy(() -> connection.variables().get("$tls_nothing"))
          .isInstanceOf(IllegalArgumentException.class);
      connection.close();
    }
  }

  @Test
  void matchingFollowsTheTables() throws Exception {
    try (TlsManager manager = manager("jsse")) {
      assertThat(manager.findServerDomain(LOCAL.getAddress(), 5061)).isEmpty();
      assertThat(manager.findServerDomain(LOCAL.getAddress(), 5061, Optional.of("ATLANTA.com.")))
          .map(ManagedDomain::name)
          .contains("atlanta");
      assertThatThrownBy(() -> manager.endpoint(address(9)))
          .isInstanceOf(NoMatchingDomainException.class)
          .hasMessage("no TLS server domain is defined for 10.0.0.1:9");
      assertThat(manager.clientDomain(to(LOCAL)).name()).isEqualTo("plain");
      assertThat(manager.clientDomain(to(LOCAL).withSipDomain("atlanta.com")).name())
          .isEqualTo("known");
      assertThat(manager.clientDomain(to(LOCAL).withTlsDomain("known")).name()).isEqualTo("known");
      assertThatThrownBy(() -> manager.connect(to(LOCAL).withTlsDomain("biloxi")))
          .hasMessageContaining("no TLS client domain is called 'biloxi'; the one of that name is");
      assertThat(manager.handshakeTimeout()).hasSeconds(30);
    }
  }

  @Test
  void withNoneEverythingWorksButConnections() throws Exception {
    try (TlsManager manager = manager("none")) {
      assertThat(TlsList.of(manager)).containsOnlyKeys("Domains");
      ManagedDomain domain = manager.findByName(Role.CLIENT, "known").orElseThrow();
      assertThat(domain.key()).isPresent();
      assertThatThrownBy(() -> manager.connect(to(LOCAL).withTlsDomain("known")))
          .isInstanceOf(LibraryUnavailableException.class)
          .hasMessageContaining("domain known: tls_library is none");
      assertThatThrownBy(() -> manager.endpoint(SINGLE).newConnection(EnginePeer.UNKNOWN))
          .isInstanceOf(LibraryUnavailableException.class)
          .hasMessageContaining("domain single");
      // Where the server name chooses among several, too: not only when a client has spoken.
      assertThatThrownBy(() -> manager.endpoint(LOCAL).newConnection(EnginePeer.UNKNOWN))
          .isInstanceOf(LibraryUnavailableException.class)
          .hasMessageContaining("tls_library is none");
      assertThat(domain.connections()).isZero();
    }
  }

  @Test
  void aDomainCanBeAddedAndABadOneChangesNothing() throws Exception {
    try (TlsManager manager = manager("jsse")) {
      TlsDomain chicago = server("chicago", LOCAL, BILOXI).matchSipDomain("chicago.com").build();
      List<String> before = manager.domains(Role.SERVER).stream().map(ManagedDomain::name).toList();
      assertThat(manager.add(chicago)).isEmpty();
      assertThat(manager.domains(Role.SERVER).stream().map(ManagedDomain::name).skip(1).toList())
          .isEqualTo(before);
      assertThat(manager.findServerDomain(LOCAL.getAddress(), 5061, Optional.of("chicago.com")))
          .map(ManagedDomain::name)
          .contains("chicago");
      assertThatThrownBy(() -> manager.add(chicago))
          .isInstanceOf(ConfigurationException.class)
          .hasMessageContaining("domain chicago is already defined");
      assertThatThrownBy(() -> manager.add(TlsDomainBuilder.server("bad").key("x", "y").build()))
          .isInstanceOf(ConfigurationException.class);
      assertThat(manager.findByName(Role.SERVER, "bad")).isEmpty();
      assertThat(manager.domains(Role.SERVER)).hasSize(4);
    }
  }

  @Test
  void aClosedManagerFreesEachContextWithItsLastConnection() throws Exception {
    FakeLibrary library = FakeLibrary.named("fake");
    TlsManager manager =
        TlsManager.builder()
            .libraries(List.of(library))
            .library("fake")
            .domain(server("one", LOCAL, ATLANTA).build())
            .domain(server("two", SINGLE, BILOXI).build())
            .build();
    ManagedDomain one = manager.findByName(Role.SERVER, "one").orElseThrow();
    assertThat(one.acquire()).isTrue();
    manager.close();
    manager.close();
    assertThat(library.closed).hasValue(1);
    assertThat(one.acquire()).isTrue();
    one.release();
    assertThat(library.closed).hasValue(1);
    one.release();
    assertThat(library.closed).hasValue(2);
    assertThat(one.acquire()).isFalse();
    assertThatThrownBy(() -> manager.endpoint(LOCAL)).isInstanceOf(NoMatchingDomainException.class);
    assertThatThrownBy(() -> manager.add(server("x", LOCAL, ATLANTA).build()))
        .isInstanceOf(IllegalStateException.class);
  }
}
