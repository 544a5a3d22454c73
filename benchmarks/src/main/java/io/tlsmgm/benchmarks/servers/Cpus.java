package io.tlsmgm.benchmarks.servers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which CPUs the servers run on and which the load.
 *
 * @param server in the form of {@code taskset -c}
 * @param load as {@code server}
 */
record Cpus(String server, String load) {
  /**
   * What the options say, and for the rest the first CPU for servers and the second for load.
   *
   * @throws ComparisonException when there is but one
   */
  static Cpus choose(Optional<String> server, Optional<String> load) {
    List<Integer> allowed = list(allowed());
    if ((server.isEmpty() || load.isEmpty()) && allowed.size() < 2) {
      throw new ComparisonException(
          "server and load need a CPU each, and this process may use only "
              + allowed
              + "; more CPUs, or --server-cpus and --load-cpus with the same one and numbers that"
              + " say little, would do");
    }
    Cpus cpus =
        new Cpus(
            server.orElseGet(() -> allowed.get(0).toString()),
            load.orElseGet(() -> allowed.get(1).toString()));
    for (int cpu : list(cpus.server + "," + cpus.load)) {
      if (!allowed.contains(cpu)) {
        throw new ComparisonException(
            "CPU " + cpu + " is not among those that this process may use: " + allowed);
      }
    }
    return cpus;
  }

  int serverCount() {
    return list(server).size();
  }

  boolean apart() {
    return list(server).stream().noneMatch(list(load)::contains);
  }

  static List<String> pinned(String cpus, List<String> command) {
    List<String> pinned = new ArrayList<>(List.of(Programs.find("taskset"), "-c", cpus));
    pinned.addAll(command);
    return pinned;
  }

  /** Puts this process, too, where the load is. */
  void pinSelf() {
    moveSelf(load);
  }

  /** Lets this process use all of them, for what is not a matter of time. */
  void freeSelf() {
    moveSelf(server + "," + load);
  }

  /** Lets a server use all of them, while it is not measured. */
  void freeServer(List<Long> processes) {
    processes.forEach(pid -> move(pid, server + "," + load));
  }

  /** Puts a server back where servers are. */
  void pinServer(List<Long> processes) {
    processes.forEach(pid -> move(pid, server));
  }

  private static void moveSelf(String cpus) {
    move(ProcessHandle.current().pid(), cpus);
  }

  /** All threads of a process. */
  private static void move(long pid, String cpus) {
    Programs.output(List.of(Programs.find("taskset"), "-acp", cpus, Long.toString(pid)));
  }

  static String allowed() {
    Path status = Path.of("/proc/self/status");
    try {
      for (String line : Files.readAllLines(status)) {
        if (line.startsWith("Cpus_allowed_list:")) {
          return line.substring(line.indexOf(':') + 1).strip();
        }
      }
    } catch (IOException e) {
      throw new ComparisonException("this comparison needs Linux: no " + status, e);
    }
    throw new ComparisonException(status + " does not say which CPUs there are");
  }

  /** The numbers of a list such as {@code 0,2-4}. */
  static List<Integer> list(String text) {
    List<Integer> numbers = new ArrayList<>();
    try {
      for (String part : text.split(",", -1)) {
        int dash = part.indexOf('-');
        int first = Integer.parseInt(dash < 0 ? part : part.substring(0, dash));
        int last = dash < 0 ? first : Integer.parseInt(part.substring(dash + 1));
        for (int cpu = first; cpu <= last; cpu++) {
          numbers.add(cpu);
        }
      }
    } catch (NumberFormatException e) {
      throw new ComparisonException("'" + text + "' is no list of CPUs such as 0 or 0,2-3", e);
    }
    return numbers;
  }
}
