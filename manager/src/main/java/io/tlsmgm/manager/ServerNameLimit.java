package io.tlsmgm.manager;

import io.tlsmgm.api.Role;
import io.tlsmgm.api.domain.SipDomainFilter;
import io.tlsmgm.api.domain.TlsDomain;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SNIHostName;

/**
 * The filters of a server domain that match no client on a library whose servers take host names
 * only ({@link io.tlsmgm.api.Capabilities.Feature#ANY_SERVER_NAME}).
 */
final class ServerNameLimit {
  /** The parameter that it is about. */
  static final String PARAMETER = "match_sip_domain";

  private ServerNameLimit() {}

  /** Why some filters of {@code domain} are of no use, in words; empty when all are. */
  static Optional<String> of(TlsDomain domain) {
    if (domain.role() != Role.SERVER) {
      return Optional.empty();
    }
    List<String> vain =
        domain.sipDomains().stream()
            .filter(filter -> !filter.isNone() && !mayMatch(filter.text()))
            .map(SipDomainFilter::text)
            .toList();
    return vain.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "the library refuses clients that send what is no host name, so nothing matches "
                + String.join(", ", vain));
  }

  /** Whether a host name can match; a pattern is judged by its ordinary characters alone. */
  private static boolean mayMatch(String filter) {
    StringBuilder ordinary = new StringBuilder();
    boolean pattern = false;
    for (int i = 0; i < filter.length(); i++) {
      char c = filter.charAt(i);
      switch (c) {
        case '*', '?' -> pattern = true;
        case '[' -> {
          pattern = true;
          // A set has at least one character, which may be the bracket that ends others.
          i = Math.max(i, filter.indexOf(']', i + 2));
        }
        case '\\' -> {
          pattern = true;
          if (++i < filter.length()) {
            ordinary.append(filter.charAt(i));
          }
        }
        default -> ordinary.append(c);
      }
    }
    return pattern
        ? ordinary.chars().allMatch(c -> c >= 0x80 || c == '.' || c == '-' || isAlphanumeric(c))
        : isHostName(filter);
  }

  private static boolean isAlphanumeric(int c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  private static boolean isHostName(String name) {
    // The last dot does not count in matching.
    String host = name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    try {
      return !new SNIHostName(host).getAsciiName().isEmpty();
    } catch (IllegalArgumentException noHostName) {
      return false;
    }
  }
}
