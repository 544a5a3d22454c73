package io.tlsmgm.manager.match;

import io.tlsmgm.api.domain.AddressFilter;
import java.net.InetAddress;
import java.nio.ByteBuffer;

/**
 * An address and port as a key. IPv4 addresses have the value of their IPv4-mapped IPv6 form (RFC
 * 4291 section 2.5.5.2), so that both forms of one address are equal; a scope does not count.
 *
 * @param high the upper half of the IPv6 address
 * @param low its lower half
 * @param port the port
 */
record AddressKey(long high, long low, int port) {
  private static final long MAPPED_IPV4 = 0xffff_0000_0000L;
  private static final int IPV4_LENGTH = 4;

  static AddressKey of(InetAddress address, int port) {
    return of(address.getAddress(), port);
  }

  private static AddressKey of(byte[] address, int port) {
    ByteBuffer bytes = ByteBuffer.wrap(address);
    return address.length == IPV4_LENGTH
        ? new AddressKey(0, MAPPED_IPV4 | (bytes.getInt() & 0xffff_ffffL), port)
        : new AddressKey(bytes.getLong(), bytes.getLong(), port);
  }

  /**
   * The key that {@code filter} matches.
   *
   * @throws IllegalArgumentException when the filter is {@code *} or not in canonical form
   */
  static AddressKey of(AddressFilter filter) {
    String text = filter.canonical();
    int colon = text.lastIndexOf(':');
    try {
      String host = text.substring(0, colon);
      int port = number(text.substring(colon + 1), 10, 65_535);
      return of(host.indexOf(':') < 0 ? ipv4(host) : ipv6(host), port);
    } catch (IndexOutOfBoundsException | NumberFormatException e) {
      throw new IllegalArgumentException(
          "'"
              + text
              + "' is no canonical address filter: 10.0.0.1:5061 and"
              + " 2001:DB8:0:0:0:0:0:1:5061 would be",
          e);
    }
  }

  // Parsed here, because InetAddress would ask DNS about anything that is not an address.

  private static byte[] ipv4(String host) {
    String[] parts = host.split("\\.", -1);
    byte[] address = new byte[IPV4_LENGTH];
    for (int i = 0; i < Math.max(parts.length, IPV4_LENGTH); i++) {
      address[i] = (byte) number(parts[i], 10, 0xff);
    }
    return address;
  }

  private static byte[] ipv6(String host) {
    String[] parts = host.split(":", -1);
    ByteBuffer address = ByteBuffer.wrap(new byte[16]);
    for (int i = 0; i < Math.max(parts.length, 8); i++) {
      address.putShort(2 * i, (short) number(parts[i], 16, 0xffff));
    }
    return address.array();
  }

  private static int number(String text, int radix, int max) {
    int value = Integer.parseUnsignedInt(text, radix);
    if (value < 0 || value > max || text.charAt(0) == '+') {
      throw new NumberFormatException(text);
    }
    return value;
  }
}
