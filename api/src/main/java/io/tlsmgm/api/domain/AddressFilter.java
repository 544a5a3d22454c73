package io.tlsmgm.api.domain;

import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A {@code match_ip_address} filter: one address and port, or any.
 *
 * @param canonical {@code *}, {@code 10.0.0.1:5061}, or IPv6 in uppercase, uncompressed and without
 *     brackets: {@code 2001:DB8:0:0:0:0:0:1:5061}, as the C module prints it
 */
public record AddressFilter(String canonical) {
  /** Matches every address. */
  public static final AddressFilter ANY = new AddressFilter("*");

  /** What an operator may write, for messages. */
  public static final String ACCEPTED =
      "'*' alone, or IP:port such as 10.0.0.1:5061 or [2001:db8::1]:5061 (a list of them separated"
          + " by commas), with a port from 1 to 65535";

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

  /**
   * Reads one filter. Blanks around it are ignored.
   *
   * @param text {@code *}, or an address and a port that the last colon separates: {@code
   *     10.0.0.1:5061}, {@code [2001:db8::1]:5061} or {@code 2001:db8::1:5061}
   * @throws IllegalArgumentException with what is wrong and what would be right
   */
  public static AddressFilter parse(String text) {
    List<AddressFilter> one = parseList(text);
    if (one.size() != 1) {
      throw new IllegalArgumentException("'" + text + "' is a list where one IP:port is expected");
    }
    return one.get(0);
  }

  /**
   * Reads a {@code match_ip_address} value: {@code *} alone, or filters separated by commas. The C
   * module's limit of 64 filters does not exist here.
   *
   * @return the filters in the order written, each once, at least one
   * @throws IllegalArgumentException with everything that is wrong and what would be right
   */
  public static List<AddressFilter> parseList(String value) {
    return value.strip().equals("*")
        ? List.of(ANY)
        : FilterList.parse(value, AddressFilter::item, ACCEPTED);
  }

  private static AddressFilter item(String text) {
    String wrong = "'" + text + "' is not IP:port: ";
    if (text.isEmpty()) {
      throw new IllegalArgumentException("an item is empty");
    }
    if (text.equals("*")) {
      throw new IllegalArgumentException("'*' stands in a longer list, but matches all of it");
    }
    if (text.indexOf('*') >= 0) {
      throw new IllegalArgumentException(wrong + "neither address nor port can be a wildcard");
    }
    if (text.indexOf('/') >= 0) {
      throw new IllegalArgumentException(wrong + "networks are not supported");
    }
    int colon = text.lastIndexOf(':');
    String host = unbracketed(colon < 0 ? text : text.substring(0, colon));
    Optional<InetAddress> address = colon < 0 ? Optional.empty() : IpLiteral.parse(host);
    if (address.isPresent()) {
      return of(address.get(), port(text.substring(colon + 1), wrong));
    }
    if (IpLiteral.parse(unbracketed(text)).isPresent()) {
      throw new IllegalArgumentException(wrong + "the port is missing");
    }
    throw new IllegalArgumentException(
        wrong + "'" + host + "' is not an IP address, and names are not looked up");
  }

  /** Brackets belong to IPv6 only. */
  private static String unbracketed(String host) {
    boolean brackets = host.startsWith("[") && host.endsWith("]") && host.indexOf(':') >= 0;
    return brackets ? host.substring(1, host.length() - 1) : host;
  }

  private static int port(String text, String wrong) {
    boolean digits = !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
    int port = digits && text.length() <= 5 ? Integer.parseInt(text) : 0;
    if (port < 1 || port > 65535) {
      throw new IllegalArgumentException(
          wrong + (text.isEmpty() ? "the port is missing" : "'" + text + "' is not a port"));
    }
    return port;
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
