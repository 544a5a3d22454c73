package io.tlsmgm.benchmarks.run;

import java.util.Locale;

/** Seconds for people. */
final class Durations {
  private Durations() {}

  /** Such as {@code 9 min 30 s}. */
  static String text(double seconds) {
    long whole = Math.round(Math.max(0, seconds));
    if (whole < 60) {
      return whole + " s";
    }
    return whole < 3600
        ? String.format(Locale.ROOT, "%d min %02d s", whole / 60, whole % 60)
        : String.format(Locale.ROOT, "%d h %02d min", whole / 3600, whole % 3600 / 60);
  }
}
