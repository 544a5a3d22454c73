package io.tlsmgm.manager;

import io.tlsmgm.api.Capabilities;
import io.tlsmgm.api.Capabilities.Feature;
import io.tlsmgm.api.CipherSuite;
import io.tlsmgm.api.ClientAuth;
import io.tlsmgm.api.KeyEntry;
import io.tlsmgm.api.KeyType;
import io.tlsmgm.api.NamedGroup;
import io.tlsmgm.api.Problem;
import io.tlsmgm.api.ProtocolRange;
import io.tlsmgm.api.ProtocolVersion;
import io.tlsmgm.api.Role;
import io.tlsmgm.api.TlsContextConfig;
import io.tlsmgm.api.domain.TlsDomain;
import io.tlsmgm.manager.cipher.CipherString;
import io.tlsmgm.manager.cipher.GroupList;
import io.tlsmgm.manager.pki.DomainTrustManager;
import io.tlsmgm.manager.pki.RefusalListener;
import io.tlsmgm.manager.pki.ResolvedMaterial;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Turns what an operator wrote into what a library gets. What the library cannot do is an error
 * where ignoring it could weaken security (protocol range, ciphers, key), and a warning where it
 * could not ({@code dh_params}, {@code ec_curve}). Safe for use by several threads.
 */
final class DomainResolver {
  private final String library;
  private final Capabilities capabilities;
  private final boolean tls;
  private final RefusalListener refusals;
  private final List<String> applicationProtocols;

  /** Thousands of domains share a few cipher strings. */
  private final Map<String, CipherString> parsedCiphers = new ConcurrentHashMap<>();

  DomainResolver(
      String library,
      Capabilities capabilities,
      RefusalListener refusals,
      List<String> applicationProtocols) {
    this.library = library;
    this.capabilities = capabilities;
    this.tls = !library.equals(LibrarySelector.NONE);
    this.refusals = refusals;
    this.applicationProtocols = applicationProtocols;
  }

  /**
   * Empty when the domain cannot be used; the sink has at least one error then, if not the loading
   * of the material has told one.
   *
   * @param material what was read of its files; empty when that has failed
   */
  Optional<ResolvedDomain> resolve(
      TlsDomain domain, Optional<ResolvedMaterial> material, Consumer<Problem> sink) {
    ErrorCount counting = new ErrorCount(sink);
    Optional<Choice> choice = choose(domain, counting);
    if (material.isEmpty() || choice.isEmpty() || counting.errors > 0) {
      return Optional.empty();
    }
    ResolvedMaterial resolved = material.get();
    if (!tls) {
      return Optional.of(new ResolvedDomain(resolved, Optional.empty(), List.of()));
    }
    if (resolved.key().isPresent() && !keyFits(domain, resolved.key().get(), counting)) {
      return Optional.empty();
    }
    List<String> notHonoured = new ArrayList<>();
    TlsContextConfig.Builder config =
        TlsContextConfig.builder(
                domain.name(),
                domain.role(),
                new DomainTrustManager(
                    domain.name(),
                    domain.role(),
                    resolved.verifier(),
                    domain.role() == Role.SERVER || domain.verifyCert(),
                    refusals))
            .protocols(choice.get().protocols())
            .cipherSuites(choice.get().suites())
            .groups(groups(domain, counting, notHonoured))
            .clientAuth(clientAuth(domain))
            .applicationProtocols(applicationProtocols);
    // The loader refuses a key that is not the certificate's.
    resolved.key().ifPresent(config::matchedKey);
    resolved
        .dhParameters()
        .ifPresent(
            dh -> {
              if (capabilities.has(Feature.DH_PARAMETERS)) {
                config.dhParameters(dh);
              } else {
                notHonoured(
                    domain,
                    "dh_params",
                    "the library chooses its own Diffie-Hellman groups",
                    domain.dhParams().map(m -> m.location()).orElse(""),
                    counting,
                    notHonoured);
              }
            });
    if (counting.errors > 0) {
      return Optional.empty();
    }
    return Optional.of(new ResolvedDomain(resolved, Optional.of(config.build()), notHonoured));
  }

  private static ClientAuth clientAuth(TlsDomain domain) {
    if (domain.role() == Role.CLIENT || !domain.verifyCert()) {
      return ClientAuth.NONE;
    }
    return domain.requireCert() ? ClientAuth.NEED : ClientAuth.WANT;
  }

  /** Protocol range and suites, which depend on each other. */
  private Optional<Choice> choose(TlsDomain domain, ErrorCount sink) {
    Optional<CipherString> ciphers = Optional.empty();
    if (domain.ciphersList().isPresent()) {
      TlsDomain.Setting setting = domain.ciphersList().get();
      try {
        ciphers = Optional.of(parsedCiphers.computeIfAbsent(setting.value(), CipherString::parse));
      } catch (IllegalArgumentException e) {
        sink.error(setting.location(), domain, "ciphers_list: " + e.getMessage());
        return Optional.empty();
      }
      List<String> unknown = ciphers.get().unknown();
      if (!unknown.isEmpty()) {
        sink.warning(
            setting.location(),
            domain,
            "ciphers_list: nothing is called " + String.join(", ", unknown) + "; ignored");
      }
    }
    if (!tls) {
      return Optional.of(new Choice(ProtocolRange.ALL, List.of()));
    }
    Optional<ProtocolRange> range = protocols(domain, sink);
    if (range.isEmpty()) {
      return Optional.empty();
    }
    return ciphers.isEmpty()
        ? defaultSuites(domain, range.get(), sink)
        : suites(domain, range.get(), ciphers.get(), sink);
  }

  private Optional<ProtocolRange> protocols(TlsDomain domain, ErrorCount sink) {
    if (domain.method().range().isEmpty()) {
      Optional<ProtocolRange> enabled = ProtocolRange.ALL.narrowTo(capabilities.defaultProtocols());
      if (enabled.isEmpty()) {
        sink.error(
            domain.location(), domain, "tls_library " + library + " has no protocol enabled");
      }
      return enabled;
    }
    ProtocolRange asked = domain.method().range().get();
    Optional<ProtocolRange> narrowed = asked.narrowTo(capabilities.protocols());
    if (narrowed.isEmpty()) {
      sink.error(
          domain.methodLocation(),
          domain,
          "tls_method "
              + domain.method()
              + ": tls_library "
              + library
              + " can do only "
              + methods(capabilities.protocols()));
      return Optional.empty();
    }
    ProtocolRange got = narrowed.get();
    boolean lowCut = got.min() != asked.min() && !domain.method().openMin();
    boolean highCut = got.max() != asked.max() && !domain.method().openMax();
    if (lowCut || highCut) {
      sink.warning(
          domain.methodLocation(),
          domain,
          "tls_method "
              + domain.method()
              + " is narrowed to "
              + got
              + ": tls_library "
              + library
              + " can do only "
              + methods(capabilities.protocols()));
    }
    return narrowed;
  }

  private static String methods(Set<ProtocolVersion> versions) {
    return versions.stream().map(ProtocolVersion::methodName).collect(Collectors.joining(", "));
  }

  private Optional<Choice> defaultSuites(TlsDomain domain, ProtocolRange range, ErrorCount sink) {
    List<CipherSuite> usable =
        capabilities.defaultCipherSuites().stream().filter(s -> allowed(s, range)).toList();
    if (usable.isEmpty()) {
      sink.error(
          domain.methodLocation(),
          domain,
          "tls_method "
              + domain.method()
              + ": tls_library "
              + library
              + " enables no cipher suite for "
              + range
              + "; name some in ciphers_list");
      return Optional.empty();
    }
    return Optional.of(new Choice(fit(range, usable), usable));
  }

  private Optional<Choice> suites(
      TlsDomain domain, ProtocolRange range, CipherString ciphers, ErrorCount sink) {
    TlsDomain.Setting setting = domain.ciphersList().orElseThrow();
    List<CipherSuite> offered13 =
        capabilities.defaultCipherSuites().stream().filter(CipherSuite::isTls13).toList();
    // As in OpenSSL, a list that names no TLS 1.3 suite leaves those of TLS 1.3 alone.
    List<CipherSuite> wanted13 =
        (ciphers.tls13Suites().isEmpty() ? offered13 : ciphers.tls13Suites())
            .stream().filter(s -> ciphers.permits(s) && usable(s)).toList();
    List<CipherSuite> legacy =
        ciphers.permittedLegacySuites().stream().filter(this::usable).toList();

    List<CipherSuite> chosen = new ArrayList<>();
    if (range.contains(ProtocolVersion.TLSV1_3)) {
      chosen.addAll(wanted13);
    }
    legacy.stream().filter(s -> allowed(s, range)).forEach(chosen::add);

    boolean nothingNamed = legacy.isEmpty() && ciphers.tls13Suites().isEmpty();
    if (nothingNamed || chosen.isEmpty()) {
      sink.error(
          setting.location(),
          domain,
          "ciphers_list '"
              + setting.value()
              + "' leaves no cipher suite that tls_library "
              + library
              + " can use with tls_method "
              + domain.method()
              + "; see 'openssl ciphers -v' for what a list means");
      return Optional.empty();
    }
    if (range.contains(ProtocolVersion.TLSV1_3)
        && !wanted13.isEmpty()
        && !capabilities.has(Feature.TLS13_SUITE_SELECTION)
        && !new LinkedHashSet<>(wanted13).containsAll(offered13)) {
      sink.error(
          setting.location(),
          domain,
          "ciphers_list names some suites of TLS 1.3, and tls_library "
              + library
              + " always offers all of them: "
              + names(offered13)
              + "; name all, none, or set tls_method to -TLSv1_2");
      return Optional.empty();
    }
    return Optional.of(new Choice(fit(range, chosen), chosen));
  }

  /** A version without any suite could only fail, so the range shrinks to what the suites serve. */
  private static ProtocolRange fit(ProtocolRange range, List<CipherSuite> suites) {
    EnumSet<ProtocolVersion> served = EnumSet.noneOf(ProtocolVersion.class);
    for (ProtocolVersion version : range.versions()) {
      if (suites.stream().anyMatch(s -> s.allowedIn(version))) {
        served.add(version);
      }
    }
    return range.narrowTo(served).orElse(range);
  }

  private boolean usable(CipherSuite suite) {
    return capabilities.cipherSuites().contains(suite);
  }

  private static boolean allowed(CipherSuite suite, ProtocolRange range) {
    return range.versions().stream().anyMatch(suite::allowedIn);
  }

  private static String names(List<CipherSuite> suites) {
    return suites.stream().map(CipherSuite::opensslName).collect(Collectors.joining(":"));
  }

  private List<NamedGroup> groups(TlsDomain domain, ErrorCount sink, List<String> notHonoured) {
    if (domain.ecCurve().isEmpty()) {
      return suiteBGroups(domain, sink, notHonoured);
    }
    TlsDomain.Setting setting = domain.ecCurve().get();
    List<NamedGroup> asked;
    try {
      asked = GroupList.parse(setting.value());
    } catch (IllegalArgumentException e) {
      sink.error(setting.location(), domain, "ec_curve: " + e.getMessage());
      return List.of();
    }
    if (!capabilities.has(Feature.GROUP_SELECTION)) {
      notHonoured(
          domain,
          "ec_curve",
          "the library chooses its own groups here",
          setting.location(),
          sink,
          notHonoured);
      return List.of();
    }
    List<NamedGroup> usable = asked.stream().filter(capabilities.groups()::contains).toList();
    if (usable.size() < asked.size()) {
      String missing =
          asked.stream()
              .filter(g -> !usable.contains(g))
              .map(NamedGroup::ianaName)
              .collect(Collectors.joining(", "));
      notHonoured(
          domain,
          "ec_curve",
          "the library does not have "
              + missing
              + (usable.isEmpty() ? ", so its own groups stay" : ""),
          setting.location(),
          sink,
          notHonoured);
    }
    return usable;
  }

  /** The Suite B words of a cipher string choose groups as well (RFC 6460). */
  private List<NamedGroup> suiteBGroups(
      TlsDomain domain, ErrorCount sink, List<String> notHonoured) {
    if (domain.ciphersList().isEmpty()) {
      return List.of();
    }
    TlsDomain.Setting setting = domain.ciphersList().get();
    CipherString ciphers = parsedCiphers.get(setting.value());
    if (ciphers == null || ciphers.suiteBGroups().isEmpty()) {
      return List.of();
    }
    if (capabilities.has(Feature.GROUP_SELECTION)) {
      return ciphers.suiteBGroups();
    }
    notHonoured(
        domain,
        "ciphers_list",
        "the groups of Suite B cannot be chosen here",
        setting.location(),
        sink,
        notHonoured);
    return List.of();
  }

  private void notHonoured(
      TlsDomain domain,
      String parameter,
      String reason,
      String location,
      ErrorCount sink,
      List<String> notHonoured) {
    notHonoured.add(parameter + ": " + reason);
    sink.warning(
        location,
        domain,
        parameter
            + " of domain "
            + domain.name()
            + " cannot be honoured by tls_library "
            + library
            + ": "
            + reason);
  }

  private boolean keyFits(TlsDomain domain, KeyEntry key, ErrorCount sink) {
    Optional<KeyType> type = KeyType.of(key.privateKey());
    if (type.isPresent() && capabilities.keyTypes().contains(type.get())) {
      return true;
    }
    sink.error(
        domain.privateKey().map(m -> m.location()).orElse(domain.location()),
        domain,
        "private_key of domain "
            + domain.name()
            + " is "
            + type.map(Enum::name).orElse(key.privateKey().getAlgorithm())
            + ", and tls_library "
            + library
            + " can use only "
            + capabilities.keyTypes());
    return false;
  }

  /** What the two choices came to. */
  private record Choice(ProtocolRange protocols, List<CipherSuite> suites) {}

  /** Passes problems on and remembers whether one was an error. */
  private static final class ErrorCount implements Consumer<Problem> {
    private final Consumer<Problem> sink;
    private int errors;

    ErrorCount(Consumer<Problem> sink) {
      this.sink = sink;
    }

    @Override
    public void accept(Problem problem) {
      if (problem.isError()) {
        errors++;
      }
      sink.accept(problem);
    }

    void error(String location, TlsDomain domain, String message) {
      accept(Problem.error(location, domain.name(), message));
    }

    void warning(String location, TlsDomain domain, String message) {
      accept(Problem.warning(location, domain.name(), message));
    }
  }
}
