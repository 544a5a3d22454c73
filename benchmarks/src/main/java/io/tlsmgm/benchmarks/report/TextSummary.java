package io.tlsmgm.benchmarks.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The two tables that matter, for a terminal. */
final class TextSummary {
  private final Report report;

  TextSummary(Report report) {
    this.report = report;
  }

  String text() {
    StringBuilder out = new StringBuilder();
    List<Layer> layers = report.layers();
    if (!layers.isEmpty()) {
      out.append("What our layer costs (speed over that of the library underneath)\n");
      List<List<String>> rows = new ArrayList<>();
      rows.add(List.of("", "engine", "mean", "worst", "below " + Ratio.TARGET, "worst at"));
      for (Layer layer : layers) {
        rows.add(
            List.of(
                Words.suite(layer.suite()),
                layer.row(),
                Words.ratio(layer.mean()),
                ratio(layer.worst()),
                layer.below() + " of " + layer.count(),
                layer.where()));
      }
      table(out, rows);
    }
    List<Choice> choices = report.choices();
    if (!choices.isEmpty()) {
      out.append("\nWhich library (the fastest of ours, over the best peer)\n");
      List<List<String>> rows = new ArrayList<>();
      rows.add(List.of("", "ours", "", "best peer", "", "ratio"));
      for (Choice choice : choices) {
        rows.add(
            List.of(
                choice.load(),
                Rows.row(choice.ours()),
                choice.scale().withUnit(choice.ours().typical()),
                choice.peer().map(Rows::row).orElse("–"),
                choice.peer().map(p -> choice.scale().withUnit(p.typical())).orElse(""),
                choice.ratio().map(TextSummary::ratio).orElse("–")));
      }
      table(out, rows);
    }
    changes(out);
    out.append('\n').append(report.results().size()).append(" results");
    if (report.noisy() > 0) {
      out.append(", ").append(report.noisy()).append(" of them noisy (error over 10% or unknown)");
    }
    return out.append('\n').toString();
  }

  private static String ratio(Ratio ratio) {
    return Words.ratio(ratio.value()) + (ratio.spread() ? " (" + Words.spread(ratio) + ")" : "");
  }

  private void changes(StringBuilder out) {
    Optional<String> earlier = report.earlierName();
    if (earlier.isEmpty()) {
      return;
    }
    int compared = 0;
    int better = 0;
    int worse = 0;
    for (Result result : report.results()) {
      Comparison.Change change = report.comparison().of(result).orElse(null);
      if (change != null) {
        compared++;
        better += change.significant() && change.better() ? 1 : 0;
        worse += change.significant() && !change.better() ? 1 : 0;
      }
    }
    out.append("\nSince ").append(earlier.get()).append(": ");
    out.append(better).append(" better, ").append(worse).append(" worse, ");
    out.append(compared - better - worse).append(" within what chance does, ");
    out.append(report.results().size() - compared).append(" not in it\n");
    report
        .comparison()
        .speed(report.results())
        .ifPresent(
            speed ->
                out.append("Speed of everything together: ")
                    .append(Words.ratio(speed))
                    .append(" of what it was\n"));
  }

  private static void table(StringBuilder out, List<List<String>> rows) {
    int[] widths = new int[rows.get(0).size()];
    for (List<String> row : rows) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder("  ");
      for (int i = 0; i < widths.length; i++) {
        line.append(row.get(i)).append(" ".repeat(widths[i] - row.get(i).length() + 2));
      }
      out.append(line.toString().stripTrailing()).append('\n');
    }
  }
}
