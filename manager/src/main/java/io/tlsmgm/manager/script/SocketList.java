package io.tlsmgm.manager.script;

import io.tlsmgm.api.domain.IpLiteral;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** The listening sockets of a script. */
final class SocketList {
  /** The protocols that TLS carries. */
  static final Set<String> PROTOCOLS = Set.of("tls", "wss");

  private static final String ACCEPTED =
      "; accepted are PROTOCOL:HOST and PROTOCOL:HOST:PORT, where HOST is an IPv4 address, an IPv6"
          + " address in brackets, the name of a host or a network interface, or '*', and PORT is"
          + " 1 to 65535";
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]*");
  private static final Pattern NUMBERS = Pattern.compile("[0-9.]+");

  private final ProblemLog problems;
  private final List<Written> written = new ArrayList<>();
  private final Map<String, Integer> defaultPorts = new HashMap<>(Map.of("tls", 5061, "wss", 443));

  private record Written(Place place, String text) {}

  SocketList(ProblemLog problems) {
    this.problems = problems;
  }

  /**
   * Notes a socket.
   *
   * @param text what stands behind the {@code =}; its protocol is one of {@link #PROTOCOLS}
   */
  void add(Place place, String text) {
    written.add(new Written(place, text));
  }

  /** Sets the port of sockets without one, wherever they stand. */
  void defaultPort(Place place, String parameter, String protocol, String value) {
    Optional<Integer> port = port(value);
    if (port.isEmpty()) {
      problems.error(
          place, parameter + " " + ProblemLog.quote(value) + ": a port is a number 1 to 65535");
    } else {
      defaultPorts.put(protocol, port.get());
    }
  }

  List<ListenSocket> build() {
    List<ListenSocket> sockets = new ArrayList<>();
    for (Written socket : written) {
      try {
        sockets.add(parse(socket));
      } catch (IllegalArgumentException e) {
        String what = "socket " + ProblemLog.quote(socket.text()) + ": ";
        problems.error(socket.place(), what + e.getMessage() + ACCEPTED);
      }
    }
    return sockets;
  }

  private ListenSocket parse(Written socket) {
    Optional<String> placeholder = Values.placeholder(socket.text());
    if (placeholder.isPresent()) {
      throw new IllegalArgumentException(
          ProblemLog.quote(placeholder.get()) + " looks like a placeholder that nothing replaced");
    }
    int colon = socket.text().indexOf(':');
    if (colon < 0) {
      throw new IllegalArgumentException("there is no host");
    }
    String protocol = socket.text().substring(0, colon).toLowerCase(Locale.ROOT);
    String address = socket.text().substring(colon + 1);
    boolean brackets = address.startsWith("[");
    int end = brackets ? address.indexOf(']') + 1 : address.indexOf(':');
    if (brackets && end == 0) {
      throw new IllegalArgumentException("']' is missing");
    }
    if (!brackets && end != address.lastIndexOf(':')) {
      // OpenSIPS takes the port for the last group of the address here.
      throw new IllegalArgumentException("an IPv6 address stands in brackets");
    }
    end = end < 0 ? address.length() : end;
    String host = address.substring(0, end);
    String port = address.substring(end);
    return new ListenSocket(
        protocol,
        brackets ? ipv6(host.substring(1, end - 1)) : name(host),
        listenPort(protocol, port),
        socket.place().location());
  }

  private static String ipv6(String host) {
    if (host.indexOf(':') < 0 || IpLiteral.parse(host).isEmpty()) {
      throw new IllegalArgumentException(ProblemLog.quote(host) + " is not an IPv6 address");
    }
    return host;
  }

  private static String name(String host) {
    boolean valid =
        host.equals("*")
            || (NUMBERS.matcher(host).matches()
                ? IpLiteral.parse(host).isPresent()
                : NAME.matcher(host).matches());
    if (!valid) {
      throw new IllegalArgumentException(
          host.isEmpty()
              ? "there is no host"
              : ProblemLog.quote(host) + " is neither an address nor a name");
    }
    return host;
  }

  private int listenPort(String protocol, String text) {
    // OpenSIPS reads the word "any" as the default.
    if (text.isEmpty() || text.equals(":any")) {
      return defaultPorts.getOrDefault(protocol, 0);
    }
    return port(text.substring(1))
        .filter(port -> text.startsWith(":"))
        .orElseThrow(
            () ->
                new IllegalArgumentException(ProblemLog.quote(text.substring(1)) + " is no port"));
  }

  private static Optional<Integer> port(String text) {
    if (!Values.isNumber(text) || text.length() > 5) {
      return Optional.empty();
    }
    return Optional.of(Integer.parseInt(text)).filter(port -> port >= 1 && port <= 65535);
  }
}
