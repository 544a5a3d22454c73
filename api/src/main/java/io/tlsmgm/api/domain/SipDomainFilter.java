package io.tlsmgm.api.domain;

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

  /** Checks the text. */
  public SipDomainFilter {
    if (text.isEmpty()) {
      throw new IllegalArgumentException("a SIP domain filter is never empty");
    }
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
