package io.tlsmgm.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tlsmgm.api.AlertDescription;
import io.tlsmgm.api.ClientAuth;
import io.tlsmgm.api.EnginePeer;
import io.tlsmgm.api.ProtocolVersion;
import io.tlsmgm.api.Role;
import io.tlsmgm.api.TlsContext;
import io.tlsmgm.api.TlsContextConfig;
import io.tlsmgm.testkit.TestTrust;
import io.tlsmgm.testkit.pump.EnginePump;
import io.tlsmgm.testkit.pump.HandshakeOutcome;
import io.tlsmgm.testkit.pump.ReferencePeer;
import io.tlsmgm.testkit.pump.UnprovenClient;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Client certificates: not asked for, wanted, demanded; missing, good and refused. */
public abstract class ClientAuthContract extends Contract {
  /** For subclasses. */
  protected ClientAuthContract() {}

  private TlsContextConfig.Builder server(
      ProtocolVersion version, ClientAuth auth, TestTrust trust) {
    return trusting(server(version).clientAuth(auth).build(), trust);
  }

  @ParameterizedTest
  @MethodSource("versions")
  void noneDoesNotAsk(ProtocolVersion version) {
    TestTrust trust = TestTrust.of(Identities.CA);
    EnginePump pump =
        pump(open(mutualClient(version)), open(server(version, ClientAuth.NONE, trust)))
            .handshake();
    assertThat(trust.checks()).isEmpty();
    assertUnverified(pump);
  }

  /** Anybody's certificate, which nobody asked for and whose key nobody has shown. */
  @ParameterizedTest
  @MethodSource("commonVersions")
  void anUnprovenCertificateIsRefused(ProtocolVersion version) throws Exception {
    TestTrust trust = TestTrust.of(Identities.CA);
    SSLEngine server = open(server(version, ClientAuth.NONE, trust)).newEngine(EnginePeer.UNKNOWN);
    UnprovenClient client = new UnprovenClient(version, Identities.client(usualKey()).chain());
    assertThatThrownBy(() -> client.shakeHands(server)).isInstanceOf(SSLException.class);
    assertThat(trust.checks()).isEmpty();
    assertThatThrownBy(() -> server.getSession().getPeerCertificates())
        .isInstanceOf(SSLPeerUnverifiedException.class);
  }

  @ParameterizedTest
  @MethodSource("versions")
  void wantTakesNone(ProtocolVersion version) {
    TestTrust trust = TestTrust.of(Identities.CA);
    EnginePump pump =
        pump(open(client(version)), open(server(version, ClientAuth.WANT, trust))).handshake();
    assertThat(trust.checks()).isEmpty();
    assertUnverified(pump);
    exchange(pump);
  }

  @ParameterizedTest
  @MethodSource("versions")
  void wantTakesAGoodOne(ProtocolVersion version) throws SSLPeerUnverifiedException {
    assertTaken(version, ClientAuth.WANT);
  }

  @ParameterizedTest
  @MethodSource("versions")
  void needTakesAGoodOne(ProtocolVersion version) throws SSLPeerUnverifiedException {
    assertTaken(version, ClientAuth.NEED);
  }

  private void assertTaken(ProtocolVersion version, ClientAuth auth)
      throws SSLPeerUnverifiedException {
    TestTrust trust = TestTrust.of(Identities.CA);
    EnginePump pump =
        pump(open(mutualClient(version)), open(server(version, auth, trust))).handshake();
    assertThat(trust.checks()).hasSize(1);
    assertThat(trust.checks().get(0).client()).isTrue();
    assertThat(trust.checks().get(0).chain()).isEqualTo(Identities.client(usualKey()).chain());
    assertThat(pump.server().getSession().getPeerPrincipal())
        .isEqualTo(Identities.client(usualKey()).leaf().getSubjectX500Principal());
    exchange(pump);
    pump.close(Role.SERVER);
  }

  @ParameterizedTest
  @MethodSource("versions")
  void wantRefusesABadOne(ProtocolVersion version) {
    assertRefused(version, ClientAuth.WANT);
  }

  @ParameterizedTest
  @MethodSource("versions")
  void needRefusesABadOne(ProtocolVersion version) {
    assertRefused(version, ClientAuth.NEED);
  }

  private void assertRefused(ProtocolVersion version, ClientAuth auth) {
    TestTrust nobody = TestTrust.nobody();
    EnginePump pump = pump(open(mutualClient(version)), open(server(version, auth, nobody)));
    HandshakeOutcome outcome = pump.tryHandshake();
    assertThat(outcome.completed()).isFalse();
    assertThat(outcome.serverFailure()).isPresent();
    assertThat(outcome.clientFailure()).as("the client is told").isPresent();
    assertThat(nobody.checks()).hasSize(1);
    assertThat(pump.finished(Role.SERVER)).isZero();
    assertThat(pump.server().getSession().isValid()).isFalse();
    if (deviates(Deviation.REFUSED_PEER_IS_SHOWN)) {
      assertThatCode(() -> pump.server().getSession().getPeerCertificates())
          .doesNotThrowAnyException();
    } else {
      assertUnverified(pump);
    }
  }

  @ParameterizedTest
  @MethodSource("versions")
  void needRefusesNone(ProtocolVersion version) {
    TestTrust trust = TestTrust.of(Identities.CA);
    EnginePump pump = pump(open(client(version)), open(server(version, ClientAuth.NEED, trust)));
    HandshakeOutcome outcome = pump.tryHandshake();
    assertThat(outcome.completed()).isFalse();
    assertThat(outcome.serverFailure()).isPresent();
    assertThat(outcome.clientFailure()).as("the client is told").isPresent();
    assertThat(trust.checks()).isEmpty();
    assertThat(pump.finished(Role.SERVER)).isZero();
  }

  @ParameterizedTest
  @MethodSource("commonVersions")
  void missingCertificateHasAnAlertThatSaysSo(ProtocolVersion version) {
    EnginePump pump =
        pump(
            ReferencePeer.client(TestTrust.of(Identities.CA)).protocols(version).engine(),
            serverEngine(open(mutualServer(version))));
    SSLException failure = pump.tryHandshake().clientFailure().orElseThrow();
    Optional<AlertDescription> alert = ReferencePeer.alertIn(failure);
    if (deviates(Deviation.MISSING_CERTIFICATE_IS_A_BAD_ONE)) {
      assertThat(alert).contains(AlertDescription.BAD_CERTIFICATE);
    } else if (version == ProtocolVersion.TLSV1_3) {
      assertThat(alert).contains(AlertDescription.CERTIFICATE_REQUIRED);
    } else {
      // RFC 5246 section 7.4.6 names handshake_failure; libraries also use the other.
      assertThat(alert)
          .get()
          .isIn(AlertDescription.HANDSHAKE_FAILURE, AlertDescription.BAD_CERTIFICATE);
    }
  }

  final Stream<Arguments> ownSettings() {
    return versions()
        .flatMap(
            version ->
                Stream.of(ClientAuth.values())
                    .flatMap(
                        domain ->
                            Stream.of(ClientAuth.values())
                                .filter(engine -> engine != domain)
                                .map(engine -> Arguments.of(version, domain, engine))));
  }

  @ParameterizedTest
  @MethodSource("ownSettings")
  void whatAnEngineIsToldCounts(ProtocolVersion version, ClientAuth domain, ClientAuth own) {
    TestTrust trust = TestTrust.of(Identities.CA);
    TlsContext context = open(server(version, domain, trust));
    EnginePump without = pump(open(client(version)).newEngine(PEER), told(context, own));
    assertThat(without.tryHandshake().completed()).isEqualTo(own != ClientAuth.NEED);
    assertThat(trust.checks()).isEmpty();
    assertUnverified(without);
    EnginePump with = pump(open(mutualClient(version)).newEngine(PEER), told(context, own));
    with.handshake();
    assertThat(trust.checks()).hasSize(own == ClientAuth.NONE ? 0 : 1);
    exchange(with);
  }

  private static SSLEngine told(TlsContext context, ClientAuth own) {
    SSLEngine engine = serverEngine(context);
    switch (own) {
      case NONE -> engine.setNeedClientAuth(false);
      case WANT -> engine.setWantClientAuth(true);
      case NEED -> engine.setNeedClientAuth(true);
    }
    return engine;
  }

  private static void assertUnverified(EnginePump pump) {
    assertThatThrownBy(() -> pump.server().getSession().getPeerCertificates())
        .isInstanceOf(SSLPeerUnverifiedException.class);
  }
}
