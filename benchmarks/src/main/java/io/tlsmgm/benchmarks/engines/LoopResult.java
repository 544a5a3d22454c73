package io.tlsmgm.benchmarks.engines;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collector;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.util.ListStatistics;

/** What the starts of one loop have measured by one method, in the form of JMH's results. */
final class LoopResult {
  private static final Pattern RESULT =
      Pattern.compile(
          "\\{\"method\":\"(\\w+)\",\"windows\":\\[([^]]*)],\"best\":([\\d.]+)"
              + "(?:,\"samples\":\\d+,\"percentiles\":\\{([^}]*)})?}");
  private static final Pattern PERCENTILE = Pattern.compile("\"([\\d.]+)\":([\\d.]+)");
  private static final double[] PERCENTS = {0, 50, 90, 95, 99, 99.9, 99.99, 99.999, 99.9999, 100};

  /** Of confidence, as JMH has it. */
  private static final double CONFIDENCE = 0.999;

  private final LoopJob job;
  private final String method;
  private final double unit;
  private final List<List<Double>> forks = new ArrayList<>();
  private final Map<String, Double> percentiles = new LinkedHashMap<>();
  private double best = Double.POSITIVE_INFINITY;

  private LoopResult(LoopJob job, String method) {
    this.job = job;
    this.method = method;
    this.unit = job.handshakes() ? 1e3 : 1;
  }

  /**
   * What a start printed.
   *
   * @param into by method; it grows
   * @throws IOException when that is nothing
   */
  static void read(LoopJob job, String line, Map<String, LoopResult> into) throws IOException {
    Matcher matcher = RESULT.matcher(line);
    int found = 0;
    while (matcher.find()) {
      into.computeIfAbsent(matcher.group(1), method -> new LoopResult(job, method))
          .add(matcher.group(2), matcher.group(3), matcher.group(4));
      found++;
    }
    if (found == 0) {
      throw new IOException("no result of " + job + ": " + line);
    }
  }

  private void add(String windows, String bestNanos, @Nullable String percentilesInNanos) {
    List<Double> values = new ArrayList<>();
    for (String window : windows.split(",", -1)) {
      values.add(Double.parseDouble(window) / unit);
    }
    forks.add(values);
    best = Math.min(best, Double.parseDouble(bestNanos) / unit);
    if (percentilesInNanos != null) {
      Matcher matcher = PERCENTILE.matcher(percentilesInNanos);
      while (matcher.find()) {
        // Of several starts the worst: a mean of percentiles is the percentile of nothing.
        percentiles.merge(matcher.group(1), Double.parseDouble(matcher.group(2)) / unit, Math::max);
      }
    }
  }

  private ListStatistics statistics() {
    ListStatistics statistics = new ListStatistics();
    forks.forEach(fork -> fork.forEach(statistics::addValue));
    return statistics;
  }

  /** The score and its error. */
  String words() {
    ListStatistics statistics = statistics();
    return String.format(
        Locale.ROOT,
        "%,.2f ± %,.2f %s",
        statistics.getMean(),
        statistics.getMeanErrorAt(CONFIDENCE),
        job.handshakes() ? "us/op" : "ns/op");
  }

  /** As elements of the array that JMH writes: one, or two when there are percentiles. */
  List<String> json() {
    ListStatistics statistics = statistics();
    Map<String, Double> spread = new LinkedHashMap<>();
    for (double percent : PERCENTS) {
      spread.put(String.valueOf(percent), statistics.getPercentile(percent));
    }
    String name =
        job.handshakes()
            ? "native.loop.handshake"
            : "native.loop.record" + (method.equals("wrapUnwrap") ? "" : "." + method);
    List<String> elements = new ArrayList<>();
    elements.add(element(name, "avgt", statistics, spread));
    if (!percentiles.isEmpty()) {
      elements.add(element("native.loop.latency", "sample", statistics, percentiles));
    }
    return elements;
  }

  private String element(
      String name, String mode, ListStatistics statistics, Map<String, Double> spread) {
    String scoreUnit = quoted(job.handshakes() ? "us/op" : "ns/op");
    double error = statistics.getMeanErrorAt(CONFIDENCE);
    Map<String, String> primary = new LinkedHashMap<>();
    primary.put("score", number(statistics.getMean()));
    primary.put("scoreError", number(error));
    primary.put(
        "scoreConfidence",
        "["
            + number(statistics.getMean() - error)
            + ","
            + number(statistics.getMean() + error)
            + "]");
    primary.put("scorePercentiles", numbers(spread));
    primary.put("scoreUnit", scoreUnit);
    primary.put(
        "rawData",
        forks.stream()
            .map(fork -> fork.stream().map(LoopResult::number).collect(list()))
            .collect(list()));
    Map<String, String> bestMetric = new LinkedHashMap<>();
    bestMetric.put("score", number(best));
    bestMetric.put("scoreError", number(Double.NaN));
    bestMetric.put("scoreUnit", scoreUnit);
    Map<String, String> params = new TreeMap<>();
    job.params().forEach((key, value) -> params.put(key, quoted(value)));
    Map<String, String> element = new LinkedHashMap<>();
    element.put("benchmark", quoted(name));
    element.put("mode", quoted(mode));
    element.put("threads", "1");
    element.put("forks", String.valueOf(forks.size()));
    element.put("measurementIterations", String.valueOf(forks.get(0).size()));
    element.put("params", object(params));
    element.put("primaryMetric", object(primary));
    element.put("secondaryMetrics", object(Map.of("best", object(bestMetric))));
    return object(element);
  }

  private static Collector<CharSequence, ?, String> list() {
    return Collectors.joining(",", "[", "]");
  }

  private static String object(Map<String, String> members) {
    return members.entrySet().stream()
        .map(member -> quoted(member.getKey()) + ":" + member.getValue())
        .collect(Collectors.joining(",", "{", "}"));
  }

  private static String numbers(Map<String, Double> members) {
    Map<String, String> texts = new LinkedHashMap<>();
    members.forEach((key, value) -> texts.put(key, number(value)));
    return object(texts);
  }

  /** JSON has no NaN; JMH writes it as text. */
  private static String number(double value) {
    return Double.isFinite(value) ? String.format(Locale.ROOT, "%.3f", value) : quoted("NaN");
  }

  /** Names and values here are letters, digits and punctuation that needs no escape. */
  private static String quoted(String text) {
    return '"' + text + '"';
  }
}
