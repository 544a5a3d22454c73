package io.tlsmgm.benchmarks.report;

/**
 * How many times as fast one is as the other.
 *
 * @param value more than 1 is faster
 * @param low what it is at least, by both confidence intervals; NaN when unknown
 * @param high what it is at most
 */
record Ratio(double value, double low, double high) {
  /** Less of the raw library's speed than this is a cost worth looking for. */
  static final double TARGET = 0.98;

  static Ratio of(Result result, Result other) {
    Measure measure = result.measure();
    double value = measure.ratio(result.score(), other.score());
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

  /** Whether the target is missed, maybe within the error. */
  boolean below() {
    return value < TARGET;
  }

  /** Whether the target is missed whatever the true values in both intervals are. */
  boolean surelyBelow() {
    return high < TARGET;
  }
}
