package io.tlsmgm.netty;

import io.tlsmgm.api.EnginePeer;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Addresses in log lines and for engines. */
final class Peers {
  private Peers() {}

  /** {@code 10.0.0.1:5061} or {@code [2001:db8::1]:5061}; never a name that must be looked up. */
  static String text(@Nullable SocketAddress address) {
    if (!(address instanceof InetSocketAddress inet)) {
      return address == null ? "an unknown address" : address.toString();
    }
    if (inet.isUnresolved()) {
      return inet.getHostString() + ":" + inet.getPort();
    }
    String host = inet.getAddress().getHostAddress();
    return (inet.getAddress() instanceof Inet6Address ? "[" + host + "]" : host)
        + ":"
        + inet.getPort();
  }

  static EnginePeer enginePeer(@Nullable SocketAddress remote) {
    if (remote instanceof InetSocketAddress inet && !inet.isUnresolved()) {
      return new EnginePeer(inet.getAddress().getHostAddress(), inet.getPort(), Optional.empty());
    }
    return EnginePeer.UNKNOWN;
  }
}
