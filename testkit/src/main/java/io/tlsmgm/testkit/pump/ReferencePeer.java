package io.tlsmgm.testkit.pump;

import io.tlsmgm.api.AlertDescription;
import io.tlsmgm.api.CipherSuite;
import io.tlsmgm.api.KeyEntry;
import io.tlsmgm.api.ProtocolVersion;
import io.tlsmgm.api.Role;
import io.tlsmgm.api.backend.SingleKeyManager;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * A peer for the library under test: the JDK's own engine. It is there whatever that library is,
 * and it tells which alert it received, even where TLS 1.3 encrypts it.
 */
public final class ReferencePeer {
  private static final Pattern RECEIVED = Pattern.compile("Received fatal alert: (\\w+)");

  private final Role role;
  private final SSLContext context;
  private List<ProtocolVersion> protocols =
      List.of(ProtocolVersion.TLSV1_2, ProtocolVersion.TLSV1_3);
  private List<CipherSuite> suites = List.of();
  private List<String> applicationProtocols = List.of();
  private boolean needClientAuth;

  private ReferencePeer(Role role, Optional<KeyEntry> key, X509ExtendedTrustManager trust) {
    this.role = role;
    try {
      context = SSLContext.getInstance("TLS", "SunJSSE");
      KeyManager[] keys = key.map(SingleKeyManager::new).stream().toArray(KeyManager[]::new);
      context.init(keys, new TrustManager[] {trust}, null);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the JDK has no TLS", e);
    }
  }

  /** A client without a certificate. */
  public static ReferencePeer client(X509ExtendedTrustManager trust) {
    return new ReferencePeer(Role.CLIENT, Optional.empty(), trust);
  }

  /** A client with a certificate. */
  public static ReferencePeer client(X509ExtendedTrustManager trust, KeyEntry key) {
    return new ReferencePeer(Role.CLIENT, Optional.of(key), trust);
  }

  /** A server. */
  public static ReferencePeer server(X509ExtendedTrustManager trust, KeyEntry key) {
    return new ReferencePeer(Role.SERVER, Optional.of(key), trust);
  }

  /** Only these versions; TLS 1.2 and 1.3 when not set. */
  public ReferencePeer protocols(ProtocolVersion... versions) {
    this.protocols = List.of(versions);
    return this;
  }

  /** Only these suites, in this order; the JDK's own when not set. */
  public ReferencePeer suites(CipherSuite... list) {
    this.suites = List.of(list);
    return this;
  }

  /** ALPN names, in order of preference. */
  public ReferencePeer applicationProtocols(String... names) {
    this.applicationProtocols = List.of(names);
    return this;
  }

  /** As a server, insists on a client certificate. */
  public ReferencePeer needClientAuth() {
    this.needClientAuth = true;
    return this;
  }

  /** A new engine; those of one peer share their sessions. */
  public SSLEngine engine() {
    SSLEngine engine = context.createSSLEngine("peer.example.test", 5061);
    engine.setUseClientMode(role == Role.CLIENT);
    SSLParameters parameters = engine.getSSLParameters();
    parameters.setProtocols(
        protocols.stream().map(ProtocolVersion::jsseName).toArray(String[]::new));
    if (!suites.isEmpty()) {
      parameters.setCipherSuites(suites.stream().map(CipherSuite::ianaName).toArray(String[]::new));
    }
    parameters.setApplicationProtocols(applicationProtocols.toArray(new String[0]));
    if (needClientAuth) {
      parameters.setNeedClientAuth(true);
    }
    engine.setSSLParameters(parameters);
    return engine;
  }

  /** The fatal alert that made a reference peer fail; empty when it failed for another reason. */
  public static Optional<AlertDescription> alertIn(SSLException failure) {
    Matcher matcher = RECEIVED.matcher(String.valueOf(failure.getMessage()));
    return matcher.find()
        ? Optional.of(AlertDescription.valueOf(matcher.group(1).toUpperCase(Locale.ROOT)))
        : Optional.empty();
  }
}
