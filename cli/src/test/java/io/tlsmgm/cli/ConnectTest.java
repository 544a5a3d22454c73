package io.tlsmgm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code connect} of each library against {@code openssl s_server}. */
@ParameterizedClass
@MethodSource("io.tlsmgm.cli.Libraries#all")
class ConnectTest {
  private static final String GET = "GET / HTTP/1.0\r\n\r\n";

  @SuppressWarnings("NullAway.Init") // set before all tests
  private static Site site;

  private final List<Process> servers = new ArrayList<>();

  @Parameter
  @SuppressWarnings("NullAway.Init") // set by JUnit
  String library;

  @BeforeAll
  static void create(@TempDir Path directory) {
    site = Site.create(directory.resolve("site"));
  }

  @AfterEach
  void stopServers() throws InterruptedException {
    for (Process server : servers) {
      server.destroy();
      assertThat(server.waitFor(10, TimeUnit.SECONDS)).isTrue();
    }
  }

  /** {@code openssl s_server} with the certificate for atlanta.com; returns its port. */
  private int server(String... args) {
    return serverWith("atlanta", args);
  }

  private int serverWith(String certificate, String... args) {
    int port = Site.freePorts(1).get(0);
    List<String> command =
        new ArrayList<>(
            List.of(
                "openssl",
                "s_server",
                "-accept",
                "127.0.0.1:" + port,
                "-cert",
                site.file(certificate + ".pem"),
                "-key",
                site.file(certificate + ".key"),
                "-CAfile",
                site.file("ca.pem")));
    command.addAll(List.of(args));
    Process process = Tool.start(command);
    servers.add(process);
    Tool.drain(process.getInputStream());
    Tool.drain(process.getErrorStream());
    awaitPort(port);
    return port;
  }

  private static void awaitPort(int port) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (true) {
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
        if (socket.isConnected()) {
          return;
        }
      } catch (IOException e) {
        if (System.nanoTime() > end) {
          throw new UncheckedIOException("s_server does not listen", e);
        }
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
  }

  /** In this process, which saves most of the time of a test. */
  private Ran connect(int port, String input, String... args) {
    return Ran.with(input, command(port, args).toArray(String[]::new));
  }

  private List<String> command(int port, String... args) {
    List<String> command = new ArrayList<>(List.of("connect", "127.0.0.1:" + port));
    command.addAll(List.of("--library", library));
    command.addAll(List.of(args));
    return command;
  }

  private String ca() {
    return site.file("ca.pem");
  }

  @ParameterizedTest
  @CsvSource({"-tls1_2, TLSv1.2", "-tls1_3, TLSv1.3"})
  void passesBytesAndPrintsVariables(String option, String version) {
    int port = server("-www", option);
    String[] command = command(port, "--ca-file", ca(), "--vars").toArray(String[]::new);
    Tool.Result result = Tool.run(Tool.tlsmgm(command), GET);
    assertThat(result.exit()).as(result.err()).isZero();
    assertThat(result.out())
        .startsWith("$tls_version = '" + version + "'\n")
        .contains("$tls_peer_subject_cn = 'atlanta.com'")
        .contains("$tls_peer_verified = '1'")
        .contains("$tls_my_subject = <null>")
        .contains("HTTP/1.0 200 ok")
        .containsIgnoringCase("</html>");
  }

  @Test
  void endsWithTheInputWhenThereIsNone() {
    int port = server("-www");
    Ran result = connect(port, "", "--ca-file", ca(), "--vars");
    assertThat(result.exit()).as(result.err()).isZero();
    assertThat(result.out()).contains("$tls_version = 'TLSv1.3'");
  }

  @Test
  void sendsTheServerNameOnlyWhenAskedTo() {
    int port =
        server(
            "-www",
            "-servername",
            "atlanta.com",
            "-servername_fatal",
            "-cert2",
            site.file("biloxi.pem"),
            "-key2",
            site.file("biloxi.key"));
    Ran right = connect(port, GET, "--ca-file", ca(), "--server-name", "atlanta.com");
    assertThat(right.exit()).as(right.err()).isZero();
    Ran wrong = connect(port, GET, "--ca-file", ca(), "--server-name", "biloxi.com");
    assertThat(wrong.exit()).isEqualTo(1);
    assertThat(wrong.err()).contains("unrecognized_name (112)", "--server-name");
    assertThat(connect(port, GET, "--ca-file", ca()).exit()).isZero();
  }

  @Test
  void refusesACertificateItCannotVerify() {
    int port = server("-www");
    Ran strange = connect(port, GET, "--ca-file", site.file("other-ca.pem"), "--vars");
    assertThat(strange.exit()).isEqualTo(1);
    assertThat(strange.out()).isEmpty();
    assertThat(strange.err()).contains("certificate").doesNotContain("\tat ");
    Ran anyway =
        connect(port, GET, "--ca-file", site.file("other-ca.pem"), "--vars", "--no-verify");
    assertThat(anyway.exit()).as(anyway.err()).isZero();
    assertThat(anyway.out()).contains("$tls_peer_verified = '0'", "HTTP/1.0 200 ok");
  }

  @Test
  void refusesAnExpiredAndARevokedCertificate() {
    Ran expired = connect(serverWith("expired", "-www"), GET, "--ca-file", ca());
    assertThat(expired.exit()).isEqualTo(1);
    assertThat(expired.err()).contains("expired");
    Ran revoked =
        connect(
            serverWith("revoked", "-www"), GET, "--ca-file", ca(), "--crl-dir", site.file("crl"));
    assertThat(revoked.exit()).isEqualTo(1);
    assertThat(revoked.err()).contains("revoked");
  }

  @ParameterizedTest
  @CsvSource({"-tls1_2", "-tls1_3"})
  void presentsTheClientCertificate(String version) {
    int port = server("-www", "-Verify", "3", "-verify_return_error", version);
    Ran good =
        connect(
            port,
            GET,
            "--ca-file",
            ca(),
            "--cert",
            site.file("client.pem"),
            "--key",
            site.file("client.key"),
            "--vars");
    assertThat(good.exit()).as(good.err()).isZero();
    assertThat(good.out()).contains("$tls_my_subject_cn = 'alice'", "HTTP/1.0 200 ok");
    Ran none = connect(port, GET, "--ca-file", ca());
    assertThat(none.exit()).isEqualTo(1);
    assertThat(none.err())
        .containsAnyOf("certificate_required (116)", "handshake_failure (40)")
        .contains("certificate");
    Ran bad =
        connect(
            port,
            GET,
            "--ca-file",
            ca(),
            "--cert",
            site.file("stranger.pem"),
            "--key",
            site.file("stranger.key"));
    assertThat(bad.exit()).isEqualTo(1);
    assertThat(bad.err()).contains("unknown_ca (48)", "does not trust the issuer");
  }

  @Test
  void keepsToItsVersionsAndCiphers() {
    int port = server("-www", "-tls1_2");
    Ran version = connect(port, GET, "--ca-file", ca(), "--tls-method", "TLSv1_3");
    assertThat(version.exit()).isEqualTo(1);
    assertThat(version.err()).contains("protocol_version (70)");
    Ran cipher =
        connect(port, GET, "--ca-file", ca(), "--vars", "--ciphers", "ECDHE-RSA-AES128-GCM-SHA256");
    assertThat(cipher.exit()).as(cipher.err()).isZero();
    assertThat(cipher.out())
        .contains("$tls_cipher_info = 'ECDHE-RSA-AES128-GCM-SHA256'")
        .contains("$tls_cipher_bits = '128'");
  }

  @Test
  void takesTheClientDomainOfAConfiguration() {
    int port = server("-www", "-Verify", "3", "-verify_return_error");
    Ran known =
        connect(port, GET, "--config", site.config(), "--sip-domain", "biloxi.com", "--vars");
    assertThat(known.exit()).as(known.err()).isZero();
    assertThat(known.out()).contains("$tls_my_subject_cn = 'alice'");
    // Without a SIP domain only '*' matches, and that domain does not trust this server.
    Ran any = connect(port, GET, "--config", site.config());
    assertThat(any.exit()).isEqualTo(1);
    assertThat(any.err()).contains("certificate");
    Ran named = connect(port, GET, "--config", site.config(), "--tls-domain", "known");
    assertThat(named.exit()).as(named.err()).isZero();
    Ran unknown = connect(port, GET, "--config", site.config(), "--tls-domain", "nobody");
    assertThat(unknown.exit()).isEqualTo(1);
    assertThat(unknown.err()).contains("no TLS client domain is called 'nobody'");
  }

  @Test
  void saysWhyThereIsNoConnection() throws IOException {
    Ran refused = connect(Site.freePorts(1).get(0), "", "--ca-file", ca());
    assertThat(refused.exit()).isEqualTo(1);
    assertThat(refused.err()).contains("connection refused").doesNotContain("\tat ");
    try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      Ran timeout =
          connect(silent.getLocalPort(), "", "--ca-file", ca(), "--handshake-timeout", "300");
      assertThat(timeout.exit()).isEqualTo(1);
      assertThat(timeout.err()).contains("300 ms");
    }
  }
}
