package io.tlsmgm.clients;

import static org.assertj.core.api.Assertions.assertThat;

import io.tlsmgm.testkit.server.ServerTls;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;

/** Looks at the certificate that a server presents, until it is the one it was given. */
final class ServedCertificate {
  private static final long PATIENCE_MILLIS = 30_000;
  private static final byte[] POSTGRES_SSL_REQUEST = {0, 0, 0, 8, 4, (byte) 0xd2, 0x16, 0x2f};

  private ServedCertificate() {}

  /** For a server that speaks TLS from the first byte. */
  static void awaitDirect(int port, ServerTls tls) throws Exception {
    await(port, tls, new byte[0]);
  }

  /** For PostgreSQL. */
  static void await(PostgresTest test, ServerTls tls) throws Exception {
    await(test.port(), tls, POSTGRES_SSL_REQUEST);
  }

  private static void await(int port, ServerTls tls, byte[] greeting) throws Exception {
    Certificate wanted = read(tls.certificate());
    long start = System.nanoTime();
    while (!wanted.equals(served(port, greeting))) {
      assertThat((System.nanoTime() - start) / 1_000_000)
          .as("milliseconds until the server has its new certificate")
          .isLessThan(PATIENCE_MILLIS);
      Thread.sleep(100);
    }
  }

  private static Certificate read(Path file) throws Exception {
    try (InputStream in = Files.newInputStream(file)) {
      return CertificateFactory.getInstance("X.509").generateCertificate(in);
    }
  }

  private static @Nullable Certificate served(int port, byte[] greeting) throws Exception {
    AtomicReference<@Nullable Certificate> seen = new AtomicReference<>();
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(new KeyManager[0], new TrustManager[] {new Looking(seen)}, null);
    try (Socket plain = new Socket(InetAddress.getByName("127.0.0.1"), port)) {
      if (greeting.length > 0) {
        plain.getOutputStream().write(greeting);
        assertThat(plain.getInputStream().read()).isEqualTo('S');
      }
      try (SSLSocket tls =
          (SSLSocket) context.getSocketFactory().createSocket(plain, "127.0.0.1", port, true)) {
        tls.startHandshake();
      }
    } catch (IOException e) {
      // It misses our certificate; what it has presented was seen before.
      assertThat(seen.get()).as("%s", e).isNotNull();
    }
    return seen.get();
  }

  private static final class Looking extends javax.net.ssl.X509ExtendedTrustManager {
    private final AtomicReference<@Nullable Certificate> seen;

    Looking(AtomicReference<@Nullable Certificate> seen) {
      this.seen = seen;
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {
      seen.set(chain[0]);
    }

    @Override
    public void checkServerTrusted(
        X509Certificate[] chain, String type, javax.net.ssl.SSLEngine engine) {
      seen.set(chain[0]);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {
      seen.set(chain[0]);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void checkClientTrusted(
        X509Certificate[] chain, String type, javax.net.ssl.SSLEngine engine) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {
      throw new UnsupportedOperationException();
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
