package io.tlsmgm.benchmarks.servers;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.tlsmgm.benchmarks.report.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.openjdk.jmh.util.ListStatistics;

/** Measurements in the form of JMH's JSON, a row of {@code rawData} for each repetition. */
final class Results {
  private static final double CONFIDENCE = 0.999;
  private static final int[] PERCENTILES = {0, 50, 90, 95, 99, 100};
  private static final Gson GSON = new GsonBuilder().setPrettyPrinting().create();

  /**
   * A number that is measured.
   *
   * @param benchmark its name
   * @param mode of JMH: {@code thrpt} where more is better, {@code avgt} where less is
   */
  record Measure(String benchmark, String mode, String unit) {}

  private record Key(Measure measure, Map<String, String> params) {}

  private record Metric(String unit, List<Double> values) {}

  private final Map<Key, Map<String, Metric>> results = new LinkedHashMap<>();
  private final String rounds = UUID.randomUUID().toString();

  /** The first of a result, in the unit of the measure, and what goes with it. */
  void add(
      Measure measure, Map<String, String> params, double value, Map<String, Double> secondary) {
    Map<String, Metric> metrics =
        results.computeIfAbsent(new Key(measure, Map.copyOf(params)), key -> new LinkedHashMap<>());
    put(metrics, "", measure.unit(), value);
    secondary.forEach(
        (name, number) -> {
          int space = name.indexOf(' ');
          put(metrics, name.substring(0, space), name.substring(space + 1), number);
        });
  }

  private static void put(Map<String, Metric> metrics, String name, String unit, double value) {
    metrics.computeIfAbsent(name, key -> new Metric(unit, new ArrayList<>())).values().add(value);
  }

  void write(Path file) {
    JsonArray array = new JsonArray();
    results.forEach((key, metrics) -> array.add(result(key, metrics)));
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Files.writeString(file, GSON.toJson(array) + "\n");
    } catch (IOException e) {
      throw new ComparisonException("cannot write " + file + ": " + e.getMessage(), e);
    }
  }

  private JsonObject result(Key key, Map<String, Metric> metrics) {
    JsonObject params = new JsonObject();
    key.params().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(entry -> params.addProperty(entry.getKey(), entry.getValue()));
    JsonObject secondary = new JsonObject();
    JsonObject result = new JsonObject();
    result.addProperty("benchmark", key.measure().benchmark());
    result.addProperty("mode", key.measure().mode());
    result.addProperty("threads", 1);
    result.addProperty("forks", 1);
    // All servers of a run are measured in turn, repetition by repetition.
    result.addProperty(Result.ROUNDS, rounds);
    result.add("params", params);
    metrics.forEach(
        (name, metric) -> {
          if (name.isEmpty()) {
            result.add("primaryMetric", json(metric));
          } else {
            secondary.add(name, json(metric));
          }
        });
    result.add("secondaryMetrics", secondary);
    return result;
  }

  private static JsonObject json(Metric metric) {
    ListStatistics statistics = new ListStatistics();
    metric.values().forEach(statistics::addValue);
    JsonObject json = new JsonObject();
    json.addProperty("score", statistics.getMean());
    boolean several = metric.values().size() > 1;
    // JMH, too, writes NaN as a string where there is no error to tell.
    if (several) {
      json.addProperty("scoreError", statistics.getMeanErrorAt(CONFIDENCE));
    } else {
      json.addProperty("scoreError", "NaN");
    }
    JsonArray confidence = new JsonArray();
    for (double bound : statistics.getConfidenceIntervalAt(CONFIDENCE)) {
      if (several) {
        confidence.add(bound);
      } else {
        confidence.add("NaN");
      }
    }
    json.add("scoreConfidence", confidence);
    JsonObject percentiles = new JsonObject();
    for (int percentile : PERCENTILES) {
      percentiles.addProperty(percentile + ".0", statistics.getPercentile(percentile));
    }
    json.add("scorePercentiles", percentiles);
    json.addProperty("scoreUnit", metric.unit());
    JsonArray raw = new JsonArray();
    for (double value : metric.values()) {
      JsonArray row = new JsonArray();
      row.add(value);
      raw.add(row);
    }
    json.add("rawData", raw);
    return json;
  }
}
