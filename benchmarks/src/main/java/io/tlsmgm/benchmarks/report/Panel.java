package io.tlsmgm.benchmarks.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Results that differ in the row, whose code it is, and in one parameter, the column.
 *
 * @param suite whose
 * @param title what is fixed: the method and the other parameters
 * @param axis the parameter that makes the columns; empty when there is one column
 * @param columns its values, in order
 * @param rows in order
 * @param cells by row and column
 */
record Panel(
    String suite,
    String title,
    String axis,
    List<String> columns,
    List<String> rows,
    Map<String, Map<String, Result>> cells) {

  /** Parameters that make columns; the first that differs, or is there at all. */
  private static final List<String> AXES =
      List.of("size", "reloading", "domains", "resumed", "body");

  static List<Panel> of(List<Result> results) {
    Map<String, List<Result>> groups = new LinkedHashMap<>();
    for (Result result : results) {
      groups.computeIfAbsent(suiteAndTitle(result), key -> new ArrayList<>()).add(result);
    }
    List<Panel> panels = new ArrayList<>();
    groups.values().forEach(group -> panels.add(panel(group)));
    // Those that compare nothing, such as of loops in C alone, come behind.
    panels.sort(
        Comparator.<Panel, Boolean>comparing(panel -> !panel.layered() && !panel.comparable())
            .thenComparing(Panel::title, Panel::compareNatural));
    return panels;
  }

  private static String suiteAndTitle(Result result) {
    return result.suite() + '\n' + title(result) + '\n' + result.measure() + result.unit();
  }

  private static String axis(Result result) {
    return AXES.stream().filter(result.params()::containsKey).findFirst().orElse("");
  }

  private static String title(Result result) {
    return title(result, name -> true);
  }

  private static String title(Result result, Predicate<String> shown) {
    List<String> words = new ArrayList<>();
    Optional<String> row = Rows.param(result);
    if (row.isPresent()) {
      words.add(Words.method(result.method()));
    }
    result.params().entrySet().stream()
        .filter(param -> !param.getKey().equals(axis(result)))
        .filter(param -> !row.equals(Optional.of(param.getKey())))
        .filter(param -> shown.test(param.getKey()))
        .sorted(Comparator.comparingInt(param -> Words.paramOrder(param.getKey())))
        .forEach(param -> words.add(Words.param(param.getKey(), param.getValue())));
    if (result.mode().equals("sample")) {
      words.add("single operations");
    }
    return words.isEmpty() ? "Time" : String.join(" · ", words);
  }

  /** Of one result: the column, and what of the title is not what most programs have. */
  String where(Result result) {
    String column = Words.column(this, result.param(axis));
    String title =
        title(result, name -> !Words.hasUsual(name) || !Words.usual(name, result.param(name)));
    return column.isEmpty() ? title : title + " · " + column;
  }

  private static Panel panel(List<Result> group) {
    Map<String, Map<String, Result>> cells = new TreeMap<>(Panel::compareRows);
    List<String> columns = new ArrayList<>();
    String axis = axis(group.get(0));
    for (Result result : group) {
      String column = result.param(axis);
      if (!columns.contains(column)) {
        columns.add(column);
      }
      cells.computeIfAbsent(Rows.row(result), row -> new LinkedHashMap<>()).put(column, result);
    }
    columns.sort(Panel::compareNatural);
    Result any = group.get(0);
    return new Panel(
        any.suite(), title(any), axis, List.copyOf(columns), List.copyOf(cells.keySet()), cells);
  }

  private static int compareRows(String one, String other) {
    int order = Integer.compare(Rows.order(one), Rows.order(other));
    return order != 0 ? order : compareNatural(one, other);
  }

  /** Numbers by their value. */
  private static int compareNatural(String one, String other) {
    boolean numbers = one.matches("\\d{1,15}") && other.matches("\\d{1,15}");
    return numbers
        ? Long.compare(Long.parseLong(one), Long.parseLong(other))
        : one.compareTo(other);
  }

  Optional<Result> cell(String row, String column) {
    return Optional.ofNullable(cells.getOrDefault(row, Map.of()).get(column));
  }

  /** Whose code a row is. */
  Rows.Standing standing(String row) {
    return cells.getOrDefault(row, Map.of()).values().stream()
        .findFirst()
        .map(Rows::standing)
        .orElse(Rows.Standing.REFERENCE);
  }

  /** A result of the panel; all are of one unit. */
  Result any() {
    return cells.values().iterator().next().values().iterator().next();
  }

  /** All results, by column and then by row. */
  List<Result> results() {
    List<Result> results = new ArrayList<>();
    for (String column : columns) {
      for (String row : rows) {
        cell(row, column).ifPresent(results::add);
      }
    }
    return results;
  }

  /** The result of the library under this one. */
  Optional<Result> raw(Result result) {
    return Rows.raw(result).flatMap(row -> cell(row, result.param(axis)));
  }

  Optional<Ratio> toRaw(Result result) {
    return raw(result).map(raw -> Ratio.of(result, raw)).filter(Ratio::known);
  }

  /** The best of those that a program could use in our place. */
  Optional<Result> bestPeer(String column) {
    return best(column, Rows.Standing.PEER);
  }

  Optional<Result> bestOfOurs(String column) {
    return best(column, Rows.Standing.OURS);
  }

  private Optional<Result> best(String column, Rows.Standing standing) {
    Result best = null;
    for (String row : rows) {
      Result result = cell(row, column).orElse(null);
      if (result != null
          && Rows.standing(result) == standing
          && Double.isFinite(result.typical())
          && (best == null || result.measure().ratio(result.typical(), best.typical()) > 1)) {
        best = result;
      }
    }
    return Optional.ofNullable(best);
  }

  Optional<Ratio> toBestPeer(Result result) {
    return bestPeer(result.param(axis)).map(peer -> Ratio.of(result, peer)).filter(Ratio::known);
  }

  /** Whether the rows are libraries or servers that can be compared with each other. */
  boolean comparable() {
    return Rows.param(any()).isPresent()
        && results().stream().anyMatch(r -> toBestPeer(r).isPresent());
  }

  boolean layered() {
    return results().stream().anyMatch(result -> toRaw(result).isPresent());
  }
}
