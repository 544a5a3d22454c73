package io.tlsmgm.api.domain;

import java.net.InetAddress;
import java.util.Locale;

/**
 * A {@code match_ip_address} filter: one address and port, or any.
 *
 * @param canonical {@code *}, {@code 10.0.0.1:5061}, or IPv6 in uppercase, uncompressed and without
 *     brackets: {@code 2001:DB8:0:0:0:0:0:1:5061}, as the C module prints it
 */
public record AddressFilter(String canonical) {
  /** Matches every address. */
  public static final AddressFilter ANY = new AddressFilter("*");

  /**
   * The filter that only this address and port match.
   *
   * @param port 0 to 65535
   */
  public static AddressFilter of(InetAddress address, int port) {
    byte[] bytes = address.getAddress();
    StringBuilder text = new StringBuilder(48);
    if (bytes.length == 4) {
      for (byte b : bytes) {
        text.append(b & 0xff).append('.');
      }
      text.setCharAt(text.length() - 1, ':');
    } else {
      for (int i = 0; i < bytes.length; i += 2) {
        int group = (bytes[i] & 0xff) << 8 | (bytes[i + 1] & 0xff);
        text.append(Integer.toHexString(group).toUpperCase(Locale.ROOT)).append(':');
      }
    }
    return new AddressFilter(text.append(port).toString());
  }

  /** Whether every address matches. */
  public boolean isAny() {
    return canonical.equals("*");
  }

  @Override
  public String toString() {
    return canonical;
  }
}
