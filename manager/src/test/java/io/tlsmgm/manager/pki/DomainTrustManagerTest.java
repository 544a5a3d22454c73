package io.tlsmgm.manager.pki;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tlsmgm.api.AlertDescription;
import io.tlsmgm.api.Role;
import io.tlsmgm.testkit.Issued;
import io.tlsmgm.testkit.TestCa;
import java.net.Socket;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertPathValidatorException.BasicReason;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import org.junit.jupiter.api.Test;

class DomainTrustManagerTest {
  private static final TestCa ROOT = TestCa.create("Root");

  private final List<String> refusals = new ArrayList<>();

  private DomainTrustManager manager(Role role, boolean enforce) throws Exception {
    ChainVerifier verifier = ChainVerifier.trusting(List.of(ROOT.certificate()), Clock.systemUTC());
    return new DomainTrustManager(
        "dom",
        role,
        verifier,
        enforce,
        (domain, peer, subject, verdict) ->
            refusals.add(domain + "|" + peer + "|" + subject + "|" + verdict.status()));
  }

  private static X509Certificate[] chain(Issued issued) {
    return issued.chain().toArray(new X509Certificate[0]);
  }

  private static SSLEngine engine(String identification) throws Exception {
    SSLEngine engine = SSLContext.getDefault().createSSLEngine("sip.example.org", 5061);
    SSLParameters parameters = engine.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm(identification);
    engine.setSSLParameters(parameters);
    return engine;
  }

  @Test
  void acceptsAndStaysSilent() throws Exception {
    DomainTrustManager manager = manager(Role.SERVER, true);
    X509Certificate[] chain = chain(ROOT.leaf("a").issue());
    manager.checkClientTrusted(chain, "EC");
    manager.checkClientTrusted(chain, "EC", engine(""));
    manager.checkClientTrusted(chain, "EC", new Socket());
    manager(Role.CLIENT, true).checkServerTrusted(chain, "EC", engine(""));
    assertThat(refusals).isEmpty();
    assertThat(manager.getAcceptedIssuers()).isEmpty();
  }

  @Test
  void refusesWithReasonAlertAndListener() throws Exception {
    X509Certificate[] chain = chain(ROOT.leaf("a\nb").expired().issue());
    PeerRefusedException refused =
        catchThrowableOfType(
            PeerRefusedException.class,
            () -> manager(Role.CLIENT, true).checkServerTrusted(chain, "EC", engine("")));
    assertThat(refused.alert()).isEqualTo(AlertDescription.CERTIFICATE_EXPIRED);
    assertThat(refused.verdict().status()).isEqualTo(Verdict.Status.EXPIRED);
    assertThat(refused).hasMessageContaining("/CN=a\\x0Ab (depth 0) expired on ");
    assertThat(refused.getCause())
        .isInstanceOfSatisfying(
            CertPathValidatorException.class,
            cause -> assertThat(cause.getReason()).isEqualTo(BasicReason.EXPIRED));
    assertThat(refusals).containsExactly("dom|sip.example.org:5061|/CN=a\\x0Ab|EXPIRED");
  }

  @Test
  void everyStatusMakesAnException() {
    for (Verdict.Status status : Verdict.Status.values()) {
      PeerRefusedException refused = new PeerRefusedException(status.verdict("because"));
      assertThat(refused.alert()).isEqualTo(status.verdict("").alert());
      assertThat(refused.getCause())
          .isInstanceOfSatisfying(
              CertPathValidatorException.class, cause -> assertThat(cause.getReason()).isNotNull());
    }
  }

  @Test
  void eachRoleHasItsPurpose() throws Exception {
    X509Certificate[] server = chain(ROOT.leaf("a").serverAuth().issue());
    manager(Role.CLIENT, true).checkServerTrusted(server, "EC");
    PeerRefusedException refused =
        catchThrowableOfType(
            PeerRefusedException.class,
            () -> manager(Role.SERVER, true).checkClientTrusted(server, "EC"));
    assertThat(refused.alert()).isEqualTo(AlertDescription.UNSUPPORTED_CERTIFICATE);
    assertThat(refusals).containsExactly("dom|unknown peer|/CN=a|WRONG_PURPOSE");
  }

  @Test
  void withoutEnforcementEverythingPasses() throws Exception {
    DomainTrustManager manager = manager(Role.CLIENT, false);
    X509Certificate[] bad = chain(TestCa.create("Other").leaf("a").issue());
    assertThatCode(() -> manager.checkServerTrusted(bad, "EC", engine("")))
        .doesNotThrowAnyException();
    assertThat(refusals).isEmpty();
  }

  @Test
  void noChain() throws Exception {
    PeerRefusedException refused =
        catchThrowableOfType(
            PeerRefusedException.class,
            () -> manager(Role.SERVER, true).checkClientTrusted(new X509Certificate[0], "EC"));
    assertThat(refused.alert()).isEqualTo(AlertDescription.CERTIFICATE_REQUIRED);
    assertThat(refusals).containsExactly("dom|unknown peer||NO_CERTIFICATE");
  }

  @Test
  void hostNamesOnlyWhereAsked() throws Exception {
    DomainTrustManager manager = manager(Role.CLIENT, true);
    X509Certificate[] other = chain(ROOT.leaf("a").dns("sip.example.com").issue());
    X509Certificate[] right = chain(ROOT.leaf("a").dns("SIP.example.org").issue());
    manager.checkServerTrusted(other, "EC", engine(""));
    manager.checkServerTrusted(right, "EC", engine("HTTPS"));
    PeerRefusedException refused =
        catchThrowableOfType(
            PeerRefusedException.class,
            () -> manager.checkServerTrusted(other, "EC", engine("HTTPS")));
    assertThat(refused.verdict().status()).isEqualTo(Verdict.Status.HOST_MISMATCH);
    assertThat(refused.alert()).isEqualTo(AlertDescription.BAD_CERTIFICATE);
    SSLEngine asking = engine("HTTPS");
    SSLParameters parameters = asking.getSSLParameters();
    parameters.setServerNames(List.of(new SNIHostName("sip.example.com")));
    asking.setSSLParameters(parameters);
    manager.checkServerTrusted(other, "EC", asking);
    assertThat(
            catchThrowableOfType(
                PeerRefusedException.class,
                () -> manager.checkServerTrusted(right, "EC", engine("SMTP"))))
        .hasMessageContaining("unknown endpoint identification SMTP");
  }

  @Test
  void hostNamePatterns() {
    X509Certificate cert =
        ROOT.leaf("cn.example.org")
            .dns("a.example.org", "*.b.example.org", "*.org", "f*.example.org")
            .ip("192.0.2.1", "2001:db8::1")
            .issue()
            .leaf();
    for (String host :
        List.of(
            "a.example.org",
            "A.EXAMPLE.ORG.",
            "x.b.example.org",
            "192.0.2.1",
            "2001:DB8:0:0:0:0:0:1",
            "[2001:db8::1]",
            "2001:db8::1%eth0")) {
      assertThat(HostNames.matches(cert, host)).as(host).isTrue();
    }
    for (String host :
        List.of(
            "",
            "cn.example.org",
            "b.example.org",
            "x.y.b.example.org",
            "example.org",
            "foo.example.org",
            "192.0.2.2",
            "300.1.1.1",
            "::",
            "a.example.org\0",
            ".b.example.org")) {
      assertThat(HostNames.matches(cert, host)).as(host).isFalse();
    }
  }
}
