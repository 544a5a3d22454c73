package io.tlsmgm.benchmarks.report;

import java.util.List;
import java.util.stream.IntStream;

/**
 * How many times as fast one is as the other.
 *
 * <p>Where both were measured in the same rounds, each round has a ratio of its own, of the medians
 * of the two processes that it had of them: they ran in the same half minute or two, so that a
 * machine whose speed drifts more slowly than that hardly shows in it. The ratio is the median over
 * the rounds, and one round that was disturbed does not move it. Otherwise it is the ratio of the
 * medians of everything measured, and where only means are known, of these.
 *
 * @param value more than 1 is faster
 * @param low the least of the rounds; without rounds what it is at least, by the extremes of the
 *     processes or the confidence intervals of the means; NaN when unknown
 * @param high what it is at most, likewise
 */
record Ratio(double value, double low, double high) {
  /** Less of the raw library's speed than this is a cost worth looking for. */
  static final double TARGET = 0.98;

  static Ratio of(Result result, Result other) {
    List<Double> ours = result.processes();
    List<Double> theirs = other.processes();
    if (ours.isEmpty() || theirs.isEmpty()) {
      return ofMeans(result, other);
    }
    return result.sameRounds(other) && ours.size() > 1
        ? ofRounds(result.measure(), ours, theirs)
        : ofMedians(result, other);
  }

  private static Ratio ofRounds(Measure measure, List<Double> ours, List<Double> theirs) {
    List<Double> ratios =
        IntStream.range(0, ours.size())
            .mapToObj(round -> measure.ratio(ours.get(round), theirs.get(round)))
            .toList();
    return new Ratio(Statistics.median(ratios), Statistics.least(ratios), Statistics.most(ratios));
  }

  private static Ratio ofMedians(Result result, Result other) {
    Measure measure = result.measure();
    double value = measure.ratio(result.typical(), other.typical());
    List<Double> ours = result.processes();
    List<Double> theirs = other.processes();
    if (ours.size() < 2 || theirs.size() < 2) {
      return new Ratio(value, Double.NaN, Double.NaN); // how far processes differ is not known
    }
    double one = measure.ratio(Statistics.least(ours), Statistics.most(theirs));
    double another = measure.ratio(Statistics.most(ours), Statistics.least(theirs));
    return new Ratio(value, Math.min(one, another), Math.max(one, another));
  }

  private static Ratio ofMeans(Result result, Result other) {
    Measure measure = result.measure();
    double value = measure.ratio(result.typical(), other.typical());
    boolean more = measure.moreIsBetter();
    double worst =
        measure.ratio(
            more ? Math.max(0, result.low()) : result.high(),
            more ? other.high() : Math.max(0, other.low()));
    double best =
        measure.ratio(
            more ? result.high() : Math.max(0, result.low()),
            more ? Math.max(0, other.low()) : other.high());
    return new Ratio(value, worst, best);
  }

  boolean known() {
    return Double.isFinite(value);
  }

  /** Whether it is known how far it spreads. */
  boolean spread() {
    return Double.isFinite(low) && Double.isFinite(high);
  }

  /** Whether the target is missed, maybe not in every round. */
  boolean below() {
    return value < TARGET;
  }

  /** Whether the target is missed in every round, or whatever the error. */
  boolean surelyBelow() {
    return high < TARGET;
  }
}
