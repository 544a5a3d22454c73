package io.tlsmgm.benchmarks.report;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Names and numbers for people. */
final class Words {
  private static final Map<String, String> SUITES =
      Map.of(
          "engines.EngineRecordBenchmark", "Records",
          "engines.EngineHandshakeBenchmark", "Handshakes",
          "engines.EngineHandshakeLatencyBenchmark", "Latency of handshakes",
          "servers", "Servers on loopback",
          "DomainLookupBenchmark", "Looking a domain up",
          "ClientHelloBenchmark", "From ClientHello to domain",
          "RecordBenchmark", "What the domain manager adds to a record",
          "ReloadBenchmark", "Loading and reloading domains");

  private static final List<String> ORDER =
      List.of(
          "engines.EngineRecordBenchmark",
          "engines.EngineHandshakeBenchmark",
          "engines.EngineHandshakeLatencyBenchmark",
          "servers",
          "RecordBenchmark",
          "DomainLookupBenchmark",
          "ClientHelloBenchmark",
          "ReloadBenchmark");

  private Words() {}

  static String suite(String suite) {
    return SUITES.getOrDefault(suite, suite);
  }

  static int order(String suite) {
    int index = ORDER.indexOf(suite);
    return index < 0 ? ORDER.size() : index;
  }

  static String param(String name, String value) {
    return switch (name) {
      case "direct" -> value.equals("true") ? "direct buffers" : "heap buffers";
      case "resumed" -> value.equals("true") ? "resumed" : "full";
      case "mutual" -> value.equals("true") ? "mutual" : "server's certificate only";
      case "suite", "version" -> value;
      case "size" ->
          value.matches("\\d{1,15}") ? grouped(Double.parseDouble(value)) + " bytes" : value;
      case "domains" ->
          value.matches("\\d{1,15}")
              ? grouped(Double.parseDouble(value)) + (value.equals("1") ? " domain" : " domains")
              : value;
      default -> name + " " + value;
    };
  }

  /** What a column says. */
  static String column(Panel panel, String column) {
    return panel.axis().isEmpty() ? "" : param(panel.axis(), column);
  }

  static String grouped(double number) {
    return String.format(Locale.ROOT, "%,.0f", number);
  }

  /** Three digits that count, without an exponent. */
  static String number(double number) {
    if (!Double.isFinite(number)) {
      return "–";
    }
    double size = Math.abs(number);
    String format = size >= 100 || size == 0 ? "%,.0f" : size >= 10 ? "%,.1f" : "%,.2f";
    return String.format(Locale.ROOT, format, number);
  }

  static String ratio(double ratio) {
    return Double.isFinite(ratio)
        ? String.format(Locale.ROOT, ratio >= 100 ? "%,.0f" : ratio >= 10 ? "%.1f" : "%.2f", ratio)
        : "–";
  }

  /** With its sign: {@code +3.1%}. */
  static String change(double change) {
    return Double.isFinite(change) ? String.format(Locale.ROOT, "%+.1f%%", change * 100) : "–";
  }

  /** Half the width of the interval: {@code ±2%}. */
  static String error(double relative) {
    if (!Double.isFinite(relative)) {
      return "±?";
    }
    double percent = relative * 100;
    return String.format(Locale.ROOT, percent < 1 ? "±%.1f%%" : "±%.0f%%", percent);
  }
}
