package io.tlsmgm.manager.script;

import io.tlsmgm.manager.script.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds the statements of a script that matter here: {@code modparam}, {@code socket} and {@code
 * listen} outside of every block, {@code include_file} and {@code import_file} everywhere, because
 * the text of a block may be in another file. The rest is skipped.
 */
final class StatementReader {
  private static final List<String> EXPECTED =
      List.of(
          "the name of a module in quotes",
          "the name of a parameter in quotes",
          "a value in quotes or a number");

  private final TokenSource tokens;
  private final ScriptBuilder script;
  private final ProblemLog problems;

  private int depth;
  // Where the block is open that is not inside another, and a modparam that stands inside it.
  private @Nullable Place block;
  private @Nullable Place swallowed;

  StatementReader(TokenSource tokens, ScriptBuilder script, ProblemLog problems) {
    this.tokens = tokens;
    this.script = script;
    this.problems = problems;
  }

  /** Reads everything. */
  void read() {
    while (true) {
      Token token = tokens.next();
      switch (token.kind()) {
        case WORD -> word(token);
        case SYMBOL -> symbol(token);
        case STRING -> {}
        case UNTERMINATED ->
            problems.error(problems.place(token), "the string that starts here is never closed");
        case END -> {
          if (!tokens.leave()) {
            end();
            return;
          }
        }
      }
    }
  }

  private void symbol(Token token) {
    if (token.isSymbol('{')) {
      if (depth++ == 0) {
        block = problems.place(token);
        swallowed = null;
      }
    } else if (token.isSymbol('}') && depth > 0) {
      depth--;
    }
  }

  private void end() {
    Place open = block;
    if (depth == 0 || open == null) {
      return;
    }
    // Without a statement that is lost by it, a missing brace is the business of OpenSIPS alone.
    String message = "the block that starts here is never closed with '}'";
    if (swallowed == null) {
      problems.warning(open, "", message);
    } else {
      problems.error(open, message + ", so modparam at " + swallowed.location() + " is not read");
    }
  }

  private void word(Token token) {
    switch (token.text()) {
      case "include_file", "import_file" -> {
        if (tokens.peek().isString()) {
          tokens.include(tokens.next(), token.isWord("include_file"), depth > 0);
        }
      }
      case "modparam" -> {
        if (!tokens.peek().isSymbol('(')) {
          return;
        }
        if (depth == 0) {
          modparam(problems.place(token));
        } else if (swallowed == null) {
          swallowed = problems.place(token);
        }
      }
      case "socket", "listen" -> {
        if (depth == 0 && tokens.peek().isSymbol('=')) {
          socket(problems.place(token));
        }
      }
      default -> {}
    }
  }

  private void modparam(Place place) {
    Token last = tokens.next();
    List<Token> arguments = new ArrayList<>();
    while (arguments.size() < EXPECTED.size()) {
      int index = arguments.size();
      Token argument = tokens.peek();
      boolean isLast = index == EXPECTED.size() - 1;
      if (!argument.isString() && !(isLast && number(argument).isPresent())) {
        broken(place, arguments, last, EXPECTED.get(index));
        return;
      }
      arguments.add(tokens.next());
      if (!tokens.peek().isSymbol(isLast ? ')' : ',')) {
        broken(place, arguments, argument, isLast ? "')'" : "','");
        return;
      }
      last = tokens.next();
    }
    Token value = arguments.get(2);
    script.modparam(
        place,
        arguments.get(0).text(),
        arguments.get(1).text(),
        value.isString() ? value.text() : number(value).orElseThrow());
  }

  /**
   * Reports a broken {@code modparam} and goes on where the next statement most likely starts. A
   * lost quote turns the rest of a file inside out, so the string that swallowed the next line is
   * given up, and every problem behind it is still found.
   *
   * @param last the last token that was as expected
   */
  private void broken(Place place, List<Token> arguments, Token last, String expected) {
    Token found = tokens.peek();
    boolean swallowedLines = last.isString() && last.endLine() > last.line();
    boolean lostQuote = swallowedLines || found.kind() == Kind.UNTERMINATED;
    boolean foreign =
        !arguments.isEmpty()
            && ModulePattern.match(arguments.get(0).text(), "tls_mgm") == ModulePattern.Match.NO;
    if (foreign && !lostQuote) {
      return;
    }
    int quoteLine = swallowedLines ? last.line() : found.line();
    problems.error(
        place,
        "modparam is broken: "
            + expected
            + " is expected, but here is "
            + found.describe()
            + (lostQuote ? "; a quote seems to be missing in line " + quoteLine : "")
            + "; write modparam(\"tls_mgm\", \"NAME\", \"VALUE\")");
    if (swallowedLines) {
      tokens.recover(last);
    } else if (lostQuote || found.line() == last.endLine()) {
      tokens.recover(found);
    }
  }

  /** The value of a number without quotes, or of a word that OpenSIPS takes for one. */
  private static Optional<String> number(Token token) {
    if (token.kind() != Kind.WORD) {
      return Optional.empty();
    }
    String word = token.text();
    switch (word) {
      case "yes", "true", "on", "enable" -> {
        return Optional.of("1");
      }
      case "no", "false", "off", "disable" -> {
        return Optional.of("0");
      }
      default -> {}
    }
    if (word.matches("0[xX][0-9a-fA-F]{1,8}")) {
      return Optional.of(Long.toString(Long.parseLong(word.substring(2), 16)));
    }
    if (word.matches("0[0-7]{1,10}")) {
      return Optional.of(Long.toString(Long.parseLong(word, 8)));
    }
    return word.matches("[-+]?[0-9]+") ? Optional.of(word) : Optional.empty();
  }

  /** Joins the pieces of {@code tls:"host":5061} and {@code tls : 1.2.3.4 : 5061}. */
  private void socket(Place place) {
    Token last = tokens.next();
    StringBuilder text = new StringBuilder();
    while (true) {
      Token piece = tokens.peek();
      boolean first = text.isEmpty();
      if (piece.kind() != Kind.WORD && !piece.isString()) {
        break;
      }
      boolean sameLine = piece.source() == last.source() && piece.line() == last.endLine();
      if (!first
          && !(sameLine
              && (text.charAt(text.length() - 1) == ':' || piece.text().startsWith(":")))) {
        break;
      }
      text.append(piece.text());
      last = tokens.next();
      if (first && !SocketList.PROTOCOLS.contains(protocol(text))) {
        return;
      }
    }
    if (!text.isEmpty()) {
      script.socket(place, text.toString());
    }
  }

  private static String protocol(CharSequence socket) {
    String text = socket.toString();
    int colon = text.indexOf(':');
    return (colon < 0 ? text : text.substring(0, colon)).toLowerCase(Locale.ROOT);
  }
}
