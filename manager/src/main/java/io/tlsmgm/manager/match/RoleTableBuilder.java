package io.tlsmgm.manager.match;

import io.tlsmgm.api.Problem;
import io.tlsmgm.api.Role;
import io.tlsmgm.api.domain.AddressFilter;
import io.tlsmgm.api.domain.SipDomainFilter;
import io.tlsmgm.api.domain.TlsDomain;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Collects the domains of one role, settles ties and says so. */
final class RoleTableBuilder<T> {
  private final Map<String, Candidate<T>> domains = new HashMap<>();
  private final List<Problem> replaced = new ArrayList<>();
  private final String role;
  private int next;

  RoleTableBuilder(Role role) {
    this.role = role.name().toLowerCase(Locale.ROOT);
  }

  void add(TlsDomain domain, T value) {
    domain.addresses().stream().filter(a -> !a.isAny()).forEach(AddressKey::of);
    Candidate<T> added = new Candidate<>(domain, Optional.of(value), next);
    Candidate<T> present = domains.get(domain.name());
    if (present == null) {
      domains.put(domain.name(), added);
    } else if (domain.isDefault() && domain.source() != present.domain().source()) {
      boolean addedWins = domain.source() == TlsDomain.Source.DATABASE;
      domains.put(domain.name(), addedWins ? added : present);
      replaced.add(replacement(addedWins ? added : present, addedWins ? present : added));
    } else {
      throw new IllegalArgumentException(
          role
              + " domain "
              + added.description()
              + " is defined already: "
              + present.description());
    }
    next++;
  }

  private Problem replacement(Candidate<T> winner, Candidate<T> loser) {
    return warning(
        loser,
        role
            + " domain "
            + loser.description()
            + " is not used: "
            + winner.description()
            + " of the database takes its place");
  }

  RoleTable<T> build(List<Problem> warnings) {
    warnings.addAll(replaced);
    Map<AddressKey, Map<String, Entry<T>>> exact = new HashMap<>();
    Map<String, Entry<T>> any = new LinkedHashMap<>();
    // Winners come first, so a filter that is there already stays.
    for (Candidate<T> candidate :
        domains.values().stream().sorted(Candidate.winnersFirst()).toList()) {
      if (isPureFallback(candidate.domain())) {
        continue;
      }
      List<SipPattern> patterns = compile(candidate, warnings);
      for (AddressFilter address : candidate.domain().addresses()) {
        Map<String, Entry<T>> list =
            address.isAny()
                ? any
                : exact.computeIfAbsent(AddressKey.of(address), k -> new LinkedHashMap<>());
        for (SipPattern pattern : patterns) {
          insert(list, new Entry<>(pattern, candidate), address, warnings);
        }
      }
    }
    return table(exact, any);
  }

  private RoleTable<T> table(
      Map<AddressKey, Map<String, Entry<T>>> exact, Map<String, Entry<T>> any) {
    Candidate<T> fallback = domains.get(TlsDomain.DEFAULT_NAME);
    Map<AddressKey, ServerCandidates<T>> lists = new HashMap<>();
    exact.forEach((key, list) -> lists.put(key, candidates(list, fallback)));
    return new RoleTable<>(
        lists, any.isEmpty() && fallback == null ? null : candidates(any, fallback), domains);
  }

  private static <T> ServerCandidates<T> candidates(
      Map<String, Entry<T>> list, @Nullable Candidate<T> fallback) {
    return new ServerCandidates<>(List.copyOf(list.values()), fallback);
  }

  private List<SipPattern> compile(Candidate<T> candidate, List<Problem> warnings) {
    TlsDomain domain = candidate.domain();
    if (domain.isDefault()) {
      warnings.add(
          warning(
              candidate,
              role
                  + " domain "
                  + candidate.description()
                  + " has filters of its own; apart from these it is used wherever no other domain"
                  + " matches, because of its name"));
    }
    List<SipPattern> patterns = new ArrayList<>();
    for (SipDomainFilter filter : domain.sipDomains()) {
      try {
        patterns.add(SipPattern.of(filter));
      } catch (IllegalArgumentException e) {
        warnings.add(
            warning(
                candidate, role + " domain " + candidate.description() + ": " + e.getMessage()));
      }
    }
    return patterns;
  }

  private void insert(
      Map<String, Entry<T>> list, Entry<T> entry, AddressFilter address, List<Problem> warnings) {
    Entry<T> present = list.putIfAbsent(entry.pattern().key(), entry);
    if (present == null || present.candidate().order() == entry.candidate().order()) {
      return;
    }
    Candidate<T> winner = present.candidate();
    Candidate<T> loser = entry.candidate();
    warnings.add(
        warning(
            loser,
            role
                + " domains "
                + loser.description()
                + " and "
                + winner.description()
                + " both have match_sip_domain '"
                + entry.pattern()
                + "' at match_ip_address '"
                + address
                + "'; '"
                + winner.domain().name()
                + "' is used, because "
                + winner.reasonToWin(loser)));
  }

  private static boolean isPureFallback(TlsDomain domain) {
    return domain.isDefault()
        && domain.addresses().stream().allMatch(AddressFilter::isAny)
        && domain.sipDomains().stream().allMatch(SipDomainFilter::isAny);
  }

  private static Problem warning(Candidate<?> about, String message) {
    return Problem.warning(about.domain().location(), about.domain().name(), message);
  }
}
