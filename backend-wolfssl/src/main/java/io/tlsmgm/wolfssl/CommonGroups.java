package io.tlsmgm.wolfssl;

import io.tlsmgm.api.CipherSuite;
import io.tlsmgm.api.NamedGroup;
import io.tlsmgm.api.ProtocolVersion;
import io.tlsmgm.api.hello.ClientHello;
import java.util.List;

/**
 * The groups that a server and its client have in common, where wolfSSL would take others.
 *
 * <p>In TLS 1.3, when the group that the server likes best is not among the client's, wolfSSL
 * forgets which ones are, and asks for that group with a HelloRetryRequest that the client has to
 * refuse. So it is told to like best what the client has, too.
 *
 * <p>Before, when there is none in common it takes P-256 whatever both sides say. So it gets no
 * suite that needs one.
 */
final class CommonGroups {
  private CommonGroups() {}

  /**
   * Sets a server's engine up for its client.
   *
   * @return whether there is a handshake in this: false when a group is needed and there is none in
   *     common, RFC 8446 section 4.1.1
   */
  static boolean settle(
      long engine, ClientHello hello, EngineSettings settings, WolfContext context) {
    boolean tls13 =
        settings.usableProtocols().contains(ProtocolVersion.TLSV1_3)
            && IncomingHello.offers(hello, ProtocolVersion.TLSV1_3);
    return tls13
        ? newest(engine, hello, context.groups())
        : older(engine, hello, settings, context.curves());
  }

  private static boolean newest(long engine, ClientHello hello, List<NamedGroup> ours) {
    if (hello.groups().isEmpty() || ours.isEmpty() || hello.groups().contains(ours.get(0).code())) {
      return true;
    }
    int[] common =
        ours.stream().mapToInt(NamedGroup::code).filter(hello.groups()::contains).toArray();
    if (common.length == 0) {
      return false;
    }
    // A libwolfssl without the function makes do with its own idea.
    Native.engineGroups(engine, common);
    return true;
  }

  private static boolean older(
      long engine, ClientHello hello, EngineSettings settings, List<NamedGroup> ours) {
    // RFC 8422 section 4: a client that names none takes any, and wolfSSL then P-256.
    List<Integer> theirs =
        hello.groups().isEmpty() ? List.of(NamedGroup.SECP256R1.code()) : hello.groups();
    for (NamedGroup group : ours) {
      if (theirs.contains(group.code())) {
        return true;
      }
    }
    List<CipherSuite> others =
        settings.suites.stream().filter(suite -> suite.kx() != CipherSuite.Kx.ECDH).toList();
    return others.stream().anyMatch(suite -> hello.cipherSuites().contains(suite.code()))
        && Native.engineSettings(engine, 0, 0, EngineSettings.codes(others), -1) == 0;
  }
}
