package io.tlsmgm.benchmarks.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What follows from a score: a rate, a throughput, percentiles, allocation. */
final class Facts {
  private Facts() {}

  /** In words, each with its unit. */
  static List<String> of(Result result, Scale scale) {
    List<String> facts = new ArrayList<>();
    throughput(result).ifPresent(facts::add);
    if (result.mode().equals("sample")) {
      percentile(result, 99.0).ifPresent(p -> facts.add("p99 " + scale.withUnit(p)));
    }
    result.shares().forEach((name, time) -> facts.add(share(name) + " " + scale.text(time)));
    result.allocated().ifPresent(bytes -> facts.add(Words.grouped(bytes) + " B/op"));
    facts.addAll(result.notes());
    return facts;
  }

  private static Optional<String> throughput(Result result) {
    if (result.measure() != Measure.TIME || !(result.typical() > 0)) {
      return Optional.empty();
    }
    String size = result.param("size");
    if (size.matches("\\d{1,15}")) {
      // Bytes in a nanosecond are thousands of megabytes in a second.
      return Optional.of(
          Words.number(Double.parseDouble(size) / result.typical() * 1000) + " MB/s");
    }
    boolean handshake = result.suite().contains("Handshake") || result.suite().contains("Latency");
    return handshake && !result.mode().equals("sample")
        ? Optional.of(Words.grouped(1e9 / result.typical()) + " /s")
        : Optional.empty();
  }

  /** {@code clientShare} is the client's. */
  private static String share(String name) {
    return name.endsWith("Share") ? name.substring(0, name.length() - "Share".length()) : name;
  }

  static Optional<Double> percentile(Result result, double percent) {
    return Optional.ofNullable(result.percentiles().get(percent)).filter(Double::isFinite);
  }
}
