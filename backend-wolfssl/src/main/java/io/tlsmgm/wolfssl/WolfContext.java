package io.tlsmgm.wolfssl;

import io.tlsmgm.api.CipherSuite;
import io.tlsmgm.api.EnginePeer;
import io.tlsmgm.api.NamedGroup;
import io.tlsmgm.api.ProtocolVersion;
import io.tlsmgm.api.Role;
import io.tlsmgm.api.TlsContext;
import io.tlsmgm.api.TlsContextConfig;
import io.tlsmgm.api.TlsContextException;
import io.tlsmgm.api.backend.ContextSettings;
import io.tlsmgm.api.backend.ServerNames;
import java.lang.ref.Cleaner;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSessionContext;
import org.jspecify.annotations.Nullable;

/** One domain in wolfSSL: a native context, its ticket keys, its sessions. */
final class WolfContext implements TlsContext {
  private static final Cleaner CLEANER = Cleaner.create();

  private final TlsContextConfig config;
  private final ContextSettings settings;

  /** See {@link EngineSettings#usableProtocols}. */
  private final List<ProtocolVersion> usableProtocols;

  private final Abilities abilities;
  private final List<NamedGroup> groups;
  private final List<NamedGroup> curves;
  private final ContextHandle handle;
  private final TicketlessTwin twin;
  private final ClientSessions clientSessions;
  private final ServerSessions serverSessions;
  private final SSLSessionContext sessionContext;
  private final Cleaner.Cleanable cleanable;
  private volatile boolean closed;

  private WolfContext(ContextFactory factory, ContextHandle handle) {
    this.config = factory.config();
    this.settings = factory.settings();
    this.usableProtocols = EngineSettings.usable(settings.protocols(), settings.cipherSuites());
    this.abilities = factory.abilities();
    this.groups = factory.groups();
    this.curves = factory.curves();
    this.handle = handle;
    ClientSessions sessions = new ClientSessions(config.sessions());
    this.clientSessions = sessions;
    this.serverSessions = new ServerSessions(config.sessions());
    this.sessionContext = new SessionContext(config.sessions());
    TicketlessTwin other = new TicketlessTwin(factory);
    this.twin = other;
    this.cleanable =
        CLEANER.register(
            this,
            () -> {
              sessions.close();
              other.close();
              handle.release();
            });
  }

  static WolfContext create(ContextFactory factory) throws TlsContextException {
    return new WolfContext(factory, factory.make(factory.config().sessions()));
  }

  /** See {@link TicketlessTwin}; the caller releases it. */
  ContextHandle withoutTickets() throws SSLException {
    return twin.get();
  }

  ContextHandle handle() {
    return handle;
  }

  TlsContextConfig config() {
    return config;
  }

  boolean isClient() {
    return config.role() == Role.CLIENT;
  }

  ClientSessions clientSessions() {
    return clientSessions;
  }

  ServerSessions serverSessions() {
    return serverSessions;
  }

  SSLSessionContext sessionContext() {
    return sessionContext;
  }

  EngineSettings engineSettings() {
    return new EngineSettings(
        settings.protocols(),
        settings.cipherSuites(),
        usableProtocols,
        config.clientAuth(),
        config.applicationProtocols());
  }

  boolean canUse(CipherSuite suite) {
    return abilities.capabilities().cipherSuites().contains(suite);
  }

  String[] supportedSuites() {
    return abilities.capabilities().cipherSuites().stream()
        .map(CipherSuite::ianaName)
        .toArray(String[]::new);
  }

  /** The domain's: wolfSSL lets an engine narrow its context's range, not widen it. */
  String[] supportedProtocols() {
    return settings.protocols().stream().map(ProtocolVersion::jsseName).toArray(String[]::new);
  }

  /** In order of preference; empty where wolfSSL chooses. */
  List<NamedGroup> groups() {
    return groups;
  }

  /** Those that a server may take before TLS 1.3. */
  List<NamedGroup> curves() {
    return curves;
  }

  /** What this side has shown: a server's chain always, a client's when it was asked for. */
  List<X509Certificate> localChain(boolean asked) {
    return isClient() && !asked
        ? List.of()
        : config.key().map(key -> key.chain()).orElse(List.of());
  }

  @Override
  public SSLEngine newEngine(EnginePeer peer) {
    requireOpen();
    List<SNIServerName> names = isClient() ? ServerNames.of(peer.serverName()) : List.of();
    return new WolfEngine(this, peer, names);
  }

  @Override
  public SSLContext sslContext() {
    requireOpen();
    return Facade.of(this);
  }

  /** An engine as {@code SSLContext.createSSLEngine} makes it. */
  SSLEngine newEngine(String host, int port) {
    Optional<String> name = isClient() ? Optional.of(host) : Optional.empty();
    return new WolfEngine(
        this,
        new EnginePeer(host, port, name.filter(given -> !given.isEmpty())),
        ServerNames.of(name.filter(given -> !given.isEmpty())));
  }

  /** The name that a client sends; null for none. */
  static byte @Nullable [] encoded(List<SNIServerName> names) {
    return names.isEmpty() ? null : names.get(0).getEncoded();
  }

  @Override
  public void close() {
    closed = true;
    cleanable.clean();
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException("domain " + config.domain() + ": its context is closed");
    }
  }
}
