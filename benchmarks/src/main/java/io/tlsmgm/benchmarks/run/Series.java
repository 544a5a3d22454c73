package io.tlsmgm.benchmarks.run;

import io.tlsmgm.benchmarks.report.Environment;
import io.tlsmgm.benchmarks.report.Result;
import io.tlsmgm.benchmarks.report.ResultReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * Runs a plan into a directory, one step after the other. What a step measured is a file as soon as
 * it is done, so a run that is stopped goes on where it was.
 */
public final class Series {
  private final Plan plan;
  private final Path directory;
  private final PrintStream out;

  /** Of a plan; {@code out} is for progress. */
  public Series(Plan plan, Path directory, PrintStream out) {
    this.plan = plan;
    this.directory = directory;
    this.out = out;
  }

  /**
   * Runs what has no result yet.
   *
   * @return how many steps failed; why is on the way in the progress, and in the directory {@code
   *     log}
   * @throws IOException when the directory cannot be written, or was made on other terms
   */
  public int run() throws IOException, InterruptedException {
    Files.createDirectories(directory.resolve("log"));
    List<Result> results = ResultReader.directory(directory);
    environment(results);
    Plan rest = plan.without(results);
    plan.left().forEach(left -> out.println("left out: " + left));
    if (rest.steps().size() < plan.steps().size()) {
      out.printf(
          "%d of %d steps have results in %s already.%n",
          plan.steps().size() - rest.steps().size(), plan.steps().size(), directory);
    }
    out.println(rest.estimate());
    Progress progress = new Progress(rest.steps(), out);
    List<String> failed = new ArrayList<>();
    for (Step step : rest.steps()) {
      progress.begin(step);
      try {
        if (step instanceof Step.Jmh jmh) {
          progress.end(measure(jmh));
        } else if (step instanceof Step.Program program) {
          start(program);
          progress.end("done");
        }
      } catch (RunnerException | IOException e) {
        failed.add(step.name() + ": " + e.getMessage());
        progress.end("FAILED: " + e.getMessage() + "; see " + log(step));
      }
    }
    if (!failed.isEmpty()) {
      out.println(failed.size() + " steps failed:");
      failed.forEach(failure -> out.println("  " + failure));
    }
    return failed.size();
  }

  /** Results of two machines, or of two JDKs, are not to be in one report. */
  private void environment(List<Result> results) throws IOException, InterruptedException {
    Environment now = Machine.describe();
    Environment then = Environment.read(directory);
    if (results.isEmpty() || then.sections().isEmpty()) {
      now.write(directory);
    } else {
      for (String section : Machine.FIXED) {
        if (!then.sections()
            .getOrDefault(section, java.util.Map.of())
            .equals(now.sections().getOrDefault(section, java.util.Map.of()))) {
          throw new IOException(
              directory
                  + " has results of another machine or other versions ("
                  + section
                  + ": "
                  + then.sections().get(section)
                  + ", now "
                  + now.sections().get(section)
                  + "): use another directory, or remove it");
        }
      }
    }
    out.print(Machine.head(now));
  }

  private String measure(Step.Jmh step) throws RunnerException, IOException {
    Path part = Files.createTempFile(directory.resolve("log"), "part", ".tmp");
    Timing timing = step.timing();
    ChainedOptionsBuilder options =
        new OptionsBuilder()
            .include("^" + java.util.regex.Pattern.quote(step.benchmark()) + "$")
            .mode(Mode.deepValueOf(step.mode()))
            .forks(timing.forks())
            .warmupIterations(timing.warmups())
            .warmupTime(TimeValue.milliseconds(timing.warmupMillis()))
            .measurementIterations(timing.iterations())
            .measurementTime(TimeValue.milliseconds(timing.millis()))
            .addProfiler(GCProfiler.class)
            .shouldFailOnError(true)
            .jvmArgsPrepend("-Dorg.slf4j.simpleLogger.defaultLogLevel=warn")
            .resultFormat(ResultFormatType.JSON)
            .result(part.toString());
    step.params().forEach((name, value) -> options.param(name, value));
    PrintStream standard = System.out;
    PrintStream error = System.err;
    // JMH passes what its processes print on to the streams of this one.
    try (PrintStream log = new PrintStream(log(step).toFile(), StandardCharsets.UTF_8)) {
      System.setOut(log);
      System.setErr(log);
      RunResult result = new Runner(options.build()).runSingle();
      // A reader of the directory never sees half a file.
      Files.move(part, directory.resolve(file(step) + ".json"), StandardCopyOption.ATOMIC_MOVE);
      return String.format(
          Locale.ROOT,
          "%,.2f ± %,.2f %s",
          result.getPrimaryResult().getScore(),
          result.getPrimaryResult().getScoreError(),
          result.getPrimaryResult().getScoreUnit());
    } finally {
      System.setOut(standard);
      System.setErr(error);
      Files.deleteIfExists(part);
    }
  }

  private void start(Step.Program program) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(program.mainClass());
    command.add("--results");
    command.add(directory.toString());
    command.addAll(program.arguments());
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(log(program).toFile())
            .start();
    // Who stops this process stops that one too.
    Thread stop = new Thread(process::destroy, "stop " + program.name());
    Runtime.getRuntime().addShutdownHook(stop);
    try {
      int code = process.waitFor();
      if (code != 0) {
        throw new IOException(program.name() + " ended with exit code " + code);
      }
      Runtime.getRuntime().removeShutdownHook(stop);
    } finally {
      process.destroy();
    }
  }

  private Path log(Step step) {
    return directory.resolve("log").resolve(file(step) + ".txt");
  }

  /** A name for a file, of what a name of a file can have; the number keeps two apart. */
  private static String file(Step step) {
    String plain = step.name().replaceAll("[^A-Za-z0-9._=-]+", "_");
    String head = plain.length() > 150 ? plain.substring(0, 150) : plain;
    return head + "-" + Integer.toHexString(step.name().hashCode());
  }
}
