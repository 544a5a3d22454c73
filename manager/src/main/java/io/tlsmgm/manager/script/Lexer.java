package io.tlsmgm.manager.script;

import io.tlsmgm.manager.script.Token.Kind;
import java.nio.file.Path;

/**
 * Cuts one file into tokens by the rules of the OpenSIPS scanner, so that what looks like a
 * statement inside a comment, a string or a variable is not taken for one:
 *
 * <ul>
 *   <li>{@code #} comments end with the line, {@code /* }…{@code *}{@code /} comments nest;
 *   <li>strings run over lines; in double quotes {@code \n \r \a \t \" \\ \xHH \OOO} and a
 *       backslash at the end of a line mean what they mean in C, in single quotes nothing is
 *       special;
 *   <li>in {@code $(…)} and {@code $name(…)} quotes, braces and {@code #} are ordinary.
 * </ul>
 *
 * OpenSIPS has no {@code //} comments and refuses such a line; here it is skipped, which is what
 * its author meant.
 */
final class Lexer {
  private static final String SYMBOLS = "(){},=;";
  private static final String VARIABLE_ENDS = ";,=<>!&|^~+-*/%\"'{}#";

  private final String file;
  private final Path directory;
  private final String text;
  private final ProblemLog problems;
  private int pos;
  private int line = 1;

  /**
   * Starts at the first character.
   *
   * @param file the name for messages
   * @param directory where the file is
   */
  Lexer(String file, Path directory, String text, ProblemLog problems) {
    this.file = file;
    this.directory = directory;
    this.text = text;
    this.problems = problems;
    if (text.startsWith("\uFEFF")) {
      pos = 1;
    }
  }

  String file() {
    return file;
  }

  Path directory() {
    return directory;
  }

  /** Reads on at the start of the line after the one where {@code token} starts. */
  void resumeAfterLineOf(Token token) {
    int newline = text.indexOf('\n', token.start());
    pos = newline < 0 ? text.length() : newline + 1;
    line = token.line() + 1;
  }

  /** The next token; after the last one {@link Kind#END} for ever. */
  Token next() {
    skipBlanksAndComments();
    int start = pos;
    int startLine = line;
    if (pos == text.length()) {
      return token(Kind.END, "", start, startLine);
    }
    char c = text.charAt(pos);
    if (c == '"' || c == '\'') {
      StringBuilder value = new StringBuilder();
      boolean closed = c == '"' ? doubleQuoted(value) : singleQuoted(value);
      Kind kind = closed ? Kind.STRING : Kind.UNTERMINATED;
      return token(kind, closed ? value.toString() : "", start, startLine);
    }
    if (SYMBOLS.indexOf(c) >= 0) {
      pos++;
      return token(Kind.SYMBOL, String.valueOf(c), start, startLine);
    }
    if (c == '$') {
      variable();
    } else {
      word();
    }
    return token(Kind.WORD, text.substring(start, pos), start, startLine);
  }

  private Token token(Kind kind, String value, int start, int startLine) {
    return new Token(kind, value, this, startLine, start, line);
  }

  private void skipBlanksAndComments() {
    while (pos < text.length()) {
      char c = text.charAt(pos);
      if (c == '\n') {
        line++;
        pos++;
      } else if (isBlank(c)) {
        pos++;
      } else if (c == '\\' && lineBreakAt(pos + 1) > 0) {
        pos++;
      } else if (c == '#' || text.startsWith("//", pos)) {
        int newline = text.indexOf('\n', pos);
        pos = newline < 0 ? text.length() : newline;
      } else if (text.startsWith("/*", pos)) {
        comment();
      } else {
        return;
      }
    }
  }

  private void comment() {
    Place place = problems.place(file, line);
    int depth = 0;
    while (pos < text.length()) {
      if (text.startsWith("/*", pos)) {
        depth++;
        pos += 2;
      } else if (text.startsWith("*/", pos)) {
        depth--;
        pos += 2;
        if (depth == 0) {
          return;
        }
      } else if (text.charAt(pos++) == '\n') {
        line++;
      }
    }
    problems.error(
        place,
        "the comment that starts here is never closed"
            + (depth > 1 ? " (comments nest: " + depth + " '*/' are missing)" : " with '*/'"));
  }

  private boolean singleQuoted(StringBuilder value) {
    int start = ++pos;
    while (pos < text.length()) {
      char c = text.charAt(pos++);
      if (c == '\'') {
        value.append(text, start, pos - 1);
        return true;
      }
      if (c == '\n') {
        line++;
      }
    }
    return false;
  }

  private boolean doubleQuoted(StringBuilder value) {
    pos++;
    while (pos < text.length()) {
      char c = text.charAt(pos++);
      switch (c) {
        case '"' -> {
          return true;
        }
        case '\\' -> escape(value);
        case '\n' -> {
          line++;
          value.append(c);
        }
        default -> value.append(c);
      }
    }
    return false;
  }

  /** What stands behind a backslash; an unknown escape is no escape. */
  private void escape(StringBuilder value) {
    int lineBreak = lineBreakAt(pos);
    if (lineBreak > 0) {
      pos += lineBreak;
      line++;
      return;
    }
    char c = pos < text.length() ? text.charAt(pos) : 0;
    int simple = "nrat\"\\".indexOf(c);
    if (simple >= 0) {
      value.append("\n\r\u0007\t\"\\".charAt(simple));
      pos++;
      return;
    }
    int digits = c == 'x' ? digits(pos + 1, 16, 2) : digits(pos, 8, 3);
    // A single octal digit stays: it is a back reference in a substitution.
    if (c == 'x' ? digits >= 1 : digits >= 2) {
      int first = c == 'x' ? pos + 1 : pos;
      pos = first + digits;
      value.append((char) (Integer.parseInt(text, first, pos, c == 'x' ? 16 : 8) & 0xff));
    } else {
      value.append('\\');
    }
  }

  private int digits(int from, int radix, int max) {
    int count = 0;
    while (count < max && from + count < text.length()) {
      char c = text.charAt(from + count);
      if (c >= 128 || Character.digit(c, radix) < 0) {
        break;
      }
      count++;
    }
    return count;
  }

  /** A script variable such as {@code $ru} or {@code $(avp(x){s.len})}, or a {@code ${NAME}}. */
  private void variable() {
    Place place = problems.place(file, line);
    pos++;
    int placeholder = placeholderEnd();
    if (placeholder > 0) {
      pos = placeholder;
      word();
      return;
    }
    int depth = 0;
    while (pos < text.length()) {
      char c = text.charAt(pos);
      if (c == '(') {
        depth++;
      } else if (c == ')') {
        if (depth <= 1) {
          pos += depth;
          return;
        }
        depth--;
      } else if (depth == 0 && (c == '\n' || isBlank(c) || VARIABLE_ENDS.indexOf(c) >= 0)) {
        return;
      } else if (c == '\n') {
        line++;
      }
      pos++;
    }
    if (depth > 0) {
      problems.error(place, "the variable that starts here is never closed with ')'");
    }
  }

  /** Behind a {@code ${NAME}} that some template tool should have replaced; or -1. */
  private int placeholderEnd() {
    if (pos == text.length() || text.charAt(pos) != '{') {
      return -1;
    }
    int end = pos + 1;
    while (end < text.length() && "{}$\"'\n".indexOf(text.charAt(end)) < 0) {
      end++;
    }
    return end < text.length() && text.charAt(end) == '}' ? end + 1 : -1;
  }

  private void word() {
    while (pos < text.length()) {
      char c = text.charAt(pos);
      if (c == '\n'
          || isBlank(c)
          || SYMBOLS.indexOf(c) >= 0
          || c == '"'
          || c == '\''
          || c == '#'
          || c == '$'
          || (c == '/' && text.startsWith("/*", pos))
          || (c == '\\' && lineBreakAt(pos + 1) > 0)) {
        return;
      }
      pos++;
    }
  }

  /** The length of a line break at {@code at}; 0 when there is none. */
  private int lineBreakAt(int at) {
    if (text.startsWith("\n", at)) {
      return 1;
    }
    return text.startsWith("\r\n", at) ? 2 : 0;
  }

  private static boolean isBlank(char c) {
    return c <= ' ' && c != '\n';
  }
}
