package io.tlsmgm.manager.cipher;

import static org.assertj.core.api.Assertions.assertThat;

import io.tlsmgm.api.CipherSuite;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The {@code openssl} command of OpenSSL 3.0, which decides what a cipher string means. */
final class OpenSsl {
  /**
   * What it says to a cipher string.
   *
   * @param malformed whether it refuses the string for another reason than that nothing matches
   * @param suites the suites up to TLS 1.2, in order
   */
  record Answer(boolean malformed, List<CipherSuite> suites) {}

  private OpenSsl() {}

  /** All that the string selects. */
  static Answer ciphers(String cipherString) {
    return ciphers(List.of(), cipherString);
  }

  /** What a connection can use of it, with PSK and SRP set up. */
  static Answer supportedCiphers(String cipherString) {
    return ciphers(List.of("-s", "-psk", "-srp"), cipherString);
  }

  static void requireVersion30() {
    assertThat(run(List.of("openssl", "version")).output)
        .as("cipher strings are compared with the openssl command, which must be 3.0")
        .startsWith("OpenSSL 3.0.");
  }

  private static Answer ciphers(List<String> options, String cipherString) {
    List<String> command = new ArrayList<>(List.of("openssl", "ciphers", "-stdname"));
    command.addAll(options);
    command.add("--");
    command.add(cipherString);
    Result result = run(command);
    if (result.status != 0) {
      boolean malformed = !result.output.contains("no cipher match");
      assertThat(malformed)
          .as(cipherString + ": " + result.output)
          .isEqualTo(result.output.contains("invalid command"));
      return new Answer(malformed, List.of());
    }
    return new Answer(
        false,
        result
            .output
            .lines()
            .map(line -> CipherSuite.valueOf(line.substring(0, line.indexOf(' '))))
            .filter(suite -> !suite.isTls13())
            .toList());
  }

  private record Result(int status, String output) {}

  private static Result run(List<String> command) {
    Process process;
    try {
      ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
      // The system's own file may restrict protocol versions and the security level.
      builder.environment().put("OPENSSL_CONF", "/dev/null");
      process = builder.start();
    } catch (IOException e) {
      throw new AssertionError("this test compares with the openssl command: install it", e);
    }
    try (InputStream out = process.getInputStream()) {
      process.getOutputStream().close();
      String output = new String(out.readAllBytes(), StandardCharsets.UTF_8);
      return new Result(process.waitFor(), output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while openssl ran", e);
    }
  }
}
