package io.tlsmgm.clients;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;

/** A URL is understood or refused; what was understood comes back from its own text. */
class TlsRequestFuzzTest {
  @FuzzTest(maxDuration = "60s")
  void split(FuzzedDataProvider data) {
    String url = data.consumeRemainingAsString();
    TlsRequest.Split split;
    try {
      split = TlsRequest.split(url);
    } catch (IllegalArgumentException refused) {
      assertThat(refused).hasMessageNotContaining("null");
      return;
    }
    TlsRequest again = TlsRequest.split("?" + split.request().query()).request();
    assertThat(again).isEqualTo(split.request());
    assertThat(split.url().length()).isLessThan(url.length());
  }
}
