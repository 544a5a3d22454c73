package io.tlsmgm.benchmarks.servers;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What processes and their children use, as {@code /proc} tells. */
final class Usage {
  /** USER_HZ: a hundredth of a second on every architecture that Debian runs on. */
  private static final double TICK_SECONDS = 0.01;

  /** Of the fields behind the name of {@code /proc/PID/stat}: utime and stime. */
  private static final int USER = 11;

  private static final int SYSTEM = 12;

  private Usage() {}

  /**
   * Memory of processes.
   *
   * @param rssBytes resident, shared pages counted in each process
   * @param pssBytes resident, shared pages counted in parts
   */
  record Memory(long rssBytes, long pssBytes) {}

  /** The processor time that the living processes have used so far, in seconds. */
  static double cpuSeconds(List<Long> roots) {
    double seconds = 0;
    for (long pid : tree(roots)) {
      String stat = read(pid, "stat");
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
      seconds += (Long.parseLong(fields[USER]) + Long.parseLong(fields[SYSTEM])) * TICK_SECONDS;
    }
    return seconds;
  }

  static Memory memory(List<Long> roots) {
    long rss = 0;
    long pss = 0;
    for (long pid : tree(roots)) {
      String text = read(pid, "smaps_rollup");
      rss += bytes(text, "Rss:");
      pss += bytes(text, "Pss:");
    }
    return new Memory(rss, pss);
  }

  private static long bytes(String rollup, String name) {
    return rollup
        .lines()
        .filter(line -> line.startsWith(name))
        .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024)
        .sum();
  }

  private static List<Long> tree(List<Long> roots) {
    List<Long> pids = new ArrayList<>(roots);
    for (long root : roots) {
      Stream<ProcessHandle> children =
          ProcessHandle.of(root).stream().flatMap(ProcessHandle::descendants);
      children.forEach(child -> pids.add(child.pid()));
    }
    return pids;
  }

  private static String read(long pid, String file) {
    Path path = Path.of("/proc", Long.toString(pid), file);
    try {
      return Files.readString(path, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new ComparisonException("a server has gone, or hides what it uses: " + path, e);
    }
  }
}
