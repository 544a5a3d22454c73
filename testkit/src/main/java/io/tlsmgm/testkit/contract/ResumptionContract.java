package io.tlsmgm.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tlsmgm.api.Capabilities.Feature;
import io.tlsmgm.api.EnginePeer;
import io.tlsmgm.api.ProtocolVersion;
import io.tlsmgm.api.Role;
import io.tlsmgm.api.SessionPolicy;
import io.tlsmgm.api.TlsContext;
import io.tlsmgm.api.TlsContextConfig;
import io.tlsmgm.api.UnsupportedSettingException;
import io.tlsmgm.testkit.TestTrust;
import io.tlsmgm.testkit.pump.EnginePump;
import io.tlsmgm.testkit.pump.HandshakeOutcome;
import io.tlsmgm.testkit.pump.HelloMessage;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Sessions are resumed inside a context and never outside it. What is resumed is read off the wire:
 * by the key exchange that is left out, or by pre_shared_key in TLS 1.3.
 */
public abstract class ResumptionContract extends Contract {
  /** For subclasses. */
  protected ResumptionContract() {}

  /** A connection in good order, data and close included, so that nobody has doubts about it. */
  private EnginePump connect(TlsContext client, TlsContext server) {
    return connect(client, PEER, server);
  }

  private EnginePump connect(TlsContext client, EnginePeer peer, TlsContext server) {
    EnginePump pump = pump(client.newEngine(peer), serverEngine(server)).handshake();
    exchange(pump);
    pump.close(Role.CLIENT);
    return pump;
  }

  @ParameterizedTest
  @MethodSource("versions")
  void secondConnectionResumes(ProtocolVersion version) {
    TlsContext client = open(client(version));
    TlsContext server = open(server(version));
    assertThat(connect(client, server).resumed()).isFalse();
    for (int i = 0; i < 3; i++) {
      EnginePump again = connect(client, server);
      assertThat(again.resumed()).isEqualTo(resumes(version));
      for (Role role : Role.values()) {
        assertThat(again.engine(role).getSession().getProtocol()).isEqualTo(version.jsseName());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("versions")
  void ticketsAreUsedIfClaimed(ProtocolVersion version) {
    TlsContext client = open(client(version));
    TlsContext server = open(server(version));
    connect(client, server);
    HelloMessage hello = connect(client, server).sentBy(Role.CLIENT).hello().orElseThrow();
    boolean tickets =
        version == ProtocolVersion.TLSV1_3 ? hello.hasPreSharedKey() : hello.hasTicket();
    assertThat(tickets).isEqualTo(can(Feature.SESSION_TICKETS));
  }

  @ParameterizedTest
  @MethodSource("versions")
  void resumedSessionHasTheCertificates(ProtocolVersion version) throws SSLPeerUnverifiedException {
    TestTrust trust = TestTrust.of(Identities.CA);
    TlsContext client = open(mutualClient(version));
    TlsContext server = open(trusting(mutualServer(version).build(), trust));
    EnginePump first = connect(client, server);
    EnginePump second = connect(client, server);
    assertThat(second.resumed()).isEqualTo(resumes(version));
    assertThat(trust.checks()).hasSize(resumes(version) ? 1 : 2);
    for (Role role : Role.values()) {
      assertThat(second.engine(role).getSession().getPeerCertificates())
          .isEqualTo(first.engine(role).getSession().getPeerCertificates());
      assertThat(second.engine(role).getSession().getCipherSuite())
          .isEqualTo(first.engine(role).getSession().getCipherSuite());
    }
    assertThat(second.client().getSession().getLocalCertificates())
        .isEqualTo(first.client().getSession().getLocalCertificates());
    assertThat(second.server().getSession().getLocalCertificates())
        .isEqualTo(first.server().getSession().getLocalCertificates());
  }

  @ParameterizedTest
  @MethodSource("versions")
  void sessionIsForOnePeerOnly(ProtocolVersion version) {
    TlsContext client = open(client(version));
    TlsContext server = open(server(version));
    connect(client, server);
    for (EnginePeer other :
        List.of(
            EnginePeer.of("192.0.2.8", PEER.port()),
            EnginePeer.of(PEER.host(), 5062),
            EnginePeer.UNKNOWN)) {
      EnginePump pump = pump(client.newEngine(other), serverEngine(server));
      assertThat(pump.handshake().resumed()).as("%s", other).isFalse();
    }
  }

  @ParameterizedTest
  @MethodSource("versions")
  void clientContextKeepsItsSessionsToItself(ProtocolVersion version) {
    TlsContext server = open(server(version));
    connect(open(client(version)), server);
    EnginePump other = connect(open(client(version)), server);
    assertThat(other.resumed()).isFalse();
    HelloMessage hello = other.sentBy(Role.CLIENT).hello().orElseThrow();
    assertThat(hello.hasPreSharedKey()).isFalse();
    assertThat(hello.hasTicket()).isFalse();
  }

  @ParameterizedTest
  @MethodSource("versions")
  void sessionOfAnotherServerContextIsNotResumed(ProtocolVersion version) {
    TlsContext client = open(client(version));
    TlsContext a = open(server(version));
    TlsContext b = open(server(version));
    connect(client, a);
    assertThat(connect(client, a).resumed()).isEqualTo(resumes(version));
    assertThat(connect(client, b).resumed()).isFalse();
  }

  @ParameterizedTest
  @MethodSource("versions")
  void sessionOfAnotherContextIsNoWayAroundTheClientCertificate(ProtocolVersion version)
      throws SSLPeerUnverifiedException {
    TlsContext open = open(server(version));
    TlsContext guarded = open(mutualServer(version));
    TlsContext anonymous = open(client(version));
    connect(anonymous, open);
    EnginePump refused = pump(anonymous, guarded);
    HandshakeOutcome outcome = refused.tryHandshake();
    assertThat(outcome.completed()).isFalse();
    assertThat(outcome.serverFailure()).isPresent();
    TlsContext known = open(mutualClient(version));
    connect(known, open);
    EnginePump full = connect(known, guarded);
    assertThat(full.resumed()).isFalse();
    assertThat(full.server().getSession().getPeerCertificates())
        .isEqualTo(Identities.client(usualKey()).chain().toArray());
  }

  @ParameterizedTest
  @MethodSource("versionsAndRoles")
  void policyNoneResumesNothing(ProtocolVersion version, Role oneShot) throws Exception {
    TlsContextConfig.Builder client = client(version);
    TlsContextConfig.Builder server = server(version);
    TlsContextConfig.Builder config = oneShot == Role.CLIENT ? client : server;
    config.sessions(SessionPolicy.NONE);
    if (!can(Feature.SESSION_CONTROL)) {
      assertThatThrownBy(() -> library().newContext(config.build()))
          .isInstanceOf(UnsupportedSettingException.class);
      return;
    }
    TlsContext from = open(client);
    TlsContext to = open(server);
    for (int i = 0; i < 3; i++) {
      assertThat(connect(from, to).resumed()).isFalse();
    }
  }

  @Test
  void lifetimeEnds() throws InterruptedException {
    SessionPolicy brief = new SessionPolicy(true, 100, Duration.ofSeconds(1));
    List<ProtocolVersion> versions = versions().toList();
    List<TlsContext> clients = versions.stream().map(v -> open(client(v).sessions(brief))).toList();
    List<TlsContext> servers = versions.stream().map(v -> open(server(v).sessions(brief))).toList();
    for (int i = 0; i < versions.size(); i++) {
      connect(clients.get(i), servers.get(i));
    }
    Thread.sleep(2_200);
    for (int i = 0; i < versions.size(); i++) {
      assertThat(connect(clients.get(i), servers.get(i)).resumed())
          .as("%s", versions.get(i))
          .isFalse();
    }
  }

  @ParameterizedTest
  @MethodSource("versions")
  void cacheForgetsTheOldest(ProtocolVersion version) {
    SessionPolicy one = new SessionPolicy(true, 1, Duration.ofHours(1));
    TlsContext client = open(client(version).sessions(one));
    TlsContext server = open(server(version));
    // Of the same server name: a library may keep the sessions of each name apart.
    EnginePeer another = new EnginePeer(PEER.host(), 5062, PEER.serverName());
    connect(client, server);
    connect(client, another, server);
    assertThat(connect(client, another, server).resumed()).isEqualTo(resumes(version));
    assertThat(connect(client, server).resumed()).isFalse();
  }

  @ParameterizedTest
  @MethodSource("versions")
  void invalidatedSessionIsNotResumed(ProtocolVersion version) {
    TlsContext client = open(client(version));
    TlsContext server = open(server(version));
    EnginePump first = pump(client, server).handshake();
    exchange(first);
    first.client().getSession().invalidate();
    first.close(Role.CLIENT);
    boolean forgotten =
        version != ProtocolVersion.TLSV1_3 || !deviates(Deviation.INVALID_SESSION_IS_RESUMED);
    assertThat(pump(client, server).handshake().resumed()).isEqualTo(!forgotten);
  }
}
