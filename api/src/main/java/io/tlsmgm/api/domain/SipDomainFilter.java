package io.tlsmgm.api.domain;

import java.util.List;

/**
 * A {@code match_sip_domain} filter as written: a name, a shell pattern, {@code *} or {@code none}.
 *
 * @param text the filter, blanks around it removed; never empty
 */
public record SipDomainFilter(String text) {
  /** Matches every name, and no name. */
  public static final SipDomainFilter ANY = new SipDomainFilter("*");

  /** Matches only when no server name is sent. */
  public static final SipDomainFilter NONE = new SipDomainFilter("none");

  /** What an operator may write, for messages. */
  public static final String ACCEPTED =
      "names such as example.com, shell patterns of *, ? and [...] such as *.example.com, '*' for"
          + " any name, or 'none' for no name, separated by commas";

  /** Checks the text. */
  public SipDomainFilter {
    if (text.isEmpty()) {
      throw new IllegalArgumentException("a SIP domain filter is never empty");
    }
  }

  /**
   * Reads a {@code match_sip_domain} value: filters separated by commas, blanks around them
   * ignored.
   *
   * @return the filters in the order written, each once, at least one
   * @throws IllegalArgumentException with everything that is wrong and what would be right
   */
  public static List<SipDomainFilter> parseList(String value) {
    return FilterList.parse(value, SipDomainFilter::item, ACCEPTED);
  }

  private static SipDomainFilter item(String text) {
    if (text.isEmpty()) {
      throw new IllegalArgumentException("an item is empty");
    }
    if (text.chars().anyMatch(c -> Character.isWhitespace(c) || Character.isISOControl(c))) {
      throw new IllegalArgumentException("'" + text + "' is not a name: there is a blank inside");
    }
    for (int i = 0; i < text.length(); i++) {
      switch (text.charAt(i)) {
        case '\\' -> {
          if (++i == text.length()) {
            throw new IllegalArgumentException(
                "'" + text + "' is not a pattern: it ends with '\\'");
          }
        }
        case '[' -> {
          i = endOfSet(text, i);
          if (i < 0) {
            throw new IllegalArgumentException("'" + text + "' is not a pattern: '[' has no ']'");
          }
        }
        default -> {}
      }
    }
    return new SipDomainFilter(text);
  }

  /** Where the {@code ]} of a set is, or -1. As in POSIX, one that comes first is an ordinary. */
  private static int endOfSet(String text, int open) {
    int first = open + 1;
    if (first < text.length() && (text.charAt(first) == '!' || text.charAt(first) == '^')) {
      first++;
    }
    return text.indexOf(']', first + 1);
  }

  /** Whether every name matches. */
  public boolean isAny() {
    return text.equals("*");
  }

  /** Whether only a missing name matches. */
  public boolean isNone() {
    return text.equalsIgnoreCase("none");
  }

  @Override
  public String toString() {
    return text;
  }
}
