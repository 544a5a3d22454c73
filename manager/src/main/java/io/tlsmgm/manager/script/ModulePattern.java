package io.tlsmgm.manager.script;

import java.util.Locale;
import java.util.Optional;

/**
 * The first argument of {@code modparam}: a regular expression that OpenSIPS matches against the
 * names of the loaded modules, case ignored. Understood are what real scripts write: names, {@code
 * |} between them, {@code .} and {@code .*}, with or without anchors and parentheses around them.
 */
final class ModulePattern {
  enum Match {
    YES,
    NO,
    /** There is an operator that is not understood. */
    UNKNOWN
  }

  private ModulePattern() {}

  static Match match(String pattern, String module) {
    if (pattern.equals(module)) {
      return Match.YES;
    }
    Match result = Match.NO;
    for (String alternative : pattern.toLowerCase(Locale.ROOT).split("\\|", -1)) {
      Optional<String> glob = glob(trimmed(alternative));
      if (glob.isEmpty()) {
        result = Match.UNKNOWN;
      } else if (matches(glob.get(), module)) {
        return Match.YES;
      }
    }
    return result;
  }

  private static String trimmed(String alternative) {
    int start = 0;
    int end = alternative.length();
    while (start < end && "^( ".indexOf(alternative.charAt(start)) >= 0) {
      start++;
    }
    while (start < end && "$) ".indexOf(alternative.charAt(end - 1)) >= 0) {
      end--;
    }
    return alternative.substring(start, end);
  }

  /** The shell pattern that means the same; empty when there is none. */
  private static Optional<String> glob(String expression) {
    StringBuilder glob = new StringBuilder();
    for (int i = 0; i < expression.length(); i++) {
      char c = expression.charAt(i);
      if (c == '.') {
        boolean any = expression.startsWith("*", i + 1);
        glob.append(any ? '*' : '?');
        i += any ? 1 : 0;
      } else if (Character.isLetterOrDigit(c) || c == '_' || c == '-') {
        glob.append(c);
      } else {
        return Optional.empty();
      }
    }
    return Optional.of(glob.toString());
  }

  /** Matches a shell pattern of {@code *} and {@code ?}, in a time that has a bound. */
  private static boolean matches(String glob, String name) {
    int g = 0;
    int n = 0;
    int star = -1;
    int retry = 0;
    while (n < name.length()) {
      if (g < glob.length() && (glob.charAt(g) == '?' || glob.charAt(g) == name.charAt(n))) {
        g++;
        n++;
      } else if (g < glob.length() && glob.charAt(g) == '*') {
        star = g++;
        retry = n;
      } else if (star >= 0) {
        g = star + 1;
        n = ++retry;
      } else {
        return false;
      }
    }
    while (g < glob.length() && glob.charAt(g) == '*') {
      g++;
    }
    return g == glob.length();
  }
}
