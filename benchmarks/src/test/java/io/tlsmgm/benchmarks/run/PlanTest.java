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
  private static final String LOOKUP = "DomainLookupBenchmark.exact";

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
    assertThat(plan.estimate()).contains(" min ").contains("servers");
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
        .containsExactly("10000");
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
  void combinationsThatDifferInTheKindAreAGroupAndSoAreItsLoopsInC() {
    Plan plan = Plan.of(Selection.SHORT);
    List<Group> groups = plan.groups();
    assertThat(groups).extracting(Group::name).doesNotHaveDuplicates();
    assertThat(groups.stream().flatMap(group -> group.combinations().stream()).toList())
        .as("in the order of the plan")
        .isEqualTo(plan.steps().subList(0, plan.steps().size() - 1));
    Group records =
        groups.stream().filter(g -> g.name().contains("size=64 ")).findFirst().orElseThrow();
    assertThat(records.name())
        .isEqualTo(
            "engines.EngineRecordBenchmark.wrapUnwrap direct=true size=64"
                + " suite=TLS_AES_128_GCM_SHA256");
    assertThat(records.rounds()).isEqualTo(3);
    assertThat(records.combinations())
        .extracting(Step.Combination::member)
        .startsWith("kind=FLOOR", "kind=RAW_JDK", "kind=JSSE")
        .endsWith("kind=C_WOLFSSL_BUILTIN", "kind=C_WOLFSSL_LIBCRYPTO", "kind=C_LIBSSL");
    assertThat(groups)
        .filteredOn(group -> group.name().startsWith("DomainLookup"))
        .allMatch(group -> group.combinations().size() == 1);
  }

  @Test
  void waysToTheSameLibraryAreAGroup() {
    Plan plan = Plan.of(Selection.FULL).only(Pattern.compile("^RecordBenchmark.*size=64$"));
    assertThat(plan.groups()).hasSize(1);
    assertThat(plan.groups().get(0).combinations())
        .extracting(Step.Combination::member)
        .contains("library=jsse path=RAW", "library=openssl path=MANY_DOMAINS");
  }

  @Test
  void whatAKindCannotDoIsLeftOutWithAReason() {
    assertThat(Plan.of(Selection.SHORT).left())
        .anyMatch(left -> left.contains("kind=OPENSSL") && left.contains("resume"));
  }

  @Test
  void whatHasAResultIsNotRunAgain() throws IOException {
    Plan plan = Plan.of(Selection.SHORT).only(Pattern.compile("DomainLookup.*(exact|miss)"));
    Files.writeString(
        directory.resolve("a.json"),
        "[{\"benchmark\": \"io.tlsmgm.benchmarks."
            + LOOKUP
            + "\", \"mode\": \"avgt\", \"params\": {\"domains\": \"10000\"}, \"primaryMetric\":"
            + " {\"score\": 30, \"scoreError\": 1, \"scoreUnit\": \"ns/op\"}}]");
    List<Result> results = ResultReader.directory(directory);
    assertThat(plan.steps()).hasSize(2);
    assertThat(plan.without(results).steps())
        .extracting(Step::name)
        .containsExactly("DomainLookupBenchmark.miss domains=10000");
  }

  @Test
  void aGroupGoesOnWithThoseThatHaveNoResult() throws IOException {
    Plan plan = Plan.of(Selection.SHORT).only(Pattern.compile("wrapUnwrap.*kind=.*JDK|JSSE.*size"));
    assertThat(plan.groups()).hasSize(3);
    Files.writeString(
        directory.resolve("a.json"),
        "[{\"benchmark\": \"io.tlsmgm.benchmarks.engines.EngineRecordBenchmark.wrapUnwrap\","
            + " \"mode\": \"avgt\", \"params\": {\"kind\": \"RAW_JDK\", \"size\": \"1024\","
            + " \"suite\": \"TLS_AES_128_GCM_SHA256\", \"direct\": \"true\"}, \"primaryMetric\":"
            + " {\"score\": 30, \"scoreError\": 1, \"scoreUnit\": \"ns/op\"}}]");
    Plan rest = plan.without(ResultReader.directory(directory));
    assertThat(rest.groups()).hasSize(3);
    for (Group group : rest.groups()) {
      assertThat(group.rounds()).isEqualTo(3);
      assertThat(group.combinations())
          .hasSize(group.name().contains("size=1024 ") ? 1 : 2)
          .anyMatch(combination -> combination.member().equals("kind=JSSE"));
    }
  }

  @Test
  void iterationsOfAnotherLengthTakeAnotherTime() {
    Plan plan = Plan.of(Selection.SHORT).only(Pattern.compile("DomainLookup.*exact"));
    assertThat(plan.withMillis(1000).seconds()).isEqualTo(3 * (Timing.START_SECONDS + 2 + 3));
  }
}
