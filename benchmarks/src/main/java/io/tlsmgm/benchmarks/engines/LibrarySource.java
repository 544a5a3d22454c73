package io.tlsmgm.benchmarks.engines;

import io.tlsmgm.api.Capabilities.Feature;
import io.tlsmgm.api.ClientAuth;
import io.tlsmgm.api.EnginePeer;
import io.tlsmgm.api.ProtocolRange;
import io.tlsmgm.api.Role;
import io.tlsmgm.api.TlsContext;
import io.tlsmgm.api.TlsContextConfig;
import io.tlsmgm.api.TlsException;
import io.tlsmgm.api.TlsLibrary;
import io.tlsmgm.conscrypt.ConscryptLibrary;
import io.tlsmgm.jsse.JsseLibrary;
import io.tlsmgm.wolfssl.WolfSslLibrary;
import java.util.List;
import java.util.Locale;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/** This project's libraries. */
final class LibrarySource implements EngineSource {
  private static final EnginePeer PEER = EnginePeer.of(Terms.HOST, Terms.PORT);

  private final TlsContext clients;
  private final TlsContext servers;

  LibrarySource(EngineKind kind, Terms terms, Identities identities) throws TlsException {
    TlsLibrary library = library(kind, terms);
    TlsContextConfig.Builder client =
        config(library, terms, Role.CLIENT, identities.trustInServer());
    if (terms.mutual()) {
      client.key(identities.client().entry());
    }
    TlsContextConfig.Builder server =
        config(library, terms, Role.SERVER, identities.trustInClient())
            .key(identities.server().entry())
            .clientAuth(terms.mutual() ? ClientAuth.NEED : ClientAuth.NONE);
    clients = library.newContext(client.build());
    servers = library.newContext(server.build());
  }

  /** The library of a kind; sets what is the process's, and so has to come first. */
  private static TlsLibrary library(EngineKind kind, Terms terms) {
    return switch (kind) {
      case JSSE -> {
        JdkGroups.pin(terms);
        yield new JsseLibrary();
      }
      case OPENSSL -> new ConscryptLibrary();
      case WOLFSSL_BUILTIN, WOLFSSL_LIBCRYPTO -> {
        String crypto = kind.name().substring("WOLFSSL_".length()).toLowerCase(Locale.ROOT);
        System.setProperty(WolfSslLibrary.CRYPTO, crypto);
        yield new WolfSslLibrary();
      }
      default -> throw new IllegalArgumentException(kind + " is no library of this project");
    };
  }

  private static TlsContextConfig.Builder config(
      TlsLibrary library, Terms terms, Role role, X509ExtendedTrustManager trust)
      throws TlsException {
    boolean choosesGroups = library.capabilities().has(Feature.GROUP_SELECTION);
    return TlsContextConfig.builder("bench", role, trust)
        .protocols(ProtocolRange.of(terms.version()))
        .cipherSuites(
            terms.suite().isTls13() && !library.capabilities().has(Feature.TLS13_SUITE_SELECTION)
                ? library.capabilities().defaultCipherSuites()
                : List.of(terms.suite()))
        .groups(choosesGroups ? terms.groups() : List.of());
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
