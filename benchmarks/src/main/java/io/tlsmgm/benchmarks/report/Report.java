package io.tlsmgm.benchmarks.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A run, and maybe an earlier one, in the forms in which people read it. */
public final class Report {
  private final String name;
  private final Environment environment;
  private final List<Result> results;
  private final List<Result> terms;
  private final Map<String, List<Panel>> suites;
  private final Comparison comparison;
  private final Optional<String> earlierName;

  Report(
      String name,
      Environment environment,
      List<Result> results,
      Optional<String> earlierName,
      List<Result> earlier) {
    this.name = name;
    this.environment = environment;
    this.results = results.stream().filter(result -> !isTerms(result)).toList();
    this.terms = results.stream().filter(Report::isTerms).toList();
    this.suites = suites(this.results);
    this.comparison = new Comparison(earlier);
    this.earlierName = earlierName;
  }

  /**
   * Of a results directory.
   *
   * @param earlier the directory of the run to compare with
   * @throws IOException when one of them cannot be read, or has no results
   */
  public static Report of(Path directory, Optional<Path> earlier) throws IOException {
    List<Result> results = results(directory);
    List<Result> then = earlier.isPresent() ? results(earlier.get()) : List.of();
    return new Report(
        name(directory), Environment.read(directory), results, earlier.map(Report::name), then);
  }

  private static List<Result> results(Path directory) throws IOException {
    List<Result> results = ResultReader.directory(directory);
    if (results.isEmpty()) {
      throw new IOException(directory + " has no results: make some with the command run");
    }
    return results;
  }

  private static String name(Path directory) {
    return directory.toAbsolutePath().normalize().getFileName().toString();
  }

  private static Map<String, List<Panel>> suites(List<Result> results) {
    Map<String, List<Result>> bySuite =
        new TreeMap<>(
            Comparator.comparingInt(Words::order).thenComparing(Comparator.naturalOrder()));
    results.forEach(
        result -> bySuite.computeIfAbsent(result.suite(), suite -> new ArrayList<>()).add(result));
    Map<String, List<Panel>> suites = new LinkedHashMap<>();
    bySuite.forEach((suite, of) -> suites.put(suite, Panel.of(of)));
    return suites;
  }

  String name() {
    return name;
  }

  Environment environment() {
    return environment;
  }

  List<Result> results() {
    return results;
  }

  /** What the comparison of servers found of each before it measured: parameters, no score. */
  List<Result> terms() {
    return terms;
  }

  private static boolean isTerms(Result result) {
    return result.suite().equals("servers") && result.method().equals("terms");
  }

  /** Panels by suite, both in the order of reading. */
  Map<String, List<Panel>> suites() {
    return suites;
  }

  Comparison comparison() {
    return comparison;
  }

  Optional<String> earlierName() {
    return earlierName;
  }

  List<Layer> layers() {
    List<Layer> layers = new ArrayList<>();
    suites.forEach((suite, panels) -> layers.addAll(Layer.of(suite, panels)));
    return layers;
  }

  List<Choice> choices() {
    List<Choice> choices = new ArrayList<>();
    suites.forEach((suite, panels) -> choices.addAll(Choice.of(suite, panels)));
    return choices;
  }

  long noisy() {
    return results.stream().filter(Result::noisy).count();
  }

  /** One page that needs nothing but itself. */
  public String html() throws IOException {
    return new HtmlReport(this).page();
  }

  /** Tables for a document. */
  public String markdown() {
    return new MarkdownReport(this).text();
  }

  /** For a terminal: what our layer costs, and which library is fastest. */
  public String summary() {
    return new TextSummary(this).text();
  }
}
