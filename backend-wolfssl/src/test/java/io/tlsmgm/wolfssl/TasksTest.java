package io.tlsmgm.wolfssl;

import static org.assertj.core.api.Assertions.assertThat;

import io.tlsmgm.api.ClientAuth;
import io.tlsmgm.api.EnginePeer;
import io.tlsmgm.api.ProtocolRange;
import io.tlsmgm.api.ProtocolVersion;
import io.tlsmgm.api.Role;
import io.tlsmgm.api.TlsContext;
import io.tlsmgm.api.TlsContextConfig;
import io.tlsmgm.api.TlsException;
import io.tlsmgm.testkit.TestCa;
import io.tlsmgm.testkit.TestTrust;
import io.tlsmgm.testkit.pump.EnginePump;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What of a handshake leaves the event loop: whatever computes with keys, and nothing else. */
class TasksTest {
  private static final TestCa CA = TestCa.create("tasks CA");

  private final WolfSslLibrary library = new WolfSslLibrary();

  private TlsContext open(Role role, ProtocolVersion version, ClientAuth auth) throws TlsException {
    TlsContextConfig.Builder config =
        TlsContextConfig.builder("tasks.example", role, TestTrust.of(CA))
            .protocols(new ProtocolRange(version, version))
            .cipherSuites(library.capabilities().defaultCipherSuites())
            .key(CA.leaf("peer").dns("tasks.example").issue().entry());
    if (role == Role.SERVER) {
      config.clientAuth(auth);
    }
    return library.newContext(config.build());
  }

  /** Of a client with a certificate: a record each for it, its signature and Finished. */
  @ParameterizedTest
  @CsvSource({"TLSV1_3, NONE, 1", "TLSV1_3, WANT, 4", "TLSV1_3, NEED, 4", "TLSV1_2, NONE, 2"})
  void ofAServer(ProtocolVersion version, ClientAuth auth, int tasks) throws Exception {
    try (TlsContext clients = open(Role.CLIENT, version, auth);
        TlsContext servers = open(Role.SERVER, version, auth)) {
      EnginePump pump =
          new EnginePump(
              clients.newEngine(EnginePeer.UNKNOWN), servers.newEngine(EnginePeer.UNKNOWN));
      pump.handshake();
      assertThat(pump.tasks(Role.SERVER)).isEqualTo(tasks);
      pump.transfer(new byte[] {1}, new byte[] {2});
      pump.close(Role.CLIENT);
    }
  }
}
