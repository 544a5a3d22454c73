package io.tlsmgm.cli.text;

import io.tlsmgm.manager.ConnectionVariables;
import java.util.List;
import java.util.Locale;

/**
 * The {@code $tls_*} variables as lines: {@code $tls_version = 'TLSv1.3'}, or {@code <null>}
 * without quotes where a connection has no value.
 */
public final class VariableText {
  private VariableText() {}

  /** One line per variable, in the order of the documentation. */
  public static List<String> lines(ConnectionVariables variables) {
    return variables.all().entrySet().stream()
        .map(
            entry ->
                "$"
                    + entry.getKey()
                    + " = "
                    + entry.getValue().map(value -> quote(value.text())).orElse("<null>"))
        .toList();
  }

  /**
   * The text in single quotes. Quotes, backslashes and control characters are escaped: most of
   * these values are written by the peer, and none may start a line of its own or reach a
   * terminal's control functions.
   */
  static String quote(String text) {
    StringBuilder quoted = new StringBuilder(text.length() + 2).append('\'');
    text.codePoints()
        .forEach(
            c -> {
              if (c == '\'' || c == '\\') {
                quoted.append('\\').appendCodePoint(c);
              } else if (isHarmless(c)) {
                quoted.appendCodePoint(c);
              } else {
                quoted.append(String.format(Locale.ROOT, c < 0x100 ? "\\x%02x" : "\\u{%x}", c));
              }
            });
    return quoted.append('\'').toString();
  }

  private static boolean isHarmless(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE,
          Character.UNASSIGNED ->
          false;
      default -> true;
    };
  }
}
