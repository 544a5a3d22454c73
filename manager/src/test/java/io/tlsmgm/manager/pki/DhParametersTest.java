package io.tlsmgm.manager.pki;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Base64;
import javax.crypto.spec.DHParameterSpec;
import org.bouncycastle.asn1.pkcs.DHParameter;
import org.junit.jupiter.api.Test;

class DhParametersTest {
  /** Parameters of RFC 7919, which take no time to make. */
  private static String ffdhe(int bits, String... options) {
    String[] command = new String[7 + options.length];
    String[] fixed = {
      "genpkey", "-genparam", "-algorithm", "DH", "-pkeyopt", "group:ffdhe" + bits, "-quiet"
    };
    System.arraycopy(fixed, 0, command, 0, 7);
    System.arraycopy(options, 0, command, 7, options.length);
    return OpenSsl.run(command).ok();
  }

  private static String message(String text) {
    Parsed<DHParameterSpec> parsed = DhParameters.parse(text);
    assertThat(parsed.value()).isEmpty();
    return parsed.findings().get(0).text();
  }

  private static String pem(BigInteger p, BigInteger g) throws Exception {
    return "-----BEGIN DH PARAMETERS-----\n"
        + Base64.getEncoder().encodeToString(new DHParameter(p, g, 0).getEncoded())
        + "\n-----END DH PARAMETERS-----\n";
  }

  @Test
  void pkcs3() {
    DHParameterSpec parameters = DhParameters.parse("text\n" + ffdhe(2048)).value().orElseThrow();
    assertThat(parameters.getP().bitLength()).isEqualTo(2048);
    assertThat(parameters.getG()).isEqualTo(BigInteger.TWO);
    assertThat(DhParameters.parse(ffdhe(3072)).findings()).isEmpty();
  }

  @Test
  void x942() {
    String text =
        OpenSsl.run(
                "genpkey", "-genparam", "-algorithm", "DHX", "-pkeyopt", "dh_rfc5114:3", "-quiet")
            .ok();
    assertThat(text).contains("-----BEGIN X9.42 DH PARAMETERS-----");
    DHParameterSpec parameters = DhParameters.parse(text).value().orElseThrow();
    assertThat(parameters.getP().bitLength()).isEqualTo(2048);
  }

  @Test
  void weakOnesAreAWarning() {
    String text = OpenSsl.run("dhparam", "-2", "512").ok();
    Parsed<DHParameterSpec> parsed = DhParameters.parse(text);
    assertThat(parsed.value()).isPresent();
    assertThat(parsed.findings())
        .singleElement()
        .satisfies(
            f -> {
              assertThat(f.error()).isFalse();
              assertThat(f.text()).contains("only 512 bits", "2048");
            });
  }

  @Test
  void badOnesAreErrors() throws Exception {
    BigInteger p = DhParameters.parse(ffdhe(2048)).value().orElseThrow().getP();
    assertThat(message(pem(p.subtract(BigInteger.TWO), BigInteger.TWO))).contains("no prime");
    assertThat(message(pem(p, BigInteger.ONE))).contains("generator");
    assertThat(message(pem(p, p.subtract(BigInteger.ONE)))).contains("generator");
    assertThat(message(pem(BigInteger.valueOf(23), BigInteger.TWO))).contains("5 bits");
    assertThat(message(pem(BigInteger.ONE.shiftLeft(10_001), BigInteger.TWO)))
        .contains("10002 bits");
    assertThat(message("-----BEGIN DH PARAMETERS-----\nMAMCAQU=\n-----END DH PARAMETERS-----\n"))
        .contains("damaged");
    assertThat(message("-----BEGIN CERTIFICATE-----\nMAMCAQU=\n-----END CERTIFICATE-----\n"))
        .contains("has no DH PARAMETERS block, only block 1 (CERTIFICATE, line 1)");
    assertThat(message("")).isEqualTo("is empty");
  }
}
