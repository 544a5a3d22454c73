package io.tlsmgm.manager;

import io.tlsmgm.api.Capabilities;
import io.tlsmgm.api.Capabilities.Feature;
import io.tlsmgm.api.NamedGroup;
import io.tlsmgm.api.domain.TlsDomain;
import io.tlsmgm.manager.cipher.CipherString;
import io.tlsmgm.manager.cipher.GroupList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The groups of a domain's key exchange. Immutable and thread-safe. */
final class GroupChoice {
  private final Capabilities capabilities;

  GroupChoice(Capabilities capabilities) {
    this.capabilities = capabilities;
  }

  /**
   * Chooses for a domain, in order of preference; empty for those of the library.
   *
   * @param ciphers the domain's {@code ciphers_list}; empty when it has none, or a broken one
   */
  List<NamedGroup> choose(
      TlsDomain domain, Optional<CipherString> ciphers, DomainProblems problems) {
    if (domain.ecCurve().isEmpty()) {
      return suiteB(domain, ciphers, problems);
    }
    String location = domain.ecCurve().get().location();
    List<NamedGroup> asked = parse(domain, problems);
    if (asked.isEmpty()) {
      return asked;
    }
    if (!capabilities.has(Feature.GROUP_SELECTION)) {
      problems.notHonoured(location, "ec_curve", "the library chooses its own groups here");
      return List.of();
    }
    List<NamedGroup> usable = asked.stream().filter(capabilities.groups()::contains).toList();
    if (usable.size() < asked.size()) {
      String missing =
          asked.stream()
              .filter(g -> !usable.contains(g))
              .map(NamedGroup::ianaName)
              .collect(Collectors.joining(", "));
      problems.notHonoured(
          location,
          "ec_curve",
          "the library does not have "
              + missing
              + (usable.isEmpty() ? ", so its own groups stay" : ""));
    }
    return usable;
  }

  /** What {@code ec_curve} names, whatever the library; empty when it is not set, or broken. */
  static List<NamedGroup> parse(TlsDomain domain, DomainProblems problems) {
    if (domain.ecCurve().isEmpty()) {
      return List.of();
    }
    TlsDomain.Setting setting = domain.ecCurve().get();
    try {
      return GroupList.parse(setting.value());
    } catch (IllegalArgumentException e) {
      problems.error(setting.location(), "ec_curve: " + e.getMessage());
      return List.of();
    }
  }

  /** The Suite B words of a cipher string choose groups as well (RFC 6460). */
  private List<NamedGroup> suiteB(
      TlsDomain domain, Optional<CipherString> ciphers, DomainProblems problems) {
    List<NamedGroup> groups = ciphers.map(CipherString::suiteBGroups).orElse(List.of());
    if (groups.isEmpty() || capabilities.has(Feature.GROUP_SELECTION)) {
      return groups;
    }
    problems.notHonoured(
        domain.ciphersList().orElseThrow().location(),
        "ciphers_list",
        "the groups of Suite B cannot be chosen here");
    return List.of();
  }
}
