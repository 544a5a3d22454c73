package io.tlsmgm.benchmarks.servers;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Requests on kept-alive connections, HTTP/1.1 by {@code h2load}. */
final class RequestLoad {
  private static final Pattern RATE =
      Pattern.compile("^finished in [^,]+, ([0-9.]+) req/s", Pattern.MULTILINE);
  private static final Pattern BAD =
      Pattern.compile("([0-9]+) failed, ([0-9]+) errored, ([0-9]+) timeout");
  private static final Pattern STATUS =
      Pattern.compile("^status codes: ([0-9]+) 2xx, 0 3xx, 0 4xx, 0 5xx$", Pattern.MULTILINE);

  /** Handshakes, and caches that fill. */
  private static final long WARM_UP_MILLIS = 500;

  private static final long MARGIN_MILLIS = 100;
  private static final long END_SECONDS = 5;

  /** On a machine that is busy with other things h2load may not connect in time, and then hangs. */
  private static final int ATTEMPTS = 3;

  private RequestLoad() {}

  /**
   * Asks for a body as fast as it comes.
   *
   * @param connections each with one request under way
   */
  static Sample measure(
      TestedServer server, Site site, Cpus cpus, int connections, int body, double seconds) {
    for (int attempt = 1; attempt < ATTEMPTS; attempt++) {
      Optional<Sample> sample = attempt(server, site, cpus, connections, body, seconds);
      if (sample.isPresent()) {
        return sample.get();
      }
    }
    return attempt(server, site, cpus, connections, body, seconds)
        .orElseThrow(
            () ->
                new ComparisonException(
                    "h2load made no request or did not end, "
                        + ATTEMPTS
                        + " times: is this machine busy with other things?"));
  }

  /** Empty when no request was answered, or there is no end. */
  private static Optional<Sample> attempt(
      TestedServer server, Site site, Cpus cpus, int connections, int body, double seconds) {
    long millis = Math.round(seconds * 1000);
    List<String> command =
        List.of(
            Programs.find("h2load"),
            "--h1",
            "--threads=1",
            "--clients=" + connections,
            "--warm-up-time=" + WARM_UP_MILLIS + "ms",
            "--duration=" + millis + "ms",
            "--tls13-ciphers=" + Terms.SUITE_13,
            "--ciphers=" + Terms.SUITE_12,
            "--groups=" + Terms.OFFERED_GROUPS,
            "https://127.0.0.1:" + server.port() + Terms.path(body));
    Path output = site.file("h2load.log");
    try {
      Process process =
          new ProcessBuilder(Cpus.pinned(cpus.load(), command))
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      try {
        // The server's time is taken in the middle: h2load has a start and an end of its own.
        Pause.millis(WARM_UP_MILLIS + MARGIN_MILLIS);
        double cpuBefore = Usage.cpuSeconds(server.processes());
        long begin = System.nanoTime();
        Pause.millis(Math.max(0, millis - 2 * MARGIN_MILLIS));
        double cpu = Usage.cpuSeconds(server.processes()) - cpuBefore;
        double wall = (System.nanoTime() - begin) / 1e9;
        if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
          return Optional.empty();
        }
        String text = Files.readString(output, StandardCharsets.ISO_8859_1);
        double rate = rate(text);
        return rate > 0 ? Optional.of(Sample.of(rate, cpu, wall, cpus)) : Optional.empty();
      } finally {
        process.destroyForcibly();
      }
    } catch (IOException e) {
      throw new ComparisonException("cannot run h2load: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ComparisonException("interrupted", e);
    }
  }

  /**
   * Requests a second from what {@code h2load} prints.
   *
   * @throws ComparisonException when a request failed, or TLS was not on the terms
   */
  static double rate(String output) {
    Matcher rate = RATE.matcher(output);
    Matcher bad = BAD.matcher(output);
    boolean good =
        rate.find()
            && STATUS.matcher(output).find()
            && bad.find()
            && bad.group(1).equals("0")
            && bad.group(2).equals("0")
            && bad.group(3).equals("0");
    if (!good) {
      throw new ComparisonException("h2load had failures, or could not connect:\n" + output);
    }
    boolean terms =
        output.contains("TLS Protocol: TLSv1.3")
            && output.contains("Cipher: " + Terms.SUITE_13)
            && output.contains("Server Temp Key: " + Terms.GROUP);
    if (!terms) {
      throw new ComparisonException("h2load did not get the TLS that was agreed on:\n" + output);
    }
    return Double.parseDouble(rate.group(1));
  }
}
