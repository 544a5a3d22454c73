package io.tlsmgm.mi;

import com.sun.net.httpserver.Headers;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Decides who may call. */
final class RequestGuard {
  /** What never needs a resolver: an IPv4 address, or an IPv6 address in brackets. */
  private static final Pattern LITERAL =
      Pattern.compile("[0-9]{1,3}(?:\\.[0-9]{1,3}){3}|\\[[0-9A-Fa-f:.]{2,45}\\]");

  private final InetSocketAddress address;
  private final Optional<MiToken> token;

  RequestGuard(InetSocketAddress address, Optional<MiToken> token) {
    this.address = address;
    this.token = token;
  }

  /**
   * A refusal.
   *
   * @param status of HTTP
   * @param reason a line for the caller
   */
  record Refusal(int status, String reason) {}

  /** Why a request with these headers is refused; empty when it is not. */
  Optional<Refusal> refusal(Headers headers) {
    List<String> hosts = headers.getOrDefault("Host", List.of());
    if (hosts.size() != 1) {
      return Optional.of(new Refusal(400, "a request has one Host header"));
    }
    Optional<String> host = hostOf("http://" + hosts.get(0).strip());
    if (host.isEmpty()) {
      return Optional.of(new Refusal(400, "the Host header is no host and port"));
    }
    // A name that an attacker's DNS sends to 127.0.0.1 is still the attacker's name.
    if (address.getAddress().isLoopbackAddress() && !isLoopback(host.get())) {
      return Optional.of(
          new Refusal(403, "the Host header must name localhost or a loopback address"));
    }
    for (String origin : headers.getOrDefault("Origin", List.of())) {
      if (!origin.strip().equalsIgnoreCase("http://" + hosts.get(0).strip())) {
        return Optional.of(new Refusal(403, "requests from pages of another origin are refused"));
      }
    }
    if (token.isPresent()) {
      List<String> given = headers.getOrDefault("Authorization", List.of());
      if (given.size() != 1 || !token.get().isIn(given.get(0))) {
        return Optional.of(new Refusal(401, "the bearer token is missing or wrong"));
      }
    }
    return Optional.empty();
  }

  private static Optional<String> hostOf(String url) {
    try {
      URI uri = new URI(url);
      boolean plain =
          uri.getRawPath().isEmpty()
              && uri.getRawUserInfo() == null
              && uri.getRawQuery() == null
              && uri.getRawFragment() == null;
      return plain ? Optional.ofNullable(uri.getHost()) : Optional.empty();
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  private static boolean isLoopback(String host) {
    if (host.toLowerCase(Locale.ROOT).equals("localhost")) {
      return true;
    }
    if (!LITERAL.matcher(host).matches()) {
      return false;
    }
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false; // looks like an address, such as 999.0.0.1, and is none
    }
  }
}
