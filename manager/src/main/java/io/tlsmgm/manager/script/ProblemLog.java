package io.tlsmgm.manager.script;

import io.tlsmgm.api.Problem;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Gathers the problems of a script, whichever pass finds them, and sorts them by their place. */
final class ProblemLog {
  private static final int MAX_VALUE = 120;
  private static final int MAX_MESSAGE = 2000;
  private static final int MAX_TAIL = 500;

  private final List<Entry> entries = new ArrayList<>();
  private int order;

  private record Entry(int order, Problem problem) {}

  /** The place of what is being read now. */
  Place place(String file, int line) {
    return new Place(file + ":" + line, order++);
  }

  Place place(Token token) {
    return place(token.source().file(), token.line());
  }

  void error(Place place, String domain, String message) {
    add(place, Problem.error(place.location(), domain, printable(message)));
  }

  void error(Place place, String message) {
    error(place, "", message);
  }

  void warning(Place place, String domain, String message) {
    add(place, Problem.warning(place.location(), domain, printable(message)));
  }

  List<Problem> sorted() {
    return entries.stream()
        .sorted(Comparator.comparingInt(Entry::order))
        .map(Entry::problem)
        .toList();
  }

  private void add(Place place, Problem problem) {
    entries.add(new Entry(place.order(), problem));
  }

  /** A value in quotes for a message, cut when it is long. */
  static String quote(String value) {
    return "'" + (value.length() <= MAX_VALUE ? value : value.substring(0, MAX_VALUE) + "…") + "'";
  }

  /** Keeps one message on one line and of a length that a log takes. */
  private static String printable(String message) {
    String text = message;
    if (text.length() > MAX_MESSAGE) {
      String tail = text.substring(text.length() - MAX_TAIL);
      text = text.substring(0, MAX_MESSAGE - MAX_TAIL) + " … " + tail;
    }
    StringBuilder line = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '\n' -> line.append("\\n");
        case '\r' -> line.append("\\r");
        case '\t' -> line.append("\\t");
        default -> {
          if (Character.isISOControl(c) || c == '\u2028' || c == '\u2029') {
            line.append(String.format("\\u%04x", (int) c));
          } else {
            line.append(c);
          }
        }
      }
    }
    return line.toString();
  }
}
