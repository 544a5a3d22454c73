package io.tlsmgm.api;

import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * What a TLS library can do, as found by asking the library itself.
 *
 * @param protocols the versions that it negotiates when asked to
 * @param defaultProtocols the versions it enables by itself, the meaning of {@code SSLv23}
 * @param cipherSuites every suite it can be made to use, in no particular order
 * @param defaultCipherSuites the suites it enables by itself, in its own order of preference
 * @param groups the groups it can negotiate, in its own order of preference
 * @param keyTypes the kinds of key that a domain's certificate may have
 * @param features the rest
 */
public record Capabilities(
    Set<ProtocolVersion> protocols,
    Set<ProtocolVersion> defaultProtocols,
    Set<CipherSuite> cipherSuites,
    List<CipherSuite> defaultCipherSuites,
    List<NamedGroup> groups,
    Set<KeyType> keyTypes,
    Set<Feature> features) {

  /** Things that a library either does or does not. */
  public enum Feature {
    /** Application-Layer Protocol Negotiation, RFC 7301. */
    ALPN,
    /** Sessions are resumed by ticket or PSK (RFC 5077, RFC 8446), with keys per context. */
    SESSION_TICKETS,
    /** A context can be told to resume nothing. */
    SESSION_CONTROL,
    /** {@link TlsContextConfig#groups()} can be set per context. */
    GROUP_SELECTION,
    /** {@link TlsContextConfig#dhParameters()} can be set per context. */
    DH_PARAMETERS,
    /** The suites of TLS 1.3 can be chosen and ordered; without it all of them are on. */
    TLS13_SUITE_SELECTION,
    /** A server can insist on its own order of suites. */
    SERVER_SUITE_ORDER,
    /**
     * A refused certificate is answered with the alert that names the reason ({@code unknown_ca},
     * {@code certificate_expired}, {@code certificate_revoked}); without it the alert is {@code
     * certificate_unknown} or another one of the library's choice.
     */
    CERTIFICATE_ALERTS,
    /**
     * A server answers whatever server name a client sends. Without it a client whose name {@link
     * javax.net.ssl.SNIHostName} does not take (a dot at the end, an underscore, a label that
     * begins with a hyphen or has more than 63 characters) gets {@code illegal_parameter}.
     */
    ANY_SERVER_NAME,
    /** Key exchange and verification run in delegated tasks ({@code NEED_TASK}). */
    DELEGATED_TASKS
  }

  /** Copies everything. */
  public Capabilities {
    protocols = copy(ProtocolVersion.class, protocols);
    defaultProtocols = copy(ProtocolVersion.class, defaultProtocols);
    cipherSuites = copy(CipherSuite.class, cipherSuites);
    defaultCipherSuites = List.copyOf(defaultCipherSuites);
    groups = List.copyOf(groups);
    keyTypes = copy(KeyType.class, keyTypes);
    features = copy(Feature.class, features);
  }

  /** A library that can do nothing of TLS. */
  public static Capabilities none() {
    return new Capabilities(Set.of(), Set.of(), Set.of(), List.of(), List.of(), Set.of(), Set.of());
  }

  /** Whether the library does {@code feature}. */
  public boolean has(Feature feature) {
    return features.contains(feature);
  }

  private static <E extends Enum<E>> Set<E> copy(Class<E> type, Set<E> set) {
    EnumSet<E> copy = EnumSet.noneOf(type);
    copy.addAll(set);
    return Collections.unmodifiableSet(copy);
  }
}
