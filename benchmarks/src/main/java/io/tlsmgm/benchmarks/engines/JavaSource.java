package io.tlsmgm.benchmarks.engines;

import java.security.KeyStore;
import java.security.Provider;
import java.security.cert.X509Certificate;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import org.conscrypt.Conscrypt;

/** Engines of a Java provider. */
final class JavaSource implements EngineSource {
  private final SSLContext clients;
  private final SSLContext servers;

  private JavaSource(Terms terms, SSLContext clients, SSLContext servers) throws Exception {
    this.clients = clients;
    this.servers = servers;
    KeyStore keys = KeyStore.getInstance("PKCS12");
    keys.load(null, null);
    keys.setKeyEntry(
        "key",
        terms.identity().privateKey(),
        new char[0],
        terms.identity().chain().toArray(new X509Certificate[0]));
    KeyManagerFactory keyManagers = KeyManagerFactory.getInstance("PKIX");
    keyManagers.init(keys, new char[0]);
    servers.init(keyManagers.getKeyManagers(), null, null);
    clients.init(null, new TrustManager[] {terms.trustManager()}, null);
  }

  static JavaSource jdk(Terms terms) throws Exception {
    return new JavaSource(terms, SSLContext.getInstance("TLS"), SSLContext.getInstance("TLS"));
  }

  static JavaSource conscrypt(Terms terms) throws Exception {
    Provider provider = Conscrypt.newProvider();
    return new JavaSource(
        terms, SSLContext.getInstance("TLS", provider), SSLContext.getInstance("TLS", provider));
  }

  @Override
  public SSLEngine client(boolean resuming) {
    SSLEngine engine =
        resuming ? clients.createSSLEngine(Terms.HOST, Terms.PORT) : clients.createSSLEngine();
    engine.setUseClientMode(true);
    // The JDK's own offers X25519 first in any case; Java 17 cannot be told.
    engine.setSSLParameters(
        new PinnedGroup(new String[] {Terms.VERSION}, new String[] {Terms.SUITE}));
    return engine;
  }

  @Override
  public SSLEngine server() {
    SSLEngine engine = servers.createSSLEngine();
    engine.setUseClientMode(false);
    engine.setEnabledProtocols(new String[] {Terms.VERSION});
    return engine;
  }
}
