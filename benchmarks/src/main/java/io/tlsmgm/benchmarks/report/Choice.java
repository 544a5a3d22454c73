package io.tlsmgm.benchmarks.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The fastest of ours and the best peer for one of the loads that most programs have.
 *
 * @param load in words
 * @param ours the fastest of this project's
 * @param peer the best of the others, if one was measured
 * @param scale of both scores
 */
record Choice(String load, Result ours, Optional<Result> peer, Scale scale) {
  private static final List<String> METHODS =
      List.of("wrapUnwrap", "handshake", "newConnections", "requests", "idleMemory");

  static List<Choice> of(String suite, List<Panel> panels) {
    List<Choice> choices = new ArrayList<>();
    for (Panel panel : panels) {
      if (!panel.comparable()
          || !Rows.ofLibraries(panel.any())
          || (!panel.layered() && !suite.equals("servers"))
          || !METHODS.contains(panel.any().method())
          || panel.any().mode().equals("sample")
          || !usual(panel)) {
        continue;
      }
      Scale scale = Scale.of(panel);
      for (String column : panel.columns()) {
        panel
            .bestOfOurs(column)
            .ifPresent(
                ours ->
                    choices.add(
                        new Choice(
                            Words.suite(suite) + ": " + panel.where(ours),
                            ours,
                            panel.bestPeer(column),
                            scale)));
      }
    }
    return choices;
  }

  private static boolean usual(Panel panel) {
    return panel.any().params().entrySet().stream()
        .filter(param -> !param.getKey().equals(panel.axis()))
        .allMatch(param -> Words.usual(param.getKey(), param.getValue()));
  }

  Optional<Ratio> ratio() {
    return peer.map(other -> Ratio.of(ours, other)).filter(Ratio::known);
  }
}
