package io.tlsmgm.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.tlsmgm.api.AlertDescription;
import io.tlsmgm.api.Capabilities.Feature;
import io.tlsmgm.api.ClientAuth;
import io.tlsmgm.api.EnginePeer;
import io.tlsmgm.api.ProtocolRange;
import io.tlsmgm.api.ProtocolVersion;
import io.tlsmgm.api.Role;
import io.tlsmgm.api.TlsContext;
import io.tlsmgm.api.TlsContextConfig;
import io.tlsmgm.api.TlsException;
import io.tlsmgm.api.TlsLibrary;
import io.tlsmgm.testkit.TestCa;
import io.tlsmgm.testkit.TestTrust;
import io.tlsmgm.testkit.pump.EnginePump;
import io.tlsmgm.testkit.pump.HandshakeOutcome;
import io.tlsmgm.testkit.pump.ReferencePeer;
import java.security.cert.CertPathValidatorException.BasicReason;
import java.security.cert.CertPathValidatorException.Reason;
import java.security.cert.PKIXReason;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Of a library whose alerts do not name the reason of a refusal, or not every one, which it cannot
 * be asked. When one of these tests fails because the library has learned to, the claim in its
 * capabilities has to follow.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class UnspecificAlertsContract {
  private static final TestCa CA = TestCa.create("alerts CA");

  /** For subclasses. */
  protected UnspecificAlertsContract() {}

  /** The library. */
  protected abstract TlsLibrary library();

  /** The reasons that a client does not name. */
  protected abstract Stream<Reason> unnamedByClients();

  private static Stream<Arguments> each(Supplier<Stream<Reason>> reasons) {
    return Stream.of(ProtocolVersion.TLSV1_2, ProtocolVersion.TLSV1_3)
        .flatMap(version -> reasons.get().map(reason -> Arguments.of(version, reason)));
  }

  Stream<Arguments> refusalsOfServers() {
    return each(
        () -> Stream.of(PKIXReason.NO_TRUST_ANCHOR, BasicReason.EXPIRED, BasicReason.REVOKED));
  }

  Stream<Arguments> refusalsOfClients() {
    return each(this::unnamedByClients);
  }

  private TlsContextConfig.Builder config(Role role, ProtocolVersion version, Reason reason)
      throws TlsException {
    return TlsContextConfig.builder("refusing.example", role, TestTrust.refusing(reason, CA))
        .protocols(ProtocolRange.of(version))
        .cipherSuites(library().capabilities().defaultCipherSuites());
  }

  private static AlertDescription told(HandshakeOutcome outcome, Role reference) {
    return ReferencePeer.alertIn(
            (reference == Role.CLIENT ? outcome.clientFailure() : outcome.serverFailure())
                .orElseThrow())
        .orElseThrow();
  }

  @ParameterizedTest
  @MethodSource("refusalsOfServers")
  void ofAServer(ProtocolVersion version, Reason reason) throws TlsException {
    TlsContextConfig config =
        config(Role.SERVER, version, reason)
            .key(CA.leaf("server").issue().entry())
            .clientAuth(ClientAuth.NEED)
            .build();
    try (TlsContext context = library().newContext(config)) {
      ReferencePeer client =
          ReferencePeer.client(TestTrust.of(CA), CA.leaf("client").issue().entry())
              .protocols(version);
      EnginePump pump = new EnginePump(client.engine(), context.newEngine(EnginePeer.UNKNOWN));
      assertThat(told(pump.tryHandshake(), Role.CLIENT))
          .isEqualTo(AlertDescription.CERTIFICATE_UNKNOWN);
    }
  }

  @ParameterizedTest
  @MethodSource("refusalsOfClients")
  void ofAClient(ProtocolVersion version, Reason reason) throws TlsException {
    TlsContextConfig config = config(Role.CLIENT, version, reason).build();
    try (TlsContext context = library().newContext(config)) {
      ReferencePeer server =
          ReferencePeer.server(TestTrust.of(CA), CA.leaf("server").issue().entry())
              .protocols(version);
      EnginePump pump = new EnginePump(context.newEngine(EnginePeer.UNKNOWN), server.engine());
      assertThat(told(pump.tryHandshake(), Role.SERVER))
          .isEqualTo(AlertDescription.CERTIFICATE_UNKNOWN);
    }
  }

  @Test
  void soTheyAreNotClaimed() throws TlsException {
    assertThat(library().capabilities().has(Feature.CERTIFICATE_ALERTS)).isFalse();
  }
}
