package io.tlsmgm.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ComparisonTest {
  private static Comparison.Change change(String then, String now) {
    return new Comparison(Samples.parse(then)).of(Samples.parse(now).get(0)).orElseThrow();
  }

  @Test
  void intervalsThatDoNotOverlapAreAChange() {
    Comparison.Change change =
        change(Samples.record("JSSE", 1000, "20"), Samples.record("JSSE", 900, "20"));
    assertThat(change.change()).isCloseTo(-0.1, within(1e-9));
    assertThat(change.better()).isTrue();
    assertThat(change.significant()).isTrue();
  }

  @Test
  void intervalsThatOverlapAreNone() {
    assertThat(
            change(Samples.record("JSSE", 1000, "60"), Samples.record("JSSE", 900, "60"))
                .significant())
        .isFalse();
    assertThat(
            change(Samples.record("JSSE", 1000, "\"NaN\""), Samples.record("JSSE", 10, "1"))
                .significant())
        .as("nobody knows how wide the earlier one is")
        .isFalse();
  }

  @Test
  void processesOfWhichNoneReachesThoseOfTheOtherRunAreAChange() {
    Comparison.Change change =
        change(
            Samples.rounds("JSSE", "[[100, 200], [110], [120]]"),
            Samples.rounds("JSSE", "[[90], [95], [70, 500, 90]]"));
    assertThat(change.significant()).as("whatever the means are").isTrue();
    assertThat(change.better()).isTrue();
    assertThat(change.change()).isCloseTo(90 / 115.0 - 1, within(1e-9));
    assertThat(
            change(
                    Samples.rounds("JSSE", "[[100], [110], [120]]"),
                    Samples.rounds("JSSE", "[[90], [95], [105]]"))
                .significant())
        .isFalse();
  }

  @Test
  void theSpeedOfEverythingTellsAMachineThatChanged() {
    Comparison comparison =
        new Comparison(
            Samples.parse(
                Samples.record("JSSE", 100, "1"),
                Samples.record("OPENSSL", 100, "1"),
                Samples.record("RAW_JDK", 100, "1")));
    List<Result> now =
        Samples.parse(
            Samples.record("JSSE", 200, "1"),
            Samples.record("OPENSSL", 200, "1"),
            Samples.record("RAW_JDK", 50, "1"),
            Samples.record("FLOOR", 50, "1"));
    assertThat(comparison.speed(now)).hasValue(0.5);
    assertThat(comparison.speed(List.of())).isEmpty();
  }

  @Test
  void moreOfARateIsBetter() {
    Comparison.Change change =
        change(
            Samples.json("s.r", "thrpt", Map.of(), 100, "1", "requests/s"),
            Samples.json("s.r", "thrpt", Map.of(), 120, "1", "requests/s"));
    assertThat(change.better()).isTrue();
  }

  @Test
  void anotherCombinationIsNotCompared() {
    Comparison comparison = new Comparison(Samples.parse(Samples.record("JSSE", "64", 1, "0")));
    List<Result> now = Samples.parse(Samples.record("JSSE", "1024", 1, "0"));
    assertThat(comparison.of(now.get(0))).isEmpty();
  }
}
