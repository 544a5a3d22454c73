package io.tlsmgm.conscrypt;

import io.tlsmgm.api.ClientAuth;
import io.tlsmgm.api.EnginePeer;
import io.tlsmgm.api.Role;
import io.tlsmgm.api.TlsContextConfig;
import io.tlsmgm.api.TlsException;
import io.tlsmgm.testkit.TestCa;
import io.tlsmgm.testkit.TrustEverybody;
import javax.net.ssl.SSLEngine;

/** Configurations that are good for every test here. */
final class Domains {
  static final ConscryptLibrary LIBRARY = new ConscryptLibrary();
  static final TestCa CA = TestCa.create("Conscrypt test CA");

  private Domains() {}

  static TlsContextConfig.Builder client() throws TlsException {
    return client(new TrustEverybody(false));
  }

  static TlsContextConfig.Builder client(TrustEverybody trust) throws TlsException {
    return TlsContextConfig.builder("client.example", Role.CLIENT, trust)
        .cipherSuites(LIBRARY.capabilities().defaultCipherSuites());
  }

  static TlsContextConfig.Builder server() throws TlsException {
    return TlsContextConfig.builder("server.example", Role.SERVER, new TrustEverybody(false))
        .cipherSuites(LIBRARY.capabilities().defaultCipherSuites())
        .clientAuth(ClientAuth.NONE)
        .key(CA.leaf("server").issue().entry());
  }

  static SSLEngine engine(TlsContextConfig.Builder config) throws TlsException {
    return LIBRARY.newContext(config.build()).newEngine(EnginePeer.of("192.0.2.1", 5061));
  }
}
