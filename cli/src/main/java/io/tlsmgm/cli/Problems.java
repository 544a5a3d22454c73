package io.tlsmgm.cli;

import io.tlsmgm.api.Problem;
import io.tlsmgm.cli.text.Style;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Sorts, merges and prints problems. */
final class Problems {
  private Problems() {}

  /** By file in the order of appearance, then by line; what has no line comes last. */
  static List<Problem> sorted(List<Problem> problems) {
    Map<String, Integer> files = new LinkedHashMap<>();
    problems.forEach(p -> files.putIfAbsent(file(p.location()), files.size()));
    List<Problem> sorted = new ArrayList<>(problems);
    sorted.sort(
        Comparator.<Problem>comparingInt(p -> files.getOrDefault(file(p.location()), 0))
            .thenComparingInt(p -> line(p.location())));
    return sorted;
  }

  /**
   * What several libraries say of one configuration. What all of them say is said once; what only
   * some say names them.
   *
   * @param byLibrary the problems under each library's name
   */
  static List<Problem> merged(Map<String, List<Problem>> byLibrary) {
    Map<Problem, List<String>> saidBy = new LinkedHashMap<>();
    byLibrary.forEach(
        (library, problems) ->
            problems.stream()
                .map(problem -> withoutName(problem, library))
                .distinct()
                .forEach(p -> saidBy.computeIfAbsent(p, key -> new ArrayList<>()).add(library)));
    List<Problem> merged = new ArrayList<>();
    saidBy.forEach(
        (problem, libraries) -> {
          String names = String.join(", ", libraries);
          boolean named = problem.message().contains(NAME);
          String message = problem.message().replace(NAME, "tls_library " + names);
          boolean all = libraries.size() == byLibrary.size();
          merged.add(
              new Problem(
                  problem.severity(),
                  problem.location(),
                  problem.domain(),
                  named || all ? message : message + " (with tls_library " + names + ")"));
        });
    return sorted(merged);
  }

  /** Stands for the name of a library while messages are compared. */
  private static final String NAME = "tls_library \0";

  private static Problem withoutName(Problem problem, String library) {
    String message = problem.message().replaceAll("\\btls_library " + library + "\\b", NAME);
    return new Problem(problem.severity(), problem.location(), problem.domain(), message);
  }

  /** One line each, on standard error. */
  static void print(Streams streams, List<Problem> problems) {
    Style style = streams.errStyle();
    for (Problem problem : problems) {
      String line = problem.toString();
      streams.err().println(problem.isError() ? style.bad(line) : style.warn(line));
    }
  }

  static long errors(List<Problem> problems) {
    return problems.stream().filter(Problem::isError).count();
  }

  /** Such as {@code 1 error, 2 warnings}. */
  static String count(List<Problem> problems) {
    long errors = errors(problems);
    return plural(errors, "error") + ", " + plural(problems.size() - errors, "warning");
  }

  static String plural(long count, String noun) {
    return plural(count, noun, noun + "s");
  }

  static String plural(long count, String one, String many) {
    return count + " " + (count == 1 ? one : many);
  }

  private static String file(String location) {
    return line(location) == Integer.MAX_VALUE
        ? location
        : location.substring(0, location.lastIndexOf(':'));
  }

  private static int line(String location) {
    String digits = location.substring(location.lastIndexOf(':') + 1);
    boolean number =
        !digits.isEmpty()
            && digits.length() < 10
            && digits.chars().allMatch(c -> c >= '0' && c <= '9');
    return number && digits.length() < location.length()
        ? Integer.parseInt(digits)
        : Integer.MAX_VALUE;
  }
}
