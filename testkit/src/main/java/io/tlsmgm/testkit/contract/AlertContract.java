package io.tlsmgm.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.tlsmgm.api.AlertDescription;
import io.tlsmgm.api.Capabilities.Feature;
import io.tlsmgm.api.CipherSuite;
import io.tlsmgm.api.ProtocolVersion;
import io.tlsmgm.api.Role;
import io.tlsmgm.api.TlsContextConfig;
import io.tlsmgm.testkit.TestTrust;
import io.tlsmgm.testkit.pump.EnginePump;
import io.tlsmgm.testkit.pump.HandshakeOutcome;
import io.tlsmgm.testkit.pump.ReferencePeer;
import io.tlsmgm.testkit.pump.TlsRecord;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertPathValidatorException.BasicReason;
import java.security.cert.CertPathValidatorException.Reason;
import java.security.cert.PKIXReason;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A handshake that is refused tells the peer why; the peer is the {@link ReferencePeer}. */
public abstract class AlertContract extends Contract {
  /** The alerts that a refused certificate may be answered with. */
  static final Set<AlertDescription> ABOUT_CERTIFICATES =
      EnumSet.of(
          AlertDescription.BAD_CERTIFICATE,
          AlertDescription.UNSUPPORTED_CERTIFICATE,
          AlertDescription.CERTIFICATE_REVOKED,
          AlertDescription.CERTIFICATE_EXPIRED,
          AlertDescription.CERTIFICATE_UNKNOWN,
          AlertDescription.UNKNOWN_CA,
          AlertDescription.CERTIFICATE_REQUIRED);

  private static final Map<Reason, AlertDescription> BY_REASON =
      Map.of(
          PKIXReason.NO_TRUST_ANCHOR, AlertDescription.UNKNOWN_CA,
          BasicReason.EXPIRED, AlertDescription.CERTIFICATE_EXPIRED,
          BasicReason.REVOKED, AlertDescription.CERTIFICATE_REVOKED);

  /** For subclasses. */
  protected AlertContract() {}

  final Stream<Arguments> refusals() {
    return commonVersions()
        .flatMap(
            version ->
                Stream.of(Role.values())
                    .flatMap(
                        role ->
                            Stream.of(
                                    PKIXReason.NO_TRUST_ANCHOR,
                                    BasicReason.EXPIRED,
                                    BasicReason.REVOKED,
                                    BasicReason.UNSPECIFIED)
                                .map(reason -> Arguments.of(version, role, reason))));
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void refusedCertificate(ProtocolVersion version, Role refusing, Reason reason) {
    TestTrust trust = TestTrust.refusing(reason, Identities.CA);
    EnginePump pump = againstReference(version, refusing, trust);
    HandshakeOutcome outcome = pump.tryHandshake();
    assertThat(outcome.completed()).isFalse();
    AlertDescription alert = seenByReference(pump, other(refusing));
    AlertDescription exact = BY_REASON.get(reason);
    if (exact != null && can(Feature.CERTIFICATE_ALERTS)) {
      assertThat(alert).isEqualTo(exact);
    } else {
      assertThat(alert).isIn(ABOUT_CERTIFICATES);
    }
    // The reason is what the operator reads in the log.
    SSLException failure = pump.failure(refusing).orElseThrow();
    assertThat(causes(failure))
        .filteredOn(CertPathValidatorException.class::isInstance)
        .extracting(cause -> ((CertPathValidatorException) cause).getReason())
        .containsExactly(reason);
  }

  /** Each suite of TLS 1.3 seals its alerts in a way of its own; no reference has all of them. */
  final Stream<Arguments> sealings() {
    return can(Feature.CERTIFICATE_ALERTS) && can(Feature.TLS13_SUITE_SELECTION)
        ? Stream.of(Role.values())
            .flatMap(
                role ->
                    capabilities().cipherSuites().stream()
                        .filter(CipherSuite::isTls13)
                        .map(suite -> Arguments.of(suite, role)))
        : Stream.empty();
  }

  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("sealings")
  void refusedCertificateWithEverySuite(CipherSuite suite, Role refusing) {
    ProtocolVersion version = ProtocolVersion.TLSV1_3;
    List<CipherSuite> only = List.of(suite);
    TlsContextConfig.Builder client = mutualClient(version).cipherSuites(only);
    TlsContextConfig.Builder server = mutualServer(version).cipherSuites(only);
    TestTrust trust = TestTrust.refusing(BasicReason.EXPIRED, Identities.CA);
    EnginePump pump =
        refusing == Role.CLIENT
            ? pump(open(trusting(client.build(), trust)), open(server))
            : pump(open(client), open(trusting(server.build(), trust)));
    pump.tryHandshake();
    assertThat(pump.failure(other(refusing)).orElseThrow().toString().toLowerCase(Locale.ROOT))
        .containsAnyOf("certificate_expired", "certificate expired");
  }

  private static List<Throwable> causes(Throwable failure) {
    return Stream.iterate(failure, cause -> cause != null, Throwable::getCause).toList();
  }

  /** The library in {@code role}, mutual authentication, the reference peer on the other side. */
  private EnginePump againstReference(ProtocolVersion version, Role role, TestTrust trust) {
    TestTrust all = TestTrust.of(Identities.CA);
    if (role == Role.CLIENT) {
      SSLEngine server =
          ReferencePeer.server(all, Identities.server(usualKey()).entry())
              .protocols(version)
              .engine();
      return pump(open(trusting(client(version).build(), trust)).newEngine(PEER), server);
    }
    SSLEngine client =
        ReferencePeer.client(all, Identities.client(usualKey()).entry())
            .protocols(version)
            .engine();
    return pump(client, serverEngine(open(trusting(mutualServer(version).build(), trust))));
  }

  private EnginePump connectedToReference(ProtocolVersion version, Role role) {
    return againstReference(version, role, TestTrust.of(Identities.CA)).handshake();
  }

  private static AlertDescription seenByReference(EnginePump pump, Role reference) {
    Optional<SSLException> failure = pump.failure(reference);
    assertThat(failure).as("the peer is told%s", pump.transcript()).isPresent();
    return ReferencePeer.alertIn(failure.orElseThrow())
        .orElseThrow(() -> new AssertionError("not for an alert", failure.orElseThrow()));
  }

  @ParameterizedTest
  @MethodSource("commonVersions")
  void noCommonVersion(ProtocolVersion version) {
    ProtocolVersion another =
        version == ProtocolVersion.TLSV1_2 ? ProtocolVersion.TLSV1_3 : ProtocolVersion.TLSV1_2;
    TestTrust trust = TestTrust.of(Identities.CA);
    EnginePump asServer =
        pump(
            ReferencePeer.client(trust).protocols(another).engine(),
            serverEngine(open(server(version))));
    assertThat(asServer.tryHandshake().serverFailure()).isPresent();
    assertThat(asServer.sentBy(Role.SERVER).alert()).contains(AlertDescription.PROTOCOL_VERSION);
    assertThat(seenByReference(asServer, Role.CLIENT)).isEqualTo(AlertDescription.PROTOCOL_VERSION);
    EnginePump asClient =
        pump(
            open(client(version)).newEngine(PEER),
            ReferencePeer.server(trust, Identities.server(usualKey()).entry())
                .protocols(another)
                .engine());
    assertNames(asClient.tryHandshake().clientFailure(), AlertDescription.PROTOCOL_VERSION);
    assertThat(asClient.client().isInboundDone()).isTrue();
  }

  /** Where suites can be chosen; LibraryContract demands that it is refused elsewhere. */
  final Stream<ProtocolVersion> versionsWithChosenSuites() {
    return commonVersions()
        .filter(v -> v != ProtocolVersion.TLSV1_3 || can(Feature.TLS13_SUITE_SELECTION));
  }

  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("versionsWithChosenSuites")
  void noCommonSuite(ProtocolVersion version) {
    List<CipherSuite> claimed =
        suites(capabilities()).stream()
            .filter(s -> s.allowedIn(version) && s.enc() == CipherSuite.Enc.AESGCM)
            .filter(s -> s.kx() == CipherSuite.Kx.ANY || s.kx() == CipherSuite.Kx.ECDH)
            .toList();
    CipherSuite[] ofClient =
        claimed.stream().filter(s -> s.bits() == 128).toArray(CipherSuite[]::new);
    List<CipherSuite> ofServer = claimed.stream().filter(s -> s.bits() == 256).toList();
    EnginePump pump =
        pump(
            ReferencePeer.client(TestTrust.of(Identities.CA))
                .protocols(version)
                .suites(ofClient)
                .engine(),
            serverEngine(open(server(version).cipherSuites(ofServer))));
    assertThat(pump.tryHandshake().serverFailure()).isPresent();
    assertThat(pump.sentBy(Role.SERVER).alert()).contains(AlertDescription.HANDSHAKE_FAILURE);
    assertThat(seenByReference(pump, Role.CLIENT)).isEqualTo(AlertDescription.HANDSHAKE_FAILURE);
  }

  final Stream<Arguments> commonVersionsAndRoles() {
    return commonVersions()
        .flatMap(v -> Stream.of(Role.values()).map(role -> Arguments.of(v, role)));
  }

  @ParameterizedTest
  @MethodSource("commonVersionsAndRoles")
  void corruptedRecord(ProtocolVersion version, Role reader) throws SSLException {
    EnginePump pump = connectedToReference(version, reader);
    byte[] record = seal(pump.engine(other(reader)), bytes(1, 100));
    record[record.length - 1] ^= 0x40;
    pump.inject(reader, record);
    pump.settle();
    assertThat(pump.failure(reader)).isPresent();
    assertThat(seenByReference(pump, other(reader))).isEqualTo(AlertDescription.BAD_RECORD_MAC);
    assertThat(pump.engine(reader).getSession().isValid()).isFalse();
    assertThat(pump.engine(reader).isInboundDone()).isTrue();
    assertThat(pump.engine(reader).isOutboundDone()).isTrue();
  }

  @ParameterizedTest
  @MethodSource("commonVersionsAndRoles")
  void oversizedRecord(ProtocolVersion version, Role reader) {
    EnginePump pump = connectedToReference(version, reader);
    int length = (1 << 14) + (version == ProtocolVersion.TLSV1_3 ? 257 : 2_049);
    pump.inject(
        reader, new TlsRecord(TlsRecord.APPLICATION_DATA, 0x0303, new byte[length]).encoded());
    pump.settle();
    assertThat(pump.failure(reader)).isPresent();
    if (deviates(Deviation.OVERSIZED_RECORD_HAS_ANOTHER_ALERT)) {
      Optional<SSLException> told = pump.failure(other(reader));
      assertThat(told.flatMap(ReferencePeer::alertIn))
          .isNotEqualTo(Optional.of(AlertDescription.RECORD_OVERFLOW));
    } else {
      assertThat(seenByReference(pump, other(reader))).isEqualTo(AlertDescription.RECORD_OVERFLOW);
    }
    assertDead(pump.engine(reader));
  }

  @ParameterizedTest
  @MethodSource("commonVersionsAndRoles")
  void alertOfThePeerIsAnExceptionThatNamesIt(ProtocolVersion version, Role reader)
      throws SSLException {
    EnginePump pump = connectedToReference(version, reader);
    byte[] record = seal(pump.engine(reader), bytes(1, 100));
    record[record.length - 1] ^= 0x40;
    pump.inject(other(reader), record);
    pump.settle();
    assertThat(pump.failure(other(reader))).as("the peer sends an alert").isPresent();
    assertNames(pump.failure(reader), AlertDescription.BAD_RECORD_MAC);
    assertThat(pump.engine(reader).isInboundDone()).isTrue();
    assertThat(pump.engine(reader).getSession().isValid()).isFalse();
  }

  private static void assertNames(Optional<SSLException> failure, AlertDescription alert) {
    assertThat(failure).isPresent();
    assertThat(causes(failure.orElseThrow()))
        .extracting(cause -> String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT))
        .anyMatch(message -> message.contains(alert.toString()));
  }
}
