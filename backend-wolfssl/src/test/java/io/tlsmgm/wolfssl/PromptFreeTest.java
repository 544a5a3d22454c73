package io.tlsmgm.wolfssl;

import static org.assertj.core.api.Assertions.assertThat;

import io.tlsmgm.api.EnginePeer;
import io.tlsmgm.api.ProtocolRange;
import io.tlsmgm.api.ProtocolVersion;
import io.tlsmgm.api.Role;
import io.tlsmgm.api.TlsContext;
import io.tlsmgm.api.TlsContextConfig;
import io.tlsmgm.testkit.KeyKind;
import io.tlsmgm.testkit.TestCa;
import io.tlsmgm.testkit.TrustEverybody;
import io.tlsmgm.testkit.pump.FastPump;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLEngine;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Engines whose connection is over hold no native memory, whether or not the collector runs. */
class PromptFreeTest {
  private static final WolfSslLibrary LIBRARY = new WolfSslLibrary();
  private static final TestCa CA = TestCa.create("prompt CA");

  /** Out of the collector's reach until the test is over. */
  private final List<SSLEngine> held = new ArrayList<>();

  private final FastPump pump = new FastPump();

  private static TlsContextConfig.Builder builder(
      Role role, ProtocolVersion version, boolean refuse) throws Exception {
    return TlsContextConfig.builder("prompt", role, new TrustEverybody(refuse))
        .protocols(ProtocolRange.of(version))
        .cipherSuites(LIBRARY.capabilities().defaultCipherSuites());
  }

  @ParameterizedTest
  @EnumSource(names = {"TLSV1_2", "TLSV1_3"})
  void closedOrRefused(ProtocolVersion version) throws Exception {
    for (boolean refuse : new boolean[] {false, true}) {
      try (TlsContext clients = LIBRARY.newContext(builder(Role.CLIENT, version, refuse).build());
          TlsContext servers =
              LIBRARY.newContext(
                  builder(Role.SERVER, version, false)
                      .key(CA.leaf("server").keyKind(KeyKind.EC_P256).issue().entry())
                      .build())) {
        SSLEngine client = clients.newEngine(EnginePeer.of("192.0.2.1", 5061));
        SSLEngine server = servers.newEngine(EnginePeer.UNKNOWN);
        held.add(client);
        held.add(server);
        long before = LIBRARY.memory().engines(); // none of these two has its native part yet
        assertThat(pump.handshake(client, server)).isEqualTo(!refuse);
        if (refuse) {
          pump.deliver(client, server);
        } else {
          client.closeOutbound();
          pump.deliver(client, server);
          server.closeOutbound();
          pump.deliver(server, client);
        }
        // Fewer when engines of other tests have gone meanwhile.
        assertThat(LIBRARY.memory().engines()).as("refused: " + refuse).isLessThanOrEqualTo(before);
      }
    }
  }
}
