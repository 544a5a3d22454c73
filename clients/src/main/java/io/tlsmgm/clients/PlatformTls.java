package io.tlsmgm.clients;

import io.tlsmgm.api.Capabilities;
import io.tlsmgm.api.Capabilities.Feature;
import io.tlsmgm.api.CipherSuite;
import io.tlsmgm.api.NamedGroup;
import io.tlsmgm.api.ProtocolVersion;
import io.tlsmgm.api.TlsContextConfig;
import io.tlsmgm.api.backend.DomainSettings;
import io.tlsmgm.api.backend.DomainSslContext;
import io.tlsmgm.api.backend.NamedGroupsSetter;
import io.tlsmgm.api.backend.ProviderProbe;
import io.tlsmgm.api.backend.ProviderProbe.GroupSetter;
import java.security.GeneralSecurityException;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;

/** The TLS that the Java runtime has by itself, whichever provider that is. */
final class PlatformTls {
  /** What messages call it. */
  static final String NAME = "none (the TLS of the Java runtime)";

  private PlatformTls() {}

  /** A context that is not initialised yet. */
  private static SSLContext uninitialised() {
    try {
      return SSLContext.getInstance("TLS");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java runtime has no TLS at all", e);
    }
  }

  static Capabilities capabilities() {
    return Holder.CAPABILITIES;
  }

  /** Asked once per process, when the first domain is used. */
  private static final class Holder {
    static final Capabilities CAPABILITIES = ask();

    private static Capabilities ask() {
      try {
        Optional<GroupSetter> groups =
            NamedGroupsSetter.exists() ? Optional.of(NamedGroupsSetter::set) : Optional.empty();
        return new ProviderProbe(uninitialised(), groups)
            .ask(EnumSet.of(Feature.SESSION_TICKETS, Feature.SERVER_SUITE_ORDER));
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException("the Java runtime's TLS cannot be initialised", e);
      }
    }
  }

  /**
   * A client's context with the protocol range, suites and groups of a domain put on everything
   * that it makes.
   *
   * @param verifyHost whether the certificate has to name the host
   */
  static SSLContext context(
      TlsContextConfig config,
      List<CipherSuite> suites,
      KeyManager[] keys,
      TrustManager[] trust,
      boolean verifyHost) {
    SSLContext platform = uninitialised();
    try {
      platform.init(keys, trust, null);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(
          "domain " + config.domain() + ": the Java runtime's TLS refuses its key", e);
    }
    String[] protocols =
        config.protocols().versions().stream()
            .filter(capabilities().protocols()::contains)
            .map(ProtocolVersion::jsseName)
            .toArray(String[]::new);
    String[] names = suites.stream().map(CipherSuite::ianaName).toArray(String[]::new);
    String[] groups = config.groups().stream().map(NamedGroup::ianaName).toArray(String[]::new);
    return new DomainSslContext(platform, true, new Settings(protocols, names, groups, verifyHost));
  }

  private static final class Settings implements DomainSettings {
    private final String[] protocols;
    private final String[] suites;
    private final String[] groups;
    private final boolean verifyHost;

    Settings(String[] protocols, String[] suites, String[] groups, boolean verifyHost) {
      this.protocols = protocols;
      this.suites = suites;
      this.groups = groups;
      this.verifyHost = verifyHost;
    }

    @Override
    public SSLParameters apply(SSLParameters parameters) {
      parameters.setProtocols(protocols);
      parameters.setCipherSuites(suites);
      if (groups.length > 0) {
        NamedGroupsSetter.set(parameters, groups);
      }
      if (verifyHost) {
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
      }
      return parameters;
    }

    @Override
    public void apply(SSLEngine engine) {
      engine.setSSLParameters(apply(engine.getSSLParameters()));
    }

    @Override
    public void apply(SSLSocket socket) {
      socket.setSSLParameters(apply(socket.getSSLParameters()));
    }

    @Override
    public void apply(SSLServerSocket socket) {
      throw new UnsupportedOperationException("the context is that of a client domain");
    }
  }
}
