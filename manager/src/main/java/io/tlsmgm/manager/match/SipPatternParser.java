package io.tlsmgm.manager.match;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Turns the text of a shell pattern into the operations of a {@link SipPattern}. */
final class SipPatternParser {
  /** The named classes of POSIX in ASCII and without case, as pairs of first and last. */
  private static final Map<String, String> NAMED_CLASSES =
      Map.ofEntries(
          Map.entry("alnum", "09az"),
          Map.entry("alpha", "az"),
          Map.entry("blank", "\t\t  "),
          Map.entry("cntrl", "\0\u001f\u007f\u007f"),
          Map.entry("digit", "09"),
          Map.entry("graph", "!~"),
          Map.entry("lower", "az"),
          Map.entry("print", " ~"),
          Map.entry("punct", "!/:@[`{~"),
          Map.entry("space", "\t\r  "),
          Map.entry("upper", "az"),
          Map.entry("xdigit", "09af"));

  private final String written;
  private final String text;
  private final List<Integer> operations = new ArrayList<>();
  private final List<CharacterClass> classes = new ArrayList<>();
  private final List<String> canonical = new ArrayList<>();
  private int at;

  SipPatternParser(String written) {
    this.written = written;
    this.text = Names.lowerCase(written);
    while (at < text.length()) {
      next();
    }
    int last = operations.size() - 1;
    if (last > 0 && operations.get(last) == '.') {
      operations.remove(last);
      canonical.remove(last);
    }
  }

  int[] operations() {
    return operations.stream().mapToInt(Integer::intValue).toArray();
  }

  CharacterClass[] classes() {
    return classes.toArray(CharacterClass[]::new);
  }

  String canonical() {
    return String.join("", canonical);
  }

  private void next() {
    char c = text.charAt(at);
    switch (c) {
      case '*' -> {
        at++;
        int last = operations.size() - 1;
        if (last < 0 || operations.get(last) != SipPattern.STAR) {
          add(SipPattern.STAR, "*");
        }
      }
      case '?' -> {
        at++;
        add(SipPattern.ANY_CHARACTER, "?");
      }
      case '[' -> {
        if (!bracket()) {
          literal();
        }
      }
      case '\\' -> {
        at++;
        if (at == text.length()) {
          throw neverMatches("it ends with a backslash that has nothing to escape");
        }
        literal();
      }
      default -> literal();
    }
  }

  private void literal() {
    char c = text.charAt(at++);
    add(c, "*?[\\".indexOf(c) >= 0 ? "\\" + c : String.valueOf(c));
  }

  private void add(int operation, String piece) {
    operations.add(operation);
    canonical.add(piece);
  }

  /** Reads a bracket expression; false, with nothing read, when it is never closed. */
  private boolean bracket() {
    int start = at;
    at++;
    boolean negated = at < text.length() && "!^".indexOf(text.charAt(at)) >= 0;
    if (negated) {
      at++;
    }
    StringBuilder ranges = new StringBuilder();
    int members = at;
    while (at < text.length()) {
      if (text.charAt(at) == ']' && at > members) {
        at++;
        classes.add(new CharacterClass(negated, ranges.toString()));
        String piece = (negated ? "[!" : "[") + text.substring(members, at);
        add(SipPattern.FIRST_CLASS - (classes.size() - 1), piece);
        return true;
      }
      if (!namedClass(ranges)) {
        member(ranges);
      }
    }
    at = start;
    return false;
  }

  private boolean namedClass(StringBuilder ranges) {
    int end = text.indexOf(":]", at + 2);
    if (!text.startsWith("[:", at) || end < 0) {
      return false;
    }
    String name = text.substring(at + 2, end);
    if (!name.chars().allMatch(c -> c >= 'a' && c <= 'z')) {
      return false;
    }
    String named = NAMED_CLASSES.get(name);
    if (named == null) {
      throw neverMatches("there is no character class [:" + name + ":]");
    }
    ranges.append(named);
    at = end + 2;
    return true;
  }

  /** One character or a range; a range whose ends are in the wrong order is empty. */
  private void member(StringBuilder ranges) {
    int first = character();
    boolean isRange =
        at + 1 < text.length() && text.charAt(at) == '-' && text.charAt(at + 1) != ']';
    if (isRange) {
      at++;
    }
    int last = isRange ? character() : first;
    if (first >= 0 && first <= last) {
      ranges.append((char) first).append((char) last);
    }
  }

  /** The next character of a bracket expression, or -1 when the text ends. */
  private int character() {
    if (text.startsWith("[=", at) || text.startsWith("[.", at)) {
      char mark = text.charAt(at + 1);
      if (text.startsWith(mark + "]", at + 3)) {
        char c = text.charAt(at + 2);
        at += 5;
        return c;
      }
    }
    if (text.charAt(at) == '\\') {
      at++;
    }
    return at < text.length() ? text.charAt(at++) : -1;
  }

  private IllegalArgumentException neverMatches(String reason) {
    return new IllegalArgumentException(
        "match_sip_domain '" + written + "' matches no name: " + reason);
  }
}
