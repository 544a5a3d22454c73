package io.tlsmgm.cli;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What {@code serve} logs, once and in one form. */
class ServeLogTest {
  @SuppressWarnings("NullAway.Init") // set before all tests
  private static Site site;

  @BeforeAll
  static void create(@TempDir Path directory) {
    site = Site.create(directory.resolve("site"));
  }

  static List<String> libraries() {
    return Libraries.all();
  }

  @ParameterizedTest
  @MethodSource("libraries")
  void aRefusedCertificateIsOneLineWithDomainPeerSubjectAndReason(String library) {
    String err;
    try (Serving serving = Serving.start(site.config(), "--library", library)) {
      Ran refused =
          Ran.of(
              "connect",
              "127.0.0.1:" + site.strict(),
              "--ca-file",
              site.file("ca.pem"),
              "--cert",
              site.file("expired.pem"),
              "--key",
              site.file("expired.key"),
              "--tls-method",
              "TLSv1_2");
      assertThat(refused.exit()).as(refused.err()).isEqualTo(1);
      serving.terminate();
      assertThat(serving.exit()).isZero();
      err = serving.err();
    }
    assertThat(err.lines().filter(line -> line.contains(" WARN ")))
        .singleElement()
        .asString()
        .contains("domain strict: refused the certificate of 127.0.0.1", "/CN=expired", "expired");
  }

  @Test
  void aMissingCertificateIsTold() {
    String err;
    try (Serving serving = Serving.start(site.config(), "--library", "jsse")) {
      Ran.of(
          "connect",
          "127.0.0.1:" + site.strict(),
          "--ca-file",
          site.file("ca.pem"),
          "--tls-method",
          "TLSv1_2");
      serving.terminate();
      assertThat(serving.exit()).isZero();
      err = serving.err();
    }
    assertThat(err.lines().filter(line -> line.contains(" WARN ")))
        .singleElement()
        .asString()
        .contains("handshake failed", "the peer sent no certificate, and one is required");
  }

  @ParameterizedTest
  @MethodSource("libraries")
  void aResetByAClientThatHasItsWholeAnswerIsNoNews(String library) throws Exception {
    String err;
    try (Serving serving = Serving.start(site.config(), "--library", library, "--www")) {
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), site.names())) {
        SSLSocket tls = tls(socket);
        tls.getOutputStream().write("GET /bytes/10 HTTP/1.0\r\n\r\n".getBytes(US_ASCII));
        assertThat(new String(tls.getInputStream().readAllBytes(), US_ASCII))
            .endsWith("\r\n\r\nxxxxxxxxxx");
        assertThat(socket.getInputStream().read()).as("the server's FIN").isEqualTo(-1);
        socket.setSoLinger(true, 0); // its close is a reset
      }
      serving.terminate();
      assertThat(serving.exit()).isZero();
      err = serving.err();
    }
    assertThat(err.lines().filter(line -> line.contains("127.0.0.1"))).isEmpty();
  }

  /** TLS over a socket that stays open when TLS has ended. */
  private static SSLSocket tls(Socket socket) throws Exception {
    KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
    trusted.load(null, null);
    try (InputStream ca = Files.newInputStream(Path.of(site.file("ca.pem")))) {
      trusted.setCertificateEntry(
          "ca", CertificateFactory.getInstance("X.509").generateCertificate(ca));
    }
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return (SSLSocket)
        context.getSocketFactory().createSocket(socket, "127.0.0.1", site.names(), false);
  }

  @Test
  void whatAReloadWarnsOfHasItsSeverityOnce(@TempDir Path directory) throws Exception {
    Site own = Site.create(directory.resolve("own"));
    String err;
    String mi = "127.0.0.1:" + Site.freePorts(1).get(0);
    try (Serving serving = Serving.start(own.config(), "--library", "jsse", "--mi", mi)) {
      Files.writeString(Path.of(own.file("biloxi.pem")), "no PEM");
      String call =
          "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tls_reload\",\"params\":[\"files\"]}";
      Tool.Result answer =
          Tool.run(
              List.of(
                  "curl",
                  "-sH",
                  "Content-Type: application/json",
                  "-d",
                  call,
                  "http://" + mi + "/mi"));
      assertThat(answer.out()).contains("OK");
      serving.terminate();
      assertThat(serving.exit()).isZero();
      err = serving.err();
    }
    assertThat(err.lines().filter(line -> line.contains(" WARN ")))
        .hasSize(2)
        .noneMatch(line -> line.contains("warning:"))
        .anyMatch(line -> line.contains("biloxi (server domain) stays in force as it was"));
  }
}
