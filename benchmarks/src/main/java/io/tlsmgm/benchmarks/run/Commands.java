package io.tlsmgm.benchmarks.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** What programs say of themselves. */
final class Commands {
  private static final int SECONDS = 10;

  private Commands() {}

  /** The first line that has something; empty when there is no such program. */
  static Optional<String> line(String... command) throws InterruptedException {
    return lines(command).stream().filter(line -> !line.isBlank()).findFirst();
  }

  /** All lines of both streams; none when there is no such program, or it failed. */
  static List<String> lines(String... command) throws InterruptedException {
    Process process;
    try {
      process = new ProcessBuilder(command).redirectErrorStream(true).start();
    } catch (IOException e) {
      return List.of(); // not installed
    }
    try {
      process.getOutputStream().close();
      String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      boolean ended = process.waitFor(SECONDS, TimeUnit.SECONDS);
      // Some answer with an exit code of their own: what counts is what they say.
      boolean said = ended && (process.exitValue() == 0 || !command[0].equals("git"));
      return said ? text.lines().toList() : List.of();
    } catch (IOException e) {
      return List.of();
    } finally {
      process.destroy();
    }
  }
}
