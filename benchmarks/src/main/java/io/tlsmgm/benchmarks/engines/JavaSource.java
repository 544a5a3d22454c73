package io.tlsmgm.benchmarks.engines;

import io.tlsmgm.api.ProtocolVersion;
import io.tlsmgm.testkit.Issued;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.Provider;
import java.security.cert.X509Certificate;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
import org.conscrypt.Conscrypt;
import org.jspecify.annotations.Nullable;

/** Engines of a Java provider. */
final class JavaSource implements EngineSource {
  private final Terms terms;
  private final boolean conscrypt;

  /** Off by default at a server; without them one of TLS 1.3 resumes nothing. */
  private final boolean tickets;

  private final SSLContext clients;
  private final SSLContext servers;

  private JavaSource(
      Terms terms, boolean resumed, Identities identities, SSLContext clients, SSLContext servers)
      throws Exception {
    this.terms = terms;
    this.tickets = resumed && terms.version() == ProtocolVersion.TLSV1_3;
    this.conscrypt = Conscrypt.isConscrypt(clients);
    this.clients = clients;
    this.servers = servers;
    clients.init(
        terms.mutual() ? keys(identities.client()) : new KeyManager[0],
        new TrustManager[] {identities.trustInServer()},
        null);
    servers.init(keys(identities.server()), new TrustManager[] {identities.trustInClient()}, null);
  }

  /** By the factory that an application gets that asks for none in particular. */
  private static KeyManager[] keys(Issued issued) throws Exception {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    keys.load(null, null);
    keys.setKeyEntry(
        "key", issued.privateKey(), new char[0], issued.chain().toArray(new X509Certificate[0]));
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, new char[0]);
    return managers.getKeyManagers();
  }

  static JavaSource jdk(Terms terms, boolean resumed, Identities identities) throws Exception {
    JdkGroups.pin(terms);
    return new JavaSource(terms, resumed, identities, context(null), context(null));
  }

  static JavaSource conscrypt(Terms terms, boolean resumed, Identities identities)
      throws Exception {
    Provider provider = Conscrypt.newProvider();
    return new JavaSource(terms, resumed, identities, context(provider), context(provider));
  }

  private static SSLContext context(@Nullable Provider provider) throws GeneralSecurityException {
    return provider == null
        ? SSLContext.getInstance("TLS")
        : SSLContext.getInstance("TLS", provider);
  }

  @Override
  public SSLEngine client(boolean resuming) {
    SSLEngine engine =
        resuming ? clients.createSSLEngine(Terms.HOST, Terms.PORT) : clients.createSSLEngine();
    engine.setUseClientMode(true);
    engine.setSSLParameters(parameters(true));
    if (conscrypt) {
      // The peer's host is for the cache of sessions, and is not sent elsewhere either.
      Conscrypt.setHostname(engine, null);
      Conscrypt.setUseSessionTickets(engine, true);
    }
    return engine;
  }

  @Override
  public SSLEngine server() {
    SSLEngine engine = servers.createSSLEngine();
    engine.setUseClientMode(false);
    engine.setSSLParameters(parameters(false));
    if (conscrypt && tickets) {
      Conscrypt.setUseSessionTickets(engine, true);
    }
    return engine;
  }

  private SSLParameters parameters(boolean client) {
    // A server of Conscrypt finds no certificate for suites of TLS 1.3 alone.
    boolean all = conscrypt && terms.suite().isTls13() && !client;
    SSLParameters parameters =
        new PinnedGroups(
            new String[] {terms.version().jsseName()},
            all
                ? servers.getDefaultSSLParameters().getCipherSuites()
                : new String[] {terms.suite().ianaName()},
            terms.groupNames());
    parameters.setNeedClientAuth(terms.mutual());
    return parameters;
  }
}
