package io.tlsmgm.jsse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tlsmgm.api.backend.EngineSslContext;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.security.KeyManagementException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.HandshakeCompletedEvent;
import javax.net.ssl.HandshakeCompletedListener;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What can be set on sockets around engines, and what they and their context tell. */
class EngineSocketSettingsTest {

  @Test
  void theContextIsTheSources() throws Exception {
    SSLContext jdk = SocketPair.jdk("TLSv1.3");
    EngineSslContext context = SocketPair.engines(jdk);
    assertThat(context.getProtocol()).isEqualTo("TLS");
    assertThat(context.getProvider().getName()).isEqualTo("engines");
    assertThat(context.getProvider().getServices()).isEmpty();
    assertThat(context.getDefaultSSLParameters().getProtocols()).containsExactly("TLSv1.3");
    assertThat(context.getSupportedSSLParameters().getProtocols()).contains("TLSv1.2");
    assertThat(context.getClientSessionContext()).isSameAs(jdk.getClientSessionContext());
    assertThat(context.getServerSessionContext()).isSameAs(jdk.getServerSessionContext());
    assertThat(context.createSSLEngine("host.example", 5061).getPeerHost())
        .isEqualTo("host.example");
    assertThat(context.createSSLEngine().getPeerHost()).isNull();
    assertThat(context.getSocketFactory().getDefaultCipherSuites())
        .isEqualTo(context.getDefaultSSLParameters().getCipherSuites());
    assertThat(context.getServerSocketFactory().getSupportedCipherSuites())
        .isEqualTo(context.getSupportedSSLParameters().getCipherSuites());
    assertThatThrownBy(() -> context.init(null, null, null))
        .isInstanceOf(KeyManagementException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void listenersHearOfHandshakes(String version) throws Exception {
    CompletableFuture<HandshakeCompletedEvent> told = new CompletableFuture<>();
    try (SocketPair pair =
        SocketPair.of(SocketPair.engines(version), SocketPair.engines(version))) {
      HandshakeCompletedListener unwanted =
          event -> told.completeExceptionally(new AssertionError("was removed"));
      pair.client.addHandshakeCompletedListener(unwanted);
      pair.client.addHandshakeCompletedListener(told::complete);
      pair.client.removeHandshakeCompletedListener(unwanted);
      assertThatThrownBy(() -> pair.client.removeHandshakeCompletedListener(unwanted))
          .isInstanceOf(IllegalArgumentException.class);
      pair.handshake();
      HandshakeCompletedEvent event = told.get(SocketPair.MILLIS, TimeUnit.MILLISECONDS);
      assertThat(event.getSocket()).isSameAs(pair.client);
      assertThat(event.getSession().getProtocol()).isEqualTo(version);
      assertThat(event.getPeerCertificates()).isNotEmpty();
    }
  }

  @Test
  void settingsBeforeConnectingAreKept() throws Exception {
    SSLSocket client = SocketPair.socket(SocketPair.engines("TLSv1.3"));
    client.setEnabledProtocols(new String[] {"TLSv1.2"});
    client.setEnabledCipherSuites(new String[] {"TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384"});
    client.setEnableSessionCreation(true);
    SSLParameters parameters = client.getSSLParameters();
    parameters.setApplicationProtocols(new String[] {"sip/2", "other"});
    parameters.setServerNames(List.of(new SNIHostName("sip.example.test")));
    client.setSSLParameters(parameters);

    SSLServerSocket listener = SocketPair.listener(SocketPair.engines("TLSv1.2"));
    listener.setNeedClientAuth(true);
    assertThat(listener.getNeedClientAuth()).isTrue();
    assertThat(listener.getUseClientMode()).isFalse();
    assertThat(listener.getEnabledProtocols()).containsExactly("TLSv1.2");
    try (SocketPair pair = SocketPair.of(client, listener)) {
      pair.server.setHandshakeApplicationProtocolSelector((socket, names) -> names.get(1));
      assertThat(pair.server.getNeedClientAuth()).isTrue();
      assertThat(pair.server.getHandshakeApplicationProtocolSelector()).isNotNull();
      pair.handshake();
      assertThat(client.getEnabledProtocols()).containsExactly("TLSv1.2");
      assertThat(client.getSession().getCipherSuite())
          .isEqualTo("TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384");
      assertThat(client.getApplicationProtocol()).isEqualTo("other");
      assertThat(pair.server.getApplicationProtocol()).isEqualTo("other");
      assertThat(pair.server.getSession().getPeerCertificates()).hasSize(1);
      assertThat(((ExtendedSSLSession) pair.server.getSession()).getRequestedServerNames())
          .containsExactly(new SNIHostName("sip.example.test"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void sessionsAreResumed(String version) throws Exception {
    SSLContext clients = SocketPair.engines(version);
    SSLContext servers = SocketPair.engines(version);
    try (SSLServerSocket listener = SocketPair.listener(servers)) {
      long first = 0;
      for (int round = 0; round < 2; round++) {
        try (SocketPair pair = SocketPair.of(SocketPair.socket(clients), listener, false)) {
          pair.handshake();
          long created = pair.client.getSession().getCreationTime();
          if (round == 0) {
            first = created;
            Thread.sleep(20); // a session of its own would be younger
          } else {
            assertThat(created).isEqualTo(first);
          }
        }
      }
    }
  }

  @Test
  void connectsWithTheFactorysShortcuts() throws Exception {
    EngineSslContext context = SocketPair.engines("TLSv1.3");
    InetAddress loopback = InetAddress.getLoopbackAddress();
    try (SSLServerSocket listener = SocketPair.listener(context);
        SSLSocket named =
            (SSLSocket)
                context.getSocketFactory().createSocket("localhost", listener.getLocalPort());
        SSLSocket bound =
            (SSLSocket)
                context
                    .getSocketFactory()
                    .createSocket(loopback, listener.getLocalPort(), loopback, 0)) {
      assertThat(named.isConnected()).isTrue();
      assertThat(named.getUseClientMode()).isTrue();
      assertThat(bound.getPort()).isEqualTo(listener.getLocalPort());
      assertThat(bound.getRemoteSocketAddress())
          .isEqualTo(new InetSocketAddress(loopback, listener.getLocalPort()));
      assertThat(bound.getLocalAddress()).isEqualTo(loopback);
      bound.setTcpNoDelay(true);
      assertThat(bound.getTcpNoDelay()).isTrue();
      assertThat(bound.getChannel()).isNull();
      assertThatThrownBy(() -> bound.sendUrgentData(1)).isInstanceOf(SocketException.class);
      assertThatThrownBy(() -> bound.connect(listener.getLocalSocketAddress()))
          .isInstanceOf(SocketException.class);
    }
    assertThatThrownBy(() -> context.getSocketFactory().createSocket("no-such-host.invalid", 5061))
        .isInstanceOf(UnknownHostException.class);
  }

  @Test
  void aRefusedConnectionLeavesNothingOpen() throws Exception {
    EngineSslContext context = SocketPair.engines("TLSv1.3");
    SSLServerSocket listener = SocketPair.listener(context);
    int port = listener.getLocalPort();
    listener.close();
    assertThat(listener.isClosed()).isTrue();
    assertThatThrownBy(
            () -> context.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port))
        .isInstanceOf(ConnectException.class);
  }

  @Test
  void theHandshakeIsKnownWhileItRuns() throws Exception {
    try (SocketPair pair =
        SocketPair.of(SocketPair.engines("TLSv1.2"), SocketPair.engines("TLSv1.2"))) {
      CompletableFuture<String> seen = new CompletableFuture<>();
      pair.server.setHandshakeApplicationProtocolSelector(
          (socket, names) -> {
            seen.complete(socket == pair.server ? names.get(0) : "another socket");
            return names.get(0);
          });
      SSLParameters parameters = pair.client.getSSLParameters();
      parameters.setApplicationProtocols(new String[] {"x"});
      pair.client.setSSLParameters(parameters);
      assertThat(pair.client.getHandshakeSession()).isNull();
      Future<Integer> got = pair.start(() -> pair.server.getInputStream().read());
      pair.client.startHandshake();
      assertThat(seen.get(SocketPair.MILLIS, TimeUnit.MILLISECONDS)).isEqualTo("x");
      pair.client.getOutputStream().write(4);
      assertThat(SocketPair.await(got)).isEqualTo(4);
    }
  }
}
