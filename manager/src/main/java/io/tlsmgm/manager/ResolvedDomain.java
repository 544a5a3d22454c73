package io.tlsmgm.manager;

import io.tlsmgm.api.TlsContextConfig;
import io.tlsmgm.manager.pki.ResolvedMaterial;
import java.util.List;
import java.util.Optional;

/**
 * What a domain came to on a library.
 *
 * @param material key, trust and DH parameters, read
 * @param config what the library gets; empty with {@code tls_library=none}
 * @param notHonoured settings that the library cannot honour, in words
 * @param hostNamesOnly whether the library's servers refuse other server names
 */
record ResolvedDomain(
    ResolvedMaterial material,
    Optional<TlsContextConfig> config,
    List<String> notHonoured,
    boolean hostNamesOnly) {
  ResolvedDomain {
    notHonoured = List.copyOf(notHonoured);
  }
}
