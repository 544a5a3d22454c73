package io.tlsmgm.api.hello;

import java.util.List;
import java.util.Optional;

/**
 * What a client says in its first message (RFC 8446 section 4.1.2), as far as choosing a domain and
 * explaining a failure need it. Codes that are not known to this project are kept.
 *
 * @param legacyVersion the {@code legacy_version} field, such as 0x0303
 * @param supportedVersions codes of the supported_versions extension, in order; empty when not sent
 * @param cipherSuites codes of the offered suites, in order
 * @param serverName the host_name of the server_name extension in lower case, without a trailing
 *     dot; empty when not sent
 * @param groups codes of supported_groups, in order; empty when not sent
 * @param signatureSchemes codes of signature_algorithms, in order; empty when not sent
 * @param applicationProtocols names of ALPN, in order; empty when not sent
 */
public record ClientHello(
    int legacyVersion,
    List<Integer> supportedVersions,
    List<Integer> cipherSuites,
    Optional<String> serverName,
    List<Integer> groups,
    List<Integer> signatureSchemes,
    List<String> applicationProtocols) {
  /** Copies the lists. */
  public ClientHello {
    supportedVersions = List.copyOf(supportedVersions);
    cipherSuites = List.copyOf(cipherSuites);
    groups = List.copyOf(groups);
    signatureSchemes = List.copyOf(signatureSchemes);
    applicationProtocols = List.copyOf(applicationProtocols);
  }
}
