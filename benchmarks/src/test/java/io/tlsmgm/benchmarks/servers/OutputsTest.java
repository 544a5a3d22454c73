package io.tlsmgm.benchmarks.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is read from the output of other programs. */
class OutputsTest {
  private static final String H2LOAD =
      """
      starting benchmark...
      Warm-up started for thread #0.
      TLS Protocol: TLSv1.3
      Cipher: TLS_AES_128_GCM_SHA256
      Server Temp Key: X25519 253 bits
      Application protocol: http/1.1
      Main benchmark duration is over for thread #0. Stopping all clients.

      finished in 2.04s, 12345.50 req/s, 2.61MB/s
      requests: 12346 total, 12378 started, 12346 done, 12346 succeeded, 0 failed, 0 errored, 0 timeout
      status codes: 12352 2xx, 0 3xx, 0 4xx, 0 5xx
      """;

  private static final String S_CLIENT =
      """
      depth=0 CN = localhost
      Peer signing digest: SHA256
      Peer signature type: ECDSA
      Server Temp Key: X25519, 253 bits
      ---
      New, TLSv1.3, Cipher is TLS_AES_128_GCM_SHA256
      Server public key is 256 bit
      ---
      HTTP/1.1 200 OK
      content-length: 5

      xxxxxclosed
      """;

  @Test
  void readsTheRateOfRequests() {
    assertThat(RequestLoad.rate(H2LOAD)).isEqualTo(12345.5);
  }

  @ParameterizedTest
  @CsvSource({
    "0 errored, 1 errored",
    "0 5xx, 3 5xx",
    "X25519, P-256",
    "TLSv1.3, TLSv1.2",
    "finished in, stopped in"
  })
  void takesNoRateOfWhatWentWrong(String good, String bad) {
    assertThatThrownBy(() -> RequestLoad.rate(H2LOAD.replace(good, bad)))
        .isInstanceOf(ComparisonException.class)
        .hasMessageContaining(bad);
  }

  @Test
  void readsTheTermsOfAConnection() {
    assertThat(Probe.parse(S_CLIENT))
        .isEqualTo(
            new Probe.Agreed("TLSv1.3", "TLS_AES_128_GCM_SHA256", "X25519", "ECDSA 256", false, 5));
    assertThat(Probe.parse(S_CLIENT.replace("New,", "Reused,")).resumed()).isTrue();
  }

  @Test
  void noticesThatThereWasNoConnection() {
    assertThatThrownBy(() -> Probe.parse("New, (NONE), Cipher is (NONE)"))
        .hasMessageContaining("made no connection");
  }
}
