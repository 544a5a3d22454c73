package io.tlsmgm.benchmarks.engines;

import io.tlsmgm.api.CipherSuite;
import io.tlsmgm.api.EnginePeer;
import io.tlsmgm.api.NamedGroup;
import io.tlsmgm.api.ProtocolRange;
import io.tlsmgm.api.ProtocolVersion;
import io.tlsmgm.api.Role;
import io.tlsmgm.api.TlsContext;
import io.tlsmgm.api.TlsContextConfig;
import io.tlsmgm.api.TlsException;
import io.tlsmgm.api.TlsLibrary;
import io.tlsmgm.wolfssl.WolfSslLibrary;
import java.util.List;
import javax.net.ssl.SSLEngine;

/** This project's engine. */
final class WolfSslSource implements EngineSource {
  private static final EnginePeer PEER = EnginePeer.of(Terms.HOST, Terms.PORT);

  private final TlsContext clients;
  private final TlsContext servers;

  WolfSslSource(Terms terms, String crypto) throws TlsException {
    System.setProperty(WolfSslLibrary.CRYPTO, crypto);
    TlsLibrary library = new WolfSslLibrary();
    clients = library.newContext(config(terms, Role.CLIENT).build());
    servers = library.newContext(config(terms, Role.SERVER).key(terms.identity().entry()).build());
  }

  private static TlsContextConfig.Builder config(Terms terms, Role role) {
    return TlsContextConfig.builder("bench", role, terms.trustManager())
        .protocols(ProtocolRange.of(ProtocolVersion.TLSV1_3))
        .cipherSuites(List.of(CipherSuite.TLS_AES_128_GCM_SHA256))
        .groups(List.of(NamedGroup.X25519));
  }

  @Override
  public SSLEngine client(boolean resuming) {
    return clients.newEngine(resuming ? PEER : EnginePeer.UNKNOWN);
  }

  @Override
  public SSLEngine server() {
    return servers.newEngine(EnginePeer.UNKNOWN);
  }

  @Override
  public void close() {
    clients.close();
    servers.close();
  }
}
