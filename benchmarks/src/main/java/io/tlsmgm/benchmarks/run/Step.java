package io.tlsmgm.benchmarks.run;

import io.tlsmgm.benchmarks.report.Result;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** What is started at once, and whose results come as one file. */
public sealed interface Step {
  /** For people, and for {@code --only}. */
  String name();

  /** How long it takes, about. */
  double seconds();

  /** Whether {@code result} is one of this step's. */
  boolean made(Result result);

  /**
   * One combination of a JMH benchmark.
   *
   * @param benchmark class and method
   * @param mode JMH's short name of it
   * @param params all of them
   * @param timing how long
   */
  record Jmh(String benchmark, String mode, NavigableMap<String, String> params, Timing timing)
      implements Step {
    private static final String PACKAGE = "io.tlsmgm.benchmarks.";

    /** Copies the parameters. */
    public Jmh {
      params = new TreeMap<>(params);
    }

    Jmh withMillis(int millis) {
      return new Jmh(
          benchmark,
          mode,
          params,
          new Timing(timing.forks(), timing.warmups(), millis, timing.iterations(), millis));
    }

    @Override
    public String name() {
      String values =
          params.entrySet().stream()
              .map(param -> param.getKey() + "=" + param.getValue())
              .collect(Collectors.joining(" "));
      String sampled = mode.equals("avgt") ? "" : " " + mode;
      return benchmark.replace(PACKAGE, "") + sampled + (values.isEmpty() ? "" : " " + values);
    }

    @Override
    public double seconds() {
      return timing.seconds();
    }

    @Override
    public boolean made(Result result) {
      return benchmark.equals(PACKAGE + result.suite() + "." + result.method())
          && mode.equals(result.mode())
          && params.equals(result.params());
    }
  }

  /**
   * A program of this module that measures by other means and writes the same kind of file.
   *
   * @param name as above
   * @param mainClass that takes {@code --results DIRECTORY}
   * @param arguments and these
   * @param seconds as above
   * @param results which are its own
   */
  record Program(
      String name,
      String mainClass,
      List<String> arguments,
      double seconds,
      Predicate<Result> results)
      implements Step {
    /** Copies the arguments. */
    public Program {
      arguments = List.copyOf(arguments);
    }

    @Override
    public boolean made(Result result) {
      return results.test(result);
    }
  }

  /** The steps of which {@code results} has nothing. */
  static List<Step> missing(List<Step> steps, List<Result> results) {
    return steps.stream().filter(step -> results.stream().noneMatch(step::made)).toList();
  }
}
