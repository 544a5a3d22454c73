package io.tlsmgm.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.tlsmgm.api.Capabilities;
import io.tlsmgm.api.Capabilities.Feature;
import io.tlsmgm.api.CipherSuite;
import io.tlsmgm.api.CipherSuite.Au;
import io.tlsmgm.api.ClientAuth;
import io.tlsmgm.api.KeyType;
import io.tlsmgm.api.ProtocolRange;
import io.tlsmgm.api.ProtocolVersion;
import io.tlsmgm.api.Role;
import io.tlsmgm.api.TlsContext;
import io.tlsmgm.api.TlsContextConfig;
import io.tlsmgm.api.TlsException;
import io.tlsmgm.api.TlsLibrary;
import io.tlsmgm.testkit.TestTrust;
import io.tlsmgm.testkit.pump.EnginePump;
import io.tlsmgm.testkit.pump.Fragmentation;
import io.tlsmgm.testkit.pump.PumpOptions;
import java.security.cert.Certificate;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Every client library against every server library: all versions, keys and suites that both have,
 * with and without client certificates, ALPN, much data, resumption and close.
 */
public abstract class InteropContract {
  private static final int BULK = 1 << 20;

  /** For subclasses. */
  protected InteropContract() {}

  /** The libraries of the clients. */
  protected abstract List<TlsLibrary> clients();

  /** The libraries of the servers; those of the clients when not overridden. */
  protected List<TlsLibrary> servers() {
    return clients();
  }

  /**
   * Whether a client of {@code library} resumes with tickets of any length; some servers put the
   * client's certificates into theirs. Without it, resumption of such sessions is not asked for.
   */
  protected boolean resumesLongTickets(TlsLibrary library) {
    return true;
  }

  /** One client library and one server library. */
  private record Pair(TlsLibrary client, TlsLibrary server) {
    Capabilities clientCan() {
      return Contract.capabilities(client);
    }

    Capabilities serverCan() {
      return Contract.capabilities(server);
    }

    boolean both(Feature feature) {
      return clientCan().has(feature) && serverCan().has(feature);
    }

    Stream<ProtocolVersion> versions() {
      return clientCan().protocols().stream().filter(serverCan().protocols()::contains);
    }

    Stream<KeyType> keys(ProtocolVersion version) {
      return clientCan().keyTypes().stream()
          .filter(serverCan().keyTypes()::contains)
          .filter(type -> possible(version, type));
    }

    Set<CipherSuite> suites() {
      Set<CipherSuite> suites = EnumSet.copyOf(clientCan().cipherSuites());
      suites.retainAll(serverCan().cipherSuites());
      return suites;
    }

    private boolean possible(ProtocolVersion version, KeyType type) {
      return switch (type) {
        case RSA -> true;
        case EC -> suites().stream().anyMatch(s -> s.allowedIn(version) && s.au() != Au.RSA);
        case RSASSA_PSS, ED25519, ED448 -> version.compareTo(ProtocolVersion.TLSV1_2) >= 0;
        case DSA ->
            version != ProtocolVersion.TLSV1_3
                && suites().stream().anyMatch(s -> s.allowedIn(version) && s.au() == Au.DSS);
      };
    }

    @Override
    public String toString() {
      return client.name() + " to " + server.name();
    }
  }

  /** What a connection is to be like. */
  private record Scenario(ProtocolVersion version, KeyType type, boolean mutual) {
    @Override
    public String toString() {
      return version.jsseName() + ", " + type + (mutual ? ", mutual" : "");
    }
  }

  private Stream<Pair> pairs() {
    return clients().stream()
        .flatMap(client -> servers().stream().map(server -> new Pair(client, server)));
  }

  @TestFactory
  Stream<DynamicNode> everyVersionAndKey() {
    return pairs()
        .map(
            pair ->
                DynamicContainer.dynamicContainer(
                    pair.toString(),
                    pair.versions()
                        .flatMap(v -> pair.keys(v).flatMap(type -> scenarios(v, type)))
                        .map(
                            scenario ->
                                DynamicTest.dynamicTest(
                                    scenario.toString(), () -> connect(pair, scenario)))));
  }

  private static Stream<Scenario> scenarios(ProtocolVersion version, KeyType type) {
    return Stream.of(new Scenario(version, type, false), new Scenario(version, type, true));
  }

  private void connect(Pair pair, Scenario scenario) throws Exception {
    boolean alpn = pair.both(Feature.ALPN);
    try (TlsContext client = client(pair, scenario, alpn);
        TlsContext server = server(pair, scenario, alpn)) {
      EnginePump first = pump(client, server).handshake();
      assertAgreed(first, scenario, alpn);
      first.transfer(Contract.bytes(1, 40_000), Contract.bytes(2, 40_000));
      first.close(Role.CLIENT);
      EnginePump second = pump(client, server).handshake();
      boolean resumes =
          scenario.version() != ProtocolVersion.TLSV1_3
              || pair.serverCan().has(Feature.SESSION_TICKETS);
      boolean longTicket = scenario.mutual() && scenario.version() == ProtocolVersion.TLSV1_3;
      if (!longTicket || resumesLongTickets(pair.client())) {
        assertThat(second.resumed()).isEqualTo(resumes);
      }
      assertAgreed(second, scenario, alpn);
      second.transfer(Contract.bytes(3, 1), Contract.bytes(4, 1));
      second.close(Role.SERVER);
    }
  }

  private static void assertAgreed(EnginePump pump, Scenario scenario, boolean alpn)
      throws SSLPeerUnverifiedException {
    for (Role role : Role.values()) {
      assertThat(pump.engine(role).getSession().getProtocol())
          .isEqualTo(scenario.version().jsseName());
      if (alpn) {
        assertThat(pump.engine(role).getApplicationProtocol()).isEqualTo("sip");
      }
    }
    assertThat(pump.client().getSession().getCipherSuite())
        .isEqualTo(pump.server().getSession().getCipherSuite());
    assertThat(pump.client().getSession().getPeerCertificates())
        .isEqualTo(Identities.server(scenario.type()).chain().toArray(new Certificate[0]));
    if (scenario.mutual()) {
      assertThat(pump.server().getSession().getPeerCertificates())
          .isEqualTo(Identities.client(scenario.type()).chain().toArray(new Certificate[0]));
    }
  }

  @TestFactory
  Stream<DynamicTest> wrongClientCertificateIsRefused() {
    return pairs()
        .flatMap(
            pair ->
                pair.versions()
                    .map(
                        version ->
                            DynamicTest.dynamicTest(
                                pair + ", " + version.jsseName(), () -> refuse(pair, version))));
  }

  private static void refuse(Pair pair, ProtocolVersion version) throws TlsException {
    KeyType type = pair.keys(version).findFirst().orElseThrow();
    Scenario scenario = new Scenario(version, type, true);
    TlsContextConfig.Builder distrustful =
        Contract.trusting(serverConfig(pair, scenario, false).build(), TestTrust.nobody());
    try (TlsContext client = client(pair, scenario, false);
        TlsContext server = pair.server().newContext(distrustful.build())) {
      EnginePump pump = pump(client, server);
      assertThat(pump.tryHandshake().completed()).isFalse();
      assertThat(pump.failure(Role.SERVER)).isPresent();
      assertThat(pump.failure(Role.CLIENT)).as("the client is told").isPresent();
    }
  }

  @TestFactory
  Stream<DynamicTest> muchDataInSmallPieces() {
    return pairs()
        .flatMap(
            pair ->
                pair.versions()
                    .map(
                        version ->
                            DynamicTest.dynamicTest(
                                pair + ", " + version.jsseName(), () -> bulk(pair, version))));
  }

  private static void bulk(Pair pair, ProtocolVersion version) throws TlsException {
    Scenario scenario = new Scenario(version, pair.keys(version).findFirst().orElseThrow(), false);
    try (TlsContext client = client(pair, scenario, false);
        TlsContext server = server(pair, scenario, false)) {
      PumpOptions options =
          PumpOptions.DEFAULT.growing(true).fragmentation(Fragmentation.random(23));
      EnginePump pump = Contract.pump(client, server, options).handshake();
      pump.transfer(Contract.bytes(5, BULK), Contract.bytes(6, BULK));
      pump.close(Role.CLIENT);
    }
  }

  private static EnginePump pump(TlsContext client, TlsContext server) {
    return Contract.pump(client, server, PumpOptions.DEFAULT.growing(true));
  }

  private static TlsContext client(Pair pair, Scenario scenario, boolean alpn) throws TlsException {
    TlsContextConfig.Builder config =
        Contract.client(pair.clientCan(), ProtocolRange.of(scenario.version()))
            .cipherSuites(suites(pair.clientCan(), scenario));
    if (scenario.mutual()) {
      config.key(Identities.client(scenario.type()).entry());
    }
    return pair.client().newContext(alpn(config, alpn).build());
  }

  private static TlsContext server(Pair pair, Scenario scenario, boolean alpn) throws TlsException {
    return pair.server().newContext(serverConfig(pair, scenario, alpn).build());
  }

  private static TlsContextConfig.Builder serverConfig(Pair pair, Scenario scenario, boolean alpn) {
    return alpn(
        Contract.server(pair.serverCan(), ProtocolRange.of(scenario.version()))
            .cipherSuites(suites(pair.serverCan(), scenario))
            .key(Identities.server(scenario.type()).entry())
            .clientAuth(scenario.mutual() ? ClientAuth.NEED : ClientAuth.NONE),
        alpn);
  }

  private static TlsContextConfig.Builder alpn(TlsContextConfig.Builder config, boolean alpn) {
    return config.applicationProtocols(alpn ? List.of("sip") : List.of());
  }

  private static List<CipherSuite> suites(Capabilities can, Scenario scenario) {
    return scenario.type() == KeyType.DSA
        ? can.cipherSuites().stream().filter(suite -> suite.au() == Au.DSS).toList()
        : Contract.suites(can);
  }
}
