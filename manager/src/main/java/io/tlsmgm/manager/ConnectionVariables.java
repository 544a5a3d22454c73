package io.tlsmgm.manager;

import io.tlsmgm.api.CipherSuite;
import io.tlsmgm.api.KeyEntry;
import io.tlsmgm.api.ProtocolVersion;
import io.tlsmgm.api.Role;
import io.tlsmgm.manager.pki.CertificateText;
import io.tlsmgm.manager.pki.Verdict;
import java.math.BigInteger;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/**
 * The {@code $tls_*} variables of a connection, derived from its session and its domain whenever
 * one is asked for; nothing is stored. The values are the same for every library.
 */
public final class ConnectionVariables {
  /**
   * A variable's value.
   *
   * @param text the string
   * @param integer the integer, for variables that the documentation gives one
   */
  public record Value(String text, Optional<BigInteger> integer) {
    static Value of(String text) {
      return new Value(text, Optional.empty());
    }

    static Value of(BigInteger number) {
      return new Value(number.toString(), Optional.of(number));
    }

    static Value of(long number) {
      return of(BigInteger.valueOf(number));
    }

    @Override
    public String toString() {
      return text;
    }
  }

  private static final Map<String, Function<ConnectionVariables, Optional<Value>>> VARIABLES =
      variables();

  private final SSLSession session;
  private final @Nullable ManagedDomain domain;

  private ConnectionVariables(SSLSession session, @Nullable ManagedDomain domain) {
    this.session = session;
    this.domain = domain;
  }

  /**
   * The variables of a session.
   *
   * @param domain the domain of the connection, which the peer's chain is judged by; without it no
   *     peer counts as verified
   */
  public static ConnectionVariables of(SSLSession session, @Nullable ManagedDomain domain) {
    return new ConnectionVariables(session, domain);
  }

  /** Every name, in the order of the documentation, without the dollar sign. */
  public static List<String> names() {
    return List.copyOf(VARIABLES.keySet());
  }

  /**
   * The value of a variable; empty when the connection has none, which a script sees as null.
   *
   * @param name with or without the dollar sign
   * @throws IllegalArgumentException when there is no such variable
   */
  public Optional<Value> get(String name) {
    String key = name.startsWith("$") ? name.substring(1) : name;
    Function<ConnectionVariables, Optional<Value>> variable = VARIABLES.get(key);
    if (variable == null) {
      throw new IllegalArgumentException("there is no variable $" + key);
    }
    return variable.apply(this);
  }

  /** Every variable with its value, in the order of {@link #names()}. */
  public Map<String, Optional<Value>> all() {
    Map<String, Optional<Value>> all = new LinkedHashMap<>();
    VARIABLES.forEach((name, variable) -> all.put(name, variable.apply(this)));
    return Collections.unmodifiableMap(all);
  }

  /** {@code is_peer_verified()}: 1 here is true and -1 false. */
  public boolean isPeerVerified() {
    return verdict().status() == Verdict.Status.VERIFIED;
  }

  /**
   * What the domain's rules say of the peer's chain; {@link Verdict.Status#NO_CERTIFICATE} without
   * one. The domain's cache answers this for a chain seen before.
   */
  public Verdict verdict() {
    List<X509Certificate> chain = peerChain();
    if (chain.isEmpty() || domain == null) {
      return Verdict.NO_CERTIFICATE;
    }
    return domain.verifier().verify(chain, domain.role());
  }

  private List<X509Certificate> peerChain() {
    try {
      return x509(session.getPeerCertificates());
    } catch (SSLPeerUnverifiedException e) {
      return List.of();
    }
  }

  private Optional<X509Certificate> peer() {
    return peerChain().stream().findFirst();
  }

  private Optional<X509Certificate> my() {
    Certificate[] sent = session.getLocalCertificates();
    if (sent != null && sent.length > 0) {
      return x509(sent).stream().findFirst();
    }
    // A resumed session may not remember what a server has sent; a server always sends its own.
    return domain != null && domain.role() == Role.SERVER && handshakeDone()
        ? domain.key().map(KeyEntry::leaf)
        : Optional.empty();
  }

  private static List<X509Certificate> x509(Certificate[] certificates) {
    List<X509Certificate> list = new ArrayList<>(certificates.length);
    for (Certificate certificate : certificates) {
      if (certificate instanceof X509Certificate x509) {
        list.add(x509);
      }
    }
    return list;
  }

  private boolean handshakeDone() {
    return version().isPresent();
  }

  /**
   * A server's session in Conscrypt calls TLS 1.3 by its legacy_version; the suite tells better.
   */
  private Optional<ProtocolVersion> version() {
    return suite().filter(CipherSuite::isTls13).isPresent()
        ? Optional.of(ProtocolVersion.TLSV1_3)
        : ProtocolVersion.ofJsseName(session.getProtocol());
  }

  private Optional<CipherSuite> suite() {
    return CipherSuite.ofName(session.getCipherSuite());
  }

  private Optional<Value> flag(Verdict.Status status) {
    return Optional.of(Value.of(verdict().status() == status ? 1 : 0));
  }

  private static Map<String, Function<ConnectionVariables, Optional<Value>>> variables() {
    Map<String, Function<ConnectionVariables, Optional<Value>>> map = new LinkedHashMap<>();
    map.put("tls_version", v -> text(v.version().map(ProtocolVersion::jsseName)));
    map.put("tls_description", v -> text(v.suite().map(CipherSuite::description)));
    map.put("tls_cipher_info", v -> text(v.suite().map(CipherSuite::opensslName)));
    map.put("tls_cipher_bits", v -> v.suite().map(s -> Value.of(s.bits())));
    certificate(map, "version", c -> Optional.of(Value.of(Integer.toString(c.getVersion() - 1))));
    certificate(map, "serial", c -> Optional.of(Value.of(c.getSerialNumber())));
    for (boolean issuer : new boolean[] {false, true}) {
      String party = issuer ? "issuer" : "subject";
      certificate(map, party, c -> Optional.of(Value.of(CertificateText.name(c, issuer))));
      for (CertificateText.Attribute attribute : CertificateText.Attribute.values()) {
        certificate(
            map,
            party + "_" + attribute.variable(),
            c -> text(CertificateText.attribute(c, issuer, attribute)));
      }
    }
    for (CertificateText.San san : CertificateText.San.values()) {
      certificate(map, "san_" + san.variable(), c -> text(CertificateText.san(c, san)));
    }
    map.put("tls_peer_verified", v -> v.flag(Verdict.Status.VERIFIED));
    map.put("tls_peer_revoked", v -> v.flag(Verdict.Status.REVOKED));
    map.put("tls_peer_expired", v -> v.flag(Verdict.Status.EXPIRED));
    map.put("tls_peer_selfsigned", v -> v.flag(Verdict.Status.SELF_SIGNED));
    map.put(
        "tls_peer_notBefore", v -> text(v.peer().map(c -> CertificateText.time(c.getNotBefore()))));
    map.put(
        "tls_peer_notAfter", v -> text(v.peer().map(c -> CertificateText.time(c.getNotAfter()))));
    return Collections.unmodifiableMap(map);
  }

  private static void certificate(
      Map<String, Function<ConnectionVariables, Optional<Value>>> map,
      String suffix,
      Function<X509Certificate, Optional<Value>> value) {
    map.put("tls_peer_" + suffix, v -> v.peer().flatMap(value));
    map.put("tls_my_" + suffix, v -> v.my().flatMap(value));
  }

  private static Optional<Value> text(Optional<String> text) {
    return text.map(Value::of);
  }
}
