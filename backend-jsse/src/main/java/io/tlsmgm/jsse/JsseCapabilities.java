package io.tlsmgm.jsse;

import io.tlsmgm.api.Capabilities;
import io.tlsmgm.api.Capabilities.Feature;
import io.tlsmgm.api.backend.NamedGroupsSetter;
import io.tlsmgm.api.backend.ProviderProbe;
import io.tlsmgm.api.backend.ProviderProbe.GroupSetter;
import java.security.GeneralSecurityException;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** Asks the JDK's TLS what it can do. */
final class JsseCapabilities {
  /**
   * What no ClientHello shows. Tickets are sealed with keys of the {@code SSLContext}; see {@link
   * OneShotSessions} for the control of sessions; {@code SSLParameters.setUseCipherSuitesOrder}
   * promises the server's order. There is no way to set Diffie-Hellman parameters for one context,
   * and a refused client certificate is always answered with {@code certificate_unknown}.
   */
  private static final Set<Feature> DOCUMENTED =
      EnumSet.of(Feature.SESSION_TICKETS, Feature.SESSION_CONTROL, Feature.SERVER_SUITE_ORDER);

  private JsseCapabilities() {}

  static Capabilities ask() {
    try {
      Optional<GroupSetter> groups =
          NamedGroupsSetter.exists() ? Optional.of(NamedGroupsSetter::set) : Optional.empty();
      Set<Feature> features = EnumSet.copyOf(DOCUMENTED);
      if (ServerNameProbe.takesAny()) {
        features.add(Feature.ANY_SERVER_NAME);
      }
      return new ProviderProbe(JsseLibrary.newSslContext(), groups).ask(features);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the JDK's TLS made a context before and does not now", e);
    }
  }
}
