package io.tlsmgm.manager.match;

import java.util.Comparator;

/**
 * A filter of a domain in the list of one address.
 *
 * @param pattern the filter
 * @param candidate the domain
 */
record Entry<T>(SipPattern pattern, Candidate<T> candidate) {
  /**
   * The order in which patterns are tried: more literal characters first, then more characters that
   * are demanded at all ({@code a?.com} before {@code a*.com}), then the domain that would win a
   * tie.
   */
  static <T> Comparator<Entry<T>> specificFirst() {
    return Comparator.comparingInt((Entry<T> e) -> e.pattern.literals())
        .thenComparingInt(e -> e.pattern.wildCharacters())
        .reversed()
        .thenComparing(Entry::candidate, Candidate.winnersFirst());
  }
}
