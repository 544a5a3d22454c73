package io.tlsmgm.benchmarks.report;

/** What a score is, which decides whether more of it is better. */
enum Measure {
  /** Nanoseconds for one operation. */
  TIME,
  /** Operations in a second. */
  RATE,
  /** An amount of anything else, such as bytes: less is better. */
  AMOUNT;

  boolean moreIsBetter() {
    return this == RATE;
  }

  /** How many times as good {@code score} is as {@code other}. */
  double ratio(double score, double other) {
    return moreIsBetter() ? score / other : other / score;
  }
}
