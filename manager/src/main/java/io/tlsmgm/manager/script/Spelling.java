package io.tlsmgm.manager.script;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** Guesses what somebody meant to write. */
final class Spelling {
  // What is longer is no misspelt name; comparing it would only take time.
  private static final int MAX_LENGTH = 64;

  private Spelling() {}

  /** The nearest of {@code names} when it is near enough to be meant; the first of equals. */
  static Optional<String> nearest(String written, Collection<String> names) {
    if (written.length() > MAX_LENGTH) {
      return Optional.empty();
    }
    String lower = written.toLowerCase(Locale.ROOT);
    Optional<String> best = Optional.empty();
    int bestDistance = Math.max(1, written.length() / 3) + 1;
    for (String name : names) {
      int lengths = Math.abs(name.length() - written.length());
      if (name.length() <= MAX_LENGTH && lengths < bestDistance) {
        int distance = distance(lower, name.toLowerCase(Locale.ROOT));
        if (distance < bestDistance) {
          bestDistance = distance;
          best = Optional.of(name);
        }
      }
    }
    return best;
  }

  /** Damerau's distance: insertions, deletions, replacements and swaps of neighbours. */
  static int distance(String a, String b) {
    int[] beforeLast = new int[b.length() + 1];
    int[] last = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      last[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] row = new int[b.length() + 1];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replace = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        row[j] = Math.min(Math.min(row[j - 1], last[j]) + 1, last[j - 1] + replace);
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
        }
      }
      beforeLast = last;
      last = row;
    }
    return last[b.length()];
  }
}
