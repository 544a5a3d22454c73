package io.tlsmgm.clients;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tlsmgm.testkit.TestCa;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.Test;

/** What weakens a connection is told once, when a generation of the domain is first used. */
class WarningsTest {
  private static final TestCa CA = TestCa.create("Warnings CA");

  @Test
  void ofADomainThatDoesNotVerify() throws Exception {
    try (Managers managers = Managers.of(Lab.client("lax", CA, CA).verifyCert(false))) {
      String log =
          logOf(
              () -> {
                managers.domains().socketFactory(TlsRequest.of("lax"));
                managers.domains().sslContext(TlsRequest.of("lax"));
              });
      assertThat(log.lines())
          .hasSize(1)
          .first()
          .asString()
          .contains("WARN")
          .contains("TLS client domain lax: verify_cert is 0");
    }
  }

  @Test
  void ofPartsWithoutCas() throws Exception {
    try (Managers managers = Managers.of(Lab.client("app", CA, CA))) {
      TlsRequest request = TlsRequest.split("?tls_domain=app&tls_opts=PKEY,CERT").request();
      String log = logOf(() -> managers.domains().sslContext(request));
      assertThat(log.lines()).hasSize(1);
      assertThat(log).contains("WARN").contains("tls_opts names neither CA nor CA_DIR");
      assertThat(logOf(() -> managers.domains().sslContext(TlsRequest.of("app")))).isEmpty();
    }
  }

  private interface Step {
    void run() throws Exception;
  }

  private static String logOf(Step step) throws Exception {
    PrintStream usual = System.err;
    ByteArrayOutputStream log = new ByteArrayOutputStream();
    System.setErr(new PrintStream(log, true, UTF_8));
    try {
      step.run();
    } finally {
      System.setErr(usual);
    }
    return log.toString(UTF_8);
  }
}
