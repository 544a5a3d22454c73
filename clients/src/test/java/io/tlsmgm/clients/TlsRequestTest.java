package io.tlsmgm.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Our parameters are taken out of a URL, and the rest of it stays as it was. */
class TlsRequestTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "jdbc:mariadb://h/db?tls_domain=a | jdbc:mariadb://h/db",
        "jdbc:mariadb://h/db?x=1&tls_domain=a&y=%20 | jdbc:mariadb://h/db?x=1&y=%20",
        "amqps://u:p@h/%2f?tls_domain=a&heartbeat=5 | amqps://u:p@h/%2f?heartbeat=5",
        "rediss://h:1/0?tls_domain=a&tls_verify_host=1 | rediss://h:1/0",
      })
  void leavesTheRest(String url, String rest) {
    TlsRequest.Split split = TlsRequest.split(url);
    assertThat(split.url()).isEqualTo(rest);
    assertThat(split.request().domain()).isEqualTo("a");
    assertThat(split.toString()).doesNotContain("u:p");
  }

  @Test
  void readsEveryParameter() {
    assertThat(TlsRequest.split("x?tls_domain=a%2Bb").request()).isEqualTo(TlsRequest.of("a+b"));
    TlsRequest.Split split =
        TlsRequest.split(
            "x?tls_domain=a&tls_opts=PKEY,cert, CA&tls_verify_host=1&tls_client_cert=optional");
    assertThat(split.partsNamed()).isTrue();
    assertThat(split.request().parts())
        .containsExactlyInAnyOrder(TlsPart.PKEY, TlsPart.CERT, TlsPart.CA);
    assertThat(split.request().verifyHost()).isTrue();
    assertThat(split.request().certificateOptional()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "x | names no TLS domain",
        "x?y=1 | names no TLS domain",
        "x?tls_domain= | tls_domain is empty",
        "x?tls_domain | tls_domain has no value",
        "x?tls_domain=a&tls_domain=b | has tls_domain twice",
        "x?tls_domain=%zz | a '%' in a URL begins two hexadecimal digits",
        "x?tls_domain=a&tls_opts=CRL | 'CRL' is none of PKEY,CERT,CA,CA_DIR,CIPHERS",
        "x?tls_domain=a&tls_opts=CERT | PKEY and CERT go together",
        "x?tls_domain=a&tls_verify_host=yes | 'yes' is neither 0 nor 1",
        "x?tls_domain=a&tls_verify_hots=1 | 'tls_verify_hots' is none of tls_domain",
        "x?tls_domain=a&TLS_VERIFY_HOST=1 | 'TLS_VERIFY_HOST' is none of tls_domain",
        "x?tls_domain=a&tls%5Fverify_host=1 | 'tls%5Fverify_host' is none of tls_domain",
        "x?tls_domain=a&tls_client_cert=no | 'no' is neither required nor optional",
      })
  void saysWhatIsWrong(String url, String message) {
    assertThatThrownBy(() -> TlsRequest.split(url))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }
}
