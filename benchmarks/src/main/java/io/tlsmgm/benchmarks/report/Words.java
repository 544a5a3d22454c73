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
          "RecordBenchmark", "Cost of the domain manager",
          "HandshakeWhileReloadingBenchmark", "Handshakes while domains are reloaded",
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
          "HandshakeWhileReloadingBenchmark",
          "ReloadBenchmark");

  private static final List<String> PARAMS =
      List.of("version", "suite", "resumed", "mutual", "key", "group", "size", "direct");

  /** What most programs have. */
  private static final Map<String, String> USUAL =
      Map.of(
          "suite", "TLS_AES_128_GCM_SHA256",
          "version", "TLSv1.3",
          "direct", "true",
          "mutual", "false",
          "key", "EC_P256",
          "group", "X25519");

  private Words() {}

  /** Whether the parameter is what most programs have, or is not one of which that can be said. */
  static boolean usual(String name, String value) {
    return USUAL.getOrDefault(name, value).equals(value);
  }

  /** Whether that can be said of it. */
  static boolean hasUsual(String name) {
    return USUAL.containsKey(name);
  }

  static String suite(String suite) {
    return SUITES.getOrDefault(suite, suite);
  }

  static int order(String suite) {
    int index = ORDER.indexOf(suite);
    return index < 0 ? ORDER.size() : index;
  }

  /** What a method measures. */
  static String method(String method) {
    return switch (method) {
      case "wrapUnwrap" -> "wrap and unwrap";
      case "newConnections" -> "new connections";
      case "idleMemory" -> "memory of an idle connection";
      case "requests" -> "requests on kept-alive connections";
      default -> method;
    };
  }

  /** The order in which a title has parameters. */
  static int paramOrder(String name) {
    int index = PARAMS.indexOf(name);
    return index < 0 ? PARAMS.size() : index;
  }

  /** A parameter without its name where the value says it all. */
  static String param(String name, String value) {
    boolean number = value.matches("\\d{1,15}");
    return switch (name) {
      case "direct" -> value.equals("true") ? "direct buffers" : "heap buffers";
      case "resumed" -> value.equals("true") ? "resumed" : "full";
      case "reloading" -> value.equals("true") ? "while reloading" : "quiet";
      case "mutual" -> value.equals("true") ? "mutual" : "server's certificate only";
      case "suite", "version", "group" -> value;
      case "key" -> value + " key";
      case "size", "body" -> number ? grouped(Double.parseDouble(value)) + " bytes" : value;
      case "domains" ->
          number
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
    if (!Double.isFinite(ratio)) {
      return "–";
    }
    if (ratio < 0.1) {
      return String.format(Locale.ROOT, "%.3f", ratio);
    }
    // What is marked as below the target is not to look as if it were the target.
    boolean near = ratio < Ratio.TARGET && ratio >= Ratio.TARGET - 0.005;
    String format = ratio >= 100 ? "%,.0f" : ratio >= 10 ? "%.1f" : near ? "%.3f" : "%.2f";
    return String.format(Locale.ROOT, format, ratio);
  }

  /** From the least to the most. */
  static String spread(Ratio ratio) {
    return plain(ratio.low()) + "–" + plain(ratio.high());
  }

  private static String plain(double ratio) {
    String format = ratio >= 100 ? "%,.0f" : ratio >= 10 ? "%.1f" : ratio >= 0.1 ? "%.2f" : "%.3f";
    return String.format(Locale.ROOT, format, ratio);
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
