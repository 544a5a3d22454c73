package io.tlsmgm.benchmarks.engines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.tlsmgm.benchmarks.Once;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.RunnerException;

/** wolfSSL's crypto and the JDK's groups are the process's; what differs in them is forked. */
class EngineBenchmarksTest {
  private static final EngineKind[] ENGINES = {
    EngineKind.RAW_JDK,
    EngineKind.RAW_CONSCRYPT,
    EngineKind.RAW_TCNATIVE,
    EngineKind.JSSE,
    EngineKind.OPENSSL,
    EngineKind.WOLFSSL_LIBCRYPTO
  };

  @Test
  void records() throws RunnerException {
    List<Object> kinds = new ArrayList<>(List.of((Object[]) ENGINES));
    kinds.add(EngineKind.FLOOR);
    List<RunResult> results =
        Once.of("EngineRecordBenchmark")
            .param("suite", "TLS_AES_128_GCM_SHA256")
            .param("size", 16_384)
            .param("kind", kinds.toArray())
            .run();
    assertScored(3 * 2 * kinds.size(), results);
  }

  @Test
  void fullHandshakes() throws RunnerException {
    List<RunResult> results =
        handshakes("EngineHandshakeBenchmark", "EngineHandshakeLatencyBenchmark")
            .param("resumed", false)
            .param("kind", (Object[]) ENGINES)
            .run();
    assertScored(2 * ENGINES.length, results);
  }

  @Test
  void resumedHandshakes() throws RunnerException {
    List<RunResult> results =
        handshakes("EngineHandshakeBenchmark")
            .param("resumed", true)
            .param(
                "kind",
                EngineKind.RAW_JDK,
                EngineKind.RAW_CONSCRYPT,
                EngineKind.RAW_TCNATIVE,
                EngineKind.JSSE,
                EngineKind.WOLFSSL_LIBCRYPTO)
            .run();
    assertScored(5, results);
  }

  @Test
  void theSidesAddUpToTheHandshake() throws RunnerException {
    RunResult result =
        handshakes("EngineHandshakeBenchmark")
            .param("resumed", false)
            .param("kind", EngineKind.OPENSSL)
            .run()
            .get(0);
    double client = share(result, "clientShare");
    double server = share(result, "serverShare");
    double both = result.getPrimaryResult().getScore();
    assertThat(client).isPositive();
    assertThat(server).isPositive();
    assertThat(client + server).isCloseTo(both, within(both / 1e6));
  }

  @Test
  void theOtherCryptoOfWolfSsl() throws RunnerException {
    assertScored(
        1,
        handshakes("EngineHandshakeBenchmark")
            .param("resumed", true)
            .param("kind", EngineKind.WOLFSSL_BUILTIN)
            .forked()
            .run());
  }

  @Test
  void theOtherGroupOfTheJdk() throws RunnerException {
    assertScored(
        1,
        handshakesWith(Group.P256, "EngineHandshakeBenchmark")
            .param("resumed", false)
            .param("kind", EngineKind.JSSE)
            .forked()
            .run());
  }

  @Test
  void whatAKindCannotDoEndsWithTheReason() {
    Once once =
        handshakes("EngineHandshakeBenchmark")
            .param("resumed", true)
            .param("kind", EngineKind.OPENSSL);
    String reason = "servers of tls_library=openssl resume no sessions of TLS 1.3";
    assertThatThrownBy(once::run)
        .isInstanceOf(RunnerException.class)
        .cause()
        .satisfies(
            cause ->
                assertThat(cause.getSuppressed())
                    .anySatisfy(
                        thrown ->
                            assertThat(thrown)
                                .isInstanceOf(UnsupportedOperationException.class)
                                .hasMessage("not supported: OPENSSL: " + reason)));
  }

  private static double share(RunResult result, String name) {
    return Objects.requireNonNull(result.getSecondaryResults().get(name)).getScore();
  }

  private static Once handshakes(String... names) {
    return handshakesWith(Group.X25519, names);
  }

  private static Once handshakesWith(Group group, String... names) {
    return Once.of(names)
        .param("version", "TLSv1.3")
        .param("mutual", true)
        .param("key", "EC_P256")
        .param("group", group);
  }

  private static void assertScored(int count, List<RunResult> results) {
    assertThat(results)
        .hasSize(count)
        .allSatisfy(result -> assertThat(result.getPrimaryResult().getScore()).isPositive());
  }
}
