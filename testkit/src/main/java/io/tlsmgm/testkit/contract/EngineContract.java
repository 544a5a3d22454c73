package io.tlsmgm.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tlsmgm.api.Capabilities.Feature;
import io.tlsmgm.api.CipherSuite;
import io.tlsmgm.api.ClientAuth;
import io.tlsmgm.api.ProtocolVersion;
import io.tlsmgm.api.Role;
import io.tlsmgm.api.TlsContext;
import io.tlsmgm.api.TlsContextConfig;
import io.tlsmgm.testkit.TestTrust;
import io.tlsmgm.testkit.pump.EnginePump;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLEngineResult.Status;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The states of an engine: before, during and after the handshake, and its delegated tasks. */
public abstract class EngineContract extends Contract {
  /** For subclasses. */
  protected EngineContract() {}

  private SSLEngine engine(Role role, ProtocolVersion version) {
    return role == Role.CLIENT
        ? open(client(version)).newEngine(PEER)
        : serverEngine(open(server(version)));
  }

  private ProtocolVersion newest() {
    return versions().reduce((a, b) -> b).orElseThrow();
  }

  @ParameterizedTest
  @EnumSource
  void beforeTheHandshakeThereIsNoSession(Role role) throws SSLException {
    SSLEngine engine = engine(role, newest());
    SSLSession session = engine.getSession();
    assertThat(session.getCipherSuite()).isEqualTo("SSL_NULL_WITH_NULL_NULL");
    assertThat(session.getProtocol()).isEqualTo("NONE");
    assertThat(session.getId()).isEmpty();
    assertThat(session.getPacketBufferSize()).isGreaterThanOrEqualTo(16_384 + 5);
    assertThat(session.getApplicationBufferSize()).isGreaterThanOrEqualTo(16_384);
    assertThatThrownBy(session::getPeerCertificates).isInstanceOf(SSLPeerUnverifiedException.class);
    assertThat(engine.getHandshakeSession()).isNull();
    assertThat(engine.getApplicationProtocol()).isNull();
    assertThat(engine.getHandshakeApplicationProtocol()).isNull();
    assertThat(engine.getHandshakeStatus()).isEqualTo(HandshakeStatus.NOT_HANDSHAKING);
    assertThat(engine.getDelegatedTask()).isNull();
    assertThat(engine.isInboundDone()).isFalse();
    assertThat(engine.isOutboundDone()).isFalse();
  }

  @Test
  void peerIsAsGiven() {
    SSLEngine engine = open(client(newest())).newEngine(PEER);
    assertThat(engine.getPeerHost()).isEqualTo(peerHost());
    assertThat(engine.getPeerPort()).isEqualTo(PEER.port());
  }

  @ParameterizedTest
  @MethodSource("versions")
  void settingsOfTheDomainAreThoseOfTheEngine(ProtocolVersion version) {
    TlsContextConfig.Builder config = server(version).clientAuth(ClientAuth.WANT);
    SSLEngine server = serverEngine(open(config));
    assertThat(server.getUseClientMode()).isFalse();
    assertThat(server.getWantClientAuth()).isTrue();
    assertThat(server.getNeedClientAuth()).isFalse();
    assertThat(server.getEnabledProtocols()).containsExactly(version.jsseName());
    List<CipherSuite> enabled =
        Arrays.stream(server.getEnabledCipherSuites())
            .map(name -> CipherSuite.ofName(name).orElseThrow())
            .filter(suite -> suite.allowedIn(version))
            .toList();
    List<CipherSuite> configured =
        config.build().cipherSuites().stream().filter(s -> s.allowedIn(version)).toList();
    assertThat(enabled).isEqualTo(configured);
    assertThat(serverEngine(open(mutualServer(version))).getNeedClientAuth()).isTrue();
    SSLEngine client = engine(Role.CLIENT, version);
    assertThat(client.getUseClientMode()).isTrue();
    assertThat(client.getEnabledProtocols()).containsExactly(version.jsseName());
  }

  @ParameterizedTest
  @EnumSource
  void settersCheckTheirArguments(Role role) {
    SSLEngine engine = engine(role, newest());
    String[] nonsense = {"TLS_WITHOUT_ANY_SENSE"};
    assertThatThrownBy(() -> engine.setEnabledProtocols(nonsense))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> engine.setEnabledProtocols(null))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> engine.setEnabledCipherSuites(nonsense))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> engine.setEnabledCipherSuites(null))
        .isInstanceOf(IllegalArgumentException.class);
    engine.getEnabledProtocols()[0] = "changed";
    assertThat(engine.getEnabledProtocols()).doesNotContain("changed");
    engine.getSupportedCipherSuites()[0] = "changed";
    assertThat(engine.getSupportedCipherSuites()).doesNotContain("changed");
    assertThat(engine.getSupportedCipherSuites()).contains(engine.getEnabledCipherSuites());
    assertThat(engine.getSupportedProtocols()).contains(engine.getEnabledProtocols());
    SSLParameters parameters = engine.getSSLParameters();
    assertThat(parameters.getProtocols()).isEqualTo(engine.getEnabledProtocols());
    assertThat(parameters.getCipherSuites()).isEqualTo(engine.getEnabledCipherSuites());
  }

  @ParameterizedTest
  @EnumSource
  void modeCannotChangeOnceTheHandshakeHasBegun(Role role) throws SSLException {
    SSLEngine engine = engine(role, newest());
    engine.beginHandshake();
    assertThatThrownBy(() -> engine.setUseClientMode(role == Role.SERVER))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @MethodSource("versionsAndRoles")
  void beginHandshakeMayBeCalledTwice(ProtocolVersion version, Role role) throws SSLException {
    EnginePump pump = pump(open(client(version)), open(server(version)));
    SSLEngine engine = pump.engine(role);
    HandshakeStatus first =
        role == Role.CLIENT ? HandshakeStatus.NEED_WRAP : HandshakeStatus.NEED_UNWRAP;
    engine.beginHandshake();
    assertThat(engine.getHandshakeStatus()).isEqualTo(first);
    engine.beginHandshake();
    assertThat(engine.getHandshakeStatus()).isEqualTo(first);
    pump.handshake();
    exchange(pump);
  }

  @ParameterizedTest
  @MethodSource("versions")
  void theFirstCallBeginsTheHandshake(ProtocolVersion version) throws SSLException {
    SSLEngine client = engine(Role.CLIENT, version);
    SSLEngine server = engine(Role.SERVER, version);
    ByteBuffer wire = ByteBuffer.allocate(client.getSession().getPacketBufferSize());
    ByteBuffer data = ByteBuffer.wrap(bytes(1, 100));
    SSLEngineResult hello = client.wrap(data, wire);
    assertThat(hello.getStatus()).isEqualTo(Status.OK);
    assertThat(hello.bytesProduced()).isPositive();
    assertThat(hello.bytesConsumed()).isZero();
    assertThat(client.getHandshakeStatus()).isEqualTo(HandshakeStatus.NEED_UNWRAP);
    ByteBuffer to = ByteBuffer.allocate(server.getSession().getApplicationBufferSize());
    SSLEngineResult read = server.unwrap(wire.flip(), to);
    assertThat(read.getStatus()).isEqualTo(Status.OK);
    assertThat(server.getHandshakeStatus())
        .isIn(HandshakeStatus.NEED_TASK, HandshakeStatus.NEED_WRAP);
  }

  @ParameterizedTest
  @MethodSource("versions")
  void anEngineThatNeedsToReadWritesNothing(ProtocolVersion version) throws SSLException {
    SSLEngine server = engine(Role.SERVER, version);
    ByteBuffer wire = ByteBuffer.allocate(server.getSession().getPacketBufferSize());
    SSLEngineResult result = server.wrap(ByteBuffer.wrap(bytes(1, 10)), wire);
    assertThat(result.getStatus()).isEqualTo(Status.OK);
    assertThat(result.getHandshakeStatus()).isEqualTo(HandshakeStatus.NEED_UNWRAP);
    assertThat(result.bytesConsumed() + result.bytesProduced()).isZero();
  }

  @ParameterizedTest
  @MethodSource("versions")
  void anEngineThatNeedsToWriteReadsNothing(ProtocolVersion version) throws SSLException {
    SSLEngine client = engine(Role.CLIENT, version);
    client.beginHandshake();
    ByteBuffer to = ByteBuffer.allocate(client.getSession().getApplicationBufferSize());
    SSLEngineResult result = client.unwrap(ByteBuffer.wrap(bytes(1, 10)), to);
    assertThat(result.getStatus()).isEqualTo(Status.OK);
    assertThat(result.getHandshakeStatus()).isEqualTo(HandshakeStatus.NEED_WRAP);
    assertThat(result.bytesConsumed() + result.bytesProduced()).isZero();
  }

  @ParameterizedTest
  @MethodSource("versions")
  void finishedIsReportedOnce(ProtocolVersion version) {
    EnginePump pump = connected(version);
    exchange(pump);
    for (Role role : Role.values()) {
      if (deviates(Deviation.FINISHED_FOR_EVERY_TICKET)
          && version == ProtocolVersion.TLSV1_3
          && role == Role.CLIENT) {
        assertThat(pump.finished(role)).isGreaterThan(1);
      } else {
        assertThat(pump.finished(role)).as("%s", role).isEqualTo(1);
      }
      assertThat(pump.engine(role).getHandshakeStatus()).isEqualTo(HandshakeStatus.NOT_HANDSHAKING);
      assertThat(pump.engine(role).getHandshakeSession()).isNull();
    }
  }

  @ParameterizedTest
  @MethodSource("versions")
  void theHandshakeSessionIsThereWhenThePeerIsChecked(ProtocolVersion version) {
    TestTrust ofClient = TestTrust.of(Identities.CA);
    TestTrust ofServer = TestTrust.of(Identities.CA);
    EnginePump pump =
        pump(
                open(trusting(mutualClient(version).build(), ofClient)),
                open(trusting(mutualServer(version).build(), ofServer)))
            .handshake();
    for (TestTrust trust : List.of(ofClient, ofServer)) {
      assertThat(trust.checks()).hasSize(1);
      TestTrust.Check check = trust.checks().get(0);
      assertThat(check.authType()).isNotEmpty();
      TestTrust.HandshakeSession session = check.session().orElseThrow();
      assertThat(session.protocol()).isEqualTo(version.jsseName());
      assertThat(session.cipherSuite()).isEqualTo(pump.client().getSession().getCipherSuite());
      if (deviates(Deviation.NO_PEER_IN_HANDSHAKE_SESSION)) {
        assertThat(session.peerCertificates()).isEmpty();
      } else {
        assertThat(session.peerCertificates()).isEqualTo(check.chain());
      }
    }
    TestTrust.HandshakeSession session = ofClient.checks().get(0).session().orElseThrow();
    assertThat(session.peerHost()).contains(peerHost());
    assertThat(session.peerPort()).isEqualTo(PEER.port());
    assertThat(ofClient.checks().get(0).client()).isFalse();
    assertThat(ofServer.checks().get(0).client()).isTrue();
  }

  @ParameterizedTest
  @MethodSource("versions")
  void delegatedTasksRunInAnotherThread(ProtocolVersion version) {
    TestTrust ofClient = TestTrust.of(Identities.CA);
    TestTrust ofServer = TestTrust.of(Identities.CA);
    ExecutorService executor = Executors.newSingleThreadExecutor(r -> new Thread(r, "delegate"));
    try {
      EnginePump pump =
          pump(
                  open(trusting(mutualClient(version).build(), ofClient)),
                  open(trusting(mutualServer(version).build(), ofServer)),
                  options().tasks(executor))
              .handshake();
      exchange(pump);
      boolean delegates = can(Feature.DELEGATED_TASKS);
      for (Role role : Role.values()) {
        if (delegates) {
          assertThat(pump.tasks(role)).as("%s", role).isPositive();
        } else {
          assertThat(pump.tasks(role)).as("%s", role).isZero();
        }
      }
      String thread = delegates ? "delegate" : Thread.currentThread().getName();
      for (TestTrust trust : List.of(ofClient, ofServer)) {
        assertThat(trust.checks().get(0).thread().getName()).isEqualTo(thread);
      }
    } finally {
      executor.shutdown();
    }
  }

  @ParameterizedTest
  @MethodSource("versions")
  void anEngineThatWaitsForItsTaskMovesNothing(ProtocolVersion version) throws SSLException {
    SSLEngine client = engine(Role.CLIENT, version);
    SSLEngine server = engine(Role.SERVER, version);
    ByteBuffer wire = ByteBuffer.allocate(client.getSession().getPacketBufferSize());
    assertThat(client.wrap(ByteBuffer.allocate(0), wire).bytesProduced()).isPositive();
    wire.flip();
    ByteBuffer to = ByteBuffer.allocate(server.getSession().getApplicationBufferSize());
    while (wire.hasRemaining()) {
      server.unwrap(wire, to);
    }
    if (!can(Feature.DELEGATED_TASKS)) {
      assertThat(server.getHandshakeStatus()).isEqualTo(HandshakeStatus.NEED_WRAP);
      assertThat(server.getDelegatedTask()).isNull();
      return;
    }
    assertThat(server.getHandshakeStatus()).isEqualTo(HandshakeStatus.NEED_TASK);
    ByteBuffer out = ByteBuffer.allocate(server.getSession().getPacketBufferSize());
    for (SSLEngineResult result :
        List.of(
            server.wrap(ByteBuffer.wrap(bytes(1, 10)), out),
            server.unwrap(ByteBuffer.wrap(bytes(1, 10)), to))) {
      assertThat(result.getHandshakeStatus()).isEqualTo(HandshakeStatus.NEED_TASK);
      assertThat(result.bytesConsumed() + result.bytesProduced()).isZero();
    }
    Runnable task = server.getDelegatedTask();
    assertThat(task).isNotNull();
    assertThat(server.getDelegatedTask()).as("the same task is handed out once").isNull();
    task.run();
    assertThat(server.getHandshakeStatus()).isEqualTo(HandshakeStatus.NEED_WRAP);
  }

  @ParameterizedTest
  @MethodSource("versions")
  void engineOutlivesItsContext(ProtocolVersion version) {
    TlsContext client = open(client(version));
    TlsContext server = open(server(version));
    EnginePump before = pump(client, server).handshake();
    EnginePump unused = pump(client, server);
    client.close();
    server.close();
    exchange(before);
    before.close(Role.SERVER);
    exchange(unused.handshake());
    unused.close(Role.CLIENT);
  }

  @Test
  void namesAreThoseOfTheTable() {
    EnginePump pump = connected(newest());
    String suite = pump.client().getSession().getCipherSuite();
    assertThat(CipherSuite.ofName(suite)).isPresent();
    assertThat(pump.client().getSession().getProtocol().toLowerCase(Locale.ROOT))
        .startsWith("tlsv1");
  }
}
