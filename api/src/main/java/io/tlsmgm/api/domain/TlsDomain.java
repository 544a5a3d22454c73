package io.tlsmgm.api.domain;

import io.tlsmgm.api.Role;
import java.util.List;
import java.util.Optional;

/**
 * A TLS domain as it was written, defaults filled in, nothing resolved.
 *
 * @param name unique among the domains of its role
 * @param role for incoming or outgoing connections
 * @param source where it was defined
 * @param location {@code FILE:LINE} of its definition, or its row
 * @param addresses {@code match_ip_address}, never empty
 * @param sipDomains {@code match_sip_domain}, never empty
 * @param method {@code tls_method}
 * @param methodLocation {@code FILE:LINE} of {@code tls_method}; given empty, for a default, it
 *     becomes that of the definition
 * @param verifyCert {@code verify_cert}
 * @param requireCert {@code require_cert}
 * @param certificate PEM chain, leaf first; empty for a client domain without
 * @param privateKey PEM key; empty for a client domain without
 * @param caList PEM certificates of trusted CAs
 * @param caDir a directory of CAs by subject hash, as written; empty when there is none
 * @param crlDir a directory of CRLs, as written; empty when there is none
 * @param crlCheckAll whether the whole chain needs a CRL, not only the leaf
 * @param ciphersList an OpenSSL cipher string; empty for the library's default
 * @param dhParams PEM DH parameters
 * @param ecCurve names of groups; empty for the library's default
 */
public record TlsDomain(
    String name,
    Role role,
    Source source,
    String location,
    List<AddressFilter> addresses,
    List<SipDomainFilter> sipDomains,
    TlsMethod method,
    String methodLocation,
    boolean verifyCert,
    boolean requireCert,
    Optional<Material> certificate,
    Optional<Material> privateKey,
    Optional<Material> caList,
    Optional<Directory> caDir,
    Optional<Directory> crlDir,
    boolean crlCheckAll,
    Optional<Setting> ciphersList,
    Optional<Material> dhParams,
    Optional<Setting> ecCurve) {

  /** The name of the 2.x domain that is used when no other matches. */
  public static final String DEFAULT_NAME = "default";

  /** Where a domain was defined. */
  public enum Source {
    /** In a script. */
    SCRIPT,
    /** In a database. */
    DATABASE
  }

  /**
   * A directory parameter.
   *
   * @param path where it is
   * @param written as the operator wrote it
   * @param location {@code FILE:LINE}; empty for a default, which may be missing
   */
  public record Directory(java.nio.file.Path path, String written, String location) {}

  /**
   * A text parameter that is interpreted later, with the place it stands for messages.
   *
   * @param value as written
   * @param location {@code FILE:LINE}
   */
  public record Setting(String value, String location) {}

  /** Copies the lists. */
  public TlsDomain {
    methodLocation = methodLocation.isEmpty() ? location : methodLocation;
    addresses = List.copyOf(addresses);
    sipDomains = List.copyOf(sipDomains);
    if (name.isEmpty() || addresses.isEmpty() || sipDomains.isEmpty()) {
      throw new IllegalArgumentException("a domain has a name and filters");
    }
  }

  /** Whether this is the 2.x default domain of its role. */
  public boolean isDefault() {
    return name.equals(DEFAULT_NAME);
  }
}
