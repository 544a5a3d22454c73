package io.tlsmgm.jsse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tlsmgm.testkit.TestTrust;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How connections of sockets around engines wait, fail and end. */
class EngineSocketEndTest {
  static Stream<Arguments> pairs() {
    return EngineSocketDataTest.pairs();
  }

  private static SSLContext context(boolean engines, String version) throws Exception {
    return engines ? SocketPair.engines(version) : SocketPair.jdk(version);
  }

  private static SocketPair engines(String version) throws Exception {
    return SocketPair.of(SocketPair.engines(version), SocketPair.engines(version));
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void theClientCloses(String version, boolean client, boolean server) throws Exception {
    try (SocketPair pair = SocketPair.of(context(client, version), context(server, version))) {
      pair.handshake();
      pair.client.getOutputStream().write(5);
      Future<SSLSocket> closing = pair.start(() -> SocketPair.closed(pair.client));
      assertThat(pair.server.getInputStream().read()).isEqualTo(5);
      assertThat(pair.server.getInputStream().read()).isEqualTo(-1);
      pair.server.close();
      SocketPair.await(closing);
      assertThat(pair.client.isClosed()).isTrue();
      assertThatThrownBy(() -> pair.client.getInputStream()).isInstanceOf(SocketException.class);
    }
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void theServerCloses(String version, boolean client, boolean server) throws Exception {
    try (SocketPair pair = SocketPair.of(context(client, version), context(server, version))) {
      pair.handshake();
      pair.server.getOutputStream().write(5);
      Future<SSLSocket> closing = pair.start(() -> SocketPair.closed(pair.server));
      InputStream in = pair.client.getInputStream();
      assertThat(in.read()).isEqualTo(5);
      assertThat(in.read()).isEqualTo(-1);
      assertThat(in.read(new byte[9])).isEqualTo(-1);
      in.close();
      SocketPair.await(closing);
      assertThat(pair.client.isClosed()).isTrue();
    }
  }

  /** TLS 1.3 ends each direction by itself. */
  @ParameterizedTest
  @MethodSource("pairs")
  void aDirectionIsShut(String version, boolean client, boolean server) throws Exception {
    try (SocketPair pair = SocketPair.of(context(client, version), context(server, version))) {
      pair.handshake();
      pair.client.shutdownOutput();
      assertThat(pair.client.isOutputShutdown()).isTrue();
      assertThatThrownBy(() -> pair.client.getOutputStream().write(1))
          .isInstanceOf(IOException.class);
      InputStream atServer = pair.server.getInputStream();
      assertThat(atServer.read()).isEqualTo(-1);
      if (version.equals("TLSv1.3")) {
        pair.server.getOutputStream().write(new byte[100_000]);
        assertThat(pair.client.getInputStream().readNBytes(100_000)).hasSize(100_000);
        pair.server.shutdownOutput();
      }
      assertThat(pair.client.getInputStream().read()).isEqualTo(-1);
    }
  }

  @Test
  void inputThatIsShutEarlyMayBeCutShort() throws Exception {
    try (SocketPair pair = engines("TLSv1.3")) {
      pair.handshake();
      InputStream in = pair.client.getInputStream();
      Future<Integer> blocked = pair.start(() -> in.read());
      assertThatThrownBy(() -> pair.client.shutdownInput())
          .isInstanceOf(SSLException.class)
          .hasMessageContaining("close_notify");
      assertThat(SocketPair.await(blocked)).isEqualTo(-1);
      assertThat(in.read()).isEqualTo(-1);
      assertThat(pair.client.isInputShutdown()).isTrue();
      pair.client.getOutputStream().write(3);
      assertThat(pair.server.getInputStream().read()).isEqualTo(3);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void aTimeoutLeavesTheConnectionUsable(String version) throws Exception {
    try (SocketPair pair = engines(version)) {
      pair.handshake();
      pair.client.setSoTimeout(50);
      assertThatThrownBy(() -> pair.client.getInputStream().read())
          .isInstanceOf(SocketTimeoutException.class);
      pair.client.setSoTimeout(SocketPair.MILLIS);
      pair.handshake();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void aHandshakeGoesOnAfterATimeout(String version) throws Exception {
    try (SocketPair pair = engines(version)) {
      pair.client.setSoTimeout(50);
      assertThatThrownBy(() -> pair.client.getInputStream().read())
          .isInstanceOf(SocketTimeoutException.class);
      pair.client.setSoTimeout(SocketPair.MILLIS);
      pair.handshake();
    }
  }

  /** A connection whose TCP ends in the middle of the TLS one. */
  private static Socket[] overTcp(SSLContext client, SSLContext server) throws Exception {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    try (ServerSocket listener = new ServerSocket(0, 1, loopback)) {
      Socket below = new Socket(loopback, listener.getLocalPort());
      Socket accepted = listener.accept();
      accepted.setSoTimeout(SocketPair.MILLIS);
      below.setSoTimeout(SocketPair.MILLIS);
      return new Socket[] {
        below,
        client.getSocketFactory().createSocket(below, "localhost", 1, true),
        server.getSocketFactory().createSocket(accepted, (InputStream) null, true)
      };
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void anEndWithoutFarewellIsAnError(String version) throws Exception {
    SSLContext context = SocketPair.engines(version);
    Socket[] sockets = overTcp(context, context);
    try (SocketPair threads = engines(version);
        Socket client = sockets[1];
        Socket server = sockets[2]) {
      Future<Integer> got = threads.start(() -> server.getInputStream().read());
      client.getOutputStream().write(8);
      assertThat(SocketPair.await(got)).isEqualTo(8);
      sockets[0].shutdownOutput();
      assertThatThrownBy(() -> server.getInputStream().read())
          .isInstanceOf(SSLException.class)
          .hasMessageContaining("without the peer's close_notify");
      assertThatThrownBy(() -> server.getInputStream().read())
          .as("once more")
          .isInstanceOf(SSLException.class);
      assertThat(server.isClosed()).isTrue();
    }
  }

  @Test
  void anEndInTheHandshakeIsAnError() throws Exception {
    SSLContext context = SocketPair.engines("TLSv1.3");
    Socket[] sockets = overTcp(context, context);
    try (Socket client = sockets[1];
        SSLSocket server = (SSLSocket) sockets[2]) {
      sockets[0].close();
      assertThatThrownBy(server::startHandshake).isInstanceOf(SSLHandshakeException.class);
      assertThat(client.isClosed()).isTrue();
    }
  }

  private static SSLSession session(SSLSocket socket) {
    return socket.getSession();
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void aServerIsRefusedWithAnAlert(String version, boolean client, boolean server)
      throws Exception {
    SSLContext wary = SocketPair.jdk(version, TestTrust.nobody(), null);
    try (SocketPair pair =
        SocketPair.of(client ? SocketPair.engines(wary) : wary, context(server, version))) {
      Future<SSLSession> failed = pair.start(() -> session(pair.client));
      assertThatThrownBy(() -> pair.server.getInputStream().read())
          .isInstanceOf(SSLException.class)
          .hasMessageContaining("certificate_unknown");
      SSLSession none = SocketPair.await(failed);
      assertThat(none.isValid()).isFalse();
      assertThat(none.getCipherSuite()).isEqualTo("SSL_NULL_WITH_NULL_NULL");
      assertThat(none.getProtocol()).isEqualTo("NONE");
      assertThatThrownBy(() -> pair.client.getOutputStream().write(1))
          .isInstanceOf(IOException.class);
    }
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void aClientIsRefusedWithAnAlert(String version, boolean client, boolean server)
      throws Exception {
    SSLContext keyless = SocketPair.jdk(version, TestTrust.of(SocketPair.CA), null);
    SSLServerSocket listener = SocketPair.listener(context(server, version));
    listener.setNeedClientAuth(true);
    SSLSocket connecting = SocketPair.socket(client ? SocketPair.engines(keyless) : keyless);
    try (SocketPair pair = SocketPair.of(connecting, listener)) {
      Future<Integer> failed = pair.start(() -> pair.server.getInputStream().read());
      assertThatThrownBy(() -> pair.client.getInputStream().read())
          .isInstanceOf(SSLException.class)
          .hasMessageMatching(".*(bad_certificate|certificate_required).*");
      assertThatThrownBy(() -> SocketPair.await(failed)).hasCauseInstanceOf(SSLException.class);
    }
  }

  @Test
  void garbageIsAnsweredWithAnAlert() throws Exception {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    try (SSLServerSocket listener = SocketPair.listener(SocketPair.engines("TLSv1.2"));
        Socket plain = new Socket(loopback, listener.getLocalPort());
        SSLSocket server = (SSLSocket) listener.accept()) {
      plain.setSoTimeout(SocketPair.MILLIS);
      plain
          .getOutputStream()
          .write("INVITE sip:a@example.com SIP/2.0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      assertThatThrownBy(server::startHandshake).isInstanceOf(SSLException.class);
      assertThat(plain.getInputStream().read()).as("type of the record").isEqualTo(21);
      assertThat(plain.getInputStream().readNBytes(100)).hasSize(6);
    }
  }

  /** The peer reads nothing, so that a write hangs and so would the close_notify. */
  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void closingDoesNotHang(String version) throws Exception {
    try (SocketPair pair = engines(version)) {
      pair.handshake();
      Future<?> hanging =
          pair.start(
              () -> {
                while (true) {
                  pair.client.getOutputStream().write(new byte[1 << 20]);
                }
              });
      Thread.sleep(Duration.ofMillis(300).toMillis());
      assertThat(hanging).isNotDone();
      Future<Object> closed =
          pair.start(
              () -> {
                pair.client.close();
                return "closed";
              });
      assertThat(SocketPair.await(closed)).isEqualTo("closed");
      assertThatThrownBy(() -> SocketPair.await(hanging)).hasCauseInstanceOf(IOException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void closingWakesAReader(String version) throws Exception {
    try (SocketPair pair = engines(version)) {
      pair.handshake();
      Future<Integer> blocked = pair.start(() -> pair.client.getInputStream().read());
      Thread.sleep(Duration.ofMillis(100).toMillis());
      pair.client.close();
      assertThatThrownBy(() -> SocketPair.await(blocked)).hasCauseInstanceOf(SocketException.class);
      assertThat(pair.server.getInputStream().read()).isEqualTo(-1);
    }
  }

  @Test
  void aSocketThatNeverSpokeClosesInSilence() throws Exception {
    try (SocketPair pair = engines("TLSv1.3");
        SSLSocket unconnected = SocketPair.socket(SocketPair.engines("TLSv1.3"))) {
      pair.client.close();
      assertThatThrownBy(() -> pair.server.startHandshake())
          .isInstanceOf(SSLHandshakeException.class);
      assertThatThrownBy(unconnected::getInputStream).isInstanceOf(SocketException.class);
      assertThat(unconnected.getSession().isValid()).isFalse();
    }
  }
}
