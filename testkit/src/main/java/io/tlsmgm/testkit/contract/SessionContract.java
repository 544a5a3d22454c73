package io.tlsmgm.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tlsmgm.api.CipherSuite;
import io.tlsmgm.api.ProtocolVersion;
import io.tlsmgm.api.Role;
import io.tlsmgm.testkit.Issued;
import io.tlsmgm.testkit.pump.EnginePump;
import java.security.cert.Certificate;
import java.time.Duration;
import java.time.Instant;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a session says after the handshake. */
public abstract class SessionContract extends Contract {
  /** For subclasses. */
  protected SessionContract() {}

  @ParameterizedTest
  @MethodSource("versions")
  void bothSidesAgree(ProtocolVersion version) {
    EnginePump pump = connected(version);
    int code = pump.sentBy(Role.SERVER).hello().orElseThrow().cipherSuites().get(0);
    for (Role role : Role.values()) {
      SSLSession session = pump.engine(role).getSession();
      assertThat(session.getProtocol()).isEqualTo(version.jsseName());
      CipherSuite suite = CipherSuite.ofName(session.getCipherSuite()).orElseThrow();
      assertThat(suite.code()).isEqualTo(code);
      assertThat(session.isValid()).isTrue();
    }
  }

  @ParameterizedTest
  @MethodSource("versions")
  void certificatesOfBothSides(ProtocolVersion version) throws SSLPeerUnverifiedException {
    EnginePump pump = pump(open(mutualClient(version)), open(mutualServer(version))).handshake();
    assertIdentities(pump, Identities.client(usualKey()));
  }

  /** What both sides present is what both sides have and see. */
  private void assertIdentities(EnginePump pump, Issued client) throws SSLPeerUnverifiedException {
    Certificate[] ofServer = chain(Identities.server(usualKey()));
    Certificate[] ofClient = chain(client);
    SSLSession atClient = pump.client().getSession();
    SSLSession atServer = pump.server().getSession();
    assertThat(atClient.getPeerCertificates()).isEqualTo(ofServer);
    assertThat(atServer.getLocalCertificates()).isEqualTo(ofServer);
    assertThat(atServer.getPeerCertificates()).isEqualTo(ofClient);
    assertThat(atClient.getLocalCertificates()).isEqualTo(ofClient);
    assertThat(atServer.getPeerPrincipal()).isEqualTo(client.leaf().getSubjectX500Principal());
    assertThat(atClient.getLocalPrincipal()).isEqualTo(client.leaf().getSubjectX500Principal());
    assertThat(atClient.getPeerPrincipal()).isEqualTo(atServer.getLocalPrincipal());
  }

  private static Certificate[] chain(Issued issued) {
    return issued.chain().toArray(new Certificate[0]);
  }

  @ParameterizedTest
  @MethodSource("versions")
  void withoutClientCertificate(ProtocolVersion version) throws SSLPeerUnverifiedException {
    EnginePump pump = connected(version);
    SSLSession atServer = pump.server().getSession();
    assertThatThrownBy(atServer::getPeerCertificates)
        .isInstanceOf(SSLPeerUnverifiedException.class);
    assertThatThrownBy(atServer::getPeerPrincipal).isInstanceOf(SSLPeerUnverifiedException.class);
    SSLSession atClient = pump.client().getSession();
    assertThat(atClient.getLocalCertificates()).isNull();
    assertThat(atClient.getLocalPrincipal()).isNull();
    assertThat(atClient.getPeerCertificates()).isNotEmpty();
  }

  @ParameterizedTest
  @MethodSource("versions")
  void peerHostAndPort(ProtocolVersion version) {
    EnginePump pump = connected(version);
    assertThat(pump.client().getSession().getPeerHost()).isEqualTo(peerHost());
    assertThat(pump.client().getSession().getPeerPort()).isEqualTo(PEER.port());
  }

  @ParameterizedTest
  @MethodSource("versionsAndRoles")
  void timesAreNow(ProtocolVersion version, Role role) {
    Instant before = Instant.now().minus(Duration.ofSeconds(2));
    SSLSession session = connected(version).engine(role).getSession();
    Instant after = Instant.now().plus(Duration.ofSeconds(2));
    Instant created = Instant.ofEpochMilli(session.getCreationTime());
    Instant accessed = Instant.ofEpochMilli(session.getLastAccessedTime());
    assertThat(created).isBetween(before, after);
    assertThat(accessed).isBetween(before, after);
  }

  @ParameterizedTest
  @MethodSource("versionsAndRoles")
  void valuesAreKept(ProtocolVersion version, Role role) {
    EnginePump pump = connected(version);
    SSLEngine engine = pump.engine(role);
    engine.getSession().putValue("key", "value");
    assertThat(engine.getSession().getValue("key")).isEqualTo("value");
    assertThat(engine.getSession().getValueNames()).containsExactly("key");
    exchange(pump);
    assertThat(engine.getSession().getValue("key")).isEqualTo("value");
    engine.getSession().removeValue("key");
    assertThat(engine.getSession().getValue("key")).isNull();
    assertThatThrownBy(() -> engine.getSession().putValue("key", null))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> engine.getSession().getValue(null))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @MethodSource("versionsAndRoles")
  void sessionOutlivesTheConnection(ProtocolVersion version, Role role)
      throws SSLPeerUnverifiedException {
    EnginePump pump = pump(open(mutualClient(version)), open(mutualServer(version))).handshake();
    String suite = pump.engine(role).getSession().getCipherSuite();
    Certificate[] certificates = pump.engine(role).getSession().getPeerCertificates();
    pump.close(role);
    SSLSession session = pump.engine(role).getSession();
    assertThat(session.getCipherSuite()).isEqualTo(suite);
    assertThat(session.getProtocol()).isEqualTo(version.jsseName());
    assertThat(session.getPeerCertificates()).isEqualTo(certificates);
  }

  @ParameterizedTest
  @MethodSource("versionsAndRoles")
  void invalidSessionStaysUsable(ProtocolVersion version, Role role) {
    EnginePump pump = connected(version);
    pump.engine(role).getSession().invalidate();
    assertThat(pump.engine(role).getSession().isValid()).isFalse();
    exchange(pump);
  }
}
