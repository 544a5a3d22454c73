package io.tlsmgm.wolfssl;

import io.tlsmgm.api.CipherSuite;
import io.tlsmgm.api.EnginePeer;
import io.tlsmgm.api.NamedGroup;
import io.tlsmgm.api.ProtocolVersion;
import io.tlsmgm.api.Role;
import io.tlsmgm.api.SessionPolicy;
import io.tlsmgm.api.TlsContext;
import io.tlsmgm.api.TlsContextConfig;
import io.tlsmgm.api.TlsContextException;
import io.tlsmgm.api.backend.ContextSettings;
import io.tlsmgm.api.backend.ServerNames;
import java.lang.ref.Cleaner;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.crypto.spec.DHParameterSpec;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSessionContext;
import org.jspecify.annotations.Nullable;

/** One domain in wolfSSL: a native context, its ticket keys, its sessions. */
final class WolfContext implements TlsContext {
  private static final Cleaner CLEANER = Cleaner.create();

  /** RFC 8446 section 4.6.1: a ticket lives for seven days at most. */
  private static final long LONGEST_LIFETIME = 7 * 24 * 3600;

  private final TlsContextConfig config;
  private final ContextSettings settings;
  private final Abilities abilities;
  private final ContextHandle handle;
  private final ClientSessions clientSessions;
  private final ServerSessions serverSessions;
  private final SSLSessionContext sessionContext;
  private final Cleaner.Cleanable cleanable;
  private volatile boolean closed;

  private WolfContext(
      TlsContextConfig config,
      ContextSettings settings,
      Abilities abilities,
      ContextHandle handle) {
    this.config = config;
    this.settings = settings;
    this.abilities = abilities;
    this.handle = handle;
    ClientSessions sessions = new ClientSessions(config.sessions());
    this.clientSessions = sessions;
    this.serverSessions = new ServerSessions(config.sessions());
    this.sessionContext = new SessionContext(config.sessions());
    this.cleanable =
        CLEANER.register(
            this,
            () -> {
              sessions.close();
              handle.release();
            });
  }

  static WolfContext create(
      TlsContextConfig config, ContextSettings settings, Abilities abilities, boolean libcrypto)
      throws TlsContextException {
    boolean server = config.role() == Role.SERVER;
    long created = Native.contextNew(server);
    if (created < 0) {
      throw refused(config, "no context", (int) created);
    }
    ContextHandle handle = new ContextHandle(created);
    boolean complete = false;
    try {
      if (libcrypto) {
        // First: keys that are loaded later learn of it.
        check(config, "the crypto device", Native.contextLibcrypto(created));
      }
      configure(config, settings, abilities, created);
      complete = true;
      return new WolfContext(config, settings, abilities, handle);
    } finally {
      if (!complete) {
        handle.release();
      }
    }
  }

  private static void configure(
      TlsContextConfig config, ContextSettings settings, Abilities abilities, long context)
      throws TlsContextException {
    List<ProtocolVersion> versions = settings.protocols();
    check(
        config,
        "tls_method",
        Native.contextProtocols(
            context, versions.get(0).code(), versions.get(versions.size() - 1).code()));
    check(
        config,
        "ciphers_list",
        Native.contextSuites(context, EngineSettings.codes(settings.cipherSuites())));
    List<NamedGroup> groups = settings.groups();
    if (groups.isEmpty()) {
      // RFC 7919: a client that names a finite field group cannot be given a server's dh_params
      // any more, so clients name none, and servers take them from those that do.
      groups =
          abilities.defaultGroups().stream()
              .filter(group -> config.role() == Role.SERVER || !isFiniteField(group))
              .toList();
    }
    if (!groups.isEmpty()) {
      check(
          config,
          "ec_curve",
          Native.contextGroups(context, groups.stream().mapToInt(NamedGroup::code).toArray()));
    }
    if (config.key().isPresent()) {
      useKey(config, context);
    }
    if (config.role() == Role.SERVER) {
      useDhParameters(config, settings, context);
    }
    if (config.role() == Role.SERVER) {
      check(
          config,
          "verify_cert",
          Native.contextClientAuth(context, EngineSettings.code(config.clientAuth())));
      nameAuthorities(config, context);
    }
    SessionPolicy sessions = config.sessions();
    long lifetime = Math.min(LONGEST_LIFETIME, sessions.lifetime().toSeconds());
    check(
        config,
        "sessions",
        Native.contextTickets(context, sessions.enabled() ? (int) lifetime : 0));
  }

  private static boolean isFiniteField(NamedGroup group) {
    return group.ianaName().startsWith("ffdhe");
  }

  /** Without parameters clients that do not name a group of RFC 7919 could not use DHE at all. */
  private static void useDhParameters(
      TlsContextConfig config, ContextSettings settings, long context) throws TlsContextException {
    if (settings.cipherSuites().stream().noneMatch(suite -> suite.kx() == CipherSuite.Kx.DH)) {
      return;
    }
    DHParameterSpec dh = config.dhParameters().orElse(Ffdhe2048.PARAMETERS);
    check(
        config,
        "dh_params",
        Native.contextDhParameters(
            context, unsigned(dh.getP().toByteArray()), unsigned(dh.getG().toByteArray())));
  }

  private static void useKey(TlsContextConfig config, long context) throws TlsContextException {
    var key = config.key().orElseThrow();
    byte[] pkcs8 = key.privateKey().getEncoded();
    if (pkcs8 == null) {
      throw new TlsContextException(
          "domain "
              + config.domain()
              + ": private_key: wolfSSL needs the key itself, and this one does not leave its"
              + " token");
    }
    try {
      StringBuilder pem = new StringBuilder();
      for (X509Certificate certificate : key.chain()) {
        pem.append("-----BEGIN CERTIFICATE-----\n")
            .append(
                Base64.getMimeEncoder(64, new byte[] {'\n'})
                    .encodeToString(certificate.getEncoded()))
            .append("\n-----END CERTIFICATE-----\n");
      }
      byte[] chain = pem.toString().getBytes(StandardCharsets.US_ASCII);
      check(config, "private_key", Native.contextKey(context, chain, pkcs8));
    } catch (CertificateEncodingException e) {
      throw new TlsContextException("domain " + config.domain() + ": certificate: " + e, e);
    } finally {
      java.util.Arrays.fill(pkcs8, (byte) 0);
    }
  }

  private static void nameAuthorities(TlsContextConfig config, long context)
      throws TlsContextException {
    if (config.clientAuth() == io.tlsmgm.api.ClientAuth.NONE) {
      return;
    }
    for (X509Certificate authority : config.trustManager().getAcceptedIssuers()) {
      try {
        check(config, "ca_list", Native.contextAuthority(context, authority.getEncoded()));
      } catch (CertificateEncodingException e) {
        throw new TlsContextException("domain " + config.domain() + ": ca_list: " + e, e);
      }
    }
  }

  private static byte[] unsigned(byte[] number) {
    return number.length > 1 && number[0] == 0
        ? java.util.Arrays.copyOfRange(number, 1, number.length)
        : number;
  }

  private static void check(TlsContextConfig config, String setting, int error)
      throws TlsContextException {
    if (error != 0) {
      throw refused(config, setting, error);
    }
  }

  private static TlsContextException refused(TlsContextConfig config, String setting, int error) {
    return new TlsContextException(
        "domain "
            + config.domain()
            + ": wolfSSL refuses "
            + setting
            + ": "
            + Native.errorText(error)
            + " ("
            + error
            + ")");
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

  String[] supportedProtocols() {
    return abilities.capabilities().protocols().stream()
        .map(ProtocolVersion::jsseName)
        .toArray(String[]::new);
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
