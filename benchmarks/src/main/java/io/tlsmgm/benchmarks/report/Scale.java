package io.tlsmgm.benchmarks.report;

/**
 * The unit of all scores of one table, so that they can be compared at a glance.
 *
 * @param unit its name
 * @param factor of the unit that results have
 */
record Scale(String unit, double factor) {
  /** The unit in which the smallest score has four digits at most, and one at least. */
  static Scale of(Panel panel) {
    Result any = panel.any();
    double least =
        panel.results().stream()
            .mapToDouble(result -> Math.abs(result.typical()))
            .filter(score -> score > 0)
            .min()
            .orElse(1);
    return switch (any.measure()) {
      case TIME ->
          least < 1e4
              ? new Scale("ns", 1)
              : least < 1e7 ? new Scale("µs", 1e3) : new Scale("ms", 1e6);
      case RATE -> new Scale(rateUnit(any.unit()), 1);
      case AMOUNT -> new Scale(any.unit(), 1);
    };
  }

  private static String rateUnit(String unit) {
    int slash = unit.lastIndexOf('/');
    return (slash > 0 ? unit.substring(0, slash) : "ops") + "/s";
  }

  String text(double score) {
    return Words.number(score / factor);
  }

  String withUnit(double score) {
    return text(score) + " " + unit;
  }
}
