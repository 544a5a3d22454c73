package io.tlsmgm.benchmarks.report;

import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * One measured combination.
 *
 * @param suite the class or family, such as {@code engines.EngineRecordBenchmark}
 * @param method what of it, such as {@code wrapUnwrap}
 * @param mode JMH's short name of the mode, such as {@code avgt}
 * @param forks in how many processes
 * @param params by name
 * @param measure what {@code score} is
 * @param score nanoseconds for an operation, operations in a second, or what {@code unit} says
 * @param error half the width of the 99.9% confidence interval in the unit of the score; NaN where
 *     too little was measured to know
 * @param unit of the score, for an {@link Measure#AMOUNT}
 * @param raw what each process measured: the score of each of its iterations, in the unit of the
 *     score; empty when only the score is known, or each operation was timed
 * @param rounds what all results of the same rounds have in common; empty when it is not known
 * @param percentiles of single operations by per cent; empty unless each was timed
 * @param allocated bytes of heap for an operation
 * @param shares what parts of an operation have of its time, by their names; in nanoseconds
 * @param notes what else was measured, in words
 */
public record Result(
    String suite,
    String method,
    String mode,
    int forks,
    NavigableMap<String, String> params,
    Measure measure,
    double score,
    double error,
    String unit,
    List<List<Double>> raw,
    String rounds,
    NavigableMap<Double, Double> percentiles,
    OptionalDouble allocated,
    NavigableMap<String, Double> shares,
    List<String> notes) {
  /** The name of {@code rounds} in the files, where JMH itself has nothing. */
  public static final String ROUNDS = "rounds";

  private static final double NOISY = 0.1;

  /** Copies the maps and lists. */
  public Result {
    raw = raw.stream().map(List::copyOf).toList();
    params = Collections.unmodifiableNavigableMap(new TreeMap<>(params));
    notes = List.copyOf(notes);
    shares = Collections.unmodifiableNavigableMap(new TreeMap<>(shares));
    percentiles = Collections.unmodifiableNavigableMap(new TreeMap<>(percentiles));
  }

  /** Whether each process of one ran next to that of the other. */
  boolean sameRounds(Result other) {
    return !rounds.isEmpty() && rounds.equals(other.rounds) && raw.size() == other.raw.size();
  }

  /** What to expect: the median of all iterations, or the score where they are not known. */
  double typical() {
    return raw.isEmpty() ? score : Statistics.median(values());
  }

  /** The best of all iterations; the score where they are not known. */
  double best() {
    return raw.isEmpty()
        ? score
        : measure.moreIsBetter() ? Statistics.most(values()) : Statistics.least(values());
  }

  private List<Double> values() {
    return raw.stream().flatMap(List::stream).toList();
  }

  /** The median of each process, in order; empty when they are not known. */
  List<Double> processes() {
    return raw.stream().map(Statistics::median).toList();
  }

  /** The error as a part of the score; NaN when unknown. */
  double relativeError() {
    return error / Math.abs(score);
  }

  /** Whether the error is more than a tenth of the score, or unknown. */
  boolean noisy() {
    return !(relativeError() <= NOISY);
  }

  double low() {
    return score - error;
  }

  double high() {
    return score + error;
  }

  /** A parameter, or nothing. */
  String param(String name) {
    return params.getOrDefault(name, "");
  }

  /** Equal for the same combination of two runs. */
  String key() {
    return suite + '.' + method + ' ' + mode + ' ' + params;
  }
}
