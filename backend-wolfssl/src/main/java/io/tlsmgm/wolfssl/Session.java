package io.tlsmgm.wolfssl;

import io.tlsmgm.api.CipherSuite;
import io.tlsmgm.api.ProtocolVersion;
import java.security.Principal;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSessionBindingEvent;
import javax.net.ssl.SSLSessionBindingListener;
import javax.net.ssl.SSLSessionContext;
import org.jspecify.annotations.Nullable;

/** What was negotiated; outlives its engine. Safe for use by several threads. */
final class Session extends ExtendedSSLSession {
  /** RFC 5246 section 6.2.3: what a record may have at most, whatever the version. */
  static final int PACKET_SIZE = 5 + 16_384 + 2_048;

  static final int APPLICATION_SIZE = 16_384;

  private static final int ID_SIZE = 32;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final String protocol;
  private final String cipherSuite;
  private final String peerHost;
  private final int peerPort;
  private final Identity identity;
  private final List<SNIServerName> requestedNames;
  private final @Nullable SSLSessionContext context;
  private final long created;
  private final Runnable onInvalidation;
  private final Map<String, Object> values = new ConcurrentHashMap<>();
  private volatile byte @Nullable [] id;
  private volatile boolean valid;

  /**
   * Who both sides are.
   *
   * @param local what this side has shown; empty for nothing
   * @param peer what the peer has shown; empty for nothing
   * @param created when the session was made, in milliseconds since the epoch
   */
  record Identity(List<X509Certificate> local, List<X509Certificate> peer, long created) {
    Identity {
      local = List.copyOf(local);
      peer = List.copyOf(peer);
    }
  }

  private Session(
      String protocol,
      String cipherSuite,
      String peerHost,
      int peerPort,
      Identity identity,
      List<SNIServerName> requestedNames,
      @Nullable SSLSessionContext context,
      boolean valid,
      Runnable onInvalidation) {
    this.protocol = protocol;
    this.cipherSuite = cipherSuite;
    this.peerHost = peerHost;
    this.peerPort = peerPort;
    this.identity = identity;
    this.requestedNames = List.copyOf(requestedNames);
    this.context = context;
    this.created = identity.created();
    this.valid = valid;
    this.onInvalidation = onInvalidation;
  }

  /** Before the first handshake. */
  static Session none(String peerHost, int peerPort) {
    return new Session(
        "NONE",
        "SSL_NULL_WITH_NULL_NULL",
        peerHost,
        peerPort,
        new Identity(List.of(), List.of(), System.currentTimeMillis()),
        List.of(),
        null,
        false,
        () -> {});
  }

  static Session of(
      ProtocolVersion version,
      Optional<CipherSuite> suite,
      String peerHost,
      int peerPort,
      Identity identity,
      List<SNIServerName> requestedNames,
      SSLSessionContext context,
      Runnable onInvalidation) {
    return new Session(
        version.jsseName(),
        suite.map(CipherSuite::ianaName).orElse("SSL_NULL_WITH_NULL_NULL"),
        peerHost,
        peerPort,
        identity,
        requestedNames,
        context,
        true,
        onInvalidation);
  }

  Identity identity() {
    return identity;
  }

  @Override
  public byte[] getId() {
    if (protocol.equals("NONE")) {
      return new byte[0];
    }
    byte[] known = id;
    if (known == null) {
      synchronized (values) {
        known = id;
        if (known == null) {
          known = new byte[ID_SIZE];
          RANDOM.nextBytes(known);
          id = known;
        }
      }
    }
    return known.clone();
  }

  @Override
  public @Nullable SSLSessionContext getSessionContext() {
    return context;
  }

  @Override
  public long getCreationTime() {
    return created;
  }

  @Override
  public long getLastAccessedTime() {
    return created;
  }

  @Override
  public void invalidate() {
    if (valid) {
      valid = false;
      onInvalidation.run();
    }
  }

  @Override
  public boolean isValid() {
    return valid;
  }

  @Override
  public void putValue(String name, Object value) {
    if (name == null || value == null) {
      throw new IllegalArgumentException("name and value must not be null");
    }
    Object before = values.put(name, value);
    unbound(name, before);
    if (value instanceof SSLSessionBindingListener listener) {
      listener.valueBound(new SSLSessionBindingEvent(this, name));
    }
  }

  @Override
  public @Nullable Object getValue(String name) {
    return values.get(checked(name));
  }

  @Override
  public void removeValue(String name) {
    unbound(name, values.remove(checked(name)));
  }

  private static String checked(@Nullable String name) {
    if (name == null) {
      throw new IllegalArgumentException("name must not be null");
    }
    return name;
  }

  private void unbound(String name, @Nullable Object value) {
    if (value instanceof SSLSessionBindingListener listener) {
      listener.valueUnbound(new SSLSessionBindingEvent(this, name));
    }
  }

  @Override
  public String[] getValueNames() {
    return values.keySet().toArray(new String[0]);
  }

  @Override
  public Certificate[] getPeerCertificates() throws SSLPeerUnverifiedException {
    if (identity.peer().isEmpty()) {
      throw new SSLPeerUnverifiedException("the peer has shown no certificate");
    }
    return identity.peer().toArray(new Certificate[0]);
  }

  @Override
  public Certificate @Nullable [] getLocalCertificates() {
    return identity.local().isEmpty() ? null : identity.local().toArray(new Certificate[0]);
  }

  @Override
  public Principal getPeerPrincipal() throws SSLPeerUnverifiedException {
    return ((X509Certificate) getPeerCertificates()[0]).getSubjectX500Principal();
  }

  @Override
  public @Nullable Principal getLocalPrincipal() {
    return identity.local().isEmpty() ? null : identity.local().get(0).getSubjectX500Principal();
  }

  @Override
  public String getCipherSuite() {
    return cipherSuite;
  }

  @Override
  public String getProtocol() {
    return protocol;
  }

  @Override
  public @Nullable String getPeerHost() {
    return peerHost.isEmpty() ? null : peerHost;
  }

  @Override
  public int getPeerPort() {
    return peerPort;
  }

  @Override
  public int getPacketBufferSize() {
    return PACKET_SIZE;
  }

  @Override
  public int getApplicationBufferSize() {
    return APPLICATION_SIZE;
  }

  @Override
  public List<SNIServerName> getRequestedServerNames() {
    return requestedNames;
  }

  /** Not known: wolfSSL does not tell which it has negotiated from. */
  @Override
  public String[] getLocalSupportedSignatureAlgorithms() {
    return new String[0];
  }

  /** Not known: wolfSSL does not tell which it has negotiated from. */
  @Override
  public String[] getPeerSupportedSignatureAlgorithms() {
    return new String[0];
  }
}
