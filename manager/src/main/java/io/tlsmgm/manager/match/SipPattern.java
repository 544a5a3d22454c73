package io.tlsmgm.manager.match;

import io.tlsmgm.api.domain.SipDomainFilter;
import java.util.Arrays;

/**
 * A {@code match_sip_domain} filter made ready to match: {@code fnmatch(3)} with {@code
 * FNM_CASEFOLD} and no other flag, in the C locale. {@code *} crosses dots, {@code \} takes the
 * special meaning from the next character, a {@code [} that is never closed stands for itself.
 * Without case, {@code [:upper:]} and {@code [:lower:]} are any letter.
 *
 * <p>Names to match are expected in the form of {@link Names#normalise}; the filter is brought into
 * it here.
 */
final class SipPattern {
  /** What kind of lookup finds a filter. */
  enum Kind {
    /** One name. */
    EXACT,
    /** {@code *} and literal characters after it. */
    SUFFIX,
    /** Any other pattern. */
    GLOB,
    /** {@code *}: every name, and no name. */
    ANY,
    /** {@code none}: no name was given. */
    NONE
  }

  /** An operation that is neither of these two nor negative is a character to be equal to. */
  static final int STAR = -1;

  static final int ANY_CHARACTER = -2;

  /** This minus the index of a {@link CharacterClass}. */
  static final int FIRST_CLASS = -3;

  private final Kind kind;
  private final String canonical;
  private final int[] operations;
  private final CharacterClass[] classes;
  private final int literals;
  private final String tail;

  private SipPattern(Kind kind, String canonical, int[] operations, CharacterClass[] classes) {
    this.kind = kind;
    this.canonical = canonical;
    this.operations = operations;
    this.classes = classes;
    this.literals = (int) Arrays.stream(operations).filter(op -> op >= 0).count();
    int start = operations.length;
    while (start > 0 && operations[start - 1] >= 0) {
      start--;
    }
    StringBuilder end = new StringBuilder();
    for (int i = start; i < operations.length; i++) {
      end.append((char) operations[i]);
    }
    this.tail = end.toString();
  }

  /**
   * Compiles {@code filter}.
   *
   * @throws IllegalArgumentException when no name can match it, saying why
   */
  static SipPattern of(SipDomainFilter filter) {
    if (filter.isNone()) {
      return new SipPattern(Kind.NONE, "none", new int[0], new CharacterClass[0]);
    }
    SipPatternParser parser = new SipPatternParser(filter.text());
    int[] operations = parser.operations();
    return new SipPattern(kind(operations), parser.canonical(), operations, parser.classes());
  }

  private static Kind kind(int[] operations) {
    boolean restIsLiteral = Arrays.stream(operations).skip(1).allMatch(op -> op >= 0);
    if (operations[0] == STAR) {
      return operations.length == 1 ? Kind.ANY : restIsLiteral ? Kind.SUFFIX : Kind.GLOB;
    }
    return operations[0] >= 0 && restIsLiteral ? Kind.EXACT : Kind.GLOB;
  }

  Kind kind() {
    return kind;
  }

  /** Equal for equal filters; {@code none} and the name written {@code none.} are not. */
  String key() {
    return kind == Kind.NONE ? "" : canonical;
  }

  /**
   * Equal for filters that differ in case, a trailing dot, needless backslashes or repeated stars.
   */
  String canonical() {
    return canonical;
  }

  /** How many characters of a name are fixed. */
  int literals() {
    return literals;
  }

  /** How many characters of a name are demanded without being fixed: {@code ?} and brackets. */
  int wildCharacters() {
    return (int) Arrays.stream(operations).filter(op -> op <= ANY_CHARACTER).count();
  }

  /** The literal end: the whole name of {@link Kind#EXACT}, what follows the star of SUFFIX. */
  String tail() {
    return tail;
  }

  /**
   * Whether {@code name} matches, in time of at most the product of both lengths: only the last
   * star seen has to be tried again, because an earlier one can give up nothing that the later one
   * could not take.
   */
  boolean matches(String name) {
    if (kind == Kind.NONE || !name.endsWith(tail)) {
      return false;
    }
    int at = 0;
    int op = 0;
    int starOp = -1;
    int starAt = 0;
    while (at < name.length()) {
      if (op < operations.length && operations[op] == STAR) {
        starOp = op++;
        starAt = at;
      } else if (op < operations.length && accepts(operations[op], name.charAt(at))) {
        op++;
        at++;
      } else if (starOp >= 0) {
        op = starOp + 1;
        at = ++starAt;
      } else {
        return false;
      }
    }
    while (op < operations.length && operations[op] == STAR) {
      op++;
    }
    return op == operations.length;
  }

  private boolean accepts(int operation, char c) {
    if (operation >= 0) {
      return operation == c;
    }
    return operation == ANY_CHARACTER || classes[FIRST_CLASS - operation].contains(c);
  }

  @Override
  public String toString() {
    return canonical;
  }
}
