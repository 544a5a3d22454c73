package io.tlsmgm.jsse;

import io.tlsmgm.api.Capabilities;
import io.tlsmgm.api.Capabilities.Feature;
import io.tlsmgm.api.KeyType;
import io.tlsmgm.api.NamedGroup;
import io.tlsmgm.api.ProtocolVersion;
import io.tlsmgm.api.backend.SuiteLists;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;

/** Asks the JDK's TLS what it can do. */
final class JsseCapabilities {
  private JsseCapabilities() {}

  static Capabilities ask() {
    try {
      SSLContext context = JsseLibrary.newSslContext();
      context.init(null, null, null);
      Set<ProtocolVersion> protocols =
          Arrays.stream(context.getDefaultSSLParameters().getProtocols())
              .map(ProtocolVersion::ofJsseName)
              .flatMap(Optional::stream)
              .collect(Collectors.toCollection(() -> EnumSet.noneOf(ProtocolVersion.class)));
      Set<Feature> features =
          EnumSet.of(
              Feature.ALPN,
              Feature.SESSION_TICKETS,
              Feature.SESSION_CONTROL,
              Feature.TLS13_SUITE_SELECTION,
              Feature.SERVER_SUITE_ORDER,
              Feature.DELEGATED_TASKS);
      if (NamedGroupsSetter.exists()) {
        features.add(Feature.GROUP_SELECTION);
      }
      return new Capabilities(
          protocols,
          protocols,
          Set.copyOf(SuiteLists.known(context.getSupportedSSLParameters().getCipherSuites())),
          SuiteLists.known(context.getDefaultSSLParameters().getCipherSuites()),
          List.of(NamedGroup.X25519, NamedGroup.SECP256R1, NamedGroup.SECP384R1),
          EnumSet.allOf(KeyType.class),
          features);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the JDK's TLS made a context before and does not now", e);
    }
  }
}
