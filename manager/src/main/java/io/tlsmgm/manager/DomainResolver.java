package io.tlsmgm.manager;

import io.tlsmgm.api.Capabilities;
import io.tlsmgm.api.Capabilities.Feature;
import io.tlsmgm.api.ClientAuth;
import io.tlsmgm.api.KeyEntry;
import io.tlsmgm.api.KeyType;
import io.tlsmgm.api.NamedGroup;
import io.tlsmgm.api.Problem;
import io.tlsmgm.api.Role;
import io.tlsmgm.api.TlsContextConfig;
import io.tlsmgm.api.domain.Material;
import io.tlsmgm.api.domain.TlsDomain;
import io.tlsmgm.manager.cipher.CipherString;
import io.tlsmgm.manager.pki.DomainTrustManager;
import io.tlsmgm.manager.pki.MaterialLoader;
import io.tlsmgm.manager.pki.RefusalListener;
import io.tlsmgm.manager.pki.ResolvedMaterial;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Turns what an operator wrote into what a library gets. What the library cannot do is an error
 * where ignoring it could weaken security (protocol range, ciphers, key), and a warning where it
 * could not ({@code dh_params}, {@code ec_curve}). Whatever is wrong with one setting, the others
 * are looked at too. Safe for use by several threads.
 */
final class DomainResolver {
  private final String library;
  private final Capabilities capabilities;
  private final boolean tls;
  private final SuiteChoice suites;
  private final GroupChoice groups;
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
    this.suites = new SuiteChoice(library, capabilities);
    this.groups = new GroupChoice(capabilities);
    this.refusals = refusals;
    this.applicationProtocols = applicationProtocols;
  }

  /**
   * Empty when the domain cannot be used; the sink has at least one error then, if not the loading
   * of the material has told one.
   *
   * @param loaded what could be read of its files
   */
  Optional<ResolvedDomain> resolve(
      TlsDomain domain, MaterialLoader.Loaded loaded, Consumer<Problem> sink) {
    DomainProblems problems = new DomainProblems(domain, library, sink);
    Optional<CipherString> ciphers = ciphers(domain, problems);
    if (!tls) {
      ciphers.ifPresent(list -> SuiteChoice.check(domain, list, problems));
      GroupChoice.parse(domain, problems);
      return problems.failed()
          ? Optional.empty()
          : loaded.all().map(all -> new ResolvedDomain(all, Optional.empty(), List.of(), false));
    }
    Optional<SuiteChoice.Chosen> chosen = suites.choose(domain, ciphers, problems);
    List<NamedGroup> chosenGroups = groups.choose(domain, ciphers, problems);
    loaded.key().ifPresent(key -> checkKey(domain, key, problems));
    boolean dh = capabilities.has(Feature.DH_PARAMETERS);
    if (domain.dhParams().isPresent() && !dh) {
      problems.notHonoured(
          domain.dhParams().get().location(),
          "dh_params",
          "the library chooses its own Diffie-Hellman groups");
    }
    if (problems.failed() || chosen.isEmpty() || loaded.all().isEmpty()) {
      return Optional.empty();
    }
    ResolvedMaterial material = loaded.all().get();
    TlsContextConfig.Builder config =
        TlsContextConfig.builder(domain.name(), domain.role(), trustManager(domain, material))
            .protocols(chosen.get().protocols())
            .cipherSuites(chosen.get().suites())
            .groups(chosenGroups)
            .clientAuth(clientAuth(domain))
            .applicationProtocols(applicationProtocols);
    // The loader refuses a key that is not the certificate's.
    material.key().ifPresent(config::matchedKey);
    material.dhParameters().filter(parameters -> dh).ifPresent(config::dhParameters);
    return Optional.of(
        new ResolvedDomain(
            material,
            Optional.of(config.build()),
            problems.notHonoured(),
            !capabilities.has(Feature.ANY_SERVER_NAME)));
  }

  /** Tells of filters that the library cannot serve; they count for no context. */
  void checkFilters(TlsDomain domain, Consumer<Problem> sink) {
    if (tls && !capabilities.has(Feature.ANY_SERVER_NAME)) {
      ServerNameLimit.of(domain)
          .ifPresent(
              reason ->
                  new DomainProblems(domain, library, sink)
                      .notHonoured(domain.location(), ServerNameLimit.PARAMETER, reason));
    }
  }

  private DomainTrustManager trustManager(TlsDomain domain, ResolvedMaterial material) {
    return new DomainTrustManager(
        domain.name(),
        domain.role(),
        material.verifier(),
        domain.role() == Role.SERVER || domain.verifyCert(),
        refusals);
  }

  private static ClientAuth clientAuth(TlsDomain domain) {
    if (domain.role() == Role.CLIENT || !domain.verifyCert()) {
      return ClientAuth.NONE;
    }
    return domain.requireCert() ? ClientAuth.NEED : ClientAuth.WANT;
  }

  /** The domain's {@code ciphers_list}; empty when it has none, or a broken one. */
  private Optional<CipherString> ciphers(TlsDomain domain, DomainProblems problems) {
    if (domain.ciphersList().isEmpty()) {
      return Optional.empty();
    }
    TlsDomain.Setting setting = domain.ciphersList().get();
    CipherString ciphers;
    try {
      ciphers = parsedCiphers.computeIfAbsent(setting.value(), CipherString::parse);
    } catch (IllegalArgumentException e) {
      problems.error(setting.location(), "ciphers_list: " + e.getMessage());
      return Optional.empty();
    }
    if (!ciphers.unknown().isEmpty()) {
      problems.warning(
          setting.location(),
          "ciphers_list: nothing is called " + String.join(", ", ciphers.unknown()) + "; ignored");
    }
    return Optional.of(ciphers);
  }

  private void checkKey(TlsDomain domain, KeyEntry key, DomainProblems problems) {
    Optional<KeyType> type = KeyType.of(key.privateKey());
    if (type.isPresent() && capabilities.keyTypes().contains(type.get())) {
      return;
    }
    problems.error(
        domain.privateKey().map(Material::location).orElse(domain.location()),
        "private_key of domain "
            + domain.name()
            + " is "
            + type.map(Enum::name).orElse(key.privateKey().getAlgorithm())
            + ", and tls_library "
            + library
            + " can use only "
            + capabilities.keyTypes());
  }
}
