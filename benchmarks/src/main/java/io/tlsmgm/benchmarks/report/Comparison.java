package io.tlsmgm.benchmarks.report;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A run against an earlier one. */
final class Comparison {
  /** Three of each are apart by chance in one case of ten; two would be in one of three. */
  private static final int FEWEST = 3;

  /**
   * What became of one combination.
   *
   * @param change of what is typical, as a part of what it was
   * @param better whether the change is for the better
   * @param significant whether every process of one run was faster than every process of the other;
   *     with fewer than {@value #FEWEST} processes, or means alone, whether the two confidence
   *     intervals do not overlap, and never when one of them is unknown
   */
  record Change(double change, boolean better, boolean significant) {}

  private final Map<String, Result> earlier = new HashMap<>();

  Comparison(List<Result> earlier) {
    earlier.forEach(result -> this.earlier.put(result.key(), result));
  }

  boolean isEmpty() {
    return earlier.isEmpty();
  }

  Optional<Change> of(Result now) {
    return Optional.ofNullable(earlier.get(now.key()))
        .filter(then -> then.measure() == now.measure())
        .map(then -> change(then, now));
  }

  private static Change change(Result then, Result now) {
    double change = now.typical() / then.typical() - 1;
    return new Change(change, now.measure().moreIsBetter() == change > 0, apart(then, now));
  }

  private static boolean apart(Result then, Result now) {
    List<Double> before = then.processes();
    List<Double> after = now.processes();
    if (before.size() < FEWEST || after.size() < FEWEST) {
      return now.low() > then.high() || now.high() < then.low();
    }
    return Statistics.least(after) > Statistics.most(before)
        || Statistics.most(after) < Statistics.least(before);
  }

  /**
   * The median over everything of the speed now over the speed then; where it is far from 1 it is
   * the machine that has changed. Empty when nothing can be compared.
   */
  Optional<Double> speed(List<Result> now) {
    List<Double> ratios = new ArrayList<>();
    for (Result result : now) {
      Result then = earlier.get(result.key());
      if (then != null && then.measure() == result.measure()) {
        ratios.add(result.measure().ratio(result.typical(), then.typical()));
      }
    }
    return Optional.of(Statistics.median(ratios)).filter(Double::isFinite);
  }
}
