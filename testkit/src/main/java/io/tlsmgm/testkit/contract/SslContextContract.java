package io.tlsmgm.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tlsmgm.api.ProtocolVersion;
import io.tlsmgm.api.Role;
import io.tlsmgm.api.TlsContext;
import io.tlsmgm.testkit.TestTrust;
import io.tlsmgm.testkit.pump.EnginePump;
import java.io.IOException;
import java.net.InetAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@link TlsContext#sslContext()}: the domain for code that takes nothing else. */
public abstract class SslContextContract extends Contract {
  private static final int MILLIS = 10_000;

  /** For subclasses. */
  protected SslContextContract() {}

  @ParameterizedTest
  @MethodSource("versions")
  void enginesHaveTheDomainsSettings(ProtocolVersion version) {
    SSLEngine client = open(mutualClient(version)).sslContext().createSSLEngine();
    SSLEngine server = open(mutualServer(version)).sslContext().createSSLEngine();
    assertThat(client.getUseClientMode()).isTrue();
    assertThat(server.getUseClientMode()).isFalse();
    assertThat(server.getNeedClientAuth()).isTrue();
    EnginePump pump = pump(client, server).handshake();
    assertThat(pump.client().getSession().getProtocol()).isEqualTo(version.jsseName());
    exchange(pump);
    pump.close(Role.CLIENT);
  }

  @ParameterizedTest
  @MethodSource("versions")
  void defaultParametersAreTheDomains(ProtocolVersion version) {
    SSLContext context = open(server(version)).sslContext();
    SSLEngine engine = context.createSSLEngine("host.example.test", 5061);
    assertThat(context.getDefaultSSLParameters().getProtocols())
        .containsExactly(version.jsseName());
    assertThat(context.getDefaultSSLParameters().getCipherSuites())
        .isEqualTo(engine.getEnabledCipherSuites());
    assertThat(engine.getPeerHost()).isEqualTo("host.example.test");
    assertThat(engine.getPeerPort()).isEqualTo(5061);
  }

  @ParameterizedTest
  @MethodSource("versions")
  void itCannotBeInitialisedAgain(ProtocolVersion version) {
    SSLContext context = open(server(version)).sslContext();
    assertThatThrownBy(() -> context.init(null, null, null)).isInstanceOf(Exception.class);
    exchange(pump(open(client(version)).newEngine(PEER), context.createSSLEngine()).handshake());
  }

  @ParameterizedTest
  @MethodSource("versions")
  void trustIsTheDomains(ProtocolVersion version) {
    SSLContext context = open(trusting(client(version).build(), TestTrust.nobody())).sslContext();
    EnginePump pump = pump(context.createSSLEngine(), serverEngine(open(server(version))));
    assertThat(pump.tryHandshake().clientFailure()).isPresent();
  }

  @ParameterizedTest
  @MethodSource("versions")
  void socketsConnect(ProtocolVersion version) throws Exception {
    SSLContext server = open(mutualServer(version)).sslContext();
    SSLContext client = open(mutualClient(version)).sslContext();
    ExecutorService executor = Executors.newSingleThreadExecutor();
    InetAddress loopback = InetAddress.getLoopbackAddress();
    try (SSLServerSocket listener =
        (SSLServerSocket) server.getServerSocketFactory().createServerSocket(0, 1, loopback)) {
      listener.setSoTimeout(MILLIS);
      Future<byte[]> received = executor.submit(() -> serve(listener));
      byte[] data = bytes(1, 50_000);
      try (SSLSocket socket =
          (SSLSocket) client.getSocketFactory().createSocket(loopback, listener.getLocalPort())) {
        socket.setSoTimeout(MILLIS);
        socket.getOutputStream().write(data);
        socket.getOutputStream().flush();
        assertThat(socket.getSession().getProtocol()).isEqualTo(version.jsseName());
        assertThat(socket.getInputStream().readNBytes(3)).isEqualTo(new byte[] {1, 2, 3});
      }
      assertThat(received.get(MILLIS, TimeUnit.MILLISECONDS)).isEqualTo(data);
    } finally {
      executor.shutdownNow();
    }
  }

  private static byte[] serve(SSLServerSocket listener) throws IOException {
    try (SSLSocket socket = (SSLSocket) listener.accept()) {
      socket.setSoTimeout(MILLIS);
      byte[] data = socket.getInputStream().readNBytes(50_000);
      if (socket.getSession().getPeerCertificates().length == 0) {
        throw new SSLException("the client has shown no certificate");
      }
      socket.getOutputStream().write(new byte[] {1, 2, 3});
      socket.getOutputStream().flush();
      return data;
    }
  }
}
