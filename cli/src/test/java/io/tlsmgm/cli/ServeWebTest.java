package io.tlsmgm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tlsmgm.api.AlertDescription;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code serve --www} of each library against OpenSSL, GnuTLS and curl. */
@ParameterizedClass
@MethodSource("io.tlsmgm.cli.Libraries#all")
class ServeWebTest {
  private static final Pattern ALERT = Pattern.compile("SSL alert number ([0-9]+)");

  @TempDir
  @SuppressWarnings("NullAway.Init") // set by JUnit
  static Path directory;

  @SuppressWarnings("NullAway.Init") // set before the tests of a library
  private static Site site;

  @SuppressWarnings("NullAway.Init") // as above
  private static Serving serving;

  @Parameter
  @SuppressWarnings("NullAway.Init") // set by JUnit
  String library;

  @BeforeParameterizedClassInvocation
  static void start(String library) {
    site = Site.create(directory.resolve(library));
    serving = Serving.start(site.config(), "--library", library, "--www", "--threads", "1");
  }

  @AfterParameterizedClassInvocation
  static void stop() {
    serving.close();
  }

  @Test
  void saysWhereItListens() {
    assertThat(serving.listening())
        .containsExactly(
            "listening tls:127.0.0.1:" + site.names(),
            "listening tls:127.0.0.1:" + site.strict(),
            "listening tls:127.0.0.1:" + site.lenient());
  }

  @ParameterizedTest
  @CsvSource({
    "atlanta.com, atlanta.com, TLSv1.2",
    "ATLANTA.com, atlanta.com, TLSv1.2",
    "biloxi.com, biloxi.com, TLSv1.3",
    "a.b.example.org, wild, TLSv1.3"
  })
  void answersWithTheDomainOfTheServerName(String name, String certificate, String version) {
    Tool.Result result = OpensslClient.get(site, site.names(), "-servername", name);
    assertThat(result.out())
        .contains("200 OK", "text/plain")
        .contains("$tls_my_subject_cn = '" + certificate + "'")
        .contains("$tls_version = '" + version + "'")
        .contains("$tls_peer_subject = <null>")
        .contains("CN = " + certificate);
  }

  @Test
  void answersAClientWithoutServerNameWithTheDomainForThat() {
    Tool.Result result = OpensslClient.get(site, site.names(), "-noservername");
    assertThat(result.out()).contains("$tls_my_subject_cn = 'generic'");
  }

  @Test
  void refusesAnUnknownName() {
    Tool.Result result = OpensslClient.get(site, site.names(), "-servername", "chicago.com");
    assertThat(alert(result)).isEqualTo(AlertDescription.UNRECOGNIZED_NAME.code());
  }

  @ParameterizedTest
  @CsvSource({
    "atlanta.com, -tls1_3, 70",
    "biloxi.com, -tls1_2, 70",
    "atlanta.com, -cipher ECDHE-RSA-AES128-GCM-SHA256, 40"
  })
  void keepsToTheVersionsAndCiphersOfTheDomain(String name, String option, int expected) {
    List<String> args = new ArrayList<>(List.of("-servername", name));
    args.addAll(List.of(option.split(" ")));
    Tool.Result result = OpensslClient.get(site, site.names(), args.toArray(String[]::new));
    assertThat(alert(result)).isEqualTo(expected);
  }

  @Test
  void usesTheCipherOfTheDomain() {
    Tool.Result result = OpensslClient.get(site, site.names(), "-servername", "atlanta.com");
    assertThat(result.out())
        .contains("$tls_cipher_info = 'ECDHE-RSA-AES256-GCM-SHA384'")
        .contains("Cipher is ECDHE-RSA-AES256-GCM-SHA384");
  }

  @Test
  void talksToGnuTls() {
    Tool.Result result =
        Tool.run(
            List.of(
                "gnutls-cli",
                "--port",
                Integer.toString(site.names()),
                "--sni-hostname",
                "biloxi.com",
                "--verify-hostname",
                "biloxi.com",
                "--x509cafile",
                site.file("ca.pem"),
                "127.0.0.1"),
            "GET / HTTP/1.0\r\n\r\n");
    assertThat(result.all()).contains("The certificate is trusted").contains("(TLS1.3-");
    assertThat(result.out()).contains("$tls_my_subject_cn = 'biloxi.com'");
    assertThat(result.exit()).isZero();
  }

  @Test
  void keepsAConnectionOfCurlAlive() {
    String url = "https://atlanta.com:" + site.names();
    Tool.Result result =
        Tool.run(
            List.of(
                "curl",
                "--silent",
                "--show-error",
                "--http1.1",
                "--resolve",
                "atlanta.com:" + site.names() + ":127.0.0.1",
                "--cacert",
                site.file("ca.pem"),
                "--write-out",
                "%{http_code} %{content_type} connects=%{num_connects}\n",
                url + "/one",
                url + "/two"));
    assertThat(result.exit()).as(result.err()).isZero();
    assertThat(result.out())
        .contains("200 text/plain; charset=utf-8 connects=1")
        .contains("200 text/plain; charset=utf-8 connects=0");
  }

  @Test
  void answersWithAsManyBytesAsCurlAsksFor() {
    Tool.Result result =
        Tool.run(
            List.of(
                "curl",
                "--silent",
                "--show-error",
                "--connect-to",
                "::127.0.0.1:",
                "--cacert",
                site.file("ca.pem"),
                "--output",
                directory.resolve("body").toString(),
                "--write-out",
                "%{http_code} %{size_download} connects=%{num_connects}\n",
                "https://atlanta.com:" + site.names() + "/bytes/[16383-16385]"));
    assertThat(result.exit()).as(result.err()).isZero();
    assertThat(result.out().lines())
        .containsExactly("200 16383 connects=1", "200 16384 connects=0", "200 16385 connects=0");
  }

  @Test
  void readsTheBodyOfARequestAndAnswersHead() {
    String url = "https://atlanta.com:" + site.names() + "/";
    List<String> curl =
        List.of(
            "curl",
            "--silent",
            "--show-error",
            "--connect-to",
            "::127.0.0.1:",
            "--cacert",
            site.file("ca.pem"),
            "--write-out",
            "code=%{http_code} size=%{size_download}\n");
    List<String> post = new ArrayList<>(curl);
    post.addAll(List.of("--data", "x".repeat(100_000), "--header", "Expect: 100-continue", url));
    assertThat(Tool.run(post).out()).contains("code=200").contains("$tls_version = 'TLSv1.2'");
    List<String> head = new ArrayList<>(curl);
    head.addAll(List.of("--head", url));
    assertThat(Tool.run(head).out()).contains("HTTP/1.1 200").contains("code=200 size=0");
  }

  @Test
  void answersPipelinedRequestsInOrder() {
    String requests =
        "GET /1 HTTP/1.1\r\nHost: a\r\n\r\nPOST /2 HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc"
            + "GET /3 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\nGET /4 HTTP/1.1\r\n\r\n";
    Tool.Result result =
        Tool.run(OpensslClient.command(site, site.names(), "-servername", "biloxi.com"), requests);
    assertThat(result.out().split("HTTP/1.1 200 OK", -1)).hasSize(4);
    assertThat(result.out().split("connection: close", -1)).hasSize(2);
  }

  @Test
  void saysBadRequestToWhatIsNone() {
    Tool.Result result =
        Tool.run(
            OpensslClient.command(site, site.names(), "-servername", "biloxi.com"),
            "NONSENSE\r\n\r\n");
    assertThat(result.out()).contains("400 Bad Request");
  }

  @Test
  void outlivesAClientWithoutTls() {
    Tool.Result plain = Tool.run(List.of("curl", "-s", "http://127.0.0.1:" + site.names() + "/"));
    assertThat(plain.exit()).isNotZero();
    assertThat(OpensslClient.get(site, site.names(), "-noservername").out()).contains("200 OK");
  }

  @ParameterizedTest
  @CsvSource({"-tls1_2", "-tls1_3"})
  void takesAGoodClientCertificate(String version) {
    Tool.Result result = withCertificate(site.strict(), "client", version);
    assertThat(result.out())
        .contains("$tls_peer_verified = '1'")
        .contains("$tls_peer_subject_cn = 'alice'")
        .contains("$tls_peer_san_email = 'alice@atlanta.com'");
  }

  @ParameterizedTest
  @CsvSource({
    "expired, -tls1_2, CERTIFICATE_EXPIRED",
    "expired, -tls1_3, CERTIFICATE_EXPIRED",
    "revoked, -tls1_2, CERTIFICATE_REVOKED",
    "revoked, -tls1_3, CERTIFICATE_REVOKED",
    "stranger, -tls1_2, UNKNOWN_CA",
    "stranger, -tls1_3, UNKNOWN_CA"
  })
  void refusesABadClientCertificate(String who, String version, AlertDescription alert) {
    Tool.Result result = withCertificate(site.strict(), who, version);
    assertThat(result.out()).doesNotContain("200 OK");
    assertThat(alert(result))
        .isIn(
            Libraries.namesReason(library)
                ? List.of(alert.code())
                : List.of(alert.code(), AlertDescription.CERTIFICATE_UNKNOWN.code()));
  }

  @ParameterizedTest
  @CsvSource({"-tls1_2", "-tls1_3"})
  void demandsAClientCertificate(String version) {
    Tool.Result result = OpensslClient.get(site, site.strict(), version);
    assertThat(result.out()).doesNotContain("200 OK");
    // RFC 8446 has certificate_required; older JDKs and TLS 1.2 know only the other two.
    assertThat(alert(result)).isIn(116, 42, 40);
  }

  @ParameterizedTest
  @CsvSource({"-tls1_2", "-tls1_3"})
  void asksForAClientCertificateThatMayBeMissing(String version) {
    Tool.Result without = OpensslClient.get(site, site.lenient(), version);
    assertThat(without.out()).contains("200 OK", "$tls_peer_verified = '0'");
    Tool.Result bad = withCertificate(site.lenient(), "expired", version);
    assertThat(bad.out()).doesNotContain("200 OK");
    assertThat(alert(bad)).isPositive();
  }

  private static Tool.Result withCertificate(int port, String who, String version) {
    return OpensslClient.get(
        site, port, version, "-cert", site.file(who + ".pem"), "-key", site.file(who + ".key"));
  }

  /** The alert that ended the connection. */
  private static int alert(Tool.Result result) {
    Matcher matcher = ALERT.matcher(result.all());
    assertThat(matcher.find()).as(result.all()).isTrue();
    return Integer.parseInt(matcher.group(1));
  }
}
