package io.tlsmgm.benchmarks.run;

import io.tlsmgm.benchmarks.engines.IdentityFiles;
import io.tlsmgm.benchmarks.engines.NativeLoops;
import io.tlsmgm.benchmarks.report.Environment;
import io.tlsmgm.benchmarks.report.Result;
import io.tlsmgm.benchmarks.report.ResultReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs a plan into a directory, one group after the other. What a combination measured is a file as
 * soon as its last round is done, so a run that is stopped goes on where it was; of a group that it
 * was stopped in, those that have no file begin anew.
 */
public final class Series {
  private final Plan plan;
  private final ResultFiles files;
  private final PrintStream out;

  /** Of a plan; {@code out} is for progress. */
  public Series(Plan plan, Path directory, PrintStream out) {
    this.plan = plan;
    this.files = new ResultFiles(directory, "");
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
    files.create();
    List<Result> results = ResultReader.directory(files.directory());
    environment(results);
    Plan rest = plan.without(results);
    plan.left().forEach(left -> out.println("left out: " + left));
    if (rest.steps().size() < plan.steps().size()) {
      out.printf(
          "%d of %d steps have results in %s already.%n",
          plan.steps().size() - rest.steps().size(), plan.steps().size(), files.directory());
    }
    out.println(rest.estimate());
    Map<String, String> failed = new LinkedHashMap<>();
    if (!rest.steps().isEmpty()) {
      run(rest, failed);
    }
    if (!failed.isEmpty()) {
      out.println(failed.size() + " steps failed; see " + files.log() + ":");
      failed.forEach((name, why) -> out.println("  " + name + ": " + why));
    }
    return failed.size();
  }

  @SuppressWarnings("try") // the lock is held, not used
  private void run(Plan rest, Map<String, String> failed) throws IOException, InterruptedException {
    if (rest.steps().stream().anyMatch(Step.Loop.class::isInstance)) {
      buildLoops();
    }
    Progress progress = new Progress(rest, out);
    try (JmhLock lock = JmhLock.take();
        IdentityFiles keys = IdentityFiles.create()) {
      for (Group group : rest.groups()) {
        List<Member> members = new ArrayList<>();
        ResultFiles to = files.newRounds();
        group.combinations().forEach(combination -> members.add(member(combination, to, keys)));
        failed.putAll(new Rounds(members, progress).run(group));
      }
    }
    for (Step.Program program : rest.programs()) {
      progress.begin(program);
      try {
        start(program);
        progress.measured(program.seconds());
        progress.end("done");
      } catch (IOException e) {
        failed.put(program.name(), String.valueOf(e.getMessage()));
        progress.measured(program.seconds());
        progress.end("FAILED: " + e.getMessage() + "; see " + files.log(program));
      }
    }
  }

  /** Where they cannot be built each of them says that it is missing. */
  private void buildLoops() throws InterruptedException {
    try {
      out.print(NativeLoops.build());
    } catch (IOException e) {
      out.println("the loops in C cannot be built: " + e.getMessage());
    }
  }

  private static Member member(Step.Combination combination, ResultFiles to, IdentityFiles keys) {
    return combination instanceof Step.Jmh jmh
        ? new JmhMember(
            jmh, to, List.of("-Dorg.slf4j.simpleLogger.defaultLogLevel=warn", keys.jvmArgument()))
        : new LoopMember((Step.Loop) combination, to);
  }

  /** Results of two machines, or of two JDKs, are not to be in one report. */
  private void environment(List<Result> results) throws IOException, InterruptedException {
    Environment now = Machine.describe();
    Environment then = Environment.read(files.directory());
    if (results.isEmpty() || then.sections().isEmpty()) {
      now.write(files.directory());
    } else {
      for (String section : Machine.FIXED) {
        if (!then.sections()
            .getOrDefault(section, Map.of())
            .equals(now.sections().getOrDefault(section, Map.of()))) {
          throw new IOException(
              files.directory()
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

  private void start(Step.Program program) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(program.mainClass());
    command.add("--results");
    command.add(files.directory().toString());
    command.addAll(program.arguments());
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(files.log(program).toFile())
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
}
