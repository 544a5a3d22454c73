package io.tlsmgm.benchmarks.engines;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Starts the loops in C of {@code native/bench} and writes what they measure as {@value #FILE}, in
 * the form of JMH's results: {@code native.loop.record} (wrap and unwrap), {@code
 * native.loop.record.wrap} and {@code .unwrap}, {@code native.loop.handshake} and, with
 * percentiles, {@code native.loop.latency}. The parameters have the names and values of the
 * benchmarks of engines. A secondary metric {@code best} is the best stretch of a millisecond, or
 * the best handshake.
 */
public final class NativeLoops {
  /** The name of the file of results. */
  public static final String FILE = "native-loops.json";

  private static final Path BUILD = Path.of("native", "target", "bench");

  private NativeLoops() {}

  /**
   * How long each loop runs, and how often it is started.
   *
   * @param forks starts, at least 1
   * @param warmup seconds that do not count
   * @param windows stretches whose means are the result, 1 to 100
   * @param window seconds of each
   */
  public record Timing(int forks, double warmup, int windows, double window) {}

  /** What the starts of one loop have measured so far. */
  public static final class Starts {
    private final LoopJob job;
    private final Timing timing;
    private final Map<String, LoopResult> byMethod = new LinkedHashMap<>();

    /** Of none yet; whoever makes one has called {@link #build}. */
    public Starts(LoopJob job, Timing timing) {
      this.job = job;
      this.timing = timing;
    }

    /**
     * Starts it once more, and gives back what it printed.
     *
     * @throws IOException when it is not built, or fails
     */
    public String start() throws IOException, InterruptedException {
      Optional<String> missing = missing(job.kind());
      if (missing.isPresent()) {
        throw new IOException(missing.get());
      }
      String printed = NativeLoops.start(job, timing);
      LoopResult.read(job, printed, byMethod);
      return printed;
    }

    /** A file of results. */
    public String json() {
      return array(elements());
    }

    /** Of the first method, in words. */
    public String score() {
      return byMethod.values().stream().findFirst().map(LoopResult::words).orElse("nothing");
    }

    private List<String> elements() {
      return byMethod.values().stream().flatMap(result -> result.json().stream()).toList();
    }
  }

  /**
   * Builds the loops and runs them.
   *
   * @param arguments {@code --results DIRECTORY}, then any of {@code --full} (every combination, in
   *     some twenty minutes; the default is the short selection, in some thirty seconds), {@code
   *     --forks N} (1; 3 when full), {@code --warmup SECONDS} (0.3), {@code --windows N} (3),
   *     {@code --window SECONDS} (0.4; 0.5 when full)
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Map<String, String> options = new LinkedHashMap<>();
    boolean full = false;
    for (int i = 0; i < arguments.length; i++) {
      if (arguments[i].equals("--full")) {
        full = true;
      } else if (i + 1 < arguments.length) {
        options.put(arguments[i], arguments[++i]);
      } else {
        throw new IllegalArgumentException(arguments[i] + " has no value");
      }
    }
    Path results = Path.of(options.getOrDefault("--results", "benchmarks/target/results/loops"));
    Timing timing =
        new Timing(
            Integer.parseInt(options.getOrDefault("--forks", full ? "3" : "1")),
            Double.parseDouble(options.getOrDefault("--warmup", "0.3")),
            Integer.parseInt(options.getOrDefault("--windows", "3")),
            Double.parseDouble(options.getOrDefault("--window", full ? "0.5" : "0.4")));
    System.out.print(build());
    Files.createDirectories(results);
    run(full ? LoopJob.all() : LoopJob.some(), timing, results.resolve(FILE));
  }

  /** Runs those that are built, and writes the file; a loop that fails ends it all. */
  static void run(List<LoopJob> jobs, Timing timing, Path file)
      throws IOException, InterruptedException {
    List<String> elements = new ArrayList<>();
    for (LoopJob job : jobs) {
      Optional<String> missing = missing(job.kind());
      if (missing.isPresent()) {
        System.out.println("# left out: " + missing.get());
        continue;
      }
      Starts starts = new Starts(job, timing);
      for (int fork = 0; fork < timing.forks(); fork++) {
        starts.start();
      }
      System.out.println("# " + job.kind() + " " + job.params());
      elements.addAll(starts.elements());
      // After each, so that what was measured is there whatever comes next.
      Files.writeString(file, array(elements));
    }
  }

  private static String array(List<String> elements) {
    return "[\n" + String.join(",\n", elements) + "\n]\n";
  }

  private static String start(LoopJob job, Timing timing) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(executable(job.kind()).toString());
    command.addAll(job.arguments());
    command.addAll(List.of("--warmup", String.valueOf(timing.warmup())));
    command.addAll(List.of("--windows", String.valueOf(timing.windows())));
    command.addAll(List.of("--window", String.valueOf(timing.window())));
    return output(command);
  }

  private static String output(List<String> command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int status = process.waitFor();
    if (status != 0) {
      throw new IOException(
          String.join(" ", command) + " ended with status " + status + ": " + output);
    }
    return output;
  }

  /**
   * Has {@code native/bench.sh} build what has changed.
   *
   * @return what it said; what is missing is in it
   */
  public static String build() throws IOException, InterruptedException {
    Path root = root();
    return output(
        List.of(
            root.resolve("native/bench.sh").toString(),
            System.getProperty("java.home"),
            root.resolve(BUILD).toString()));
  }

  /** Why the loop of this kind cannot be started; empty when it can. */
  static Optional<String> missing(EngineKind kind) {
    Path file = executable(kind);
    return Files.isExecutable(file)
        ? Optional.empty()
        : Optional.of(
            kind + ": there is no " + file + "; native/bench.sh builds it where its headers are");
  }

  private static Path executable(EngineKind kind) {
    return root()
        .resolve(BUILD)
        .resolve("bench")
        .resolve(kind == EngineKind.C_LIBSSL ? "loop-openssl" : "loop")
        .toAbsolutePath();
  }

  /** The repository: the working directory, or what it is in while Maven runs tests. */
  private static Path root() {
    Path here = Path.of("").toAbsolutePath();
    Path above = here.getParent();
    return Files.isDirectory(here.resolve("native")) || above == null ? here : above;
  }
}
