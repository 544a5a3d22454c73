package io.tlsmgm.benchmarks.run;

import io.tlsmgm.benchmarks.engines.LoopJob;
import io.tlsmgm.benchmarks.engines.NativeLoops;
import io.tlsmgm.benchmarks.report.Result;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/** What is measured as one, and whose results come as one file. */
public sealed interface Step {
  /** For people, and for {@code --only}. */
  String name();

  /** How long it takes, about. */
  double seconds();

  /** Whether {@code result} is one of this step's. */
  boolean made(Result result);

  /** One combination of parameters, measured by several processes, one after the other. */
  sealed interface Combination extends Step {
    /** The benchmark, without this project's package. */
    String benchmark();

    /** JMH's short name of the mode. */
    String mode();

    /** All of them. */
    NavigableMap<String, String> params();

    /** How many processes measure it: so many rounds it takes part in. */
    int forks();

    @Override
    default String name() {
      return Naming.name(this, params());
    }

    /** What combinations have in common that differ only in whose code it is. */
    default String group() {
      return Naming.name(this, Naming.without(params(), Naming.WHOSE));
    }

    /** What it has of its own in its group; empty when it is alone in its kind. */
    default String member() {
      return Naming.words(Naming.only(params(), Naming.WHOSE));
    }

    @Override
    default boolean made(Result result) {
      return benchmark().equals(result.suite() + "." + result.method())
          && mode().equals(result.mode())
          && params().equals(result.params());
    }
  }

  /**
   * By JMH.
   *
   * @param benchmark class and method, the class without this project's package
   * @param mode JMH's short name of it
   * @param params all of them
   * @param timing how long
   */
  record Jmh(String benchmark, String mode, NavigableMap<String, String> params, Timing timing)
      implements Combination {
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
    public int forks() {
      return timing.forks();
    }

    @Override
    public double seconds() {
      return timing.seconds();
    }
  }

  /**
   * By a loop in C.
   *
   * @param job which
   * @param timing how long
   */
  record Loop(LoopJob job, NativeLoops.Timing timing) implements Combination {
    @Override
    public String benchmark() {
      return job.benchmark();
    }

    @Override
    public String mode() {
      return "avgt";
    }

    @Override
    public NavigableMap<String, String> params() {
      return new TreeMap<>(job.params());
    }

    @Override
    public int forks() {
      return timing.forks();
    }

    @Override
    public double seconds() {
      return timing.forks() * job.seconds(timing);
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
