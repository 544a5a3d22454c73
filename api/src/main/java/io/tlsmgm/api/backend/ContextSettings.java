package io.tlsmgm.api.backend;

import io.tlsmgm.api.Capabilities;
import io.tlsmgm.api.Capabilities.Feature;
import io.tlsmgm.api.CipherSuite;
import io.tlsmgm.api.KeyEntry;
import io.tlsmgm.api.KeyType;
import io.tlsmgm.api.NamedGroup;
import io.tlsmgm.api.ProtocolVersion;
import io.tlsmgm.api.TlsContextConfig;
import io.tlsmgm.api.UnsupportedSettingException;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The part of a {@link TlsContextConfig} that a library is told as lists of names, checked against
 * what the library can do.
 *
 * <p>A list is narrowed to what the library knows, which never allows more than was asked for; when
 * nothing is left of it, or when a setting would be lost altogether, {@link #of} refuses.
 *
 * @param protocols the versions to enable, oldest first; never empty
 * @param cipherSuites the suites to enable, in order of preference, each of them usable in one of
 *     {@code protocols}; never empty
 * @param groups the groups to enable, in order; empty for the library's own
 */
public record ContextSettings(
    List<ProtocolVersion> protocols, List<CipherSuite> cipherSuites, List<NamedGroup> groups) {

  /** Copies the lists. */
  public ContextSettings {
    protocols = List.copyOf(protocols);
    cipherSuites = List.copyOf(cipherSuites);
    groups = List.copyOf(groups);
  }

  /**
   * Checks every part of {@code config} against {@code capabilities}.
   *
   * @param library the library's name for messages, such as {@code jsse}
   * @throws UnsupportedSettingException naming the setting, the domain, the value and what the
   *     library can do
   */
  public static ContextSettings of(
      TlsContextConfig config, Capabilities capabilities, String library)
      throws UnsupportedSettingException {
    Checker checker = new Checker(config, capabilities, library);
    List<ProtocolVersion> protocols = checker.protocols();
    List<CipherSuite> suites = checker.cipherSuites(protocols);
    List<NamedGroup> groups = checker.groups();
    checker.rest();
    return new ContextSettings(protocols, suites, groups);
  }

  /** The protocols as {@code SSLParameters} take them. */
  public String[] protocolNames() {
    return protocols.stream().map(ProtocolVersion::jsseName).toArray(String[]::new);
  }

  private record Checker(TlsContextConfig config, Capabilities capabilities, String library) {

    List<ProtocolVersion> protocols() throws UnsupportedSettingException {
      List<ProtocolVersion> versions =
          config.protocols().versions().stream()
              .filter(capabilities.protocols()::contains)
              .toList();
      if (versions.isEmpty()) {
        throw refuse(
            "tls_method",
            config.protocols() + " is not possible",
            "its versions are "
                + join(
                    capabilities.protocols().stream().map(ProtocolVersion::methodName).toList()));
      }
      return versions;
    }

    List<CipherSuite> cipherSuites(List<ProtocolVersion> protocols)
        throws UnsupportedSettingException {
      List<CipherSuite> suites =
          config.cipherSuites().stream()
              .filter(capabilities.cipherSuites()::contains)
              .filter(suite -> protocols.stream().anyMatch(suite::allowedIn))
              .distinct()
              .toList();
      if (suites.isEmpty()) {
        throw refuse(
            "ciphers_list",
            "none of "
                + join(config.cipherSuites().stream().map(CipherSuite::opensslName).toList())
                + " is possible with "
                + config.protocols(),
            "its suites for these versions are "
                + join(
                    capabilities.cipherSuites().stream()
                        .filter(suite -> protocols.stream().anyMatch(suite::allowedIn))
                        .map(CipherSuite::opensslName)
                        .toList()));
      }
      if (protocols.contains(ProtocolVersion.TLSV1_3)
          && !capabilities.has(Feature.TLS13_SUITE_SELECTION)) {
        checkAllOfTls13(suites);
      }
      return suites;
    }

    /** A library that has every suite of TLS 1.3 on must not be asked for fewer of them. */
    private void checkAllOfTls13(List<CipherSuite> suites) throws UnsupportedSettingException {
      Set<CipherSuite> on = EnumSet.noneOf(CipherSuite.class);
      capabilities.cipherSuites().stream().filter(CipherSuite::isTls13).forEach(on::add);
      if (!suites.containsAll(on)) {
        on.removeAll(suites);
        throw refuse(
            "ciphers_list",
            "TLSv1.3 without "
                + join(on.stream().map(CipherSuite::opensslName).toList())
                + " is not possible",
            "all of its TLSv1.3 suites are always on; name them all or end tls_method at TLSv1_2");
      }
    }

    List<NamedGroup> groups() throws UnsupportedSettingException {
      if (config.groups().isEmpty()) {
        return List.of();
      }
      String wanted = join(config.groups().stream().map(NamedGroup::ianaName).toList());
      if (!capabilities.has(Feature.GROUP_SELECTION)) {
        throw refuse(
            "ec_curve",
            wanted + " cannot be chosen for one domain",
            "it negotiates "
                + join(capabilities.groups().stream().map(NamedGroup::ianaName).toList())
                + " on its own");
      }
      List<NamedGroup> groups =
          config.groups().stream().filter(capabilities.groups()::contains).distinct().toList();
      if (groups.isEmpty()) {
        throw refuse(
            "ec_curve",
            "none of " + wanted + " is possible",
            "its groups are "
                + join(capabilities.groups().stream().map(NamedGroup::ianaName).toList()));
      }
      return groups;
    }

    void rest() throws UnsupportedSettingException {
      if (config.dhParameters().isPresent() && !capabilities.has(Feature.DH_PARAMETERS)) {
        throw refuse(
            "dh_params",
            "Diffie-Hellman parameters cannot be set for one domain",
            "it chooses its own; leave dh_params out");
      }
      if (!config.applicationProtocols().isEmpty() && !capabilities.has(Feature.ALPN)) {
        throw refuse(
            "alpn",
            join(config.applicationProtocols()) + " cannot be negotiated",
            "it has no ALPN");
      }
      if (!config.sessions().enabled() && !capabilities.has(Feature.SESSION_CONTROL)) {
        throw refuse(
            "sessions", "resumption cannot be switched off", "its contexts always resume sessions");
      }
      if (config.key().isPresent()) {
        checkKey(config.key().get());
      }
    }

    private void checkKey(KeyEntry key) throws UnsupportedSettingException {
      KeyType type = KeyType.of(key.leaf().getPublicKey()).orElse(null);
      if (type == null || !capabilities.keyTypes().contains(type)) {
        throw refuse(
            "private_key",
            "a key of type "
                + (type == null ? key.leaf().getPublicKey().getAlgorithm() : type)
                + " is not possible",
            "its key types are " + join(capabilities.keyTypes()));
      }
    }

    private UnsupportedSettingException refuse(String setting, String what, String instead) {
      return new UnsupportedSettingException(
          setting,
          String.format(
              "domain %s: %s: %s with tls_library %s: %s",
              config.domain(), setting, what, library, instead));
    }

    private static String join(Collection<?> values) {
      return values.isEmpty()
          ? "none"
          : values.stream().map(Object::toString).collect(Collectors.joining(", "));
    }
  }
}
