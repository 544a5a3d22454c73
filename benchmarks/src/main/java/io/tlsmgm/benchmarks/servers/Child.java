package io.tlsmgm.benchmarks.servers;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A process of ours on the servers' CPUs: it is ready when its port answers. */
final class Child implements AutoCloseable {
  private static final long START_MILLIS = 60_000;
  private static final long STOP_SECONDS = 10;
  private static final int LOG_CHARS = 2000;

  private final String name;
  private final Process process;
  private final Path log;
  private final Thread killer;

  private Child(String name, Process process, Path log) {
    this.name = name;
    this.process = process;
    this.log = log;
    this.killer = new Thread(process::destroyForcibly, "end " + name);
    Runtime.getRuntime().addShutdownHook(killer);
  }

  /**
   * Starts a server and waits until it accepts connections.
   *
   * @throws ComparisonException when it ends instead, or takes more than a minute
   */
  static Child start(
      String name,
      Site site,
      String cpus,
      int port,
      List<String> command,
      Map<String, String> environment) {
    Path log = site.file(name + "-" + port + ".log");
    try {
      ProcessBuilder builder =
          new ProcessBuilder(Cpus.pinned(cpus, command))
              .directory(site.directory().toFile())
              .redirectErrorStream(true)
              .redirectOutput(log.toFile());
      builder.environment().putAll(environment);
      Process process = builder.start();
      Child child = new Child(name, process, log);
      child.awaitPort(port);
      return child;
    } catch (IOException e) {
      throw new ComparisonException("cannot start " + name + ": " + e.getMessage(), e);
    }
  }

  /** A port of the loopback address that nobody listens on at the moment. */
  static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new ComparisonException("there is no free port", e);
    }
  }

  private void awaitPort(int port) {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(START_MILLIS);
    while (process.isAlive() && System.nanoTime() < end) {
      if (answers(port)) {
        return;
      }
      Pause.millis(50);
    }
    String text = lastOutput();
    close();
    throw new ComparisonException(name + " did not start:\n" + text);
  }

  private static boolean answers(int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** Its process; {@code taskset} becomes the server itself. */
  long pid() {
    return process.pid();
  }

  String lastOutput() {
    try {
      String text = Files.readString(log, StandardCharsets.ISO_8859_1);
      return text.substring(Math.max(0, text.length() - LOG_CHARS));
    } catch (IOException e) {
      return "(its log cannot be read: " + e.getMessage() + ")";
    }
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
      Runtime.getRuntime().removeShutdownHook(killer);
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    } catch (IllegalStateException e) {
      // The virtual machine itself is ending, and its hook does the same.
      process.destroyForcibly();
    }
  }
}
