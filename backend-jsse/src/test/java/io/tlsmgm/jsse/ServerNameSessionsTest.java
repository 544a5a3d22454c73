package io.tlsmgm.jsse;

import static org.assertj.core.api.Assertions.assertThat;

import io.tlsmgm.api.EnginePeer;
import io.tlsmgm.api.ProtocolRange;
import io.tlsmgm.api.ProtocolVersion;
import io.tlsmgm.api.Role;
import io.tlsmgm.api.TlsContext;
import io.tlsmgm.api.TlsContextConfig;
import io.tlsmgm.testkit.TestCa;
import io.tlsmgm.testkit.TestTrust;
import io.tlsmgm.testkit.pump.EnginePump;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIHostName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A session is resumed for the server name it was made for, and no other. */
class ServerNameSessionsTest {
  private final JsseLibrary library = new JsseLibrary();
  private final TestCa ca = TestCa.create("CA");

  private TlsContextConfig.Builder config(Role role, ProtocolVersion version) throws Exception {
    return TlsContextConfig.builder("d", role, TestTrust.of(ca))
        .protocols(ProtocolRange.of(version))
        .cipherSuites(
            library.capabilities().defaultCipherSuites().stream()
                .filter(suite -> suite.allowedIn(version))
                .toList());
  }

  @ParameterizedTest
  @EnumSource(names = {"TLSV1_2", "TLSV1_3"})
  void aSessionIsForOneServerName(ProtocolVersion version) throws Exception {
    TlsContextConfig server =
        config(Role.SERVER, version).key(ca.leaf("s").issue().entry()).build();
    try (TlsContext servers = library.newContext(server);
        TlsContext clients = library.newContext(config(Role.CLIENT, version).build())) {
      EnginePeer none = EnginePeer.of("192.0.2.1", 5061);
      EnginePeer a = EnginePeer.of("192.0.2.1", 5061, "a.example");
      EnginePeer b = EnginePeer.of("192.0.2.1", 5061, "b.example");
      for (EnginePeer peer : List.of(a, b, none)) {
        EnginePump first = connect(clients, servers, peer);
        assertThat(first.resumed()).as("first %s", peer).isFalse();
        assertThat(requestedName(first)).isEqualTo(peer.serverName());
      }
      for (EnginePeer peer : List.of(none, a, b)) {
        EnginePump second = connect(clients, servers, peer);
        assertThat(second.resumed()).as("second %s", peer).isTrue();
        assertThat(requestedName(second)).isEqualTo(peer.serverName());
      }
    }
  }

  private static EnginePump connect(TlsContext clients, TlsContext servers, EnginePeer peer) {
    EnginePump pump =
        new EnginePump(clients.newEngine(peer), servers.newEngine(EnginePeer.UNKNOWN)).handshake();
    pump.transfer(new byte[1], new byte[1]); // the tickets of TLS 1.3 come after the handshake
    pump.close(Role.CLIENT);
    return pump;
  }

  /** What the server was asked for. */
  private static Optional<String> requestedName(EnginePump pump) {
    return ((ExtendedSSLSession) pump.server().getSession())
        .getRequestedServerNames().stream()
            .map(name -> ((SNIHostName) name).getAsciiName())
            .findFirst();
  }
}
