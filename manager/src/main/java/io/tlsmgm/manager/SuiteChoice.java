package io.tlsmgm.manager;

import io.tlsmgm.api.Capabilities;
import io.tlsmgm.api.Capabilities.Feature;
import io.tlsmgm.api.CipherSuite;
import io.tlsmgm.api.ProtocolRange;
import io.tlsmgm.api.ProtocolVersion;
import io.tlsmgm.api.domain.TlsDomain;
import io.tlsmgm.manager.cipher.CipherString;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Protocol range and cipher suites, which depend on each other. Immutable and thread-safe. */
final class SuiteChoice {
  private static final String HINT = "; see 'openssl ciphers -v' for what a list means";

  private final String library;
  private final Capabilities capabilities;

  SuiteChoice(String library, Capabilities capabilities) {
    this.library = library;
    this.capabilities = capabilities;
  }

  /** What the two came to. */
  record Chosen(ProtocolRange protocols, List<CipherSuite> suites) {}

  /**
   * Chooses for a domain; empty when an error was told.
   *
   * @param ciphers the domain's {@code ciphers_list}; empty when it has none, or a broken one
   */
  Optional<Chosen> choose(
      TlsDomain domain, Optional<CipherString> ciphers, DomainProblems problems) {
    Optional<ProtocolRange> range = protocols(domain, problems);
    if (ciphers.isEmpty()) {
      return domain.ciphersList().isPresent()
          ? Optional.empty()
          : range.flatMap(versions -> defaultSuites(domain, versions, problems));
    }
    if (range.isEmpty()) {
      // Some lists leave nothing whatever the versions are, and that is told in the same go.
      if (namesNothing(ciphers.get(), legacy(ciphers.get()))) {
        problems.error(
            domain.ciphersList().orElseThrow().location(),
            leavesNothing(domain) + " that tls_library " + library + " can use" + HINT);
      }
      return Optional.empty();
    }
    return suites(domain, range.get(), ciphers.get(), problems);
  }

  /** Tells of a list that leaves nothing, whatever the library. */
  static void check(TlsDomain domain, CipherString ciphers, DomainProblems problems) {
    if (namesNothing(ciphers, ciphers.permittedLegacySuites())) {
      problems.error(domain.ciphersList().orElseThrow().location(), leavesNothing(domain) + HINT);
    }
  }

  private static String leavesNothing(TlsDomain domain) {
    return "ciphers_list '"
        + domain.ciphersList().orElseThrow().value()
        + "' leaves no cipher suite";
  }

  private static boolean namesNothing(CipherString ciphers, List<CipherSuite> legacy) {
    return legacy.isEmpty() && ciphers.tls13Suites().isEmpty();
  }

  private List<CipherSuite> legacy(CipherString ciphers) {
    return ciphers.permittedLegacySuites().stream().filter(this::usable).toList();
  }

  private Optional<ProtocolRange> protocols(TlsDomain domain, DomainProblems problems) {
    if (domain.method().range().isEmpty()) {
      Optional<ProtocolRange> enabled = ProtocolRange.ALL.narrowTo(capabilities.defaultProtocols());
      if (enabled.isEmpty()) {
        problems.error(domain.location(), "tls_library " + library + " has no protocol enabled");
      }
      return enabled;
    }
    ProtocolRange asked = domain.method().range().get();
    Optional<ProtocolRange> narrowed = asked.narrowTo(capabilities.protocols());
    if (narrowed.isEmpty()) {
      problems.error(
          domain.methodLocation(),
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
      problems.warning(
          domain.methodLocation(),
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

  private Optional<Chosen> defaultSuites(
      TlsDomain domain, ProtocolRange range, DomainProblems problems) {
    List<CipherSuite> usable =
        capabilities.defaultCipherSuites().stream().filter(s -> allowed(s, range)).toList();
    if (usable.isEmpty()) {
      problems.error(
          domain.methodLocation(),
          "tls_method "
              + domain.method()
              + ": tls_library "
              + library
              + " enables no cipher suite for "
              + range
              + "; name some in ciphers_list");
      return Optional.empty();
    }
    return Optional.of(new Chosen(fit(range, usable), usable));
  }

  private Optional<Chosen> suites(
      TlsDomain domain, ProtocolRange range, CipherString ciphers, DomainProblems problems) {
    TlsDomain.Setting setting = domain.ciphersList().orElseThrow();
    List<CipherSuite> offered13 =
        capabilities.defaultCipherSuites().stream().filter(CipherSuite::isTls13).toList();
    // As in OpenSSL, a list that names no TLS 1.3 suite leaves those of TLS 1.3 alone.
    List<CipherSuite> wanted13 =
        (ciphers.tls13Suites().isEmpty() ? offered13 : ciphers.tls13Suites())
            .stream().filter(s -> ciphers.permits(s) && usable(s)).toList();
    List<CipherSuite> legacy = legacy(ciphers);

    List<CipherSuite> chosen = new ArrayList<>();
    if (range.contains(ProtocolVersion.TLSV1_3)) {
      chosen.addAll(wanted13);
    }
    legacy.stream().filter(s -> allowed(s, range)).forEach(chosen::add);

    if (namesNothing(ciphers, legacy) || chosen.isEmpty()) {
      problems.error(
          setting.location(),
          leavesNothing(domain)
              + " that tls_library "
              + library
              + " can use with tls_method "
              + domain.method()
              + HINT);
      return Optional.empty();
    }
    if (range.contains(ProtocolVersion.TLSV1_3)
        && !wanted13.isEmpty()
        && !capabilities.has(Feature.TLS13_SUITE_SELECTION)
        && !new LinkedHashSet<>(wanted13).containsAll(offered13)) {
      problems.error(
          setting.location(),
          "ciphers_list names some suites of TLS 1.3, and tls_library "
              + library
              + " always offers all of them: "
              + names(offered13)
              + "; name all, none, or set tls_method to -TLSv1_2");
      return Optional.empty();
    }
    return Optional.of(new Chosen(fit(range, chosen), chosen));
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
}
