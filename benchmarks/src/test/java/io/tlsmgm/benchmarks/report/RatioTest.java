package io.tlsmgm.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class RatioTest {
  private static Panel panel(String... results) {
    return Panel.of(Samples.parse(results)).get(0);
  }

  private static Optional<Ratio> toRaw(Panel panel, String row) {
    return panel.cell(row, "1024").flatMap(panel::toRaw);
  }

  @Test
  void lessTimeIsMoreSpeed() {
    Panel panel = panel(Samples.record("RAW_JDK", 1000, "10"), Samples.record("JSSE", 1250, "10"));
    Ratio ratio = toRaw(panel, "JSSE").orElseThrow();
    assertThat(ratio.value()).isEqualTo(0.8);
    assertThat(ratio.low()).isCloseTo(990.0 / 1260, within(1e-9));
    assertThat(ratio.high()).isCloseTo(1010.0 / 1240, within(1e-9));
    assertThat(ratio.below()).isTrue();
    assertThat(ratio.surelyBelow()).isTrue();
  }

  @Test
  void belowWithinTheErrorIsNotSurelyBelow() {
    Panel panel = panel(Samples.record("RAW_JDK", 1000, "30"), Samples.record("JSSE", 1040, "30"));
    Ratio ratio = toRaw(panel, "JSSE").orElseThrow();
    assertThat(ratio.below()).isTrue();
    assertThat(ratio.surelyBelow()).isFalse();
    Panel unknown =
        panel(Samples.record("RAW_JDK", 1000, "\"NaN\""), Samples.record("JSSE", 2000, "1"));
    assertThat(toRaw(unknown, "JSSE").orElseThrow().surelyBelow()).isFalse();
  }

  @Test
  void moreOfARateIsMoreSpeed() {
    List<Result> results =
        Samples.parse(
            Samples.json(
                "servers.requests", "thrpt", Map.of("server", "nginx"), 2000, "0", "requests/s"),
            Samples.json(
                "servers.requests",
                "thrpt",
                Map.of("server", "tlsmgm-jsse"),
                1500,
                "0",
                "requests/s"));
    Panel panel = Panel.of(results).get(0);
    Result ours = panel.cell("tlsmgm-jsse", "").orElseThrow();
    assertThat(panel.toBestPeer(ours).orElseThrow().value()).isEqualTo(0.75);
  }

  @Test
  void eachKindHasItsOwnLibraryUnderneath() {
    Panel panel =
        panel(
            Samples.record("RAW_JDK", 100, "1"),
            Samples.record("RAW_CONSCRYPT", 200, "1"),
            Samples.record("RAW_TCNATIVE", 50, "1"),
            Samples.record("C_WOLFSSL_LIBCRYPTO", 400, "1"),
            Samples.record("JSSE", 100, "1"),
            Samples.record("OPENSSL", 100, "1"),
            Samples.record("WOLFSSL_LIBCRYPTO", 100, "1"),
            Samples.record("WOLFSSL_BUILTIN", 100, "1"),
            Samples.record("FLOOR", 1, "1"));
    assertThat(toRaw(panel, "JSSE").orElseThrow().value()).isEqualTo(1);
    assertThat(toRaw(panel, "OPENSSL").orElseThrow().value()).isEqualTo(2);
    assertThat(toRaw(panel, "WOLFSSL_LIBCRYPTO").orElseThrow().value()).isEqualTo(4);
    assertThat(toRaw(panel, "WOLFSSL_BUILTIN")).as("its loop was not measured").isEmpty();
    assertThat(panel.bestPeer("1024").orElseThrow().param("kind"))
        .as("neither loops in C nor copies are peers")
        .isEqualTo("RAW_TCNATIVE");
  }

  @Test
  void aScoreThatIsNotANumberHasNoRatio() {
    Panel panel =
        panel(
            Samples.record("RAW_JDK", 100, "1"),
            Samples.record("JSSE", 100, "1").replace("\"score\": 100.0,", "\"score\": \"NaN\","));
    assertThat(toRaw(panel, "JSSE")).isEmpty();
  }

  @Test
  void theRatioIsTheMedianOfThoseOfTheRounds() {
    Panel panel =
        panel(
            // The second round was five times as slow for both, the third for one alone.
            Samples.rounds("RAW_JDK", "[[100, 90, 110], [500, 510, 490], [100, 100, 100]]"),
            Samples.rounds("JSSE", "[[125, 125, 900], [550, 500, 600], [500, 500, 500]]"));
    Ratio ratio = toRaw(panel, "JSSE").orElseThrow();
    assertThat(ratio.value()).isCloseTo(0.8, within(1e-9));
    assertThat(ratio.low()).isCloseTo(0.2, within(1e-9));
    assertThat(ratio.high()).isCloseTo(500.0 / 550, within(1e-9));
    assertThat(ratio.surelyBelow()).as("in every round").isTrue();
    assertThat(panel.cell("JSSE", "1024").orElseThrow().typical()).isEqualTo(500);
    assertThat(panel.cell("JSSE", "1024").orElseThrow().best()).isEqualTo(125);
  }

  @Test
  void belowInSomeRoundsIsNotSurelyBelow() {
    Panel panel =
        panel(
            Samples.rounds("RAW_JDK", "[[100], [100], [100]]"),
            Samples.rounds("JSSE", "[[105], [110], [90]]"));
    Ratio ratio = toRaw(panel, "JSSE").orElseThrow();
    assertThat(ratio.value()).isCloseTo(100.0 / 105, within(1e-9));
    assertThat(ratio.below()).isTrue();
    assertThat(ratio.surelyBelow()).isFalse();
  }

  @Test
  void withoutAsManyRoundsItIsTheRatioOfTheMedians() {
    Panel panel =
        panel(
            Samples.rounds("RAW_JDK", "[[100, 110], [80, 90]]"),
            Samples.rounds("JSSE", "[[190], [200], [100]]"));
    Ratio ratio = toRaw(panel, "JSSE").orElseThrow();
    assertThat(ratio.value()).isCloseTo(95.0 / 190, within(1e-9));
    assertThat(ratio.low()).as("by the extremes").isCloseTo(85.0 / 200, within(1e-9));
    assertThat(ratio.high()).isCloseTo(105.0 / 100, within(1e-9));
    Panel single =
        panel(Samples.rounds("RAW_JDK", "[[100]]"), Samples.rounds("JSSE", "[[200, 300]]"));
    Ratio unknown = toRaw(single, "JSSE").orElseThrow();
    assertThat(unknown.value()).isCloseTo(0.4, within(1e-9));
    assertThat(unknown.spread()).isFalse();
    assertThat(unknown.surelyBelow()).isFalse();
  }

  /** Of two runs, or of one that was stopped in between: what stands side by side ran apart. */
  @Test
  void roundsOfAnotherTimeAreNotPaired() {
    Panel panel =
        panel(
            Samples.inRounds(Samples.record("RAW_JDK", 1000, "1"), "[[100], [200], [400]]", "a"),
            Samples.inRounds(Samples.record("JSSE", 1000, "1"), "[[400], [100], [200]]", "b"));
    Ratio ratio = toRaw(panel, "JSSE").orElseThrow();
    assertThat(ratio.value()).isCloseTo(1, within(1e-9));
    assertThat(ratio.low()).isCloseTo(0.25, within(1e-9));
    assertThat(ratio.high()).isCloseTo(4, within(1e-9));
  }

  @Test
  void moreOfARateIsMoreSpeedInEveryRound() {
    List<Result> results =
        Samples.parse(
            server("nginx", "[[2000], [1000], [4000]]"),
            server("tlsmgm-jsse", "[[1000], [800], [3000]]"));
    Panel panel = Panel.of(results).get(0);
    Ratio ratio = panel.toBestPeer(panel.cell("tlsmgm-jsse", "").orElseThrow()).orElseThrow();
    assertThat(ratio.value()).isCloseTo(0.75, within(1e-9));
    assertThat(ratio.low()).isCloseTo(0.5, within(1e-9));
    assertThat(ratio.high()).isCloseTo(0.8, within(1e-9));
    assertThat(panel.cell("nginx", "").orElseThrow().best()).isEqualTo(4000);
  }

  private static String server(String name, String raw) {
    return Samples.inRounds(
        Samples.json("servers.requests", "thrpt", Map.of("server", name), 1500, "0", "requests/s"),
        raw,
        "the same");
  }

  @Test
  void layersCountWhatIsBelow() {
    List<Panel> panels =
        Panel.of(
            Samples.parse(
                Samples.record("RAW_JDK", "64", 100, "0"),
                Samples.record("JSSE", "64", 200, "0"),
                Samples.record("RAW_JDK", "1024", 100, "0"),
                Samples.record("JSSE", "1024", 50, "0")));
    Layer layer = Layer.of("engines.EngineRecordBenchmark", panels).get(0);
    assertThat(layer.mean()).isCloseTo(1, within(1e-9));
    assertThat(layer.worst().value()).isEqualTo(0.5);
    assertThat(layer.where()).contains("64 bytes");
    assertThat(layer.below()).isEqualTo(1);
    assertThat(layer.count()).isEqualTo(2);
  }
}
