package io.tlsmgm.testkit.contract;

import static java.util.Locale.ROOT;
import static org.assertj.core.api.Assertions.assertThat;

import io.tlsmgm.api.AlertDescription;
import io.tlsmgm.api.Capabilities.Feature;
import io.tlsmgm.api.CipherSuite;
import io.tlsmgm.api.EnginePeer;
import io.tlsmgm.api.KeyType;
import io.tlsmgm.api.NamedGroup;
import io.tlsmgm.api.ProtocolRange;
import io.tlsmgm.api.ProtocolVersion;
import io.tlsmgm.api.Role;
import io.tlsmgm.api.TlsContext;
import io.tlsmgm.api.TlsContextConfig;
import io.tlsmgm.api.hello.ClientHello;
import io.tlsmgm.api.hello.ClientHelloReader;
import io.tlsmgm.testkit.TestTrust;
import io.tlsmgm.testkit.pump.EnginePump;
import io.tlsmgm.testkit.pump.HandshakeOutcome;
import io.tlsmgm.testkit.pump.ReferencePeer;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIHostName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What two sides agree on: version, suite, group, application protocol, server name. */
public abstract class NegotiationContract extends Contract {
  /** For subclasses. */
  protected NegotiationContract() {}

  private String protocol(EnginePump pump) {
    return pump.handshake().server().getSession().getProtocol();
  }

  @Test
  void newestCommonVersionWins() {
    List<ProtocolVersion> claimed = versions().toList();
    for (int top = 0; top < claimed.size(); top++) {
      ProtocolRange upTo = new ProtocolRange(claimed.get(0), claimed.get(top));
      String newest = claimed.get(top).jsseName();
      TlsContext all = open(server(capabilities(), ProtocolRange.ALL));
      TlsContext some = open(client(capabilities(), upTo));
      assertThat(protocol(pump(some, all))).isEqualTo(newest);
      all = open(client(capabilities(), ProtocolRange.ALL));
      some = open(server(capabilities(), upTo));
      assertThat(protocol(pump(all, some))).isEqualTo(newest);
    }
  }

  /** Where suites can be chosen; LibraryContract demands that it is refused elsewhere. */
  final Stream<ProtocolVersion> versionsWithChosenSuites() {
    return versions()
        .filter(v -> v != ProtocolVersion.TLSV1_3 || can(Feature.TLS13_SUITE_SELECTION));
  }

  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("versionsWithChosenSuites")
  void orderOfSuites(ProtocolVersion version) {
    List<CipherSuite> usable =
        suites(capabilities()).stream()
            .filter(s -> s.allowedIn(version) && s.au() != CipherSuite.Au.RSA)
            .limit(2)
            .toList();
    assertThat(usable).hasSize(2);
    List<CipherSuite> reversed = List.of(usable.get(1), usable.get(0));
    for (List<CipherSuite> first : List.of(usable, reversed)) {
      List<CipherSuite> second = first == usable ? reversed : usable;
      EnginePump pump =
          pump(
                  open(client(version).cipherSuites(first)),
                  open(server(version).cipherSuites(second)))
              .handshake();
      CipherSuite winner = can(Feature.SERVER_SUITE_ORDER) ? second.get(0) : first.get(0);
      assertThat(CipherSuite.ofName(pump.server().getSession().getCipherSuite())).contains(winner);
    }
  }

  /** Two claimed groups in both orders, where groups can be chosen. */
  final Stream<List<NamedGroup>> groupOrders() {
    List<NamedGroup> two = capabilities().groups().stream().limit(2).toList();
    return can(Feature.GROUP_SELECTION) && two.size() == 2
        ? Stream.of(two, List.of(two.get(1), two.get(0)))
        : Stream.empty();
  }

  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("groupOrders")
  void orderOfGroupsIsThatOfOneSide(List<NamedGroup> order) {
    List<NamedGroup> reversed = List.of(order.get(1), order.get(0));
    for (List<NamedGroup> other : List.of(order, reversed)) {
      EnginePump pump =
          pump(
                  open(client(ProtocolVersion.TLSV1_3).groups(order)),
                  open(server(ProtocolVersion.TLSV1_3).groups(other)))
              .handshake();
      assertThat(pump.sentBy(Role.SERVER).group())
          .get()
          .isIn(order.get(0).code(), other.get(0).code());
    }
  }

  /** A server's group before TLS 1.3 and in it, with a client that likes another one better. */
  final Stream<Arguments> groupsOfServers() {
    List<NamedGroup> two = twoGroups();
    return can(Feature.GROUP_SELECTION) && two.size() == 2
        ? Stream.of(ProtocolVersion.TLSV1_2, ProtocolVersion.TLSV1_3)
            .filter(version -> versions().anyMatch(version::equals))
            .flatMap(
                version ->
                    Stream.of(
                        Arguments.of(version, two),
                        Arguments.of(version, List.of(two.get(1), two.get(0)))))
        : Stream.empty();
  }

  /** Such as every version has. */
  private List<NamedGroup> twoGroups() {
    return Stream.of(NamedGroup.SECP256R1, NamedGroup.SECP384R1)
        .filter(capabilities().groups()::contains)
        .toList();
  }

  private EnginePump groups(
      ProtocolVersion version, List<NamedGroup> client, List<NamedGroup> server) {
    List<CipherSuite> suites =
        suites(capabilities()).stream()
            .filter(
                s -> s.isTls13() || (s.kx() == CipherSuite.Kx.ECDH && s.au() == CipherSuite.Au.RSA))
            .toList();
    return pump(
        open(client(version).cipherSuites(suites).groups(client)),
        // Not a key on a curve: it would have to be among the groups.
        open(
            server(version)
                .cipherSuites(suites)
                .groups(server)
                .key(Identities.server(KeyType.RSA).entry())));
  }

  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("groupsOfServers")
  void serverTakesNoGroupButItsOwn(ProtocolVersion version, List<NamedGroup> offered) {
    NamedGroup second = offered.get(1);
    EnginePump pump = groups(version, offered, List.of(second)).handshake();
    assertThat(pump.sentBy(Role.SERVER).group()).contains(second.code());
  }

  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("groupsOfServers")
  void noCommonGroup(ProtocolVersion version, List<NamedGroup> both) {
    HandshakeOutcome outcome =
        groups(version, both.subList(0, 1), both.subList(1, 2)).tryHandshake();
    assertThat(outcome.completed()).isFalse();
    assertThat(outcome.serverFailure()).isPresent();
    boolean unexpected =
        version == ProtocolVersion.TLSV1_3 && deviates(Deviation.NO_COMMON_GROUP_IS_UNEXPECTED);
    String alert = unexpected ? "unexpected_message" : "handshake_failure";
    assertThat(outcome.clientFailure().orElseThrow().toString().toLowerCase(ROOT))
        .containsAnyOf(alert, alert.replace('_', ' '));
  }

  /** Suites that leave out one of the versions that are allowed. */
  @ParameterizedTest
  @MethodSource("versions")
  void versionsWithoutASuiteAreNotSpoken(ProtocolVersion version) {
    if (version == ProtocolVersion.TLSV1_3 && !can(Feature.TLS13_SUITE_SELECTION)) {
      assertThat(protocol(pump(open(client(version)), open(server(version)))))
          .isEqualTo(version.jsseName());
      return;
    }
    List<CipherSuite> suites =
        suites(capabilities()).stream().filter(s -> s.allowedIn(version)).toList();
    if (version != ProtocolVersion.TLSV1_3 && !can(Feature.TLS13_SUITE_SELECTION)) {
      suites =
          suites(capabilities()).stream().filter(s -> s.allowedIn(version) || s.isTls13()).toList();
    }
    TlsContext few = open(client(capabilities(), ProtocolRange.ALL).cipherSuites(suites));
    TlsContext all = open(server(capabilities(), ProtocolRange.ALL));
    String spoken = protocol(pump(few, all));
    few = open(server(capabilities(), ProtocolRange.ALL).cipherSuites(suites));
    all = open(client(capabilities(), ProtocolRange.ALL));
    assertThat(protocol(pump(all, few))).isEqualTo(spoken);
    assertThat(spoken)
        .isEqualTo(
            suites.stream().anyMatch(CipherSuite::isTls13)
                ? "TLSv1.3"
                : newestOf(suites).jsseName());
  }

  private ProtocolVersion newestOf(List<CipherSuite> suites) {
    return versions()
        .filter(version -> suites.stream().anyMatch(suite -> suite.allowedIn(version)))
        .reduce((older, newer) -> newer)
        .orElseThrow();
  }

  private EnginePump alpn(ProtocolVersion version, List<String> client, List<String> server) {
    return pump(
        open(client(version).applicationProtocols(client)),
        open(server(version).applicationProtocols(server)));
  }

  private void assertProtocol(EnginePump pump, String name) {
    pump.handshake();
    boolean isNull = name.isEmpty() && deviates(Deviation.NO_APPLICATION_PROTOCOL_IS_NULL);
    for (Role role : Role.values()) {
      assertThat(pump.engine(role).getApplicationProtocol())
          .as("%s", role)
          .isEqualTo(isNull ? null : name);
    }
  }

  @ParameterizedTest
  @MethodSource("versions")
  void applicationProtocolOfTheServersPreference(ProtocolVersion version) {
    if (!can(Feature.ALPN)) {
      assertProtocol(alpn(version, List.of(), List.of()), "");
      return;
    }
    assertProtocol(alpn(version, List.of("sip", "msrp"), List.of("msrp", "sip")), "msrp");
    assertProtocol(alpn(version, List.of("sip", "msrp"), List.of("sip")), "sip");
    assertProtocol(alpn(version, List.of("sip"), List.of()), "");
    assertProtocol(alpn(version, List.of(), List.of("sip")), "");
    assertProtocol(alpn(version, List.of(), List.of()), "");
  }

  /** RFC 7301 section 3.2: a server without a common protocol refuses. */
  @ParameterizedTest
  @MethodSource("commonVersions")
  void noCommonApplicationProtocol(ProtocolVersion version) {
    if (!can(Feature.ALPN)) {
      assertProtocol(alpn(version, List.of(), List.of()), "");
      return;
    }
    EnginePump pump =
        pump(
            ReferencePeer.client(TestTrust.of(Identities.CA))
                .protocols(version)
                .applicationProtocols("sip")
                .engine(),
            serverEngine(open(server(version).applicationProtocols(List.of("msrp")))));
    HandshakeOutcome outcome = pump.tryHandshake();
    if (deviates(Deviation.APPLICATION_PROTOCOL_MISMATCH_IS_IGNORED)) {
      assertThat(outcome.completed()).isTrue();
      assertThat(pump.client().getApplicationProtocol()).isEmpty();
      return;
    }
    assertThat(outcome.serverFailure()).isPresent();
    assertThat(ReferencePeer.alertIn(outcome.clientFailure().orElseThrow()))
        .contains(AlertDescription.NO_APPLICATION_PROTOCOL);
  }

  @ParameterizedTest
  @MethodSource("versions")
  void applicationProtocolOfAResumedSession(ProtocolVersion version) {
    if (!can(Feature.ALPN)) {
      assertProtocol(alpn(version, List.of(), List.of()), "");
      return;
    }
    TlsContext client = open(client(version).applicationProtocols(List.of("sip")));
    TlsContext server = open(server(version).applicationProtocols(List.of("sip")));
    EnginePump first = pump(client, server);
    assertProtocol(first, "sip");
    exchange(first);
    first.close(Role.CLIENT);
    EnginePump second = pump(client, server);
    assertProtocol(second, "sip");
    assertThat(second.resumed()).isEqualTo(resumes(version));
  }

  @ParameterizedTest
  @MethodSource("versions")
  void serverNameIsSentAndSeen(ProtocolVersion version) {
    EnginePump pump = connected(version);
    assertThat(pump.sentBy(Role.CLIENT).hello().orElseThrow().serverName())
        .contains(Identities.SERVER_NAME);
    ExtendedSSLSession session = (ExtendedSSLSession) pump.server().getSession();
    assertThat(session.getRequestedServerNames())
        .containsExactly(new SNIHostName(Identities.SERVER_NAME));
  }

  /** Domains are chosen by a reader of their own, before the library has seen a byte. */
  @ParameterizedTest
  @MethodSource("versions")
  void helloIsReadByTheReaderThatChoosesDomains(ProtocolVersion version) throws Exception {
    List<String> protocols = can(Feature.ALPN) ? List.of("sip", "msrp") : List.of();
    TlsContext client = open(client(version).applicationProtocols(protocols));
    EnginePump pump = pump(client, open(server(version)));
    pump.client().beginHandshake();
    pump.settle(Role.CLIENT);
    byte[] flight = pump.intercept(Role.SERVER);
    ClientHello hello = new ClientHelloReader().read(ByteBuffer.wrap(flight)).orElseThrow();
    assertThat(hello.serverName()).contains(Identities.SERVER_NAME);
    assertThat(hello.applicationProtocols()).isEqualTo(protocols);
    assertThat(hello.cipherSuites())
        .isEqualTo(pump.sentBy(Role.CLIENT).hello().orElseThrow().cipherSuites());
    assertThat(hello.legacyVersion()).isEqualTo(Math.min(version.code(), 0x0303));
    if (version == ProtocolVersion.TLSV1_3) {
      assertThat(hello.supportedVersions()).contains(version.code());
    }
  }

  @ParameterizedTest
  @MethodSource("versions")
  void noServerNameIsSentUnlessAskedFor(ProtocolVersion version) {
    TlsContext client = open(client(version));
    TlsContext server = open(server(version));
    for (EnginePeer peer :
        List.of(
            EnginePeer.UNKNOWN,
            EnginePeer.of("sip.example.test", 5061),
            EnginePeer.of("192.0.2.1", 5061))) {
      EnginePump pump = pump(client.newEngine(peer), serverEngine(server)).handshake();
      assertThat(pump.sentBy(Role.CLIENT).hello().orElseThrow().serverName())
          .as("%s", peer)
          .isEmpty();
      ExtendedSSLSession session = (ExtendedSSLSession) pump.server().getSession();
      assertThat(session.getRequestedServerNames()).isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("versions")
  void serverDoesNotCheckTheName(ProtocolVersion version) {
    EnginePeer other = EnginePeer.of("192.0.2.1", 5061, "another.example.test");
    EnginePump pump =
        pump(open(client(version)).newEngine(other), serverEngine(open(server(version))))
            .handshake();
    assertThat(pump.sentBy(Role.CLIENT).hello().orElseThrow().serverName())
        .contains("another.example.test");
  }

  @ParameterizedTest
  @MethodSource("versions")
  void onlyConfiguredSuitesAreOffered(ProtocolVersion version) {
    TlsContextConfig.Builder config = client(version);
    List<Integer> allowed =
        config.build().cipherSuites().stream()
            .filter(suite -> suite.allowedIn(version))
            .map(CipherSuite::code)
            .toList();
    EnginePump pump = pump(open(config), open(server(version))).handshake();
    // 0x00FF is the signal of RFC 5746 and 0x5600 that of RFC 7507; neither is a suite.
    assertThat(pump.sentBy(Role.CLIENT).hello().orElseThrow().cipherSuites())
        .filteredOn(code -> code != 0x00FF && code != 0x5600)
        .isEqualTo(allowed);
  }
}
