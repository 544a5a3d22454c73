package io.tlsmgm.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.tlsmgm.api.AlertDescription;
import io.tlsmgm.api.Capabilities;
import io.tlsmgm.api.Capabilities.Feature;
import io.tlsmgm.api.CipherSuite;
import io.tlsmgm.api.CipherSuite.Au;
import io.tlsmgm.api.ClientAuth;
import io.tlsmgm.api.EnginePeer;
import io.tlsmgm.api.KeyType;
import io.tlsmgm.api.NamedGroup;
import io.tlsmgm.api.ProtocolRange;
import io.tlsmgm.api.ProtocolVersion;
import io.tlsmgm.api.Role;
import io.tlsmgm.api.TlsContext;
import io.tlsmgm.api.TlsContextConfig;
import io.tlsmgm.testkit.TestTrust;
import io.tlsmgm.testkit.pump.EnginePump;
import io.tlsmgm.testkit.pump.ReferencePeer;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import javax.crypto.spec.DHParameterSpec;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.bouncycastle.crypto.agreement.DHStandardGroups;
import org.bouncycastle.crypto.params.DHParameters;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a library claims in its capabilities, it really negotiates. */
public abstract class ClaimsContract extends Contract {
  /** Groups that TLS 1.3 has taken out, RFC 8446 section 4.2.7. */
  private static final Set<NamedGroup> LEGACY_ONLY =
      EnumSet.of(
          NamedGroup.SECP256K1,
          NamedGroup.SECP224R1,
          NamedGroup.SECP192R1,
          NamedGroup.BRAINPOOLP256R1,
          NamedGroup.BRAINPOOLP384R1,
          NamedGroup.BRAINPOOLP512R1,
          NamedGroup.SECT283K1,
          NamedGroup.SECT283R1,
          NamedGroup.SECT409K1,
          NamedGroup.SECT409R1,
          NamedGroup.SECT571K1,
          NamedGroup.SECT571R1);

  /** For subclasses. */
  protected ClaimsContract() {}

  final Stream<CipherSuite> claimedSuites() {
    return capabilities().cipherSuites().stream();
  }

  final Stream<Arguments> claimedKeys() {
    return commonOrAll()
        .flatMap(v -> capabilities().keyTypes().stream().map(type -> Arguments.of(v, type)))
        .filter(a -> possible((ProtocolVersion) a.get()[0], (KeyType) a.get()[1]));
  }

  private Stream<ProtocolVersion> commonOrAll() {
    return versions().filter(v -> v.compareTo(ProtocolVersion.TLSV1_2) >= 0);
  }

  /** TLS 1.3 has no DSA, and before it DSA needs suites of its own. */
  private boolean possible(ProtocolVersion version, KeyType type) {
    return type != KeyType.DSA || version != ProtocolVersion.TLSV1_3;
  }

  private ProtocolVersion newestFor(CipherSuite suite) {
    return versions().filter(suite::allowedIn).max(Comparator.naturalOrder()).orElseThrow();
  }

  private KeyType keyFor(CipherSuite suite) {
    return switch (suite.au()) {
      case RSA -> KeyType.RSA;
      case DSS -> KeyType.DSA;
      case ECDSA -> KeyType.EC;
      case ANY, NONE -> usualKey();
      case PSK, SRP ->
          throw new AssertionError("no domain has a shared secret, so nobody can use " + suite);
    };
  }

  @ParameterizedTest
  @MethodSource("claimedSuites")
  void everySuiteIsNegotiated(CipherSuite suite) {
    ProtocolVersion version = newestFor(suite);
    boolean chosen = !suite.isTls13() || can(Feature.TLS13_SUITE_SELECTION);
    TlsContextConfig.Builder server = server(version).key(Identities.server(keyFor(suite)).entry());
    SSLEngine client;
    if (chosen) {
      server.cipherSuites(List.of(suite));
      client = open(client(version).cipherSuites(List.of(suite))).newEngine(PEER);
    } else {
      // All suites are on, so the peer has to be choosy.
      client =
          ReferencePeer.client(TestTrust.of(Identities.CA))
              .protocols(version)
              .suites(suite)
              .engine();
    }
    EnginePump pump = pump(client, serverEngine(open(server))).handshake();
    assertThat(pump.sentBy(Role.SERVER).hello().orElseThrow().cipherSuites())
        .containsExactly(suite.code());
    assertThat(CipherSuite.ofName(pump.server().getSession().getCipherSuite())).contains(suite);
    assertThat(CipherSuite.ofName(pump.client().getSession().getCipherSuite())).contains(suite);
    exchange(pump);
    pump.close(Role.CLIENT);
  }

  @ParameterizedTest
  @MethodSource("versions")
  void everyVersionIsNegotiated(ProtocolVersion version) {
    EnginePump pump = connected(version);
    assertThat(pump.sentBy(Role.SERVER).hello().orElseThrow().version()).isEqualTo(version.code());
    exchange(pump);
  }

  @ParameterizedTest
  @MethodSource("claimedKeys")
  void everyKeyAuthenticatesBothSides(ProtocolVersion version, KeyType type)
      throws SSLPeerUnverifiedException {
    List<CipherSuite> suites = suites(capabilities());
    if (type == KeyType.DSA) {
      suites = claimedSuites().filter(suite -> suite.au() == Au.DSS).toList();
    }
    EnginePump pump =
        pump(
                open(client(version).cipherSuites(suites).key(Identities.client(type).entry())),
                open(
                    server(version)
                        .cipherSuites(suites)
                        .key(Identities.server(type).entry())
                        .clientAuth(ClientAuth.NEED)))
            .handshake();
    assertThat(pump.client().getSession().getPeerCertificates()[0])
        .isEqualTo(Identities.server(type).leaf());
    assertThat(pump.server().getSession().getPeerCertificates()[0])
        .isEqualTo(Identities.client(type).leaf());
    exchange(pump);
  }

  /** Where groups cannot be chosen, the one that two engines agree on is at least a claimed one. */
  @ParameterizedTest
  @MethodSource("commonVersions")
  void groupOfTheLibrarysChoiceIsAClaimedOne(ProtocolVersion version) {
    List<CipherSuite> suites =
        suites(capabilities()).stream().filter(s -> s.kx() != CipherSuite.Kx.RSA).toList();
    EnginePump pump =
        pump(open(client(version).cipherSuites(suites)), open(server(version).cipherSuites(suites)))
            .handshake();
    int code = pump.sentBy(Role.SERVER).group().orElseThrow();
    assertThat(NamedGroup.ofCode(code)).get().isIn(capabilities().groups());
  }

  /** The groups, where they can be chosen; LibraryContract demands a refusal elsewhere. */
  final Stream<NamedGroup> chosenGroups() {
    return can(Feature.GROUP_SELECTION) ? capabilities().groups().stream() : Stream.empty();
  }

  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("chosenGroups")
  void everyGroupIsNegotiated(NamedGroup group) {
    Capabilities can = capabilities();
    boolean tls13 = !LEGACY_ONLY.contains(group);
    ProtocolVersion version = tls13 ? ProtocolVersion.TLSV1_3 : ProtocolVersion.TLSV1_2;
    ProtocolRange range = ProtocolRange.of(version);
    List<CipherSuite> suites =
        suites(can).stream()
            .filter(s -> s.isTls13() || (s.kx() == CipherSuite.Kx.ECDH && s.au() == Au.RSA))
            .toList();
    EnginePump pump =
        pump(
                open(client(can, range).cipherSuites(suites).groups(List.of(group))),
                open(
                    server(can, range)
                        .cipherSuites(suites)
                        .groups(List.of(group))
                        .key(Identities.server(KeyType.RSA).entry())))
            .handshake();
    assertThat(pump.sentBy(Role.SERVER).group()).as("%s", group).contains(group.code());
    exchange(pump);
  }

  /** The suites of TLS 1.2 that use the parameters, where these can be set. */
  final Stream<CipherSuite> suitesWithDhParameters() {
    return can(Feature.DH_PARAMETERS)
        ? claimedSuites().filter(s -> s.kx() == CipherSuite.Kx.DH && s.au() == Au.RSA)
        : Stream.empty();
  }

  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("suitesWithDhParameters")
  void dhParametersAreUsed(CipherSuite suite) {
    ProtocolVersion version = newestFor(suite);
    DHParameters modp = DHStandardGroups.rfc3526_2048;
    EnginePump pump =
        pump(
                open(client(version).cipherSuites(List.of(suite))),
                open(
                    server(version)
                        .cipherSuites(List.of(suite))
                        .key(Identities.server(KeyType.RSA).entry())
                        .dhParameters(new DHParameterSpec(modp.getP(), modp.getG()))))
            .handshake();
    assertThat(pump.sentBy(Role.SERVER).dhPrime()).contains(modp.getP());
  }

  /** Clients of other makes send them; the manager's own matching leaves the last dot out. */
  @ParameterizedTest
  @MethodSource("versions")
  void serverNamesThatAreNoHostNames(ProtocolVersion version) throws SSLException {
    TlsContext client = open(client(version));
    TlsContext server = open(server(version));
    String usual = "host-name.example";
    EnginePeer peer = EnginePeer.of("192.0.2.1", 5061, usual);
    for (String name :
        List.of(usual, "host-name.exampl.", "host_name.example", "-ost-name.example")) {
      EnginePump pump = pump(client.newEngine(peer), serverEngine(server));
      pump.client().beginHandshake();
      pump.settle(Role.CLIENT);
      byte[] hello = pump.intercept(Role.SERVER);
      // Latin-1 has a character for each byte, so that places in the text are places in the hello.
      int place = new String(hello, StandardCharsets.ISO_8859_1).indexOf(usual);
      byte[] sent = name.getBytes(StandardCharsets.ISO_8859_1);
      System.arraycopy(sent, 0, hello, place, sent.length);
      pump.inject(Role.SERVER, hello);
      pump.settle(Role.SERVER);
      Optional<AlertDescription> alert = pump.sentBy(Role.SERVER).alert();
      if (can(Feature.ANY_SERVER_NAME) || name.equals(usual)) {
        assertThat(alert).as(name).isEmpty();
        assertThat(pump.failure(Role.SERVER)).as(name).isEmpty();
      } else {
        assertThat(alert).as(name).contains(AlertDescription.ILLEGAL_PARAMETER);
      }
    }
  }
}
