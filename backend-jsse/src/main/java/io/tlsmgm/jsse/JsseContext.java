package io.tlsmgm.jsse;

import io.tlsmgm.api.CipherSuite;
import io.tlsmgm.api.EnginePeer;
import io.tlsmgm.api.Role;
import io.tlsmgm.api.SessionPolicy;
import io.tlsmgm.api.TlsContext;
import io.tlsmgm.api.TlsContextConfig;
import io.tlsmgm.api.TlsContextException;
import io.tlsmgm.api.backend.ContextSettings;
import io.tlsmgm.api.backend.DomainSettings;
import io.tlsmgm.api.backend.DomainSslContext;
import io.tlsmgm.api.backend.NamedGroupsSetter;
import io.tlsmgm.api.backend.OneShotSessions;
import io.tlsmgm.api.backend.ServerNames;
import io.tlsmgm.api.backend.SingleKeyManager;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSessionContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509ExtendedTrustManager;

/** One domain in the JDK's TLS: an {@link SSLContext} of its own and the parameters of engines. */
final class JsseContext implements TlsContext {
  /** RFC 8446 section 4.6.1: a ticket lives for seven days at most. */
  private static final Duration LONGEST_LIFETIME = Duration.ofDays(7);

  private final TlsContextConfig config;
  private final String[] protocols;
  private final String[] cipherSuites;
  private final String[] groups;
  private final ClientProviders providers;
  private final SSLContext facade;
  private volatile boolean closed;

  private JsseContext(TlsContextConfig config, ContextSettings settings, SSLContext provider) {
    this.config = config;
    this.protocols = settings.protocolNames();
    this.cipherSuites =
        settings.cipherSuites().stream().map(CipherSuite::ianaName).toArray(String[]::new);
    this.groups = settings.groups().stream().map(group -> group.ianaName()).toArray(String[]::new);
    this.providers = new ClientProviders(provider, () -> newProvider(config));
    this.facade = new DomainSslContext(provider, config.role() == Role.CLIENT, new Settings());
  }

  static JsseContext create(TlsContextConfig config, ContextSettings settings)
      throws TlsContextException {
    try {
      JsseContext context = new JsseContext(config, settings, newProvider(config));
      // An engine made now shows a setting that the provider refuses before the first peer does.
      context.newEngine(EnginePeer.UNKNOWN);
      return context;
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new TlsContextException(
          "domain " + config.domain() + ": the JDK refuses the configuration: " + e.getMessage(),
          e);
    }
  }

  private static SSLContext newProvider(TlsContextConfig config) throws GeneralSecurityException {
    SSLContext provider = JsseLibrary.newSslContext();
    provider.init(keyManagers(config), trustManagers(config), null);
    applySessions(provider.getServerSessionContext(), config.sessions());
    applySessions(provider.getClientSessionContext(), config.sessions());
    return provider;
  }

  private static KeyManager[] keyManagers(TlsContextConfig config) {
    Optional<X509ExtendedKeyManager> manager = config.key().map(SingleKeyManager::new);
    if (!config.sessions().enabled()) {
      manager = manager.map(OneShotSessions::keyManager);
    }
    // Without an entry the provider would fall back to a key manager of its own.
    return manager.stream().toArray(KeyManager[]::new);
  }

  private static TrustManager[] trustManagers(TlsContextConfig config) {
    X509ExtendedTrustManager manager = config.trustManager();
    return new TrustManager[] {
      config.sessions().enabled() ? manager : OneShotSessions.trustManager(manager)
    };
  }

  private static void applySessions(SSLSessionContext sessions, SessionPolicy policy) {
    sessions.setSessionCacheSize(policy.cacheSize());
    if (policy.enabled()) {
      Duration lifetime =
          policy.lifetime().compareTo(LONGEST_LIFETIME) > 0 ? LONGEST_LIFETIME : policy.lifetime();
      sessions.setSessionTimeout((int) lifetime.toSeconds());
    } else {
      // Beyond what a ticket may live, so the provider neither issues nor keeps one.
      sessions.setSessionTimeout((int) LONGEST_LIFETIME.toSeconds() + 1);
    }
  }

  @Override
  public SSLEngine newEngine(EnginePeer peer) {
    requireOpen();
    SSLContext provider =
        providers.of(config.role() == Role.CLIENT ? peer.serverName() : Optional.empty());
    SSLEngine engine =
        peer.host().isEmpty()
            ? provider.createSSLEngine()
            : provider.createSSLEngine(peer.host(), peer.port());
    engine.setUseClientMode(config.role() == Role.CLIENT);
    SSLParameters parameters = withDomainSettings(engine.getSSLParameters());
    if (config.role() == Role.CLIENT) {
      // An empty list, too: without one the provider would send the host as server name.
      parameters.setServerNames(ServerNames.of(peer.serverName()));
    }
    engine.setSSLParameters(parameters);
    return engine;
  }

  @Override
  public SSLContext sslContext() {
    requireOpen();
    return facade;
  }

  @Override
  public void close() {
    closed = true;
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException("domain " + config.domain() + ": its context is closed");
    }
  }

  private SSLParameters withDomainSettings(SSLParameters parameters) {
    parameters.setProtocols(protocols);
    parameters.setCipherSuites(cipherSuites);
    if (groups.length > 0) {
      NamedGroupsSetter.set(parameters, groups);
    }
    parameters.setUseCipherSuitesOrder(true);
    parameters.setApplicationProtocols(config.applicationProtocols().toArray(new String[0]));
    switch (config.clientAuth()) {
      case NONE -> parameters.setNeedClientAuth(false);
      case WANT -> parameters.setWantClientAuth(true);
      case NEED -> parameters.setNeedClientAuth(true);
    }
    return parameters;
  }

  private final class Settings implements DomainSettings {
    @Override
    public SSLParameters apply(SSLParameters parameters) {
      return withDomainSettings(parameters);
    }

    @Override
    public void apply(SSLEngine engine) {
      engine.setSSLParameters(withDomainSettings(engine.getSSLParameters()));
    }

    @Override
    public void apply(SSLSocket socket) {
      socket.setSSLParameters(withDomainSettings(socket.getSSLParameters()));
    }

    @Override
    public void apply(SSLServerSocket socket) {
      socket.setSSLParameters(withDomainSettings(socket.getSSLParameters()));
    }
  }
}
