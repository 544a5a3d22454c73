package io.tlsmgm.conscrypt;

import io.tlsmgm.api.Capabilities;
import io.tlsmgm.api.Capabilities.Feature;
import io.tlsmgm.api.backend.ProviderProbe;
import java.security.GeneralSecurityException;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** Asks Conscrypt what it can do. */
final class ConscryptCapabilities {
  /**
   * What no ClientHello shows. See {@link ConscryptContext} for sessions: their resumption can be
   * switched off, and servers resume those of TLS 1.3 never. A server always insists on its own
   * order of suites. There are no suites with finite field Diffie-Hellman, and a refused
   * certificate is always answered with {@code certificate_unknown}.
   */
  private static final Set<Feature> DOCUMENTED =
      EnumSet.of(Feature.SESSION_CONTROL, Feature.SERVER_SUITE_ORDER, Feature.ANY_SERVER_NAME);

  private ConscryptCapabilities() {}

  static Capabilities ask() {
    try {
      return new ProviderProbe(
              ConscryptProvider.newSslContext(), Optional.of(GroupParameters::copyOf))
          .ask(DOCUMENTED);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Conscrypt is there and makes no context", e);
    }
  }
}
