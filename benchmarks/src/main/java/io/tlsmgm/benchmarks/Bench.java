package io.tlsmgm.benchmarks;

import io.tlsmgm.benchmarks.report.Report;
import io.tlsmgm.benchmarks.run.Plan;
import io.tlsmgm.benchmarks.run.Selection;
import io.tlsmgm.benchmarks.run.Series;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** Runs the benchmarks and writes their report. */
@Command(
    name = "bench.sh",
    description = "TLS libraries side by side: measure, and report.",
    footer = {
      "",
      "Examples:",
      "  scripts/bench.sh run                          the selection of ten minutes",
      "  scripts/bench.sh run --selection full         everything; goes on where it was stopped",
      "  scripts/bench.sh report benchmarks/target/results/short --markdown",
      "  scripts/bench.sh jmh -h                       JMH itself"
    })
public final class Bench {
  private final PrintStream out;

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli before a command runs
  private CommandSpec spec;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = ScopeType.INHERIT,
      description = "Show this help and exit.")
  @SuppressWarnings("UnusedVariable") // picocli acts on it
  private boolean help;

  private Bench(PrintStream out) {
    this.out = out;
  }

  /** Runs a command line and ends the process with its exit code. */
  public static void main(String[] args) {
    PrintStream out =
        new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
    System.exit(commandLine(out).execute(args));
  }

  static CommandLine commandLine(PrintStream out) {
    CommandLine line = new CommandLine(new Bench(out));
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setUsageHelpAutoWidth(true);
    line.setExecutionExceptionHandler(
        (e, command, result) -> {
          if (!(e instanceof IOException)) {
            throw e; // a mistake of this program: its trace helps to find it
          }
          command
              .getErr()
              .println(command.getCommandSpec().qualifiedName() + ": " + e.getMessage());
          return 1;
        });
    return line;
  }

  /** Measures what is not measured yet, and writes the report. */
  @Command(description = "Measure what the results directory has not yet, and write the report.")
  int run(
      @Option(
              names = "--selection",
              defaultValue = "SHORT",
              description = "short (ten minutes) or full. Default: ${DEFAULT-VALUE}")
          Selection selection,
      @Option(
              names = "--results",
              description = "The directory. Default: benchmarks/target/results/SELECTION")
          @Nullable Path results,
      @Option(names = "--only", description = "Only combinations whose name this is found in.")
          @Nullable Pattern only,
      @Option(
              names = "--iteration-millis",
              description = "Of every iteration, in place of what each benchmark says of itself.")
          @Nullable Integer millis,
      @Option(names = "--compare", description = "The directory of an earlier run.")
          @Nullable Path compare)
      throws IOException, InterruptedException {
    if (millis != null && millis < 1) {
      throw new ParameterException(
          spec.commandLine(), "--iteration-millis must be 1 or more: " + millis);
    }
    Path directory = results == null ? selection.directory() : results;
    checkEarlier(compare);
    Plan all = Plan.of(selection).only(only);
    Plan plan = millis == null ? all : all.withMillis(millis);
    int failed = new Series(plan, directory, out).run();
    write(directory, compare);
    return failed == 0 ? 0 : 1;
  }

  /** Writes the report of what is there. */
  @Command(description = "Write the report of a results directory again.")
  int report(
      @Parameters(paramLabel = "DIRECTORY", description = "With files of results.") Path directory,
      @Option(names = "--compare", description = "The directory of an earlier run.")
          @Nullable Path compare,
      @Option(names = "--markdown", description = "Tables in Markdown to standard output instead.")
          boolean markdown)
      throws IOException {
    checkEarlier(compare);
    if (markdown) {
      out.print(Report.of(directory, Optional.ofNullable(compare)).markdown());
    } else {
      write(directory, compare);
    }
    return 0;
  }

  /** Shows what a selection has. */
  @Command(description = "Show what a selection has, and how long it takes.")
  int list(
      @Option(names = "--selection", defaultValue = "SHORT", description = "short or full.")
          Selection selection,
      @Option(names = "--only", description = "Only combinations whose name this is found in.")
          @Nullable Pattern only)
      throws IOException {
    Plan plan = Plan.of(selection).only(only);
    plan.steps().forEach(step -> out.println(step.name()));
    plan.left().forEach(left -> out.println("left out: " + left));
    out.println(plan.estimate());
    return 0;
  }

  private void checkEarlier(@Nullable Path compare) {
    if (compare != null && !Files.isDirectory(compare)) {
      throw new ParameterException(
          spec.commandLine(), "--compare " + compare + " is no directory of results");
    }
  }

  private void write(Path directory, @Nullable Path compare) throws IOException {
    Report report = Report.of(directory, Optional.ofNullable(compare));
    Path page = directory.resolve("report.html");
    Files.writeString(page, report.html(), StandardCharsets.UTF_8);
    out.println();
    out.print(report.summary());
    out.println("Report: " + page.toAbsolutePath().normalize());
  }
}
