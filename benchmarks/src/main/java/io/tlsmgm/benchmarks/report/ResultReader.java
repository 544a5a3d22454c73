package io.tlsmgm.benchmarks.report;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Reads results in the JSON of JMH, whoever wrote it. */
public final class ResultReader {
  /** The one file of a results directory that has no results. */
  public static final String ENVIRONMENT = "environment.json";

  private static final String PACKAGE = "io.tlsmgm.benchmarks.";
  private static final String ALLOCATED = "gc.alloc.rate.norm";

  /** The loops in C are rows of what they are the reference of. */
  private static final Map<String, String> ALIASES =
      Map.of(
          "native.loop.record", "engines.EngineRecordBenchmark.wrapUnwrap",
          "native.loop.record.wrap", "engines.EngineRecordBenchmark.wrap",
          "native.loop.record.unwrap", "engines.EngineRecordBenchmark.unwrap",
          "native.loop.latency", "engines.EngineHandshakeLatencyBenchmark.handshake",
          "native.loop.handshake", "engines.EngineHandshakeBenchmark.handshake");

  private static final Map<String, Double> NANOSECONDS =
      Map.of("ns", 1.0, "us", 1e3, "ms", 1e6, "s", 1e9, "min", 6e10);

  private ResultReader() {}

  /**
   * Every result of a directory, files in the order of their names. Where two are of the same
   * combination, the one of the later file counts.
   *
   * @throws IOException when the directory or a file cannot be read, or is not of that form
   */
  public static List<Result> directory(Path directory) throws IOException {
    List<Path> files = new ArrayList<>();
    if (!Files.isDirectory(directory)) {
      throw new IOException(directory + " is no directory of results");
    }
    try (Stream<Path> entries = Files.list(directory)) {
      entries
          .filter(file -> file.toString().endsWith(".json"))
          .filter(file -> !file.endsWith(ENVIRONMENT))
          .sorted()
          .forEach(files::add);
    }
    Map<String, Result> results = new LinkedHashMap<>();
    for (Path file : files) {
      for (Result result : file(file)) {
        results.put(result.key(), result);
      }
    }
    return List.copyOf(results.values());
  }

  static List<Result> file(Path file) throws IOException {
    String text = Files.readString(file, StandardCharsets.UTF_8);
    try {
      return text.isBlank() ? List.of() : parse(text);
    } catch (JsonParseException
        | IllegalStateException
        | ClassCastException
        | IllegalArgumentException e) {
      throw new IOException(file + " is no file of JMH results: " + e.getMessage(), e);
    }
  }

  static List<Result> parse(String json) {
    JsonArray array = JsonParser.parseString(json).getAsJsonArray();
    List<Result> results = new ArrayList<>();
    for (JsonElement element : array) {
      results.add(result(element.getAsJsonObject()));
    }
    return results;
  }

  private static Result result(JsonObject object) {
    String name = text(object, "benchmark");
    String qualified =
        name.startsWith(PACKAGE)
            ? name.substring(PACKAGE.length())
            : ALIASES.getOrDefault(name, name);
    int dot = qualified.lastIndexOf('.');
    String mode = object.has("mode") ? text(object, "mode") : "avgt";
    JsonObject metric = member(object, "primaryMetric");
    String unit = text(metric, "scoreUnit");
    double factor = factor(unit);
    return new Result(
        dot < 0 ? qualified : qualified.substring(0, dot),
        qualified.substring(dot + 1),
        mode,
        object.has("forks") ? object.get("forks").getAsInt() : 1,
        params(object),
        measure(unit),
        number(metric.get("score")) * factor,
        metric.has("scoreError") ? number(metric.get("scoreError")) * factor : Double.NaN,
        unit,
        mode.equals("sample") ? List.of() : raw(metric, factor),
        object.has(Result.ROUNDS) ? text(object, Result.ROUNDS) : "",
        mode.equals("sample") ? percentiles(metric, factor) : new TreeMap<>(),
        allocated(object),
        shares(object, unit, factor),
        measure(unit) == Measure.TIME ? List.of() : notes(object));
  }

  /** Secondary metrics but for those of JMH's profiler. */
  private static List<String> notes(JsonObject object) {
    List<String> notes = new ArrayList<>();
    if (object.has("secondaryMetrics")) {
      for (Map.Entry<String, JsonElement> entry :
          object.getAsJsonObject("secondaryMetrics").entrySet()) {
        if (!entry.getKey().contains("gc.")) {
          JsonObject metric = entry.getValue().getAsJsonObject();
          notes.add(
              entry.getKey()
                  + " "
                  + Words.number(number(metric.get("score")))
                  + " "
                  + text(metric, "scoreUnit"));
        }
      }
    }
    return notes;
  }

  /** Secondary metrics of the same unit: those of profilers have others. */
  private static NavigableMap<String, Double> shares(
      JsonObject object, String unit, double factor) {
    NavigableMap<String, Double> shares = new TreeMap<>();
    if (object.has("secondaryMetrics") && measure(unit) == Measure.TIME) {
      object
          .getAsJsonObject("secondaryMetrics")
          .entrySet()
          .forEach(
              entry -> {
                JsonObject metric = entry.getValue().getAsJsonObject();
                if (text(metric, "scoreUnit").equals(unit)) {
                  shares.put(entry.getKey(), number(metric.get("score")) * factor);
                }
              });
    }
    return shares;
  }

  private static NavigableMap<String, String> params(JsonObject object) {
    NavigableMap<String, String> params = new TreeMap<>();
    if (object.has("params")) {
      object
          .getAsJsonObject("params")
          .entrySet()
          .forEach(entry -> params.put(entry.getKey(), entry.getValue().getAsString()));
    }
    return params;
  }

  private static List<List<Double>> raw(JsonObject metric, double factor) {
    List<List<Double>> raw = new ArrayList<>();
    if (metric.has("rawData")) {
      for (JsonElement process : metric.getAsJsonArray("rawData")) {
        List<Double> values = new ArrayList<>();
        process.getAsJsonArray().forEach(value -> values.add(number(value) * factor));
        raw.add(values);
      }
    }
    // One number that is none would make all of a median's.
    boolean known =
        raw.stream().allMatch(of -> !of.isEmpty() && of.stream().allMatch(Double::isFinite));
    return known ? raw : List.of();
  }

  private static NavigableMap<Double, Double> percentiles(JsonObject metric, double factor) {
    NavigableMap<Double, Double> percentiles = new TreeMap<>();
    if (metric.has("scorePercentiles")) {
      metric
          .getAsJsonObject("scorePercentiles")
          .entrySet()
          .forEach(
              entry ->
                  percentiles.put(
                      Double.parseDouble(entry.getKey()), number(entry.getValue()) * factor));
    }
    return percentiles;
  }

  private static OptionalDouble allocated(JsonObject object) {
    if (!object.has("secondaryMetrics")) {
      return OptionalDouble.empty();
    }
    // Older versions of JMH put a dot in front.
    for (Map.Entry<String, JsonElement> entry :
        object.getAsJsonObject("secondaryMetrics").entrySet()) {
      if (entry.getKey().endsWith(ALLOCATED)) {
        double bytes = number(entry.getValue().getAsJsonObject().get("score"));
        return Double.isNaN(bytes) ? OptionalDouble.empty() : OptionalDouble.of(bytes);
      }
    }
    return OptionalDouble.empty();
  }

  private static Measure measure(String unit) {
    if (unit.endsWith("/op") && NANOSECONDS.containsKey(unit.substring(0, unit.length() - 3))) {
      return Measure.TIME;
    }
    int slash = unit.lastIndexOf('/');
    return slash >= 0 && NANOSECONDS.containsKey(unit.substring(slash + 1))
        ? Measure.RATE
        : Measure.AMOUNT;
  }

  /** To nanoseconds, or to a rate per second. */
  private static double factor(String unit) {
    return switch (measure(unit)) {
      case TIME -> NANOSECONDS.getOrDefault(unit.substring(0, unit.length() - 3), 1.0);
      case RATE -> 1e9 / NANOSECONDS.getOrDefault(unit.substring(unit.lastIndexOf('/') + 1), 1.0);
      case AMOUNT -> 1;
    };
  }

  private static JsonObject member(JsonObject object, String name) {
    if (!object.has(name)) {
      throw new IllegalArgumentException("a result has no \"" + name + "\"");
    }
    return object.getAsJsonObject(name);
  }

  private static String text(JsonObject object, String name) {
    if (!object.has(name)) {
      throw new IllegalArgumentException("a result has no \"" + name + "\"");
    }
    return object.get(name).getAsString();
  }

  /** JMH writes what is not a number as a string. */
  private static double number(JsonElement element) {
    return element.isJsonNull() ? Double.NaN : element.getAsDouble();
  }
}
