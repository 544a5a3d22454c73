package io.tlsmgm.benchmarks.servers;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * New connections by several {@code openssl s_time}, each with one HTTP/1.0 request: a client of
 * TLS 1.3 gets its ticket behind the handshake, with the answer. {@code s_time} prints a character
 * for each connection that is over, {@code r} for a resumed one, which is what is counted here: its
 * own clock has seconds only.
 */
final class ConnectionLoad implements AutoCloseable {
  private static final long START_MILLIS = 20_000;

  /** Longer than any measurement; it is ended before. */
  private static final String FOREVER = "100000";

  /** The title that {@code s_time} prints first, and some connections. */
  private static final int STARTED_BYTES = 64;

  private static final char RESUMED = 'r';
  private static final char FULL = '*';

  private final TestedServer server;
  private final Cpus cpus;
  private final boolean resumed;
  private final List<Process> processes = new ArrayList<>();
  private final List<Path> outputs = new ArrayList<>();

  private ConnectionLoad(TestedServer server, Cpus cpus, boolean resumed) {
    this.server = server;
    this.cpus = cpus;
    this.resumed = resumed;
  }

  /** Starts {@code clients} of them, which have made their first connections when this returns. */
  static ConnectionLoad start(
      TestedServer server, Site site, Cpus cpus, int clients, String version, boolean resumed) {
    ConnectionLoad load = new ConnectionLoad(server, cpus, resumed);
    try {
      for (int i = 0; i < clients; i++) {
        load.add(site, version);
      }
      load.awaitStart();
      return load;
    } catch (RuntimeException e) {
      load.close();
      throw e;
    }
  }

  private void add(Site site, String version) {
    List<String> command = new ArrayList<>(List.of(Programs.find("openssl"), "s_time"));
    command.addAll(List.of("-connect", "127.0.0.1:" + server.port()));
    command.addAll(Terms.openssl(version));
    command.addAll(List.of(resumed ? "-reuse" : "-new", "-time", FOREVER));
    command.addAll(List.of("-www", Terms.path(Terms.SMALL)));
    try {
      Path output = Files.createTempFile(site.directory(), "s_time-", ".log");
      ProcessBuilder builder =
          new ProcessBuilder(Cpus.pinned(cpus.load(), command))
              .redirectErrorStream(true)
              .redirectOutput(output.toFile());
      builder.environment().put("OPENSSL_CONF", site.file("openssl.cnf").toString());
      processes.add(builder.start());
      outputs.add(output);
    } catch (IOException e) {
      throw new ComparisonException("cannot start openssl s_time: " + e.getMessage(), e);
    }
  }

  private void awaitStart() {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(START_MILLIS);
    for (Path output : outputs) {
      while (size(output) < STARTED_BYTES) {
        requireAlive();
        if (System.nanoTime() > end) {
          throw failure("makes no connections");
        }
        Pause.millis(10);
      }
    }
  }

  /** Loads for a while and counts nothing. */
  void run(double seconds) {
    Pause.millis(Math.round(seconds * 1000));
    requireAlive();
  }

  /**
   * Counts for a while.
   *
   * @throws ComparisonException when a client has ended, or a connection was full that should have
   *     been resumed, or the other way round
   */
  Sample measure(double seconds) {
    double cpuBefore = Usage.cpuSeconds(server.processes());
    long begin = System.nanoTime();
    List<Long> before = outputs.stream().map(ConnectionLoad::size).toList();
    Pause.millis(Math.round(seconds * 1000));
    List<Long> after = outputs.stream().map(ConnectionLoad::size).toList();
    double wall = (System.nanoTime() - begin) / 1e9;
    double cpu = Usage.cpuSeconds(server.processes()) - cpuBefore;
    requireAlive();
    long connections = 0;
    for (int i = 0; i < outputs.size(); i++) {
      connections += check(outputs.get(i), before.get(i), after.get(i));
    }
    if (connections == 0) {
      throw failure("made no connection in " + seconds + " s");
    }
    return Sample.of(connections / wall, cpu, wall, cpus);
  }

  private int check(Path output, long from, long to) {
    byte[] marks = new byte[Math.toIntExact(to - from)];
    try (RandomAccessFile file = new RandomAccessFile(output.toFile(), "r")) {
      file.seek(from);
      file.readFully(marks);
    } catch (IOException e) {
      throw new ComparisonException("cannot read " + output, e);
    }
    for (byte mark : marks) {
      if (mark != (resumed ? RESUMED : FULL)) {
        throw failure(
            resumed ? "did not resume every session" : "resumed a session, or fell silent");
      }
    }
    return marks.length;
  }

  private void requireAlive() {
    if (!processes.stream().allMatch(Process::isAlive)) {
      throw failure("ended");
    }
  }

  private ComparisonException failure(String what) {
    StringBuilder text = new StringBuilder("openssl s_time " + what + ":\n");
    for (Path output : outputs) {
      try {
        String said = Files.readString(output, StandardCharsets.ISO_8859_1);
        text.append(said.substring(Math.max(0, said.length() - 300))).append('\n');
      } catch (IOException e) {
        text.append(e.getMessage()).append('\n');
      }
    }
    return new ComparisonException(text.append(server.lastOutput()).toString());
  }

  private static long size(Path output) {
    try {
      return Files.size(output);
    } catch (IOException e) {
      throw new ComparisonException("cannot read " + output, e);
    }
  }

  @Override
  public void close() {
    processes.forEach(Process::destroyForcibly);
    for (Process process : processes) {
      process.onExit().join();
    }
    for (Path output : outputs) {
      try {
        Files.delete(output);
      } catch (IOException e) {
        throw new ComparisonException("cannot remove " + output, e);
      }
    }
  }
}
