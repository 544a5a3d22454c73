package io.tlsmgm.manager.pki;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The {@code openssl} command, which tests compare with. Needs version 3. */
final class OpenSsl {
  private OpenSsl() {}

  /**
   * What a run gave.
   *
   * @param status the exit status
   * @param output standard output and error
   */
  record Result(int status, String output) {
    /** The output of a run that must have gone well. */
    String ok() {
      if (status != 0) {
        throw new IllegalStateException("openssl failed: " + output);
      }
      return output;
    }
  }

  static Result run(List<String> arguments) {
    List<String> command = new ArrayList<>(List.of("openssl"));
    command.addAll(arguments);
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getOutputStream().close();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (!process.waitFor(60, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IllegalStateException("openssl does not end: " + command);
      }
      return new Result(process.exitValue(), output);
    } catch (IOException e) {
      throw new UncheckedIOException("these tests need the openssl command", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  static Result run(String... arguments) {
    return run(List.of(arguments));
  }
}
