package io.tlsmgm.manager;

import java.net.InetSocketAddress;
import java.util.Optional;

/**
 * Where an outgoing connection goes and how its domain is chosen.
 *
 * @param remote the destination, resolved
 * @param tlsDomain the name of the client domain to use, whatever the destination: the value of the
 *     {@code client_tls_domain_avp}
 * @param sipDomain the name that {@code match_sip_domain} filters are compared with: the value of
 *     the {@code client_sip_domain_avp}; without it only the filter {@code *} matches
 * @param serverName the name to send in the server_name extension; none is sent without it
 */
public record ClientTarget(
    InetSocketAddress remote,
    Optional<String> tlsDomain,
    Optional<String> sipDomain,
    Optional<String> serverName) {
  /** Checks that the destination is resolved. */
  public ClientTarget {
    if (remote.isUnresolved()) {
      throw new IllegalArgumentException("the destination is not resolved: " + remote);
    }
  }

  /** A destination matched by its address alone. */
  public static ClientTarget of(InetSocketAddress remote) {
    return new ClientTarget(remote, Optional.empty(), Optional.empty(), Optional.empty());
  }

  /** The same with {@link #tlsDomain()} set. */
  public ClientTarget withTlsDomain(String name) {
    return new ClientTarget(remote, Optional.of(name), sipDomain, serverName);
  }

  /** The same with {@link #sipDomain()} set. */
  public ClientTarget withSipDomain(String name) {
    return new ClientTarget(remote, tlsDomain, Optional.of(name), serverName);
  }

  /** The same with {@link #serverName()} set. */
  public ClientTarget withServerName(String name) {
    return new ClientTarget(remote, tlsDomain, sipDomain, Optional.of(name));
  }
}
