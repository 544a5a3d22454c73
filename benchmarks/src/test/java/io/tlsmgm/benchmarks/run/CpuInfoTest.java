package io.tlsmgm.benchmarks.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class CpuInfoTest {
  @Test
  void saysWhichInstructionsThereAreAndAreNot() {
    List<String> info = List.of("model name\t: Some CPU", "flags\t\t: fpu aes avx2 pclmulqdq aes");
    assertThat(CpuInfo.model(info)).isEqualTo("Some CPU");
    assertThat(CpuInfo.crypto(info))
        .startsWith("aes yes, vaes no, pclmulqdq yes")
        .contains("avx2 yes")
        .contains("sha_ni no");
  }

  @Test
  void arm() {
    assertThat(CpuInfo.crypto(List.of("Features\t: fp asimd aes pmull")))
        .isEqualTo("aes yes, pmull yes, sha2 no, sha3 no, asimd yes, sve no");
  }

  @Test
  void saysSoWhereNothingIsKnown() {
    assertThat(CpuInfo.model(List.of())).startsWith("unknown");
    assertThat(CpuInfo.crypto(List.of())).startsWith("unknown");
  }
}
