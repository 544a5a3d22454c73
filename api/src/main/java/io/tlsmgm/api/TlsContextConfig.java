package io.tlsmgm.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.crypto.spec.DHParameterSpec;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Everything a library needs to make the context of one domain, resolved: no file is left to read,
 * no name to look up, no default to fill in. A library applies all of it or throws {@link
 * UnsupportedSettingException}.
 *
 * @param domain the domain's name, for messages only
 * @param role client or server
 * @param protocols the versions to negotiate
 * @param cipherSuites the suites to enable, in order of preference; those of TLS 1.3 among them.
 *     Never empty
 * @param groups the groups to offer or accept, in order; empty for the library's own
 * @param key the key and certificates to present; empty for a client without
 * @param keyMatched whether the private key is known to be the certificate's, so that a library
 *     need not find out again
 * @param trustManager decides on the peer's chain: a {@link
 *     java.security.cert.CertificateException} refuses the peer
 * @param clientAuth what a server asks of the client; {@link ClientAuth#NONE} for a client context
 * @param sessions resumption
 * @param applicationProtocols ALPN names in order of preference; empty for none
 * @param dhParameters for the DHE suites of TLS 1.2 and older; empty for the library's own
 */
public record TlsContextConfig(
    String domain,
    Role role,
    ProtocolRange protocols,
    List<CipherSuite> cipherSuites,
    List<NamedGroup> groups,
    Optional<KeyEntry> key,
    boolean keyMatched,
    X509ExtendedTrustManager trustManager,
    ClientAuth clientAuth,
    SessionPolicy sessions,
    List<String> applicationProtocols,
    Optional<DHParameterSpec> dhParameters) {

  /** Copies the lists and checks what must not be empty. */
  public TlsContextConfig {
    cipherSuites = List.copyOf(cipherSuites);
    groups = List.copyOf(groups);
    applicationProtocols = List.copyOf(applicationProtocols);
    if (cipherSuites.isEmpty()) {
      throw new IllegalArgumentException("domain " + domain + ": no cipher suites");
    }
    if (role == Role.SERVER && key.isEmpty()) {
      throw new IllegalArgumentException("domain " + domain + ": a server needs a key");
    }
    if (role == Role.CLIENT && clientAuth != ClientAuth.NONE) {
      throw new IllegalArgumentException(
          "domain " + domain + ": a client asks for no client certificate");
    }
  }

  /** A builder with every protocol version, the default session policy and nothing else. */
  public static Builder builder(String domain, Role role, X509ExtendedTrustManager trustManager) {
    return new Builder(domain, role, trustManager);
  }

  /** The suites of TLS 1.3, in order. */
  public List<CipherSuite> tls13Suites() {
    return cipherSuites.stream().filter(CipherSuite::isTls13).toList();
  }

  /** The suites of TLS 1.2 and older, in order. */
  public List<CipherSuite> legacySuites() {
    return cipherSuites.stream().filter(s -> !s.isTls13()).toList();
  }

  /** Collects the parts of a {@link TlsContextConfig}; not thread-safe. */
  public static final class Builder {
    private final String domain;
    private final Role role;
    private final X509ExtendedTrustManager trustManager;
    private ProtocolRange protocols = ProtocolRange.ALL;
    private List<CipherSuite> cipherSuites = new ArrayList<>();
    private List<NamedGroup> groups = List.of();
    private Optional<KeyEntry> key = Optional.empty();
    private boolean keyMatched;
    private ClientAuth clientAuth = ClientAuth.NONE;
    private SessionPolicy sessions = SessionPolicy.DEFAULT;
    private List<String> applicationProtocols = List.of();
    private Optional<DHParameterSpec> dhParameters = Optional.empty();

    private Builder(String domain, Role role, X509ExtendedTrustManager trustManager) {
      this.domain = domain;
      this.role = role;
      this.trustManager = trustManager;
    }

    /** Sets {@link TlsContextConfig#protocols()}. */
    public Builder protocols(ProtocolRange range) {
      this.protocols = range;
      return this;
    }

    /** Sets {@link TlsContextConfig#cipherSuites()}. */
    public Builder cipherSuites(List<CipherSuite> suites) {
      this.cipherSuites = suites;
      return this;
    }

    /** Sets {@link TlsContextConfig#groups()}. */
    public Builder groups(List<NamedGroup> list) {
      this.groups = list;
      return this;
    }

    /** Sets {@link TlsContextConfig#key()}; the library finds out whether its parts match. */
    public Builder key(KeyEntry entry) {
      this.key = Optional.of(entry);
      this.keyMatched = false;
      return this;
    }

    /**
     * Sets {@link TlsContextConfig#key()} to one of which the caller has seen that the private key
     * is that of the first certificate.
     */
    public Builder matchedKey(KeyEntry entry) {
      this.key = Optional.of(entry);
      this.keyMatched = true;
      return this;
    }

    /** Sets {@link TlsContextConfig#clientAuth()}. */
    public Builder clientAuth(ClientAuth auth) {
      this.clientAuth = auth;
      return this;
    }

    /** Sets {@link TlsContextConfig#sessions()}. */
    public Builder sessions(SessionPolicy policy) {
      this.sessions = policy;
      return this;
    }

    /** Sets {@link TlsContextConfig#applicationProtocols()}. */
    public Builder applicationProtocols(List<String> names) {
      this.applicationProtocols = names;
      return this;
    }

    /** Sets {@link TlsContextConfig#dhParameters()}. */
    public Builder dhParameters(DHParameterSpec spec) {
      this.dhParameters = Optional.of(spec);
      return this;
    }

    /**
     * The configuration.
     *
     * @throws IllegalArgumentException when a part that is needed is missing
     */
    public TlsContextConfig build() {
      return new TlsContextConfig(
          domain,
          role,
          protocols,
          cipherSuites,
          groups,
          key,
          keyMatched,
          trustManager,
          clientAuth,
          sessions,
          applicationProtocols,
          dhParameters);
    }
  }
}
