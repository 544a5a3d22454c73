package io.tlsmgm.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.cert.CertPathValidatorException;
import java.security.cert.CertPathValidatorException.BasicReason;
import java.security.cert.CertPathValidatorException.Reason;
import java.security.cert.CertificateException;
import java.security.cert.PKIXReason;
import java.security.cert.X509Certificate;
import java.util.List;
import org.junit.jupiter.api.Test;

class TestTrustTest {
  private static final TestCa CA = TestCa.create("Trusted");
  private static final TestCa OTHER = TestCa.create("Other");

  private static X509Certificate[] chain(Issued issued) {
    return issued.chain().toArray(new X509Certificate[0]);
  }

  private static void assertRefused(TestTrust trust, X509Certificate[] chain, Reason reason) {
    assertThatThrownBy(() -> trust.checkClientTrusted(chain, "UNKNOWN"))
        .isInstanceOf(CertificateException.class)
        .cause()
        .isInstanceOfSatisfying(
            CertPathValidatorException.class,
            cause -> assertThat(cause.getReason()).isEqualTo(reason));
  }

  @Test
  void trustsWhatItsAuthoritiesSigned() throws CertificateException {
    TestTrust trust = TestTrust.of(CA);
    X509Certificate[] direct = chain(CA.leaf("direct").issue());
    X509Certificate[] below = chain(CA.intermediate("between").leaf("below").issue());
    trust.checkServerTrusted(direct, "UNKNOWN");
    trust.checkClientTrusted(below, "UNKNOWN");
    assertThat(trust.checks())
        .extracting(TestTrust.Check::chain)
        .containsExactly(List.of(direct), List.of(below));
    assertThat(trust.checks()).extracting(TestTrust.Check::client).containsExactly(false, true);
    assertThat(trust.getAcceptedIssuers()).containsExactly(CA.certificate());
  }

  @Test
  void refusesWithAReason() {
    TestTrust trust = TestTrust.of(CA);
    assertRefused(trust, chain(OTHER.leaf("a").issue()), PKIXReason.NO_TRUST_ANCHOR);
    assertRefused(trust, chain(CA.leaf("b").expired().issue()), BasicReason.EXPIRED);
    X509Certificate[] torn = {
      CA.leaf("c").issue().leaf(), CA.intermediate("unrelated").certificate()
    };
    assertRefused(trust, torn, BasicReason.INVALID_SIGNATURE);
    assertRefused(TestTrust.nobody(), chain(CA.leaf("d").issue()), PKIXReason.NO_TRUST_ANCHOR);
    assertRefused(
        TestTrust.refusing(BasicReason.REVOKED, CA),
        chain(CA.leaf("e").issue()),
        BasicReason.REVOKED);
  }
}
