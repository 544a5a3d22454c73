package io.tlsmgm.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A {@code tlsmgm serve} in a process of its own, ready for connections. */
final class Serving implements AutoCloseable {
  private final Process process;
  private final List<String> listening = new ArrayList<>();
  private final CompletableFuture<byte[]> err;

  private Serving(Process process) {
    this.process = process;
    this.err = Tool.drain(process.getErrorStream());
  }

  /** Starts it and waits for {@code ready}. */
  static Serving start(String... args) {
    return with(List.of(), args);
  }

  /** The same with further options of the JVM. */
  static Serving with(List<String> jvm, String... args) {
    List<String> command = new ArrayList<>(Tool.tlsmgm("serve"));
    command.addAll(1, jvm);
    command.addAll(List.of(args));
    return start(command);
  }

  /** The same for a whole command line. */
  static Serving start(List<String> command) {
    Serving serving = new Serving(Tool.start(command));
    try {
      serving.awaitReady();
    } catch (IOException e) {
      serving.close();
      throw new UncheckedIOException(e);
    }
    return serving;
  }

  private void awaitReady() throws IOException {
    // Left open: closing it would close the pipe that the process goes on writing to.
    BufferedReader out = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      if (line.equals("ready")) {
        return;
      }
      listening.add(line);
    }
    throw new AssertionError("serve ended before it was ready: " + listening + "\n" + err());
  }

  /** The lines before {@code ready}. */
  List<String> listening() {
    return listening;
  }

  long pid() {
    return process.pid();
  }

  /** Sends SIGTERM. */
  void terminate() {
    // Not Process.destroy(), which would also close the pipes of the output.
    process.toHandle().destroy();
  }

  /** The exit code, once it has ended. */
  int exit() {
    try {
      if (!process.waitFor(Tool.LIMIT.toSeconds(), TimeUnit.SECONDS)) {
        throw new AssertionError("serve did not end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
    return process.exitValue();
  }

  /** Its standard error; waits for its end. */
  String err() {
    return new String(err.join(), UTF_8);
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
