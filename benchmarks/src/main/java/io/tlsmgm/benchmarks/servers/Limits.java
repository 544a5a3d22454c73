package io.tlsmgm.benchmarks.servers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the system lets a process have. */
final class Limits {
  /** Of stunnel's two sockets for each connection, and of everything else that is open. */
  private static final int PER_CONNECTION = 2;

  private static final int OTHERS = 500;

  private Limits() {}

  /** The most files that a process of ours may have open; the JVM gives its children all of it. */
  static long openFiles() {
    try {
      for (String line : Files.readAllLines(Path.of("/proc/self/limits"))) {
        if (line.startsWith("Max open files")) {
          String hard = line.strip().split("\\s+", -1)[4];
          return hard.equals("unlimited") ? 1 << 20 : Math.min(1 << 20, Long.parseLong(hard));
        }
      }
    } catch (IOException e) {
      throw new ComparisonException("this comparison needs Linux: no /proc/self/limits", e);
    }
    throw new ComparisonException("/proc/self/limits does not limit open files");
  }

  /**
   * Makes sure that so many connections can be held.
   *
   * @throws ComparisonException when the limit is too low
   */
  static void requireConnections(int connections) {
    long needed = (long) connections * PER_CONNECTION + OTHERS;
    if (openFiles() < needed) {
      throw new ComparisonException(
          connections
              + " idle connections need "
              + needed
              + " open files, and the limit is "
              + openFiles()
              + "; raise it (ulimit -Hn) or choose fewer with --connections");
    }
  }
}
