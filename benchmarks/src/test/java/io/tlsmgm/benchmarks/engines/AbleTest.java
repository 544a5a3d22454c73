package io.tlsmgm.benchmarks.engines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.tlsmgm.testkit.KeyKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What {@link Able} says is what happens, yes and no. */
class AbleTest {
  @ParameterizedTest
  @EnumSource(names = {"RAW_CONSCRYPT", "RAW_TCNATIVE", "OPENSSL", "WOLFSSL_LIBCRYPTO"})
  void handshakes(EngineKind kind) {
    assertThat(Able.here(kind)).isEmpty();
    List<String> wrong = new ArrayList<>();
    for (String version : List.of("TLSv1.2", "TLSv1.3")) {
      for (KeyKind key : List.of(KeyKind.EC_P256, KeyKind.RSA_2048, KeyKind.ED25519)) {
        for (int i = 0; i < 4; i++) {
          Terms terms =
              Terms.ofHandshake(version, i < 2 ? Group.X25519 : Group.P256, key, i % 3 == 0);
          compare(kind, terms, i % 2 == 1, wrong);
        }
      }
    }
    assertThat(wrong).isEmpty();
  }

  /** In a process that has its groups: with TLS 1.2, a P-256 certificate would need its curve. */
  @ParameterizedTest
  @EnumSource(names = {"RAW_JDK", "JSSE"})
  void handshakesOfTheJdk(EngineKind kind) {
    List<String> wrong = new ArrayList<>();
    for (KeyKind key : List.of(KeyKind.EC_P256, KeyKind.RSA_2048, KeyKind.ED25519)) {
      compare(kind, Terms.ofHandshake("TLSv1.3", Group.X25519, key, true), true, wrong);
    }
    compare(kind, Terms.ofHandshake("TLSv1.2", Group.X25519, KeyKind.RSA_2048, true), true, wrong);
    compare(kind, Terms.ofHandshake("TLSv1.2", Group.X25519, KeyKind.ED25519, false), true, wrong);
    assertThat(wrong).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(names = {"RAW_CONSCRYPT", "RAW_TCNATIVE", "OPENSSL", "WOLFSSL_LIBCRYPTO"})
  void records(EngineKind kind) {
    List<String> wrong = new ArrayList<>();
    for (String suite : LoopJob.SUITES) {
      Optional<String> reason = Able.ofRecords(kind, suite);
      Optional<Throwable> failure = tryOut(kind, Terms.ofRecords(suite), false);
      if (reason.isPresent() != failure.isPresent()) {
        wrong.add(suite + ": " + reason + " but " + failure);
      }
    }
    assertThat(wrong).isEmpty();
  }

  private static void compare(EngineKind kind, Terms terms, boolean resumed, List<String> wrong) {
    Optional<String> reason = Able.ofHandshake(kind, terms, resumed);
    Optional<Throwable> failure = tryOut(kind, terms, resumed);
    if (reason.isPresent() != failure.isPresent()) {
      wrong.add(terms + (resumed ? " resumed: " : ": ") + reason + " but " + failure);
    }
  }

  private static Optional<Throwable> tryOut(EngineKind kind, Terms terms, boolean resumed) {
    return Optional.ofNullable(
        catchThrowable(
            () -> {
              try (Connector connector = Connector.open(kind, terms, resumed)) {
                connector.connect();
              }
            }));
  }
}
