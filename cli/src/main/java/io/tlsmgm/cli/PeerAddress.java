package io.tlsmgm.cli;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * A destination as written: {@code HOST:PORT}, an IPv6 address in brackets.
 *
 * @param host a name or an address without brackets
 * @param port 1 to 65535
 */
record PeerAddress(String host, int port) {
  /**
   * Every address that the host has, in the order of the resolver.
   *
   * @throws CommandFailedException when the name is not known
   */
  List<InetSocketAddress> resolve() throws CommandFailedException {
    try {
      return Arrays.stream(InetAddress.getAllByName(host))
          .map(address -> new InetSocketAddress(address, port))
          .toList();
    } catch (UnknownHostException e) {
      throw new CommandFailedException("unknown host " + host);
    }
  }

  /** As written. */
  @Override
  public String toString() {
    return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
  }

  /** Reads an argument. */
  static final class Converter implements ITypeConverter<PeerAddress> {
    @Override
    public PeerAddress convert(String value) {
      int colon = value.lastIndexOf(':');
      String host = colon < 0 ? value : value.substring(0, colon);
      boolean brackets = host.startsWith("[") && host.endsWith("]");
      if (brackets) {
        host = host.substring(1, host.length() - 1);
      }
      if (colon < 0 || host.isEmpty() || (!brackets && host.indexOf(':') >= 0)) {
        throw new TypeConversionException(
            "'"
                + value
                + "' is not HOST:PORT; write sip.example.com:5061, 192.0.2.1:5061 or"
                + " [2001:db8::1]:5061");
      }
      return new PeerAddress(host, port(value, value.substring(colon + 1)));
    }

    private static int port(String value, String digits) {
      boolean number =
          !digits.isEmpty()
              && digits.length() <= 5
              && digits.chars().allMatch(c -> c >= '0' && c <= '9');
      int port = number ? Integer.parseInt(digits) : 0;
      if (port < 1 || port > 65_535) {
        throw new TypeConversionException(
            "'" + value + "': the port must be a number from 1 to 65535, not '" + digits + "'");
      }
      return port;
    }
  }
}
