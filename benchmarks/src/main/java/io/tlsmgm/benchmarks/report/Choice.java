package io.tlsmgm.benchmarks.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
  /** What most programs have; a result that says otherwise is not for this list. */
  private static final Map<String, String> USUAL =
      Map.of(
          "suite", "TLS_AES_128_GCM_SHA256",
          "version", "TLSv1.3",
          "direct", "true",
          "mutual", "false",
          "key", "EC_P256",
          "group", "X25519");

  private static final List<String> METHODS =
      List.of("wrapUnwrap", "handshake", "newConnections", "requests", "idleMemory");

  static List<Choice> of(String suite, List<Panel> panels) {
    List<Choice> choices = new ArrayList<>();
    for (Panel panel : panels) {
      if (!panel.comparable()
          || (!panel.layered() && !suite.equals("servers"))
          || !METHODS.contains(panel.any().method())
          || panel.any().mode().equals("sample")
          || !usual(panel)) {
        continue;
      }
      Scale scale = Scale.of(panel);
      for (String column : panel.columns()) {
        String named = Words.column(panel, column);
        panel
            .bestOfOurs(column)
            .ifPresent(
                ours ->
                    choices.add(
                        new Choice(
                            Words.suite(suite)
                                + ": "
                                + panel.any().method()
                                + (named.isEmpty() ? "" : ", " + named),
                            ours,
                            panel.bestPeer(column),
                            scale)));
      }
    }
    return choices;
  }

  private static boolean usual(Panel panel) {
    Result any = panel.any();
    return USUAL.entrySet().stream()
        .filter(entry -> !entry.getKey().equals(panel.axis()))
        .allMatch(
            entry ->
                any.params()
                    .getOrDefault(entry.getKey(), entry.getValue())
                    .equals(entry.getValue()));
  }

  Optional<Ratio> ratio() {
    return peer.map(other -> Ratio.of(ours, other)).filter(Ratio::known);
  }
}
