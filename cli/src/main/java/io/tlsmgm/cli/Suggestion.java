package io.tlsmgm.cli;

import java.util.Collection;
import java.util.Optional;

/** Finds what a mistyped word was meant to be. */
final class Suggestion {
  private Suggestion() {}

  /**
   * The candidate that the fewest edits away from {@code word}; empty when even that one has little
   * in common with it.
   */
  static Optional<String> of(String word, Collection<String> candidates) {
    Optional<String> best = Optional.empty();
    int bestDistance = Integer.MAX_VALUE;
    for (String candidate : candidates) {
      int distance = distance(word, candidate);
      // The start of a word is a word that was cut short, however long the rest is.
      boolean prefix = word.length() > 3 && candidate.startsWith(word);
      int limit = Math.max(2, Math.min(word.length(), candidate.length()) / 2);
      if (distance < bestDistance && (prefix || distance <= limit)) {
        best = Optional.of(candidate);
        bestDistance = distance;
      }
    }
    return best;
  }

  /** Insertions, deletions, replacements and swaps of neighbours (optimal string alignment). */
  static int distance(String a, String b) {
    int[][] cost = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        cost[i][j] = i == 0 || j == 0 ? i + j : step(cost, a, b, i, j);
      }
    }
    return cost[a.length()][b.length()];
  }

  private static int step(int[][] cost, String a, String b, int i, int j) {
    int replace = cost[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
    int best = Math.min(replace, Math.min(cost[i - 1][j], cost[i][j - 1]) + 1);
    boolean swapped =
        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
    return swapped ? Math.min(best, cost[i - 2][j - 2] + 1) : best;
  }
}
