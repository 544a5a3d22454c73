package io.tlsmgm.testkit.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tlsmgm.testkit.Issued;
import io.tlsmgm.testkit.TestCa;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The servers listen while they are open, offer TLS when asked to, and leave nothing behind. */
class ServersTest {
  private static ServerTls tls(Path directory) throws IOException {
    TestCa ca = TestCa.create("Servers CA");
    Issued issued = ca.leaf("localhost").ip("127.0.0.1").issue();
    Path certificate = directory.resolve("cert.pem");
    Path key = directory.resolve("key.pem");
    issued.write(certificate, key);
    return new ServerTls(
        certificate, key, Files.writeString(directory.resolve("ca.pem"), ca.pem()));
  }

  @Test
  void mariaDbGreetsWithTlsAndEnds(@TempDir Path directory) throws IOException {
    int port;
    Path files;
    try (MariaDbServer server = MariaDbServer.start(tls(directory));
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      port = server.port();
      files = server.directory();
      assertThat(files).isDirectory();
      InputStream in = socket.getInputStream();
      int length = in.read() | in.read() << 8 | in.read() << 16;
      in.read();
      byte[] greeting = in.readNBytes(length);
      String text = new String(greeting, StandardCharsets.ISO_8859_1);
      assertThat(text).contains("MariaDB");
      // Behind the version and its zero: thread id, 8 bytes of salt, a zero, then capabilities.
      int capabilities = text.indexOf('\0') + 1 + 4 + 8 + 1;
      assertThat(greeting[capabilities + 1] & 0x08).as("CLIENT_SSL").isNotZero();
    }
    assertGone(port, files);
  }

  @Test
  void postgresAcceptsTlsAndEnds(@TempDir Path directory) throws IOException {
    int port;
    Path files;
    try (PostgresServer server = PostgresServer.start(tls(directory));
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      port = server.port();
      files = server.directory();
      assertThat(files).isDirectory();
      // SSLRequest of the protocol: its length, then its code.
      socket.getOutputStream().write(new byte[] {0, 0, 0, 8, 4, (byte) 0xd2, 0x16, 0x2f});
      assertThat(socket.getInputStream().read()).isEqualTo('S');
    }
    assertGone(port, files);
  }

  @Test
  void redisWantsACertificateAndEnds(@TempDir Path directory) throws Exception {
    int port;
    try (RedisServer server = RedisServer.startRequiringCertificates(tls(directory))) {
      port = server.port();
      assertThat(requestsCertificate(port)).isTrue();
    }
    assertGone(port);
  }

  @Test
  void rabbitMqWantsACertificateAndEnds(@TempDir Path directory) throws Exception {
    int port;
    try (RabbitMqServer server = RabbitMqServer.startRequiringCertificates(tls(directory))) {
      port = server.port();
      assertThat(requestsCertificate(port)).isTrue();
    }
    assertGone(port);
  }

  /** Whether a server asks a client for a certificate; whatever its own is. */
  private static boolean requestsCertificate(int port) throws Exception {
    AskedKeyManager keys = new AskedKeyManager();
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(new KeyManager[] {keys}, new TrustManager[] {new TrustAnybody()}, null);
    try (SSLSocket socket =
        (SSLSocket)
            context.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port)) {
      socket.startHandshake();
    } catch (IOException e) {
      // TLS 1.3 refuses when the client has finished, which it may notice or not.
      assertThat(keys.asked).as("%s", e).isTrue();
    }
    return keys.asked;
  }

  private static void assertGone(int port) {
    assertThatThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), port).close())
        .isInstanceOf(ConnectException.class);
  }

  private static void assertGone(int port, Path files) {
    assertGone(port);
    assertThat(files).doesNotExist();
  }

  private static final class AskedKeyManager extends X509ExtendedKeyManager {
    private boolean asked;

    @Override
    public @Nullable String chooseClientAlias(
        String[] types, Principal @Nullable [] issuers, @Nullable Socket socket) {
      asked = true;
      return null;
    }

    @Override
    public String @Nullable [] getClientAliases(String type, Principal @Nullable [] issuers) {
      return null;
    }

    @Override
    public String @Nullable [] getServerAliases(String type, Principal @Nullable [] issuers) {
      return null;
    }

    @Override
    public @Nullable String chooseServerAlias(
        String type, Principal @Nullable [] issuers, @Nullable Socket socket) {
      return null;
    }

    @Override
    public X509Certificate @Nullable [] getCertificateChain(String alias) {
      return null;
    }

    @Override
    public @Nullable PrivateKey getPrivateKey(String alias) {
      return null;
    }
  }

  private static final class TrustAnybody extends X509ExtendedTrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
