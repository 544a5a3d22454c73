package io.tlsmgm.api;

import java.util.Optional;

/**
 * Whom an engine talks to.
 *
 * @param host the peer's host name or address, the key of the client's session cache together with
 *     the port; empty for a peer that is not known
 * @param port the peer's port, 0 to 65535, or -1 when not known
 * @param serverName the name a client sends in the server_name extension (RFC 6066 section 3);
 *     ignored by servers
 */
public record EnginePeer(String host, int port, Optional<String> serverName) {
  /** A peer of which nothing is known: no session cache key, no server name. */
  public static final EnginePeer UNKNOWN = new EnginePeer("", -1, Optional.empty());

  /** Checks the port. */
  public EnginePeer {
    if (port < -1 || port > 65_535) {
      throw new IllegalArgumentException("port must be -1 to 65535: " + port);
    }
  }

  /** A peer that is sent no server name. */
  public static EnginePeer of(String host, int port) {
    return new EnginePeer(host, port, Optional.empty());
  }

  /** A peer that is sent {@code serverName}. */
  public static EnginePeer of(String host, int port, String serverName) {
    return new EnginePeer(host, port, Optional.of(serverName));
  }
}
