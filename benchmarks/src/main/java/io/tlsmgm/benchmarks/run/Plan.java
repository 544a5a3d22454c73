package io.tlsmgm.benchmarks.run;

import io.tlsmgm.benchmarks.report.Result;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.runner.BenchmarkList;
import org.openjdk.jmh.runner.BenchmarkListEntry;
import org.openjdk.jmh.runner.format.OutputFormat;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * What is to be run, in order: combinations that differ only in whose code it is stand next to each
 * other, so that a machine that changes changes for all of them.
 *
 * @param steps in order
 * @param left what the selection would have, and cannot run here: each with the reason
 */
public record Plan(List<Step> steps, List<String> left) {
  private static final int FORKS = 3;
  private static final String PACKAGE = "io.tlsmgm.benchmarks.";

  /** Copies both. */
  public Plan {
    steps = List.copyOf(steps);
    left = List.copyOf(left);
  }

  /** Of every benchmark of this module that the selection has. */
  public static Plan of(Selection selection) {
    List<Step.Jmh> steps = new ArrayList<>();
    List<String> left = new ArrayList<>();
    for (BenchmarkListEntry entry : entries()) {
      String benchmark = entry.getUsername();
      Optional<Rule> rule = Rule.of(benchmark);
      if (selection == Selection.SHORT && rule.isEmpty()) {
        continue;
      }
      if (selection == Selection.SHORT && !entry.getMode().shortLabel().equals("avgt")) {
        continue;
      }
      for (NavigableMap<String, String> params :
          combinations(entry, selection == Selection.SHORT ? rule : Optional.empty())) {
        Timing timing =
            selection == Selection.SHORT
                ? rule.map(r -> r.timing(params)).orElseThrow()
                : annotated(entry);
        Step.Jmh step =
            new Step.Jmh(
                benchmark.replace(PACKAGE, ""), entry.getMode().shortLabel(), params, timing);
        Optional<String> reason = Unable.reason(step);
        if (reason.isPresent()) {
          left.add(step.name() + ": " + reason.get());
        } else {
          steps.add(step);
        }
      }
    }
    steps.sort(
        Comparator.comparing(Step.Jmh::benchmark)
            .thenComparing(Step.Jmh::mode)
            .thenComparing(Step.Jmh::group)
            .thenComparing(step -> Rule.KINDS.indexOf(step.params().getOrDefault("kind", ""))));
    List<Step.Combination> combinations = new ArrayList<>(steps);
    combinations.addAll(Programs.loops(selection));
    List<Step> all = new ArrayList<>();
    // A loop in C is one of the group whose reference it is.
    Group.of(combinations).forEach(group -> all.addAll(group.combinations()));
    all.add(Programs.servers(selection));
    return new Plan(all, left);
  }

  private static List<BenchmarkListEntry> entries() {
    // JMH says on it what it skips; nothing is skipped.
    OutputFormat nowhere =
        OutputFormatFactory.createFormatInstance(
            new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8),
            VerboseMode.SILENT);
    return List.copyOf(BenchmarkList.defaultList().getAll(nowhere, List.of()));
  }

  private static List<NavigableMap<String, String>> combinations(
      BenchmarkListEntry entry, Optional<Rule> rule) {
    List<NavigableMap<String, String>> combinations = new ArrayList<>();
    combinations.add(new TreeMap<>());
    Map<String, String[]> annotated = entry.getParams().orElse(Map.of());
    for (Map.Entry<String, String[]> param : annotated.entrySet()) {
      List<String> all = List.of(param.getValue());
      List<String> values = rule.map(r -> r.values(param.getKey(), all)).orElse(all);
      List<NavigableMap<String, String>> more = new ArrayList<>();
      for (NavigableMap<String, String> combination : combinations) {
        for (String value : values) {
          NavigableMap<String, String> one = new TreeMap<>(combination);
          one.put(param.getKey(), value);
          more.add(one);
        }
      }
      combinations = more;
    }
    return combinations;
  }

  /** As the class says, but never fewer processes than three. */
  private static Timing annotated(BenchmarkListEntry entry) {
    boolean once = entry.getMode().shortLabel().equals("ss");
    return new Timing(
        Math.max(FORKS, entry.getForks().orElse(FORKS)),
        entry.getWarmupIterations().orElse(once ? 0 : 5),
        millis(entry.getWarmupTime()),
        entry.getMeasurementIterations().orElse(once ? 1 : 5),
        millis(entry.getMeasurementTime()));
  }

  private static int millis(org.openjdk.jmh.util.Optional<TimeValue> time) {
    // JMH's own iterations are of ten seconds; a single shot is taken to be as long.
    return time.hasValue() ? (int) time.get().convertTo(TimeUnit.MILLISECONDS) : 10_000;
  }

  /** Those whose name {@code only} is found in; all when there is none. */
  public Plan only(@Nullable Pattern only) {
    return only == null
        ? this
        : new Plan(
            steps.stream().filter(step -> only.matcher(step.name()).find()).toList(),
            left.stream().filter(name -> only.matcher(name).find()).toList());
  }

  /** With iterations of another length. */
  public Plan withMillis(int millis) {
    return new Plan(
        steps.stream()
            .map(step -> step instanceof Step.Jmh jmh ? jmh.withMillis(millis) : step)
            .toList(),
        left);
  }

  /** Without what {@code results} has already. */
  Plan without(List<Result> results) {
    return new Plan(Step.missing(steps, results), left);
  }

  /** How long it takes, about, in seconds. */
  public double seconds() {
    return steps.stream().mapToDouble(Step::seconds).sum();
  }

  /** Combinations in the groups in which they are measured. */
  List<Group> groups() {
    return Group.of(
        steps.stream()
            .filter(Step.Combination.class::isInstance)
            .map(Step.Combination.class::cast)
            .toList());
  }

  /** What is not measured in rounds. */
  List<Step.Program> programs() {
    return steps.stream()
        .filter(Step.Program.class::isInstance)
        .map(Step.Program.class::cast)
        .toList();
  }

  /** The arithmetic, in words. */
  public String estimate() {
    List<Group> groups = groups();
    int combinations = groups.stream().mapToInt(group -> group.combinations().size()).sum();
    StringBuilder text = new StringBuilder();
    text.append(combinations).append(combinations == 1 ? " combination in " : " combinations in ");
    text.append(Durations.text(groups.stream().mapToDouble(Group::seconds).sum()));
    for (Step.Program program : programs()) {
      text.append(", ").append(program.name()).append(' ');
      text.append(Durations.text(program.seconds()));
    }
    return text.append(": about ").append(Durations.text(seconds())).append(" in all").toString();
  }
}
