package io.tlsmgm.api.domain;

/**
 * A {@code match_ip_address} filter: one address and port, or any.
 *
 * @param canonical {@code *}, {@code 10.0.0.1:5061}, or IPv6 in uppercase, uncompressed and without
 *     brackets: {@code 2001:DB8:0:0:0:0:0:1:5061}, as the C module prints it
 */
public record AddressFilter(String canonical) {
  /** Matches every address. */
  public static final AddressFilter ANY = new AddressFilter("*");

  /** Whether every address matches. */
  public boolean isAny() {
    return canonical.equals("*");
  }

  @Override
  public String toString() {
    return canonical;
  }
}
