package io.tlsmgm.benchmarks.report;

import java.util.ArrayList;
import java.util.List;

/** A table for each panel, with the ratios in front of the absolute numbers. */
final class MarkdownReport {
  private final Report report;

  MarkdownReport(Report report) {
    this.report = report;
  }

  String text() {
    StringBuilder out = new StringBuilder();
    report
        .suites()
        .forEach(
            (suite, panels) -> {
              out.append("## ").append(escape(Words.suite(suite))).append("\n\n");
              panels.forEach(panel -> panel(out, panel));
            });
    return out.toString();
  }

  private void panel(StringBuilder out, Panel panel) {
    Scale scale = Scale.of(panel);
    out.append("**").append(escape(panel.title())).append("** (").append(scale.unit()).append(")");
    if (panel.comparable() || panel.layered()) {
      out.append("; in brackets the speed over the library underneath, and over the best peer");
    }
    out.append("\n\n|");
    for (String column : panel.columns()) {
      out.append(" | ").append(escape(Words.column(panel, column)));
    }
    out.append(" |\n|---|").append("---:|".repeat(panel.columns().size())).append('\n');
    for (String row : panel.rows()) {
      out.append("| ").append(escape(row));
      for (String column : panel.columns()) {
        out.append(" | ");
        panel.cell(row, column).ifPresent(result -> out.append(cell(panel, result, scale)));
      }
      out.append(" |\n");
    }
    out.append('\n');
  }

  private String cell(Panel panel, Result result, Scale scale) {
    List<String> ratios = new ArrayList<>();
    panel
        .toRaw(result)
        .ifPresent(
            r ->
                ratios.add(
                    r.below() ? "**" + Words.ratio(r.value()) + "**" : Words.ratio(r.value())));
    if (Rows.standing(result) == Rows.Standing.OURS) {
      panel.toBestPeer(result).ifPresent(r -> ratios.add(Words.ratio(r.value())));
    }
    StringBuilder cell = new StringBuilder(scale.text(result.typical()));
    if (!ratios.isEmpty()) {
      cell.append(" (").append(String.join("; ", ratios)).append(')');
    }
    if (result.noisy()) {
      cell.append(" ").append(Words.error(result.relativeError()));
    }
    report
        .comparison()
        .of(result)
        .filter(Comparison.Change::significant)
        .ifPresent(change -> cell.append(", ").append(Words.change(change.change())));
    return cell.toString();
  }

  /** What would end a cell or begin something else. */
  private static String escape(String text) {
    return text.replace("\\", "\\\\")
        .replace("|", "\\|")
        .replace("_", "\\_")
        .replace("*", "\\*")
        .replace("`", "\\`")
        .replace("<", "&lt;")
        .replace("\n", " ");
  }
}
