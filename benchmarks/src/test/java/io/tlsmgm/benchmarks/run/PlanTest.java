package io.tlsmgm.benchmarks.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.tlsmgm.benchmarks.report.Result;
import io.tlsmgm.benchmarks.report.ResultReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PlanTest {
  private static final String LOOKUP = "io.tlsmgm.benchmarks.DomainLookupBenchmark.exact";

  @TempDir private Path directory = Path.of("");

  private static List<Step.Jmh> jmh(Plan plan) {
    return plan.steps().stream()
        .filter(Step.Jmh.class::isInstance)
        .map(Step.Jmh.class::cast)
        .toList();
  }

  @Test
  void theShortSelectionTakesTenMinutesAtMost() {
    Plan plan = Plan.of(Selection.SHORT);
    assertThat(plan.seconds()).isBetween(300.0, 600.0);
    assertThat(plan.estimate()).contains(" min ").contains("servers").contains("loops in C");
  }

  @Test
  void theShortSelectionHasWhatTheChoiceNeeds() {
    List<Step.Jmh> steps = jmh(Plan.of(Selection.SHORT));
    assertThat(steps).allMatch(step -> step.timing().forks() == 3);
    for (String size : List.of("64", "1024", "16384")) {
      assertThat(steps)
          .as("records of " + size)
          .anyMatch(
              step -> step.name().contains("kind=JSSE") && step.name().contains("size=" + size));
    }
    assertThat(steps)
        .filteredOn(step -> step.benchmark().endsWith("EngineHandshakeBenchmark.handshake"))
        .extracting(step -> step.params().get("resumed"))
        .contains("true", "false");
    assertThat(steps)
        .filteredOn(step -> step.benchmark().equals(LOOKUP))
        .extracting(step -> step.params().get("domains"))
        .containsExactlyInAnyOrder("1", "10000");
  }

  @Test
  void theFullSelectionHasTheShortOne() {
    List<String> full = Plan.of(Selection.FULL).steps().stream().map(Step::name).toList();
    assertThat(full).doesNotHaveDuplicates();
    assertThat(full)
        .containsAll(Plan.of(Selection.SHORT).steps().stream().map(Step::name).toList());
    assertThat(jmh(Plan.of(Selection.FULL))).allMatch(step -> step.timing().forks() >= 3);
  }

  @Test
  void kindsOfOneCombinationStandNextToEachOther() {
    List<Step.Jmh> records =
        jmh(Plan.of(Selection.SHORT).only(Pattern.compile("wrapUnwrap.*size=64 ")));
    List<Step.Jmh> all = jmh(Plan.of(Selection.SHORT));
    int first = all.indexOf(records.get(0));
    assertThat(all.subList(first, first + records.size())).isEqualTo(records);
    assertThat(records)
        .extracting(step -> step.params().get("kind"))
        .startsWith("FLOOR", "RAW_JDK", "JSSE");
  }

  @Test
  void whatAKindCannotDoIsLeftOutWithAReason() {
    assertThat(Plan.of(Selection.SHORT).left())
        .anyMatch(left -> left.contains("kind=OPENSSL") && left.contains("resume"));
  }

  @Test
  void whatHasAResultIsNotRunAgain() throws IOException {
    Plan plan = Plan.of(Selection.SHORT).only(Pattern.compile("DomainLookup.*exact"));
    Files.writeString(
        directory.resolve("a.json"),
        "[{\"benchmark\": \""
            + LOOKUP
            + "\", \"mode\": \"avgt\", \"params\": {\"domains\": \"1\"}, \"primaryMetric\":"
            + " {\"score\": 30, \"scoreError\": 1, \"scoreUnit\": \"ns/op\"}}]");
    List<Result> results = ResultReader.directory(directory);
    assertThat(plan.steps()).hasSize(2);
    assertThat(plan.without(results).steps())
        .extracting(Step::name)
        .containsExactly("DomainLookupBenchmark.exact domains=10000");
  }

  @Test
  void iterationsOfAnotherLengthTakeAnotherTime() {
    Plan plan = Plan.of(Selection.SHORT).only(Pattern.compile("DomainLookup.*exact domains=1$"));
    assertThat(plan.withMillis(1000).seconds()).isEqualTo(3 * (Timing.START_SECONDS + 2 + 3));
  }
}
