package io.tlsmgm.manager.cipher;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;

class CipherStringFuzzTest {
  @FuzzTest(maxDuration = "60s")
  void parse(FuzzedDataProvider data) {
    CipherStringPropertyTest.check(data.consumeRemainingAsString());
  }

  @FuzzTest(maxDuration = "30s")
  void groups(FuzzedDataProvider data) {
    GroupListTest.check(data.consumeRemainingAsString());
  }
}
