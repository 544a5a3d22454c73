package io.tlsmgm.api.backend;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIServerName;

/** The server_name extension of a client (RFC 6066 section 3). */
public final class ServerNames {
  /** The longest name in DNS without its last dot, RFC 1035 section 2.3.4. */
  private static final int LONGEST = 253;

  private ServerNames() {}

  /**
   * The names to give to {@code SSLParameters.setServerNames}: one, or none when {@code name} is
   * empty, is an address literal (which RFC 6066 forbids to send), or is no host name. A trailing
   * dot is left out. No name is ever looked up.
   */
  public static List<SNIServerName> of(Optional<String> name) {
    return name.map(ServerNames::withoutDot)
        .filter(host -> host.length() <= LONGEST && !isAddress(host))
        .flatMap(ServerNames::parse)
        .map(List::of)
        .orElse(List.of());
  }

  private static String withoutDot(String name) {
    return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
  }

  /**
   * IPv6 by its colon; IPv4 as the URL standard tells it from a name: the last label is a number,
   * which no top level domain is. That also catches {@code 127.1} and {@code 0x7f000001}.
   */
  private static boolean isAddress(String host) {
    if (host.indexOf(':') >= 0) {
      return true;
    }
    String last = host.substring(host.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    if (last.startsWith("0x")) {
      return last.chars().skip(2).allMatch(c -> Character.digit(c, 16) >= 0);
    }
    return !last.isEmpty() && last.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  private static Optional<SNIServerName> parse(String host) {
    try {
      return Optional.of(new SNIHostName(host));
    } catch (IllegalArgumentException notAHostName) {
      return Optional.empty();
    }
  }
}
