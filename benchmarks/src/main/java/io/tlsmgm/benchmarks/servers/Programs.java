package io.tlsmgm.benchmarks.servers;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Programs of Debian's packages, found and run. */
final class Programs {
  private static final long LIMIT_SECONDS = 60;

  private Programs() {}

  /**
   * The path of a program.
   *
   * @throws ComparisonException when it is not installed
   */
  static String find(String program) {
    List<String> directories = new ArrayList<>();
    directories.addAll(
        List.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1)));
    directories.addAll(List.of("/usr/sbin", "/usr/bin", "/usr/local/bin"));
    for (String directory : directories) {
      Path file = Path.of(directory, program);
      if (Files.isExecutable(file)) {
        return file.toString();
      }
    }
    throw new ComparisonException(
        program + " is not installed; scripts/setup-bench.sh installs it and the others");
  }

  /**
   * Runs a command to its end, whatever that is.
   *
   * @return its standard output and error together
   */
  static String output(List<String> command, Map<String, String> environment, String input) {
    try {
      Path in = Files.createTempFile("tlsmgm-input-", "");
      Path out = Files.createTempFile("tlsmgm-output-", "");
      try {
        Files.writeString(in, input);
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        Process process = builder.redirectInput(in.toFile()).redirectOutput(out.toFile()).start();
        if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
          process.destroyForcibly();
          throw new ComparisonException(command + " did not end in " + LIMIT_SECONDS + " s");
        }
        return Files.readString(out, StandardCharsets.ISO_8859_1);
      } finally {
        Files.delete(in);
        Files.delete(out);
      }
    } catch (IOException e) {
      throw new ComparisonException("cannot run " + command + ": " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ComparisonException("interrupted while running " + command.get(0), e);
    }
  }

  static String output(List<String> command) {
    return output(command, Map.of(), "");
  }

  static String firstLine(List<String> command) {
    return output(command).lines().findFirst().orElse("").strip();
  }
}
