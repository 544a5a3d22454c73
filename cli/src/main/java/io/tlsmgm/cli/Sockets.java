package io.tlsmgm.cli;

import io.tlsmgm.api.Problem;
import io.tlsmgm.api.Role;
import io.tlsmgm.api.domain.AddressFilter;
import io.tlsmgm.api.domain.TlsDomain;
import io.tlsmgm.manager.script.ListenSocket;
import io.tlsmgm.manager.script.Script;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;

/** The listening sockets of a script as addresses of this machine. */
final class Sockets {
  private Sockets() {}

  /**
   * The addresses that a socket line means: one, all of a network interface, or the wildcard.
   *
   * @throws CommandFailedException when neither a host nor an interface has this name
   */
  static List<InetSocketAddress> addresses(ListenSocket socket) throws CommandFailedException {
    if (socket.isAny()) {
      return List.of(new InetSocketAddress(socket.port()));
    }
    List<InetSocketAddress> addresses = new ArrayList<>();
    try {
      NetworkInterface device = NetworkInterface.getByName(socket.host());
      if (device != null) {
        device
            .inetAddresses()
            .filter(address -> !address.isLinkLocalAddress())
            .forEach(address -> addresses.add(new InetSocketAddress(address, socket.port())));
      } else {
        addresses.add(new InetSocketAddress(InetAddress.getByName(socket.host()), socket.port()));
      }
    } catch (UnknownHostException | SocketException e) {
      throw new CommandFailedException(
          socket.location()
              + ": socket "
              + socket
              + ": "
              + socket.host()
              + " is no address, host name or network interface of this machine");
    }
    if (addresses.isEmpty()) {
      throw new CommandFailedException(
          socket.location() + ": socket " + socket + ": the network interface has no address");
    }
    return addresses;
  }

  /** As an operator writes it: {@code tls:[::1]:5061}. */
  static String text(String protocol, InetSocketAddress address) {
    String host = address.getAddress().getHostAddress();
    boolean v4 = address.getAddress() instanceof Inet4Address;
    return protocol + ":" + (v4 ? host : "[" + host + "]") + ":" + address.getPort();
  }

  /** A warning for each socket where every connection would be closed for want of a domain. */
  static List<Problem> unmatched(Script script, List<TlsDomain> domains) {
    List<Problem> problems = new ArrayList<>();
    for (ListenSocket socket : script.sockets()) {
      List<InetSocketAddress> addresses;
      try {
        addresses = addresses(socket);
      } catch (CommandFailedException e) {
        problems.add(
            Problem.warning(
                socket.location(),
                "",
                "socket "
                    + socket
                    + ": "
                    + socket.host()
                    + " is no address, host name or network interface of this machine"));
        continue;
      }
      for (InetSocketAddress address : addresses) {
        if (domains.stream().noneMatch(domain -> mayAnswer(domain, address))) {
          problems.add(
              Problem.warning(
                  socket.location(),
                  "",
                  "no server domain matches socket "
                      + text(socket.protocol(), address)
                      + ", so every connection to it would be closed; add a server_domain with"
                      + " match_ip_address "
                      + filter(address)
                      + " or *"));
        }
      }
    }
    return problems;
  }

  private static boolean mayAnswer(TlsDomain domain, InetSocketAddress address) {
    if (domain.role() != Role.SERVER) {
      return false;
    }
    if (domain.isDefault()) {
      return true;
    }
    String port = ":" + address.getPort();
    return domain.addresses().stream()
        .anyMatch(
            filter ->
                filter.isAny()
                    || (address.getAddress().isAnyLocalAddress()
                        ? filter.canonical().endsWith(port)
                        : filter.canonical().equals(filter(address))));
  }

  private static String filter(InetSocketAddress address) {
    return address.getAddress().isAnyLocalAddress()
        ? "IP:" + address.getPort()
        : AddressFilter.of(address.getAddress(), address.getPort()).canonical();
  }
}
