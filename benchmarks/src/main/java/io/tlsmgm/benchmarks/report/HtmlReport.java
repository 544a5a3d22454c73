package io.tlsmgm.benchmarks.report;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The page: what it comes to, how to read it, and then every panel. */
final class HtmlReport {
  private final Report report;
  private final Html html = new Html();

  HtmlReport(Report report) {
    this.report = report;
  }

  String page() throws IOException {
    html.raw("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">")
        .raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">")
        // The browser itself keeps the page from asking anybody for anything.
        .raw("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; ")
        .raw("style-src 'unsafe-inline'\">")
        .raw("<meta name=\"color-scheme\" content=\"light dark\">")
        .element("title", "TLS benchmarks: " + report.name())
        .raw("<style>\n" + style() + "</style></head>\n<body>\n");
    head();
    contents();
    layers();
    choices();
    changes();
    howToRead();
    for (Map.Entry<String, List<Panel>> suite : report.suites().entrySet()) {
      suite(suite.getKey(), suite.getValue());
    }
    environment();
    return html.raw("</main>\n</body></html>\n").toString();
  }

  private static String style() throws IOException {
    try (InputStream in = HtmlReport.class.getResourceAsStream("report.css")) {
      if (in == null) {
        throw new IOException("report.css is missing in the package of the report");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private void head() {
    Environment environment = report.environment();
    html.raw("<header><h1>TLS benchmarks</h1><p class=\"lead\">").element("b", report.name());
    html.text(" · " + report.results().size() + " results");
    report.earlierName().ifPresent(earlier -> html.text(" · compared with " + earlier));
    html.raw("</p>");
    facts(
        Map.of(),
        List.of(
            entry("CPU", environment.fact("cpu", "model"), environment.fact("cpu", "cores")),
            entry("Instructions", environment.fact("cpu", "crypto")),
            entry("JDK", environment.fact("java", "version"), environment.fact("java", "vm")),
            entry("OS", environment.fact("os", "name")),
            entry("Load at the start", environment.fact("run", "load")),
            entry("Date", environment.fact("run", "date")),
            entry("Revision", environment.fact("run", "revision"))));
    html.raw("</header>\n");
  }

  private static Map.Entry<String, String> entry(String name, String... parts) {
    return Map.entry(
        name, String.join(", ", List.of(parts).stream().filter(p -> !p.isEmpty()).toList()));
  }

  private void facts(Map<String, String> facts, List<Map.Entry<String, String>> more) {
    html.raw("<dl class=\"facts\">");
    facts.forEach(this::fact);
    more.stream().filter(f -> !f.getValue().isEmpty()).forEach(f -> fact(f.getKey(), f.getValue()));
    html.raw("</dl>");
  }

  private void fact(String name, String value) {
    html.raw("<div>").element("dt", name).element("dd", value).raw("</div>");
  }

  private void contents() {
    html.raw("<nav aria-label=\"Contents\"><ul>");
    if (!report.layers().isEmpty()) {
      link("layer", "What our layer costs");
    }
    if (!report.choices().isEmpty()) {
      link("choice", "Which library");
    }
    if (report.earlierName().isPresent()) {
      link("changes", "What changed");
    }
    link("reading", "How to read this");
    report.suites().forEach((suite, panels) -> link(anchor(suite), Words.suite(suite)));
    link("environment", "Environment");
    html.raw("</ul></nav>\n<main>\n");
  }

  private void link(String anchor, String text) {
    html.raw("<li><a href=\"#" + Html.escape(anchor) + "\">").text(text).raw("</a></li>");
  }

  private static String anchor(String suite) {
    return "suite-" + suite.replaceAll("[^A-Za-z0-9]+", "-");
  }

  private void layers() {
    List<Layer> layers = report.layers();
    if (layers.isEmpty()) {
      return;
    }
    html.raw("<section id=\"layer\"><h2>What our layer costs</h2><p>Speed of each of our engines ")
        .raw("over that of the library underneath, used directly in the same run. 1 is ")
        .raw("nothing lost; below " + Ratio.TARGET + " is marked.</p>")
        .raw("<div class=\"scroll\"><table><thead><tr><th scope=\"col\">Engine</th>")
        .raw("<th scope=\"col\">Library underneath</th><th scope=\"col\">In</th>")
        .raw("<th scope=\"col\" class=\"n\">Geometric mean</th>")
        .raw("<th scope=\"col\" class=\"n\">Worst</th><th scope=\"col\">Worst at</th>")
        .raw("<th scope=\"col\" class=\"n\">Below " + Ratio.TARGET + "</th></tr></thead><tbody>");
    for (Layer layer : layers) {
      html.raw("<tr>").element("th scope=\"row\"", layer.row()).element("td", layer.raw());
      html.element("td", Words.suite(layer.suite()));
      html.element("td class=\"n\"", Words.ratio(layer.mean()));
      PanelTables.ratio(html, Optional.of(layer.worst()), true);
      html.element("td", layer.where());
      html.raw("<td class=\"n\">").text(layer.below() + " of " + layer.count());
      html.text(layer.below() > layer.surely() ? " (" + layer.surely() + " in every round)" : "");
      html.raw("</td></tr>");
    }
    html.raw("</tbody></table></div></section>\n");
  }

  private void choices() {
    List<Choice> choices = report.choices();
    if (choices.isEmpty()) {
      return;
    }
    html.raw("<section id=\"choice\"><h2>Which library</h2><p>The fastest of ours, and the best ")
        .raw("of what a program could use in its place, for the loads that most programs have.")
        .raw("</p><div class=\"scroll\"><table><thead><tr><th scope=\"col\">Load</th>")
        .raw("<th scope=\"col\">Ours</th><th scope=\"col\" class=\"n\">Score</th>")
        .raw("<th scope=\"col\">Best peer</th><th scope=\"col\" class=\"n\">Score</th>")
        .raw("<th scope=\"col\" class=\"n\">Ratio</th></tr></thead><tbody>");
    for (Choice choice : choices) {
      html.raw("<tr>").element("th scope=\"row\"", choice.load());
      html.element("td class=\"ours\"", Rows.row(choice.ours()));
      html.element("td class=\"n\"", choice.scale().withUnit(choice.ours().typical()));
      html.element("td", choice.peer().map(Rows::row).orElse("none measured"));
      html.element(
          "td class=\"n\"",
          choice.peer().map(p -> choice.scale().withUnit(p.typical())).orElse(""));
      PanelTables.ratio(html, choice.ratio(), false);
      html.raw("</tr>");
    }
    html.raw("</tbody></table></div></section>\n");
  }

  private void changes() {
    if (report.earlierName().isEmpty()) {
      return;
    }
    html.raw("<section id=\"changes\"><h2>What changed since ")
        .text(report.earlierName().orElse(""))
        .raw("</h2><p>Only where every process of one run was faster than every process of the ")
        .raw("other; every change is in the tables below. With three processes each, chance does ")
        .raw("that to one in ten.");
    report
        .comparison()
        .speed(report.results())
        .ifPresent(
            speed ->
                html.text(
                    " The speed of everything together is "
                        + Words.ratio(speed)
                        + " of what it was: where that is far from 1, it is the machine that has"
                        + " changed, and only ratios can be compared."));
    html.raw("</p>");
    boolean any = false;
    for (Map.Entry<String, List<Panel>> suite : report.suites().entrySet()) {
      for (Panel panel : suite.getValue()) {
        for (Result result : panel.results()) {
          Comparison.Change change =
              report.comparison().of(result).filter(Comparison.Change::significant).orElse(null);
          if (change != null) {
            html.raw(any ? "" : "<ul class=\"changes\">");
            any = true;
            html.raw("<li><b class=\"" + (change.better() ? "better" : "worse") + "\">")
                .text((change.better() ? "better " : "worse ") + Words.change(change.change()))
                .raw("</b> ")
                .text(Words.suite(suite.getKey()) + ": " + panel.where(result))
                .text(" · " + Rows.row(result))
                .raw("</li>");
          }
        }
      }
    }
    html.raw(any ? "</ul>" : "<p>None.</p>").raw("</section>\n");
  }

  private void howToRead() {
    html.raw("<section id=\"reading\"><h2>How to read this</h2><ul>")
        .raw("<li><b>Ratios are speeds</b>: 1.20 is 20% faster than what it is compared with, ")
        .raw("0.80 needs a quarter more time. They carry over to other machines better than ")
        .raw("times do, because both sides were measured on the same one, in the same run.</li>")
        .raw("<li><b>Of raw</b> is the library underneath without our layer: the JDK's engine, ")
        .raw("Conscrypt's, or a loop in C over the same libwolfssl. <b>Of best peer</b> is the ")
        .raw("fastest that a program could use in place of ours.</li>")
        .raw("<li><span class=\"key ours\">Ours</span>, <span class=\"key peer\">peers</span> and ")
        .raw("<span class=\"key reference\">references</span>: what no program could use, loops ")
        .raw("in C (C_…) and copies without TLS (FLOOR).</li>")
        .raw("<li><b>A ratio is the median over the rounds</b>: in each, one process of every ")
        .raw("kind ran, one right after the other, and the round has the ratio of their medians. ")
        .raw(
            "Below it, and as whiskers, are the least and the most that a round had. So a machine ")
        .raw(
            "that is slower for a minute is so for both sides. Where the two were not measured in ")
        .raw("the same rounds it is the ratio of the medians of everything.</li>")
        .raw("<li><span class=\"missed\">▼ 0.91</span> is below " + Ratio.TARGET + " in every ")
        .raw("round; <span class=\"maybe\">▽ 0.97</span> is below it, but not in every one.</li>")
        .raw("<li><b>Scores</b> are medians of all iterations. Behind <b>mean</b> is half the ")
        .raw("width of its 99.9% confidence interval: <span class=\"noisy\">±14% noisy</span> is ")
        .raw("over 10%, ±? unknown because too little was measured. <b>Best</b> is the best ")
        .raw("iteration: what the machine does when nobody else uses it.</li>")
        .raw("<li>B/op is what an operation allocates on the Java heap, MB/s millions of plain ")
        .raw("bytes in a second, p99 the time that 99% of single operations keep within.</li>");
    if (report.earlierName().isPresent()) {
      html.raw("<li>A change since the earlier run is marked better or worse when every process ")
          .raw("of one run was faster than every process of the other.</li>");
    }
    html.raw("</ul></section>\n");
  }

  private void suite(String suite, List<Panel> panels) throws IOException {
    html.raw("<section id=\"" + Html.escape(anchor(suite)) + "\">")
        .element("h2", Words.suite(suite));
    html.raw("<p class=\"source\">").element("code", suite).raw("</p>");
    PanelTables tables = new PanelTables(html, report.comparison());
    for (int i = 0; i < panels.size(); i++) {
      Panel panel = panels.get(i);
      String id = anchor(suite) + "-" + i;
      html.raw("<article id=\"" + Html.escape(id) + "\">").element("h3", panel.title());
      if (panel.layered()) {
        figure("Ours over the library underneath", Charts.toRaw(panel, id + "-raw"));
      }
      if (panel.comparable()) {
        figure("Everyone over the best peer", Charts.toBestPeer(panel, id + "-peer"));
      } else if (panel.any().measure() == Measure.TIME) {
        figure("Time, on a logarithmic axis", Charts.times(panel, id + "-time"));
      }
      if (panel.comparable() && panel.any().mode().equals("sample")) {
        figure(
            "Time of single operations, on a logarithmic axis", Charts.times(panel, id + "-time"));
      }
      tables.ratios(panel);
      tables.scores(panel);
      html.raw("</article>\n");
    }
    html.raw("</section>\n");
  }

  private void figure(String caption, String svg) {
    html.raw("<figure>").element("figcaption", caption).raw(svg).raw("</figure>");
  }

  private void environment() {
    html.raw("<section id=\"environment\"><h2>Environment</h2>");
    Map<String, Map<String, String>> sections = report.environment().sections();
    if (sections.isEmpty()) {
      html.raw("<p>The results have no " + ResultReader.ENVIRONMENT + ".</p>");
    }
    sections.forEach(
        (name, facts) -> {
          html.element("h3", name);
          facts(facts, List.of());
        });
    for (Result terms : report.terms()) {
      html.element("h3", "server " + terms.param("server") + " " + terms.param("version"));
      facts(terms.params(), List.of());
    }
    html.raw("</section>\n");
  }
}
