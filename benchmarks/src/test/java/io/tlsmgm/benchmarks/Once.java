package io.tlsmgm.benchmarks;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs benchmarks for ten milliseconds each; one that throws fails the run. */
public final class Once {
  static {
    // Another run on this machine disturbs measurements, which these are not.
    System.setProperty("jmh.ignoreLock", "true");
  }

  private final ChainedOptionsBuilder options =
      new OptionsBuilder()
          .warmupIterations(0)
          .measurementIterations(1)
          .measurementTime(TimeValue.milliseconds(10))
          .forks(0)
          .shouldFailOnError(true)
          .verbosity(VerboseMode.SILENT);

  private Once() {}

  /** All methods of these classes, or the one of {@code Class.method}. */
  public static Once of(String... names) {
    Once once = new Once();
    for (String name : names) {
      once.options.include("\\." + Pattern.quote(name) + "(\\.|$)");
    }
    return once;
  }

  /** Those values only; for each parameter once. */
  public Once param(String name, Object... values) {
    options.param(name, Arrays.stream(values).map(Object::toString).toArray(String[]::new));
    return this;
  }

  /** In a process for each combination, in place of this one. */
  public Once forked() {
    options.forks(1);
    return this;
  }

  /** What was measured. */
  public List<RunResult> run() throws RunnerException {
    Collection<RunResult> results = new Runner(options.build()).run();
    return List.copyOf(results);
  }
}
