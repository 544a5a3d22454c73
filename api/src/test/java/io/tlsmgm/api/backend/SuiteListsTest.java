package io.tlsmgm.api.backend;

import static org.assertj.core.api.Assertions.assertThat;

import io.tlsmgm.api.CipherSuite;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SuiteListsTest {
  @Test
  void namesAreReadAndUnknownOnesLeftOut() {
    assertThat(
            SuiteLists.known(
                "TLS_EMPTY_RENEGOTIATION_INFO_SCSV",
                "TLS_AES_128_GCM_SHA256",
                "SSL_RSA_WITH_3DES_EDE_CBC_SHA",
                "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256"))
        .containsExactly(
            CipherSuite.TLS_AES_128_GCM_SHA256, CipherSuite.TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256);
  }

  @Test
  void weakSuitesAreThoseThatNobodyShouldGetUnasked() {
    assertThat(Arrays.stream(CipherSuite.values()).filter(SuiteLists::isWeak))
        .allMatch(suite -> suite.name().matches(".*(_anon_|PSK|SRP|NULL|MD5).*"))
        .contains(
            CipherSuite.TLS_RSA_WITH_NULL_MD5,
            CipherSuite.TLS_ECDHE_PSK_WITH_AES_128_CBC_SHA,
            CipherSuite.TLS_SRP_SHA_RSA_WITH_AES_128_CBC_SHA,
            CipherSuite.TLS_DH_anon_WITH_AES_128_GCM_SHA256);
    assertThat(Arrays.stream(CipherSuite.values()).filter(suite -> !SuiteLists.isWeak(suite)))
        .noneMatch(suite -> suite.name().matches(".*(_anon_|PSK|SRP|NULL|MD5).*"));
  }
}
