package io.tlsmgm.api.backend;

import io.tlsmgm.api.Capabilities;
import io.tlsmgm.api.Capabilities.Feature;
import io.tlsmgm.api.CipherSuite;
import io.tlsmgm.api.KeyType;
import io.tlsmgm.api.NamedGroup;
import io.tlsmgm.api.ProtocolVersion;
import io.tlsmgm.api.hello.ClientHello;
import java.nio.ByteBuffer;
import java.security.KeyManagementException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;

/**
 * Asks a Java TLS provider what it can do, by what its engines really offer in a ClientHello: a
 * provider lists as supported what a security policy then disables.
 */
public final class ProviderProbe {
  /** Writes groups into parameters; a provider has its own way, or none. */
  @FunctionalInterface
  public interface GroupSetter {
    /** Parameters with {@code groups}, by their IANA names; may be those given, changed. */
    SSLParameters set(SSLParameters parameters, String[] groups);
  }

  private final SSLContext context;
  private final Optional<GroupSetter> groupSetter;

  /**
   * A probe.
   *
   * @param context not initialised yet
   * @param groupSetter empty when the provider has no way to choose groups
   * @throws KeyManagementException when the provider refuses to initialise a context
   */
  public ProviderProbe(SSLContext context, Optional<GroupSetter> groupSetter)
      throws KeyManagementException {
    // With nothing given, a provider would go and read the key and trust stores of the platform.
    context.init(new KeyManager[0], new TrustManager[] {new TrustNobody()}, null);
    this.context = context;
    this.groupSetter = groupSetter;
  }

  /**
   * What the provider can do.
   *
   * @param documented features that no hello shows; the backend knows them from the provider's
   *     documentation and holds them to it by tests
   */
  public Capabilities ask(Set<Feature> documented) {
    Set<ProtocolVersion> protocols = protocols();
    ClientHello everything = offer(parameters -> parameters).orElseThrow(this::silent);
    Set<CipherSuite> suites = suites(everything.cipherSuites());
    Set<Feature> features = EnumSet.noneOf(Feature.class);
    features.addAll(documented);
    askFeatures(suites, features);
    SSLParameters defaults = context.getDefaultSSLParameters();
    List<ProtocolVersion> defaultProtocols =
        Arrays.stream(defaults.getProtocols())
            .map(ProtocolVersion::ofJsseName)
            .flatMap(Optional::stream)
            .filter(protocols::contains)
            .toList();
    List<CipherSuite> defaultSuites =
        SuiteLists.known(defaults.getCipherSuites()).stream()
            .filter(suites::contains)
            .filter(suite -> !SuiteLists.isWeak(suite))
            .toList();
    return new Capabilities(
        protocols,
        Set.copyOf(defaultProtocols),
        suites,
        defaultSuites,
        groups(everything),
        keyTypes(everything.signatureSchemes()),
        features);
  }

  private IllegalStateException silent() {
    return new IllegalStateException(
        context.getProvider().getName() + " offers nothing with everything enabled");
  }

  private Set<ProtocolVersion> protocols() {
    Set<ProtocolVersion> protocols = EnumSet.noneOf(ProtocolVersion.class);
    for (ProtocolVersion version : ProtocolVersion.values()) {
      offer(only(version))
          .filter(hello -> offers(hello, version))
          .ifPresent(h -> protocols.add(version));
    }
    return protocols;
  }

  private static boolean offers(ClientHello hello, ProtocolVersion version) {
    return hello.supportedVersions().isEmpty()
        ? hello.legacyVersion() == version.code()
        : hello.supportedVersions().contains(version.code());
  }

  private static UnaryOperator<SSLParameters> only(ProtocolVersion version) {
    return parameters -> {
      parameters.setProtocols(new String[] {version.jsseName()});
      return parameters;
    };
  }

  private static Set<CipherSuite> suites(Collection<Integer> codes) {
    Set<CipherSuite> suites = EnumSet.noneOf(CipherSuite.class);
    for (CipherSuite suite : CipherSuite.values()) {
      if (codes.contains(suite.code())) {
        suites.add(suite);
      }
    }
    return suites;
  }

  /** The default groups in the provider's order, then those that it offers when told to. */
  private List<NamedGroup> groups(ClientHello everything) {
    Set<NamedGroup> groups = new LinkedHashSet<>(known(everything.groups()));
    if (groups.isEmpty()) {
      return List.of();
    }
    for (NamedGroup group : NamedGroup.values()) {
      if (!groups.contains(group)) {
        // With a second group to lean on: the key share is of the first one only, and a provider
        // that does not know the other one still has something to offer.
        offerGroups(groups.iterator().next(), group)
            .filter(hello -> hello.groups().contains(group.code()))
            .ifPresent(hello -> groups.add(group));
      }
    }
    return List.copyOf(groups);
  }

  private static List<NamedGroup> known(Collection<Integer> codes) {
    return codes.stream().map(NamedGroup::ofCode).flatMap(Optional::stream).toList();
  }

  private Optional<ClientHello> offerGroups(NamedGroup... groups) {
    if (groupSetter.isEmpty()) {
      return Optional.empty();
    }
    String[] names = Arrays.stream(groups).map(NamedGroup::ianaName).toArray(String[]::new);
    return offer(parameters -> groupSetter.get().set(parameters, names));
  }

  /** RFC 8446 section 4.2.3; what a library verifies it also signs with. */
  private static Set<KeyType> keyTypes(List<Integer> schemes) {
    Set<KeyType> types = EnumSet.noneOf(KeyType.class);
    for (int scheme : schemes) {
      switch (scheme) {
        case 0x0201, 0x0401, 0x0501, 0x0601, 0x0804, 0x0805, 0x0806 -> types.add(KeyType.RSA);
        case 0x0809, 0x080a, 0x080b -> types.add(KeyType.RSASSA_PSS);
        case 0x0202, 0x0402, 0x0502, 0x0602 -> types.add(KeyType.DSA);
        case 0x0203, 0x0403, 0x0503, 0x0603 -> types.add(KeyType.EC);
        case 0x0807 -> types.add(KeyType.ED25519);
        case 0x0808 -> types.add(KeyType.ED448);
        default -> {
          // Not of a key that a domain may have.
        }
      }
    }
    return types;
  }

  private void askFeatures(Set<CipherSuite> suites, Set<Feature> features) {
    List<CipherSuite> tls13 = suites.stream().filter(CipherSuite::isTls13).toList();
    if (!tls13.isEmpty() && choosesTls13(tls13)) {
      features.add(Feature.TLS13_SUITE_SELECTION);
    }
    boolean alpn =
        offer(
                parameters -> {
                  parameters.setApplicationProtocols(new String[] {"sip/2"});
                  return parameters;
                })
            .filter(hello -> hello.applicationProtocols().equals(List.of("sip/2")))
            .isPresent();
    if (alpn) {
      features.add(Feature.ALPN);
    }
    boolean chosen =
        offerGroups(NamedGroup.SECP384R1, NamedGroup.SECP256R1)
            .map(hello -> known(hello.groups()))
            .filter(List.of(NamedGroup.SECP384R1, NamedGroup.SECP256R1)::equals)
            .isPresent();
    if (chosen) {
      features.add(Feature.GROUP_SELECTION);
    }
    if (delegates()) {
      features.add(Feature.DELEGATED_TASKS);
    }
  }

  /** Whether the last two suites of TLS 1.3 can be offered alone and in reverse order. */
  private boolean choosesTls13(List<CipherSuite> suites) {
    List<CipherSuite> wanted =
        new ArrayList<>(suites.subList(Math.max(0, suites.size() - 2), suites.size()));
    Collections.reverse(wanted);
    List<Integer> codes = wanted.stream().map(CipherSuite::code).toList();
    return offer(
            parameters -> {
              parameters.setCipherSuites(
                  wanted.stream().map(CipherSuite::ianaName).toArray(String[]::new));
              return only(ProtocolVersion.TLSV1_3).apply(parameters);
            })
        .map(hello -> hello.cipherSuites().stream().filter(code -> code >> 8 == 0x13).toList())
        .filter(codes::equals)
        .isPresent();
  }

  /** Whether a server that was given a hello wants a task to be run. */
  private boolean delegates() {
    SSLEngine client = engine(parameters -> parameters);
    SSLEngine server = context.createSSLEngine();
    server.setUseClientMode(false);
    try {
      ByteBuffer hello = HelloOffer.bytes(client);
      server.beginHandshake();
      server.unwrap(hello, ByteBuffer.allocate(server.getSession().getApplicationBufferSize()));
      return server.getHandshakeStatus() == HandshakeStatus.NEED_TASK;
    } catch (SSLException answeredAtOnce) {
      return false;
    } finally {
      EngineEnd.finish(client);
      EngineEnd.finish(server);
    }
  }

  private Optional<ClientHello> offer(UnaryOperator<SSLParameters> settings) {
    SSLEngine engine;
    try {
      engine = engine(settings);
    } catch (IllegalArgumentException unknownName) {
      return Optional.empty();
    }
    return HelloOffer.of(engine);
  }

  /** A client with every version and suite that the provider lists, and then {@code settings}. */
  private SSLEngine engine(UnaryOperator<SSLParameters> settings) {
    SSLEngine engine = context.createSSLEngine();
    engine.setUseClientMode(true);
    SSLParameters parameters = engine.getSSLParameters();
    parameters.setProtocols(
        Arrays.stream(engine.getSupportedProtocols())
            .filter(name -> ProtocolVersion.ofJsseName(name).isPresent())
            .toArray(String[]::new));
    parameters.setCipherSuites(engine.getSupportedCipherSuites());
    engine.setSSLParameters(settings.apply(parameters));
    return engine;
  }
}
