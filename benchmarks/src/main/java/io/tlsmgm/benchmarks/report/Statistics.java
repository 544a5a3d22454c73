package io.tlsmgm.benchmarks.report;

import java.util.Collection;
import java.util.List;

/** Of values of which a few may be far off, as they are on machines that others use as well. */
final class Statistics {
  private Statistics() {}

  /** The value in the middle, or the mean of the two there; NaN of none. */
  static double median(Collection<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    int size = sorted.size();
    return size == 0 ? Double.NaN : (sorted.get((size - 1) / 2) + sorted.get(size / 2)) / 2;
  }

  /** NaN of none. */
  static double least(Collection<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).min().orElse(Double.NaN);
  }

  /** NaN of none. */
  static double most(Collection<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).max().orElse(Double.NaN);
  }
}
