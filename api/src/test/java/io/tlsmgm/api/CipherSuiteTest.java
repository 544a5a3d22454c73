package io.tlsmgm.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.tlsmgm.api.CipherSuite.MinProtocol;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class CipherSuiteTest {
  private static final List<CipherSuite> ALL = List.of(CipherSuite.values());

  /** Codes, both names, the description and the order: all that OpenSSL has to say. */
  @Test
  void tableIsThatOfOpenSsl() throws Exception {
    String tls13 =
        ALL.stream()
            .filter(CipherSuite::isTls13)
            .map(CipherSuite::opensslName)
            .collect(Collectors.joining(":"));
    List<String> lines =
        openssl("ciphers", "-V", "-stdname", "-ciphersuites", tls13, "ALL:COMPLEMENTOFALL");

    // "          0xC0,0x2C - TLS_ECDHE_…   - ECDHE-… TLSv1.2 Kx=…", the last part as "-v" prints
    // it.
    List<String> ours =
        ALL.stream()
            .map(
                suite ->
                    String.format(
                        Locale.ROOT,
                        "          0x%02X,0x%02X - %-45s - %s",
                        suite.code() >> 8,
                        suite.code() & 0xFF,
                        suite.ianaName(),
                        suite.description()))
            .toList();
    assertThat(lines).isEqualTo(ours);
  }

  @Test
  void codesAndNamesAreUnique() {
    assertThat(ALL).hasSize(160);
    assertThat(ALL.stream().map(CipherSuite::code)).doesNotHaveDuplicates();
    assertThat(ALL.stream().map(CipherSuite::opensslName)).doesNotHaveDuplicates();
  }

  @Test
  void isFoundByEachOfItsNames() {
    for (CipherSuite suite : ALL) {
      assertThat(CipherSuite.ofName(suite.ianaName())).contains(suite);
      assertThat(CipherSuite.ofName(suite.opensslName())).contains(suite);
    }
    assertThat(CipherSuite.ofName("SSL_RSA_WITH_NULL_SHA"))
        .contains(CipherSuite.TLS_RSA_WITH_NULL_SHA);
    assertThat(CipherSuite.ofName("aes128-sha")).isEmpty();
    assertThat(CipherSuite.ofName("")).isEmpty();
  }

  @Test
  void isAllowedFromTheVersionThatBroughtItIn() {
    for (CipherSuite suite : ALL) {
      List<ProtocolVersion> allowed =
          Arrays.stream(ProtocolVersion.values()).filter(suite::allowedIn).toList();
      List<ProtocolVersion> expected =
          suite.minProtocol() == MinProtocol.TLSV1_3
              ? List.of(ProtocolVersion.TLSV1_3)
              : suite.minProtocol() == MinProtocol.TLSV1_2
                  ? List.of(ProtocolVersion.TLSV1_2)
                  : List.of(
                      ProtocolVersion.TLSV1, ProtocolVersion.TLSV1_1, ProtocolVersion.TLSV1_2);
      assertThat(allowed).as(suite.name()).isEqualTo(expected);
    }
  }

  private static List<String> openssl(String... arguments) throws Exception {
    List<String> command = new java.util.ArrayList<>(List.of("openssl"));
    command.addAll(List.of(arguments));
    Process process;
    try {
      ProcessBuilder builder = new ProcessBuilder(command);
      builder.redirectErrorStream(true);
      builder.environment().put("OPENSSL_CONF", "/dev/null");
      process = builder.start();
    } catch (IOException e) {
      throw new AssertionError("this test compares with the openssl command: install it", e);
    }
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output.lines().toList();
  }
}
