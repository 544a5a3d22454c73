package io.tlsmgm.manager.script;

/**
 * A piece of a script.
 *
 * @param kind what it is
 * @param text a word or symbol as written, a string with its escapes resolved, else empty
 * @param source the file it is from
 * @param line where it starts, from 1
 * @param start where it starts in the text of the file
 * @param endLine where it ends; another than {@code line} only for strings and variables
 */
record Token(Kind kind, String text, Lexer source, int line, int start, int endLine) {
  enum Kind {
    /** Letters, digits and everything that is nothing else. */
    WORD,
    /** In single or double quotes. */
    STRING,
    /** A string that the file ends in. */
    UNTERMINATED,
    /** One of {@code ( ) { } , = ;}. */
    SYMBOL,
    /** The file ends here. */
    END
  }

  boolean isWord(String word) {
    return kind == Kind.WORD && text.equals(word);
  }

  boolean isSymbol(char symbol) {
    return kind == Kind.SYMBOL && text.charAt(0) == symbol;
  }

  boolean isString() {
    return kind == Kind.STRING;
  }

  /** For a message. Never the text: after a lost quote it may be a piece of a password. */
  String describe() {
    return switch (kind) {
      case WORD -> "a word without quotes";
      case STRING -> "a string";
      case UNTERMINATED -> "a string without an end";
      case SYMBOL -> "'" + text + "'";
      case END -> "the end of the file";
    };
  }
}
