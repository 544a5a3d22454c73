package io.tlsmgm.benchmarks.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Results in the JSON of JMH. */
final class Samples {
  static final String RECORD = "io.tlsmgm.benchmarks.engines.EngineRecordBenchmark.wrapUnwrap";
  static final String LOOP = "native.loop.record";

  private Samples() {}

  /** One result; an {@code error} that is not a number is written as JMH writes it. */
  static String json(
      String benchmark,
      String mode,
      Map<String, String> params,
      double score,
      String error,
      String unit) {
    String members =
        params.entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .map(p -> quoted(p.getKey()) + ": " + quoted(p.getValue()))
            .collect(Collectors.joining(", "));
    return String.format(
        Locale.ROOT,
        "{\"jmhVersion\": \"1.37\", \"benchmark\": %s, \"mode\": \"%s\", \"forks\": 3, \"params\": {%s},"
            + " \"primaryMetric\": {\"score\": %s, \"scoreError\": %s, \"scoreUnit\": \"%s\","
            + " \"scorePercentiles\": {\"50.0\": %s, \"99.0\": %s, \"99.9\": %s}},"
            + " \"secondaryMetrics\": {\"gc.alloc.rate.norm\":"
            + " {\"score\": 80.2, \"scoreError\": \"NaN\", \"scoreUnit\": \"B/op\"},"
            + " \"clientShare\": {\"score\": %s, \"scoreError\": 1, \"scoreUnit\": \"%s\"}}}",
        quoted(benchmark),
        mode,
        members,
        score,
        error,
        unit,
        score,
        score * 3,
        score * 9,
        score / 2,
        unit);
  }

  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  static List<Result> parse(String... results) {
    return ResultReader.parse("[" + String.join(",", results) + "]");
  }

  /** Of wrapping and unwrapping 1,024 bytes. */
  static String record(String kind, double nanos, String error) {
    return record(kind, "1024", nanos, error);
  }

  static String record(String kind, String size, double nanos, String error) {
    return json(
        kind.startsWith("C_") ? LOOP : RECORD,
        "avgt",
        Map.of("kind", kind, "size", size, "suite", "TLS_AES_128_GCM_SHA256", "direct", "true"),
        nanos,
        error,
        "ns/op");
  }

  /** Of wrapping and unwrapping 1,024 bytes, with what each process of the same rounds measured. */
  static String rounds(String kind, String raw) {
    return inRounds(record(kind, 1000, "500"), raw, "the same");
  }

  /** A result with what its processes measured, in rounds of a name. */
  static String inRounds(String result, String raw, String rounds) {
    return result
        .replace("\"scorePercentiles\"", "\"rawData\": " + raw + ", \"scorePercentiles\"")
        .replace("\"jmhVersion\"", "\"rounds\": \"" + rounds + "\", \"jmhVersion\"");
  }

  /** Of every kind in two sizes, and of servers, latencies and lookups. */
  static List<Result> everything(double factor) {
    List<String> results = new ArrayList<>();
    Map<String, Double> kinds =
        Map.of(
            "FLOOR", 20.0,
            "RAW_JDK", 1900.0,
            "JSSE", 1900.0,
            "RAW_CONSCRYPT", 1600.0,
            "OPENSSL", 1700.0,
            "RAW_TCNATIVE", 1000.0,
            "WOLFSSL_LIBCRYPTO", 1200.0,
            "C_WOLFSSL_LIBCRYPTO", 1000.0);
    kinds.forEach(
        (kind, nanos) -> {
          results.add(record(kind, "64", nanos / 2 * factor, "20"));
          results.add(record(kind, "16384", nanos * 10 * factor, "20"));
          results.add(
              json(
                  "io.tlsmgm.benchmarks.engines.EngineHandshakeLatencyBenchmark.handshake",
                  "sample",
                  Map.of("kind", kind, "resumed", "false"),
                  nanos / 4,
                  "\"NaN\"",
                  "us/op"));
        });
    for (String server : List.of("tlsmgm-jsse", "nginx")) {
      results.add(
          json(
              "servers.newConnections",
              "thrpt",
              Map.of("server", server, "resumed", "true", "version", "TLSv1.3"),
              server.equals("nginx") ? 2000 : 1500,
              "50",
              "connections/s"));
    }
    for (String domains : List.of("1", "10000")) {
      results.add(
          json(
              "io.tlsmgm.benchmarks.DomainLookupBenchmark.exact",
              "avgt",
              Map.of("domains", domains),
              30,
              "1",
              "ns/op"));
    }
    return parse(results.toArray(new String[0]));
  }

  static Report report(List<Result> results, Optional<String> earlierName, List<Result> earlier) {
    return new Report(
        "sample",
        new Environment(Map.of("cpu", Map.of("model", "A <b>CPU</b> & \"more\""))),
        results,
        earlierName,
        earlier);
  }
}
