package io.tlsmgm.manager.pki;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.tlsmgm.api.Role;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.CRLException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** Nothing but findings comes of any text, and nothing but a verdict of any certificate. */
class PemFuzzTest {
  private static final List<String> TYPES =
      List.of(
          "PRIVATE KEY",
          "RSA PRIVATE KEY",
          "EC PRIVATE KEY",
          "ENCRYPTED PRIVATE KEY",
          "DH PARAMETERS",
          "X9.42 DH PARAMETERS",
          "CERTIFICATE");

  private static String text(byte[] data) {
    return new String(data, StandardCharsets.ISO_8859_1);
  }

  private static <T> void check(Parsed<T> parsed) {
    boolean error = parsed.findings().stream().anyMatch(Parsed.Finding::error);
    assertThat(parsed.value().isEmpty()).isEqualTo(error);
    assertThat(parsed.findings())
        .allSatisfy(
            finding -> assertThat(finding.text()).doesNotContain("\n", "\r", "\0").isNotBlank());
  }

  @FuzzTest(maxDuration = "60s")
  void certificates(byte[] data) {
    check(TrustReader.list(text(data)));
    check(KeyReader.chain(text(data)));
  }

  @FuzzTest(maxDuration = "60s")
  void privateKey(byte[] data) {
    Parsed<PemBlock> block = KeyReader.keyBlock(text(data));
    check(block);
    block.value().ifPresent(b -> check(KeyReader.key(b, Optional.of("secret".toCharArray()))));
  }

  @FuzzTest(maxDuration = "60s")
  void dhParameters(byte[] data) {
    check(DhParameters.parse(text(data)));
  }

  /** What stands in a block, for base64 is a wall to mutations: the first byte chooses the type. */
  @FuzzTest(maxDuration = "60s")
  void contents(byte[] data) {
    if (data.length < 2) {
      return;
    }
    String type = TYPES.get(Math.floorMod(data[0], TYPES.size()));
    byte[] content = Arrays.copyOfRange(data, 1, data.length);
    String pem =
        "-----BEGIN "
            + type
            + "-----\n"
            + Base64.getEncoder().encodeToString(content)
            + "\n-----END "
            + type
            + "-----\n";
    if (type.endsWith("PRIVATE KEY")) {
      privateKey(pem.getBytes(StandardCharsets.ISO_8859_1));
    } else {
      check(DhParameters.parse(pem));
      check(TrustReader.list(pem));
    }
  }

  @FuzzTest(maxDuration = "60s")
  void revocationLists(byte[] data) {
    try {
      assertThat(CrlReader.lists(data)).allSatisfy(list -> assertThat(list.name()).isNotNull());
    } catch (PemException | CRLException e) {
      assertThat(e).hasMessageNotContaining("\n");
    }
  }

  /** DER of a certificate, perhaps with a revocation list behind it, as a peer may send it. */
  @FuzzTest(maxDuration = "60s")
  void peers(byte[] data) throws GeneralSecurityException {
    CertificateFactory factory = CertificateFactory.getInstance("X.509");
    ByteArrayInputStream in = new ByteArrayInputStream(data);
    if (data.length == 0 || data[0] != 0x30) {
      return;
    }
    X509Certificate certificate;
    try {
      certificate = (X509Certificate) factory.generateCertificate(in);
    } catch (CertificateException e) {
      return;
    }
    for (boolean issuer : new boolean[] {false, true}) {
      assertThat(CertificateText.name(certificate, issuer)).doesNotContain("\n", "\r", "\0");
      for (CertificateText.Attribute attribute : CertificateText.Attribute.values()) {
        assertThat(CertificateText.attribute(certificate, issuer, attribute)).isNotNull();
      }
    }
    for (CertificateText.San san : CertificateText.San.values()) {
      assertThat(CertificateText.san(certificate, san)).isNotNull();
    }
    assertThat(CertificateText.time(certificate.getNotAfter())).endsWith(" GMT");
    assertThat(HostNames.matches(certificate, "sip.example.org")).isIn(true, false);
    judge(certificate, list(factory, in));
  }

  private static List<X509CRL> list(CertificateFactory factory, ByteArrayInputStream in) {
    in.mark(0);
    if (in.read() != 0x30) {
      return List.of();
    }
    in.reset();
    try {
      return List.of((X509CRL) factory.generateCRL(in));
    } catch (CRLException e) {
      return List.of();
    }
  }

  private static void judge(X509Certificate certificate, List<X509CRL> lists)
      throws GeneralSecurityException {
    List<X509Certificate> chain = List.of(certificate, certificate);
    Verdict untrusted =
        ChainVerifier.trusting(List.of(), Clock.systemUTC()).verify(chain, Role.SERVER);
    assertThat(untrusted.verified()).isFalse();
    assertThat(untrusted.reason()).doesNotContain("\n", "\r", "\0");
    try {
      Verdict trusted =
          ChainVerifier.trusting(List.of(certificate), lists, true, Clock.systemUTC())
              .verify(chain, Role.CLIENT);
      assertThat(trusted.reason()).doesNotContain("\n", "\r", "\0");
    } catch (CertificateException | CRLException e) {
      // Malformed: such a certificate or list is never trusted, and the load says so.
      assertThat(e).hasMessageContaining("malformed");
    }
  }
}
