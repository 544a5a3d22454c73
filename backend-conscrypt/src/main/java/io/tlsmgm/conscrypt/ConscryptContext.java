package io.tlsmgm.conscrypt;

import io.tlsmgm.api.CipherSuite;
import io.tlsmgm.api.EnginePeer;
import io.tlsmgm.api.NamedGroup;
import io.tlsmgm.api.Role;
import io.tlsmgm.api.SessionPolicy;
import io.tlsmgm.api.TlsContext;
import io.tlsmgm.api.TlsContextConfig;
import io.tlsmgm.api.TlsContextException;
import io.tlsmgm.api.backend.ContextSettings;
import io.tlsmgm.api.backend.DomainSettings;
import io.tlsmgm.api.backend.DomainSslContext;
import io.tlsmgm.api.backend.EngineEnd;
import io.tlsmgm.api.backend.HelloOffer;
import io.tlsmgm.api.backend.OneShotSessions;
import io.tlsmgm.api.backend.ServerNames;
import io.tlsmgm.api.backend.SingleKeyManager;
import io.tlsmgm.api.backend.TrialHandshake;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSessionContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.conscrypt.Conscrypt;
import org.conscrypt.HandshakeListener;

/**
 * One domain in Conscrypt: an {@link SSLContext} of its own and the settings of engines.
 *
 * <p>Sessions. Conscrypt uses tickets only where it is told to, engine by engine; servers also
 * resume TLS 1.2 and older by session id, from a cache of BoringSSL's own.
 *
 * <ul>
 *   <li>Clients use tickets, servers do not. In TLS 1.3 BoringSSL keeps a server's tickets back and
 *       sends them in front of its first data. Conscrypt then wants more room than {@code
 *       getPacketBufferSize()} for a {@code wrap} of 16 KiB, and says so after it has taken the
 *       data: a transport that goes by {@code SSLEngine} tries again for ever. So a server's
 *       sessions of TLS 1.3 are not resumed.
 *   <li>For a context that resumes nothing, tickets stay off, and each session is invalidated: a
 *       client's while its trust manager is asked, a server's at the end of the handshake, in both
 *       cases before a byte of another connection can name it.
 * </ul>
 */
final class ConscryptContext implements TlsContext {
  /** RFC 8446 section 4.6.1: a ticket lives for seven days at most. */
  private static final Duration LONGEST_LIFETIME = Duration.ofDays(7);

  /** More than a configuration has sets of settings; a kilobyte or two each. */
  private static final int MOST_HELLOS = 100;

  private static final ConcurrentMap<List<Object>, ByteBuffer> HELLOS = new ConcurrentHashMap<>();

  private final TlsContextConfig config;
  private final String[] protocols;
  private final String[] cipherSuites;
  private final String[] groups;
  private final SSLContext provider;
  private final Settings settings = new Settings();

  /**
   * What {@link Settings#parametersOf} says for every engine of a server, made once: to ask an
   * engine for its own first costs Conscrypt failed look-ups by reflection before Java 20. Engines
   * only read it.
   */
  private final SSLParameters serverParameters;

  private final SSLContext facade;
  private volatile boolean closed;

  private ConscryptContext(TlsContextConfig config, ContextSettings settings, SSLContext provider) {
    this.config = config;
    this.protocols = settings.protocolNames();
    this.cipherSuites =
        settings.cipherSuites().stream().map(CipherSuite::ianaName).toArray(String[]::new);
    this.groups = settings.groups().stream().map(NamedGroup::ianaName).toArray(String[]::new);
    this.provider = provider;
    this.serverParameters = this.settings.apply(new SSLParameters());
    this.facade = new DomainSslContext(provider, isClient(), this.settings);
  }

  static ConscryptContext create(TlsContextConfig config, ContextSettings settings)
      throws TlsContextException {
    try {
      SSLContext provider = ConscryptProvider.newSslContext();
      KeyManager[] keys =
          config.key().map(OwnKeys::of).map(SingleKeyManager::new).stream()
              .toArray(KeyManager[]::new);
      X509ExtendedTrustManager trust = config.trustManager();
      if (!config.sessions().enabled()) {
        trust = OneShotSessions.trustManager(trust);
      }
      provider.init(keys, new TrustManager[] {trust}, null);
      applySessions(provider.getServerSessionContext(), config.sessions());
      applySessions(provider.getClientSessionContext(), config.sessions());
      ConscryptContext context =
          new ConscryptContext(config, KeySuites.withKey(config, settings), provider);
      context.tryOut();
      return context;
    } catch (GeneralSecurityException | SSLException | IllegalArgumentException e) {
      throw new TlsContextException(
          "domain " + config.domain() + ": Conscrypt refuses the configuration: " + e.getMessage(),
          e);
    }
  }

  private static void applySessions(SSLSessionContext sessions, SessionPolicy policy) {
    sessions.setSessionCacheSize(policy.cacheSize());
    Duration lifetime =
        policy.lifetime().compareTo(LONGEST_LIFETIME) > 0 ? LONGEST_LIFETIME : policy.lifetime();
    sessions.setSessionTimeout((int) lifetime.toSeconds());
  }

  /**
   * Has a client say its hello, or a server answer one: what BoringSSL refuses, such as a key on a
   * curve that it does not sign with, shows before the first peer comes.
   */
  private void tryOut() throws GeneralSecurityException, SSLException {
    if (isClient()) {
      SSLEngine engine = newEngine(EnginePeer.UNKNOWN);
      HelloOffer.bytes(engine);
      EngineEnd.finish(engine);
    } else {
      TrialHandshake.run(fittingHello(), newEngine(EnginePeer.UNKNOWN));
    }
  }

  /** Of a client with the settings of this server: the same for all servers that have them. */
  private ByteBuffer fittingHello() throws GeneralSecurityException, SSLException {
    List<Object> fitting =
        List.of(
            List.of(protocols),
            List.of(cipherSuites),
            List.of(groups),
            config.applicationProtocols());
    ByteBuffer known = HELLOS.get(fitting);
    if (known != null) {
      return known.duplicate();
    }
    SSLContext peer = ConscryptProvider.newSslContext();
    peer.init(new KeyManager[0], new TrustManager[] {config.trustManager()}, null);
    SSLEngine client = peer.createSSLEngine();
    try {
      client.setUseClientMode(true);
      client.setSSLParameters(settings.parametersOf(client));
      ByteBuffer offered = HelloOffer.bytes(client);
      ByteBuffer hello = ByteBuffer.allocate(offered.remaining()).put(offered).flip();
      if (HELLOS.size() < MOST_HELLOS) {
        HELLOS.put(fitting, hello.duplicate());
      }
      return hello;
    } finally {
      EngineEnd.finish(client);
    }
  }

  private boolean isClient() {
    return config.role() == Role.CLIENT;
  }

  private boolean usesTickets() {
    return config.sessions().enabled() && isClient();
  }

  @Override
  public SSLEngine newEngine(EnginePeer peer) {
    requireOpen();
    SSLEngine engine =
        peer.host().isEmpty()
            ? provider.createSSLEngine()
            : provider.createSSLEngine(peer.host(), peer.port());
    engine.setUseClientMode(isClient());
    settings.apply(engine);
    if (isClient()) {
      List<SNIServerName> names = ServerNames.of(peer.serverName());
      if (names.isEmpty()) {
        // Left alone, an engine would send its peer's host as server name.
        Conscrypt.setHostname(engine, null);
      } else {
        SSLParameters parameters = settings.parametersOf(engine);
        parameters.setServerNames(names);
        engine.setSSLParameters(parameters);
      }
    }
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

  private final class Settings implements DomainSettings {
    SSLParameters parametersOf(SSLEngine engine) {
      return apply(engine.getSSLParameters());
    }

    @Override
    public SSLParameters apply(SSLParameters parameters) {
      parameters.setProtocols(protocols);
      parameters.setCipherSuites(cipherSuites);
      parameters.setUseCipherSuitesOrder(true);
      parameters.setApplicationProtocols(config.applicationProtocols().toArray(new String[0]));
      parameters.setEndpointIdentificationAlgorithm("");
      switch (config.clientAuth()) {
        case NONE -> parameters.setNeedClientAuth(false);
        case WANT -> parameters.setWantClientAuth(true);
        case NEED -> parameters.setNeedClientAuth(true);
      }
      return groups.length == 0 ? parameters : GroupParameters.copyOf(parameters, groups);
    }

    @Override
    public void apply(SSLEngine engine) {
      engine.setSSLParameters(isClient() ? parametersOf(engine) : serverParameters);
      if (usesTickets()) {
        Conscrypt.setUseSessionTickets(engine, true);
      }
      if (!config.sessions().enabled() && !isClient()) {
        Conscrypt.setHandshakeListener(engine, new Invalidator(engine));
      }
      EngineCloser.SHARED.watch(engine);
    }

    @Override
    public void apply(SSLSocket socket) {
      socket.setSSLParameters(apply(socket.getSSLParameters()));
      if (usesTickets()) {
        Conscrypt.setUseSessionTickets(socket, true);
      }
    }

    @Override
    public void apply(SSLServerSocket socket) {
      if (!config.sessions().enabled()) {
        throw new UnsupportedOperationException(
            "domain "
                + config.domain()
                + ": its sessions are not to be resumed, which Conscrypt can do with engines and"
                + " client sockets only");
      }
      socket.setSSLParameters(apply(socket.getSSLParameters()));
    }
  }

  /** Ends the session of a server's engine as soon as there is one. */
  private static final class Invalidator extends HandshakeListener {
    private final SSLEngine engine;

    Invalidator(SSLEngine engine) {
      this.engine = engine;
    }

    @Override
    public void onHandshakeFinished() {
      engine.getSession().invalidate();
    }
  }
}
