package io.tlsmgm.benchmarks.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What one of our engines keeps of the speed of the library under it, over all panels of a suite.
 *
 * @param suite whose
 * @param row which engine
 * @param raw the library under it
 * @param count of how many combinations
 * @param mean the geometric mean of the ratios
 * @param worst the least ratio
 * @param where it is
 * @param below how many are below the target
 * @param surely how many of them whatever the error
 */
record Layer(
    String suite,
    String row,
    String raw,
    int count,
    double mean,
    Ratio worst,
    String where,
    int below,
    int surely) {
  static List<Layer> of(String suite, List<Panel> panels) {
    Map<String, List<Entry>> entries = new LinkedHashMap<>();
    for (Panel panel : panels) {
      for (Result result : panel.results()) {
        panel
            .toRaw(result)
            .ifPresent(
                ratio ->
                    entries
                        .computeIfAbsent(Rows.row(result), row -> new ArrayList<>())
                        .add(new Entry(panel, result, ratio)));
      }
    }
    List<Layer> layers = new ArrayList<>();
    entries.forEach((row, of) -> layers.add(layer(suite, row, of)));
    return layers;
  }

  private record Entry(Panel panel, Result result, Ratio ratio) {}

  private static Layer layer(String suite, String row, List<Entry> entries) {
    double logarithms = 0;
    int below = 0;
    int surely = 0;
    Entry worst = entries.get(0);
    for (Entry entry : entries) {
      Ratio ratio = entry.ratio();
      logarithms += Math.log(ratio.value());
      below += ratio.below() ? 1 : 0;
      surely += ratio.surelyBelow() ? 1 : 0;
      worst = ratio.value() < worst.ratio().value() ? entry : worst;
    }
    return new Layer(
        suite,
        row,
        Rows.raw(worst.result()).orElse(""),
        entries.size(),
        Math.exp(logarithms / entries.size()),
        worst.ratio(),
        worst.panel().where(worst.result()),
        below,
        surely);
  }
}
