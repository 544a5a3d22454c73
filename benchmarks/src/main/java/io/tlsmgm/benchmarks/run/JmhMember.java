package io.tlsmgm.benchmarks.run;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** A combination of JMH's: a run of one fork for each round. */
final class JmhMember implements Member {
  private final Step.Jmh step;
  private final ResultFiles files;
  private final List<String> jvmArguments;
  private final List<RunResult> results = new ArrayList<>();

  JmhMember(Step.Jmh step, ResultFiles files, List<String> jvmArguments) {
    this.step = step;
    this.files = files;
    this.jvmArguments = List.copyOf(jvmArguments);
  }

  @Override
  public Step.Combination combination() {
    return step;
  }

  @Override
  public void round() throws RunnerException, IOException {
    Timing timing = step.timing();
    ChainedOptionsBuilder options =
        new OptionsBuilder()
            .include("^" + Pattern.quote("io.tlsmgm.benchmarks." + step.benchmark()) + "$")
            .mode(Mode.deepValueOf(step.mode()))
            .forks(1)
            .warmupIterations(timing.warmups())
            .warmupTime(TimeValue.milliseconds(timing.warmupMillis()))
            .measurementIterations(timing.iterations())
            .measurementTime(TimeValue.milliseconds(timing.millis()))
            .addProfiler(GCProfiler.class)
            .shouldFailOnError(true)
            .jvmArgsPrepend(jvmArguments.toArray(new String[0]));
    step.params().forEach((name, value) -> options.param(name, value));
    PrintStream standard = System.out;
    PrintStream error = System.err;
    // JMH passes what its processes print on to the streams of this one.
    Path file = files.log(step);
    boolean more = !results.isEmpty();
    try (PrintStream log =
        new PrintStream(new FileOutputStream(file.toFile(), more), false, StandardCharsets.UTF_8)) {
      System.setOut(log);
      System.setErr(log);
      results.add(new Runner(options.build()).runSingle());
    } finally {
      System.setOut(standard);
      System.setErr(error);
    }
  }

  @Override
  public String finish() throws IOException {
    RunResult all = Merge.of(results);
    files.write(step, Merge.json(all));
    Result<?> primary = all.getPrimaryResult();
    return String.format(
        Locale.ROOT,
        "%,.2f ± %,.2f %s",
        primary.getScore(),
        primary.getScoreError(),
        primary.getScoreUnit());
  }
}
