package io.tlsmgm.api.domain;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;

/**
 * Reads IP addresses as operators write them. Unlike {@link InetAddress#getByName} it never asks a
 * name service, so that a typing mistake is a mistake and not a look-up.
 */
public final class IpLiteral {
  private static final int IPV6_GROUPS = 8;

  private IpLiteral() {}

  /**
   * The address that {@code text} stands for.
   *
   * @param text dotted decimal of four numbers without leading zeros, or IPv6 as in RFC 4291
   *     section 2.2 without brackets and without a zone
   * @return the address; an IPv4-mapped IPv6 address gives the IPv4 address, which is what a
   *     dual-stack socket reports too. Empty when the text is no address
   */
  public static Optional<InetAddress> parse(String text) {
    byte[] bytes = new byte[text.indexOf(':') < 0 ? 4 : 2 * IPV6_GROUPS];
    boolean valid = bytes.length == 4 ? ipv4(text, bytes, 0) : ipv6(text, bytes);
    if (!valid) {
      return Optional.empty();
    }
    try {
      return Optional.of(InetAddress.getByAddress(bytes));
    } catch (UnknownHostException e) {
      throw new AssertionError("4 and 16 bytes are always an address", e);
    }
  }

  private static boolean ipv4(String text, byte[] bytes, int offset) {
    int at = 0;
    for (int i = 0; i < 4; i++) {
      int start = at;
      int value = 0;
      while (at < text.length() && at - start < 3 && isDigit(text.charAt(at))) {
        value = value * 10 + text.charAt(at++) - '0';
      }
      // A leading zero means octal to some programs: refusing it beats guessing.
      boolean ambiguous = at - start > 1 && text.charAt(start) == '0';
      if (at == start || ambiguous || value > 255) {
        return false;
      }
      bytes[offset + i] = (byte) value;
      if (i < 3 && (at == text.length() || text.charAt(at++) != '.')) {
        return false;
      }
    }
    return at == text.length();
  }

  private static boolean ipv6(String text, byte[] bytes) {
    int gap = text.indexOf("::");
    if (gap < 0) {
      return groups(text, bytes) == IPV6_GROUPS;
    }
    byte[] tail = new byte[bytes.length];
    String after = text.substring(gap + 2);
    int before = gap == 0 ? 0 : groups(text.substring(0, gap), bytes);
    int behind = after.isEmpty() ? 0 : groups(after, tail);
    // "::" stands for one group or more.
    if (before < 0 || behind < 0 || before + behind >= IPV6_GROUPS) {
      return false;
    }
    // An IPv4 address ends an address: it may not stand before the gap.
    if (gap > 0 && text.lastIndexOf('.', gap) >= 0) {
      return false;
    }
    System.arraycopy(tail, 0, bytes, bytes.length - 2 * behind, 2 * behind);
    return true;
  }

  /** Reads colon separated groups; returns how many, or -1 when one of them is wrong. */
  private static int groups(String text, byte[] bytes) {
    int count = 0;
    int at = 0;
    while (true) {
      int end = text.indexOf(':', at);
      String group = end < 0 ? text.substring(at) : text.substring(at, end);
      if (end < 0 && group.indexOf('.') >= 0) {
        boolean fits = count + 2 <= IPV6_GROUPS;
        return fits && ipv4(group, bytes, 2 * count) ? count + 2 : -1;
      }
      if (count == IPV6_GROUPS || group.isEmpty() || group.length() > 4) {
        return -1;
      }
      int value = 0;
      for (int i = 0; i < group.length(); i++) {
        int digit = hexDigit(group.charAt(i));
        if (digit < 0) {
          return -1;
        }
        value = value << 4 | digit;
      }
      bytes[2 * count] = (byte) (value >> 8);
      bytes[2 * count + 1] = (byte) value;
      count++;
      if (end < 0) {
        return count;
      }
      at = end + 1;
    }
  }

  // Not Character.digit: that one also takes the digits of other scripts.
  private static int hexDigit(char c) {
    if (isDigit(c)) {
      return c - '0';
    }
    if (c >= 'a' && c <= 'f') {
      return c - 'a' + 10;
    }
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
