package io.tlsmgm.manager.cipher;

import io.tlsmgm.api.CipherSuite;
import io.tlsmgm.manager.cipher.PreferenceList.Action;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Runs one cipher string from left to right; used once. */
final class CipherStringParser {
  private static final String DEFAULT = "DEFAULT";
  private static final String LEVEL = "SECLEVEL=";

  /** How much of an item a message shows before the place it speaks of. */
  private static final int CONTEXT = 30;

  private final String text;
  private final Tls13Selection tls13 = new Tls13Selection();
  private final Set<String> unknown = new LinkedHashSet<>(0);
  private PreferenceList list = PreferenceList.ofBuiltInOrder();
  private int securityLevel = SecurityLevel.DEFAULT;
  private int at;

  CipherStringParser(String text) {
    this.text = text;
  }

  CipherString parse() {
    Optional<SuiteB> suiteB = SuiteB.atStartOf(text);
    if (suiteB.isPresent()) {
      return suiteB(suiteB.get());
    }
    if (text.startsWith(DEFAULT)) {
      list = PreferenceList.ofDefault();
      at = DEFAULT.length();
    }
    rules();
    List<CipherSuite> tls13Suites = tls13.suites();
    if (tls13.isUsed() && tls13Suites.isEmpty()) {
      throw new IllegalArgumentException(
          "cipher string "
              + quote(0, text.length())
              + " excludes every TLS 1.3 suite; leave one, or switch TLS 1.3 off with the protocol"
              + " range (such as TLSv1-TLSv1_2)");
    }
    return new CipherString(
        text, list.selected(), tls13Suites, List.of(), List.copyOf(unknown), securityLevel);
  }

  private CipherString suiteB(SuiteB mode) {
    at = mode.word().length();
    if (at < text.length() && isSeparator(text.charAt(at))) {
      at++;
    }
    ignored(at, text.length());
    return new CipherString(
        text, mode.suites(), List.of(), mode.groups(), List.copyOf(unknown), securityLevel);
  }

  private void rules() {
    while (at < text.length()) {
      char c = text.charAt(at);
      if (isSeparator(c)) {
        at++;
        continue;
      }
      switch (c) {
        case '@' -> {
          at++;
          command();
        }
        case '!' -> rule(Action.KILL, 1);
        case '-' -> rule(Action.REMOVE, 1);
        case '+' -> rule(Action.MOVE_TO_END, 1);
        default -> rule(Action.ADD, 0);
      }
    }
  }

  /** Words joined by {@code +}, and what to do with the suites that they select together. */
  private void rule(Action action, int operatorLength) {
    int start = at;
    at += operatorLength;
    @Nullable SuitePattern pattern = SuitePattern.ANY;
    boolean joined = false;
    do {
      int wordStart = at;
      String word = word();
      if (word.isEmpty()) {
        throw noWord(start, joined);
      }
      if (!joined && tls13(action, word)) {
        return;
      }
      joined = at < text.length() && text.charAt(at) == '+';
      if (joined) {
        at++;
      }
      SuitePattern selected = CipherWords.pattern(word);
      if (selected == null && !RetiredWords.contains(word)) {
        ignoreItemFrom(wordStart);
        return;
      }
      pattern = selected == null ? null : pattern.and(selected);
      if (pattern == null) {
        skipJoinedWords();
        ignoreItemFrom(at);
        return;
      }
    } while (joined);
    list.apply(action, pattern);
  }

  /** Whether {@code word} is all of the item and names a TLS 1.3 suite, and if so applies it. */
  private boolean tls13(Action action, String word) {
    if (!word.startsWith("TLS_") || (at < text.length() && !isSeparator(text.charAt(at)))) {
      return false;
    }
    Optional<CipherSuite> suite = CipherSuite.ofName(word).filter(CipherSuite::isTls13);
    suite.ifPresent(named -> tls13.add(action, named));
    return suite.isPresent();
  }

  /** {@code @STRENGTH} or {@code @SECLEVEL=n}, from behind the {@code @}. */
  private void command() {
    int start = at - 1;
    String word = word();
    if (word.equals("STRENGTH")) {
      list.sortByStrength();
    } else if (word.startsWith(LEVEL)) {
      securityLevel = level(start, word.substring(LEVEL.length()));
    } else {
      throw error(start, "no such command", "@STRENGTH or @SECLEVEL=0 to @SECLEVEL=5");
    }
    ignoreItemFrom(at);
  }

  private int level(int start, String digits) {
    int level = digits.length() == 1 ? digits.charAt(0) - '0' : -1;
    if (level < 0 || level > SecurityLevel.MAX) {
      throw error(start, "no such security level", "one digit from 0 to " + SecurityLevel.MAX);
    }
    return level;
  }

  /**
   * The word that starts here, perhaps empty. A low line is no part of a word in OpenSSL 3.0, so
   * one is taken only where that makes an IANA name.
   */
  private String word() {
    int start = at;
    while (at < text.length() && isWordPart(text.charAt(at))) {
      at++;
    }
    int end = at;
    if (end - start == 3 && text.startsWith("TLS_", start)) {
      while (end < text.length() && (isWordPart(text.charAt(end)) || text.charAt(end) == '_')) {
        end++;
      }
      String name = text.substring(start, end);
      if (CipherSuite.ofName(name).isPresent()) {
        at = end;
        return name;
      }
    }
    return text.substring(start, at);
  }

  /** Passes over the rest of a join that is known to select nothing. */
  private void skipJoinedWords() {
    while (at < text.length() && (isWordPart(text.charAt(at)) || text.charAt(at) == '+')) {
      at++;
    }
  }

  /** Passes over the rest of the item, as OpenSSL does, and reports it. */
  private void ignoreItemFrom(int start) {
    while (at < text.length() && !isSeparator(text.charAt(at))) {
      at++;
    }
    ignored(start, at);
  }

  private void ignored(int from, int to) {
    if (from < to) {
      unknown.add(text.substring(from, to));
    }
  }

  private static boolean isSeparator(char c) {
    return c == ':' || c == ',' || c == ';' || c == ' ';
  }

  private static boolean isWordPart(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '-'
        || c == '.'
        || c == '=';
  }

  private IllegalArgumentException noWord(int start, boolean joined) {
    String expected =
        "a suite such as ECDHE-RSA-AES128-GCM-SHA256 or a group such as HIGH, with : , ; or a blank"
            + " between items";
    if (at == start) {
      return error(at, quote(at, at + 1) + " cannot be part of a cipher string", expected);
    }
    boolean atEnd = at == text.length() || isSeparator(text.charAt(at));
    String found = atEnd ? "nothing" : quote(at, at + 1);
    return error(start, found + " follows " + (joined ? "'+'" : quote(start, start + 1)), expected);
  }

  private IllegalArgumentException error(int position, String what, String expected) {
    int from = position;
    while (from > 0 && !isSeparator(text.charAt(from - 1))) {
      from--;
    }
    int to = position;
    while (to < text.length() && !isSeparator(text.charAt(to))) {
      to++;
    }
    return new IllegalArgumentException(
        "cipher string, position "
            + (position + 1)
            + " in "
            + quote(Math.max(from, position - CONTEXT), to)
            + ": "
            + what
            + "; expected "
            + expected);
  }

  private String quote(int from, int to) {
    return Quoted.of(text.substring(from, to));
  }
}
