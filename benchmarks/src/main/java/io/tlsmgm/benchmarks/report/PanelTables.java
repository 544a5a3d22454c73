package io.tlsmgm.benchmarks.report;

import java.util.List;
import java.util.Optional;

/** The tables of a panel: the ratios, and then the scores. */
final class PanelTables {
  private final Html html;
  private final Comparison comparison;

  PanelTables(Html html, Comparison comparison) {
    this.html = html;
    this.comparison = comparison;
  }

  /** Nothing, where nothing can be compared. */
  void ratios(Panel panel) {
    boolean layered = panel.layered();
    boolean comparable = panel.comparable();
    if (!layered && !comparable) {
      return;
    }
    int columns = (layered ? 1 : 0) + (comparable ? 1 : 0);
    html.raw(
            "<div class=\"scroll\"><table><caption>Ratios, and the least and the most that a round had</caption><thead><tr>")
        .raw("<th scope=\"col\" rowspan=\"2\">" + "</th>");
    for (String column : panel.columns()) {
      html.element(
          "th scope=\"colgroup\" class=\"n\" colspan=\"" + columns + "\"",
          Words.column(panel, column));
    }
    html.raw("</tr><tr>");
    for (int i = 0; i < panel.columns().size(); i++) {
      html.raw(layered ? "<th scope=\"col\" class=\"n\">of raw</th>" : "");
      html.raw(comparable ? "<th scope=\"col\" class=\"n\">of best peer</th>" : "");
    }
    html.raw("</tr></thead><tbody>");
    for (String row : panel.rows()) {
      row(panel, row);
      for (String column : panel.columns()) {
        Optional<Result> result = panel.cell(row, column);
        if (layered) {
          ratio(html, result.flatMap(panel::toRaw), true);
        }
        if (comparable) {
          ratio(html, result.flatMap(panel::toBestPeer), false);
        }
      }
      html.raw("</tr>");
    }
    html.raw("</tbody></table></div>\n");
  }

  void scores(Panel panel) {
    Scale scale = Scale.of(panel);
    html.raw("<div class=\"scroll\"><table><caption>")
        .text("Scores, " + scale.unit() + ": the median");
    html.raw("</caption><thead><tr><th scope=\"col\"></th>");
    for (String column : panel.columns()) {
      html.element("th scope=\"col\" class=\"n\"", Words.column(panel, column));
    }
    html.raw("</tr></thead><tbody>");
    for (String row : panel.rows()) {
      row(panel, row);
      for (String column : panel.columns()) {
        score(panel.cell(row, column).orElse(null), scale);
      }
      html.raw("</tr>");
    }
    html.raw("</tbody></table></div>\n");
  }

  private void row(Panel panel, String row) {
    String standing =
        Rows.param(panel.any()).isEmpty()
            ? ""
            : switch (panel.standing(row)) {
              case OURS -> " class=\"ours\"";
              case PEER -> " class=\"peer\"";
              case REFERENCE -> " class=\"reference\"";
            };
    html.raw("<tr>").element("th scope=\"row\"" + standing, row);
  }

  private void score(@org.jspecify.annotations.Nullable Result result, Scale scale) {
    if (result == null) {
      html.raw("<td class=\"n none\">–</td>");
      return;
    }
    html.raw("<td class=\"n\">").element("b", scale.text(result.typical())).raw(" ");
    if (!result.raw().isEmpty()) {
      html.raw("<br>").element("small", "mean " + scale.text(result.score())).raw(" ");
    }
    String error = Words.error(result.relativeError());
    html.element(
        "span class=\"" + (result.noisy() ? "noisy" : "error") + "\"",
        error + (result.noisy() && !error.equals("±?") ? " noisy" : ""));
    if (!result.raw().isEmpty()) {
      html.raw(" ").element("small", "· best " + scale.text(result.best()));
    }
    List<String> facts = Facts.of(result, scale);
    if (!facts.isEmpty()) {
      html.raw("<br>").element("small", String.join(" · ", facts));
    }
    if (!comparison.isEmpty()) {
      html.raw("<br><small>");
      comparison
          .of(result)
          .ifPresentOrElse(
              change -> {
                String kind =
                    !change.significant() ? "error" : change.better() ? "better" : "worse";
                html.element(
                    "span class=\"" + kind + "\"",
                    Words.change(change.change())
                        + (change.significant()
                            ? change.better() ? " better" : " worse"
                            : " within chance"));
              },
              () -> html.text("not in the earlier run"));
      html.raw("</small>");
    }
    html.raw("</td>");
  }

  /**
   * A cell.
   *
   * @param target whether less than {@link Ratio#TARGET} is to be marked
   */
  static void ratio(Html html, Optional<Ratio> ratio, boolean target) {
    if (ratio.isEmpty()) {
      html.raw("<td class=\"n none\">–</td>");
      return;
    }
    Ratio value = ratio.get();
    String text = Words.ratio(value.value());
    html.raw("<td class=\"n\">");
    if (target && value.surelyBelow()) {
      html.element("span class=\"missed\"", "▼ " + text);
    } else if (target && value.below()) {
      html.element("span class=\"maybe\"", "▽ " + text);
    } else {
      html.text(text);
    }
    if (value.spread()) {
      html.raw("<br>").element("small", Words.spread(value));
    }
    html.raw("</td>");
  }
}
