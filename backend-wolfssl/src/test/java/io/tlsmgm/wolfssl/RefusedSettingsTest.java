package io.tlsmgm.wolfssl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tlsmgm.api.EnginePeer;
import io.tlsmgm.api.ProtocolRange;
import io.tlsmgm.api.ProtocolVersion;
import io.tlsmgm.api.Role;
import io.tlsmgm.api.TlsContext;
import io.tlsmgm.api.TlsContextConfig;
import io.tlsmgm.api.TlsException;
import io.tlsmgm.testkit.TestCa;
import io.tlsmgm.testkit.TestTrust;
import java.nio.ByteBuffer;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult.Status;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.Test;

/**
 * An engine that cannot be what it was told to be is no engine at all, and leaves nothing behind.
 */
class RefusedSettingsTest {
  private static final TestCa CA = TestCa.create("settings CA");

  private final WolfSslLibrary library = new WolfSslLibrary();

  private TlsContext open(Role role) throws TlsException {
    TlsContextConfig.Builder config =
        TlsContextConfig.builder("settings.example", role, TestTrust.of(CA))
            .protocols(new ProtocolRange(ProtocolVersion.TLSV1_2, ProtocolVersion.TLSV1_3))
            .cipherSuites(library.capabilities().defaultCipherSuites());
    if (role == Role.SERVER) {
      config.key(CA.leaf("server").issue().entry());
    }
    return library.newContext(config.build());
  }

  @Test
  void aServerDoesNotGoOnWithoutThem() throws Exception {
    try (TlsContext clients = open(Role.CLIENT);
        TlsContext servers = open(Role.SERVER)) {
      SSLEngine client = clients.newEngine(EnginePeer.UNKNOWN);
      ByteBuffer hello = ByteBuffer.allocate(20_000);
      client.wrap(ByteBuffer.allocate(0), hello);
      hello.flip();
      SSLEngine server = servers.newEngine(EnginePeer.UNKNOWN);
      server.setNeedClientAuth(true);
      server.setEnabledCipherSuites(new String[0]);
      ByteBuffer room = ByteBuffer.allocate(20_000);
      assertThatThrownBy(() -> server.unwrap(hello, room))
          .isInstanceOf(SSLException.class)
          .hasMessageContaining("no enabled cipher suite");
      hello.rewind();
      assertThat(server.unwrap(hello, room).getStatus()).isEqualTo(Status.CLOSED);
      assertThat(server.isInboundDone()).isTrue();
    }
  }

  @Test
  void aClientIsNotTriedAgain() throws Exception {
    long before = library.memory().engines();
    try (TlsContext clients = open(Role.CLIENT)) {
      SSLEngine client = clients.newEngine(EnginePeer.UNKNOWN);
      client.setEnabledCipherSuites(new String[0]);
      assertThatThrownBy(client::beginHandshake).hasMessageContaining("no enabled cipher suite");
      for (int i = 0; i < 10; i++) {
        assertThatThrownBy(client::beginHandshake).hasMessageContaining("closed");
        assertThat(client.wrap(ByteBuffer.allocate(0), ByteBuffer.allocate(20_000)).getStatus())
            .isEqualTo(Status.CLOSED);
      }
      assertThat(library.memory().engines()).isEqualTo(before);
    }
  }

  @Test
  void aProtocolBesideTheDomainsIsNotTaken() throws Exception {
    try (TlsContext clients = open(Role.CLIENT)) {
      SSLEngine client = clients.newEngine(EnginePeer.UNKNOWN);
      assertThat(client.getSupportedProtocols()).containsExactly("TLSv1.2", "TLSv1.3");
      assertThatThrownBy(() -> client.setEnabledProtocols(new String[] {"TLSv1.1"}))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("the domain has no protocol TLSv1.1, but TLSv1.2, TLSv1.3");
    }
  }
}
