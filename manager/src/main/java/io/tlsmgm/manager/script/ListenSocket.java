package io.tlsmgm.manager.script;

/**
 * A {@code socket=} or {@code listen=} line of a protocol that TLS carries.
 *
 * @param protocol {@code tls} or {@code wss}
 * @param host an IP address (IPv6 without brackets), the name of a host or of a network interface,
 *     or {@code *} for every address
 * @param port 1 to 65535; without one in the script 5061 for {@code tls} and 443 for {@code wss},
 *     or what {@code tls_port} of {@code proto_tls} and {@code wss_port} of {@code proto_wss} say
 * @param location {@code FILE:LINE}
 */
public record ListenSocket(String protocol, String host, int port, String location) {
  /** Whether it listens on every address. */
  public boolean isAny() {
    return host.equals("*");
  }

  /** As an operator writes it: {@code tls:[2001:db8::1]:5061}. */
  @Override
  public String toString() {
    String shown = host.indexOf(':') >= 0 ? "[" + host + "]" : host;
    return protocol + ":" + shown + ":" + port;
  }
}
