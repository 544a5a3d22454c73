package io.tlsmgm.benchmarks.report;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A run against an earlier one. */
final class Comparison {
  /**
   * What became of one combination.
   *
   * @param change the score's change as a part of the earlier score
   * @param better whether the change is for the better
   * @param significant whether the two confidence intervals do not overlap; never when one of them
   *     is unknown
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
    boolean apart = now.low() > then.high() || now.high() < then.low();
    double change = now.score() / then.score() - 1;
    return new Change(change, now.measure().moreIsBetter() == change > 0, apart);
  }
}
