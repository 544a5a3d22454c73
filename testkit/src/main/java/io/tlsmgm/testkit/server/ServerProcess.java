package io.tlsmgm.testkit.server;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/** A server as a child process: its output is read until it says that it is ready, and after. */
final class ServerProcess implements AutoCloseable {
  private static final int LINES_KEPT = 60;
  private static final long START_SECONDS = 60;
  private static final long STOP_SECONDS = 20;

  private final String name;
  private final Process process;
  private final String stopSignal;
  private final Thread killer;
  private final CountDownLatch ready = new CountDownLatch(1);
  private final ReentrantLock outputLock = new ReentrantLock();
  private final Deque<String> output = new ArrayDeque<>();
  private volatile boolean isReady;

  private ServerProcess(String name, Process process, String readyText, String stopSignal) {
    this.name = name;
    this.stopSignal = stopSignal;
    this.process = process;
    this.killer = new Thread(process::destroyForcibly, "stop " + name);
    Runtime.getRuntime().addShutdownHook(killer);
    Thread reader = new Thread(() -> read(readyText), "output of " + name);
    reader.setDaemon(true);
    reader.start();
  }

  /**
   * Starts a server and waits for it.
   *
   * @param readyText what its output says when it takes connections
   * @param stopSignal which signal ends it in good order
   * @throws IllegalStateException when it ends instead, or takes more than a minute
   */
  static ServerProcess start(
      String name, List<String> command, Path directory, String readyText, String stopSignal) {
    ServerProcess server =
        new ServerProcess(name, launch(command, directory), readyText, stopSignal);
    try {
      boolean answered = server.ready.await(START_SECONDS, TimeUnit.SECONDS);
      if (!answered || !server.isReady) {
        String text = server.lastOutput();
        server.close();
        throw new IllegalStateException(name + " did not start:\n" + text);
      }
      return server;
    } catch (InterruptedException e) {
      server.close();
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while " + name + " started", e);
    }
  }

  /** Runs a command to its end, which must be a good one. */
  static void run(List<String> command, Path directory) {
    try {
      Process process = launch(command, directory);
      String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      int code = process.waitFor();
      if (code != 0) {
        throw new IllegalStateException(command + " ended with " + code + ":\n" + text);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot run " + command, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while running " + command, e);
    }
  }

  private static Process launch(List<String> command, Path directory) {
    try {
      Process process =
          new ProcessBuilder(command)
              .directory(directory.toFile())
              .redirectErrorStream(true)
              .start();
      process.getOutputStream().close();
      return process;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot run " + command.get(0), e);
    }
  }

  /**
   * The path of a program of a package.
   *
   * @param directories where it may be besides {@code PATH}
   * @throws IllegalStateException when it is not installed, with the package that has it
   */
  static Path program(String program, String debianPackage, List<Path> directories) {
    for (Path directory : directories) {
      Path file = directory.resolve(program);
      if (Files.isExecutable(file)) {
        return file;
      }
    }
    String path = System.getenv().getOrDefault("PATH", "");
    for (String directory : path.split(File.pathSeparator)) {
      Path file = Path.of(directory, program);
      if (Files.isExecutable(file)) {
        return file;
      }
    }
    throw new IllegalStateException(
        program + " is not installed; install the Debian package " + debianPackage);
  }

  /** A port of the loopback address that nobody listens on at the moment. */
  static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void read(String readyText) {
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        keep(line);
        if (line.contains(readyText)) {
          isReady = true;
          ready.countDown();
        }
      }
    } catch (IOException e) {
      keep("its output broke off: " + e);
    }
    ready.countDown();
  }

  private void keep(String line) {
    outputLock.lock();
    try {
      output.add(line);
      if (output.size() > LINES_KEPT) {
        output.remove();
      }
    } finally {
      outputLock.unlock();
    }
  }

  private String lastOutput() {
    outputLock.lock();
    try {
      return String.join("\n", output);
    } finally {
      outputLock.unlock();
    }
  }

  /** The id of the process. */
  long pid() {
    return process.pid();
  }

  /** Sends a signal that does not end it. */
  void signal(String name) {
    try {
      kill(name);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot signal " + this, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void kill(String signal) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-s", signal, Long.toString(pid())).start().waitFor();
  }

  /** Asks the server to end, and ends it when it does not. */
  @Override
  public void close() {
    try {
      if (process.isAlive()) {
        kill(stopSignal);
      }
      if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
      Runtime.getRuntime().removeShutdownHook(killer);
    } catch (IOException e) {
      process.destroyForcibly();
      throw new UncheckedIOException("cannot end " + this, e);
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    } catch (IllegalStateException e) {
      // The virtual machine itself is ending, and its hook has done the same.
      process.destroyForcibly();
    }
  }

  @Override
  public String toString() {
    return name + " (process " + pid() + ")";
  }
}
