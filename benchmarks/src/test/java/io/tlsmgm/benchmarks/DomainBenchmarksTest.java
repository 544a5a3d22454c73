package io.tlsmgm.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.RunnerException;

class DomainBenchmarksTest {
  @Test
  void helloToDomain() throws RunnerException {
    assertScored(4, Once.of("ClientHelloBenchmark").param("domains", 100).param("pieces", 4).run());
  }

  @Test
  void lookup() throws RunnerException {
    assertScored(6, Once.of("DomainLookupBenchmark").param("domains", 1, 100).run());
  }

  @Test
  void records() throws RunnerException {
    assertScored(
        9,
        Once.of("RecordBenchmark")
            .param("library", "jsse", "openssl", "wolfssl")
            .param("path", "RAW", "SINGLE_DOMAIN", "MANY_DOMAINS")
            .param("size", 1024)
            .run());
  }

  @Test
  void reloads() throws RunnerException {
    assertScored(
        4,
        Once.of("ReloadBenchmark").param("domains", 100).param("library", "jsse", "openssl").run());
  }

  @Test
  void handshakesWhileReloading() throws RunnerException {
    assertScored(
        4,
        Once.of("HandshakeWhileReloadingBenchmark")
            .param("library", "openssl", "wolfssl")
            .param("domains", 10)
            .run());
  }

  private static void assertScored(int count, List<RunResult> results) {
    assertThat(results)
        .hasSize(count)
        .allSatisfy(result -> assertThat(result.getPrimaryResult().getScore()).isPositive());
  }
}
