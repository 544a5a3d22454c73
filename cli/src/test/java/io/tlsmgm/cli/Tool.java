package io.tlsmgm.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Runs a program of the system, or this project's command in a process of its own. */
final class Tool {
  static final Duration LIMIT = Duration.ofSeconds(40);

  private Tool() {}

  /** What a program left behind. */
  record Result(int exit, String out, String err) {
    String all() {
      return out + err;
    }
  }

  /** {@code java … io.tlsmgm.cli.Main ARGS}, as the launcher starts it. */
  static List<String> tlsmgm(String... args) {
    List<String> command =
        new ArrayList<>(
            List.of(
                System.getProperty("java.home") + "/bin/java",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xshare:auto",
                "-cp",
                System.getProperty("java.class.path"),
                "io.tlsmgm.cli.Main"));
    command.addAll(List.of(args));
    return command;
  }

  static Result run(List<String> command) {
    return run(command, "");
  }

  static Result run(List<String> command, String stdin) {
    return run(command, stdin.getBytes(UTF_8), UTF_8);
  }

  /**
   * Runs to the end; takes the program to have hung after {@link #LIMIT}.
   *
   * @param charset of its output; ISO 8859-1 keeps every byte
   */
  static Result run(List<String> command, byte[] stdin, Charset charset) {
    Process process = start(command);
    CompletableFuture<byte[]> out = drain(process.getInputStream());
    CompletableFuture<byte[]> err = drain(process.getErrorStream());
    try {
      CompletableFuture<Void> in = feed(process, stdin);
      if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new AssertionError(
            String.join(" ", command) + " did not end; it said\n" + text(out) + text(err));
      }
      in.join();
      return new Result(process.exitValue(), new String(out.join(), charset), text(err));
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  static Process start(List<String> command) {
    try {
      return new ProcessBuilder(command).start();
    } catch (IOException e) {
      throw new UncheckedIOException(
          "cannot start " + command.get(0) + "; 'make setup' installs what the tests need", e);
    }
  }

  static CompletableFuture<byte[]> drain(InputStream stream) {
    return CompletableFuture.supplyAsync(
        () -> {
          ByteArrayOutputStream bytes = new ByteArrayOutputStream();
          try {
            stream.transferTo(bytes);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
          return bytes.toByteArray();
        },
        task -> daemon(task).start());
  }

  static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "tool-io");
    thread.setDaemon(true);
    return thread;
  }

  private static CompletableFuture<Void> feed(Process process, byte[] stdin) {
    return CompletableFuture.runAsync(
        () -> {
          try (OutputStream in = process.getOutputStream()) {
            in.write(stdin);
          } catch (IOException e) {
            // The program has ended without reading all of it, which its result tells.
          }
        },
        task -> daemon(task).start());
  }

  private static String text(CompletableFuture<byte[]> bytes) {
    return new String(bytes.join(), UTF_8);
  }
}
