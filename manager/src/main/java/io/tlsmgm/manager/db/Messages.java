package io.tlsmgm.manager.db;

import io.tlsmgm.api.ConfigurationException;
import io.tlsmgm.api.Problem;
import java.util.List;
import java.util.Locale;

/** Makes text of a database fit for a message. */
final class Messages {
  private static final int MAX_NAME = 120;

  private Messages() {}

  /** Text on one line, cut when it is long, with nothing invisible in it. */
  static String line(String text, int length) {
    String cut = text.length() <= length ? text : text.substring(0, length) + "…";
    StringBuilder line = new StringBuilder(cut.length());
    cut.codePoints()
        .forEach(
            c -> {
              if (c == '\n' || c == '\r' || c == '\t') {
                line.append(' ');
              } else if (isHidden(c)) {
                line.append(String.format(Locale.ROOT, "\\u%04x", c));
              } else {
                line.appendCodePoint(c);
              }
            });
    return line.toString();
  }

  private static boolean isHidden(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE ->
          true;
      default -> false;
    };
  }

  /** The name of a table, column or domain. */
  static String name(String name) {
    return line(name, MAX_NAME);
  }

  /** The database as a whole cannot be used. */
  static ConfigurationException failure(String location, String message) {
    return new ConfigurationException(List.of(Problem.error(location, "", message)));
  }
}
