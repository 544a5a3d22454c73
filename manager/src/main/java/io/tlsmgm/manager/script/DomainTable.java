package io.tlsmgm.manager.script;

import io.tlsmgm.api.Role;
import io.tlsmgm.api.domain.AddressFilter;
import io.tlsmgm.api.domain.IpLiteral;
import io.tlsmgm.api.domain.TlsDomain;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The domains of a script. Values wait until every definition is known, so that lines may come in
 * any order.
 */
final class DomainTable {
  // Guessing at a name compares it with all others: only where that is cheap.
  private static final int MAX_GUESSED = 50;

  private final Path directory;
  private final ProblemLog problems;
  private final DomainValues values;
  private final List<DomainDraft> drafts = new ArrayList<>();
  private final Map<String, DomainDraft> servers = new HashMap<>();
  private final Map<String, DomainDraft> clients = new HashMap<>();
  private final List<Value> pending = new ArrayList<>();
  private final Set<String> sharedNames = new HashSet<>();
  private boolean addressSeen;
  private @Nullable Place firstUnnamed;
  private int unnamedCount;

  private record Value(Parameter parameter, String name, String domain, String text, Place place) {
    boolean isUnnamed() {
      return domain.isEmpty();
    }
  }

  DomainTable(Path directory, ProblemLog problems) {
    this.directory = directory;
    this.problems = problems;
    this.values = new DomainValues(directory);
  }

  /**
   * Adds a domain: {@code NAME}, or in 2.x {@code NAME=IP:port}.
   *
   * @param parameter the name of the parameter as written
   */
  void define(Role role, String parameter, String value, Place place) {
    int equals = value.indexOf('=');
    String name = (equals < 0 ? value : value.substring(0, equals)).strip();
    String defect = Values.defect(name, false).orElse(null);
    if (defect != null) {
      problems.error(place, parameter + ": the name of the domain: " + defect);
      return;
    }
    if (name.startsWith("[")) {
      String bare = name.substring(name.indexOf(']') + 1).strip();
      problems.error(
          place,
          parameter
              + " "
              + ProblemLog.quote(value)
              + ": a definition has no [domain] before it; write the name alone"
              + (name.indexOf(']') < 0 || bare.isEmpty() ? "" : ", such as " + bare));
      return;
    }
    Map<String, DomainDraft> domains = role == Role.SERVER ? servers : clients;
    DomainDraft draft = domains.get(name);
    if (draft == null) {
      draft = add(name, role, place, false);
    } else if (draft.isImplicit()) {
      draft.define(place);
    } else {
      problems.error(
          place,
          name,
          parameter
              + ": "
              + ProblemLog.quote(name)
              + " is defined twice; the first definition is at "
              + draft.place().location());
    }
    if (equals >= 0) {
      addressSeen = true;
      address(draft, parameter, value.substring(equals + 1), place);
    }
  }

  private void address(DomainDraft draft, String parameter, String address, Place place) {
    try {
      if (!address.isBlank()) {
        requireSound(address);
      }
      draft.addresses.add(AddressFilter.parse(address));
    } catch (IllegalArgumentException e) {
      problems.error(
          place, draft.name(), parameter + " of the form NAME=IP:port: " + e.getMessage());
    }
  }

  private static void requireSound(String value) {
    String defect = Values.defect(value, false).orElse(null);
    if (defect != null) {
      throw new IllegalArgumentException(defect);
    }
  }

  /**
   * Notes a value.
   *
   * @param name the name of the parameter as written
   * @param written {@code [domain]value}, or {@code value} for the default domains of 2.x
   */
  void value(Parameter parameter, String name, String written, Place place) {
    String domain = "";
    String text = written;
    if (written.startsWith("[")) {
      int end = written.indexOf(']');
      if (end < 0) {
        problems.error(
            place,
            name + " " + ProblemLog.quote(written) + ": ']' is missing; write [domain]value");
        return;
      }
      domain = written.substring(1, end).strip();
      text = written.substring(end + 1).strip();
      if (domain.isEmpty()) {
        problems.error(
            place,
            name
                + " "
                + ProblemLog.quote(written)
                + ": the name of the domain is empty; write [domain]value");
        return;
      }
    } else if (parameter == Parameter.MATCH_IP_ADDRESS || parameter == Parameter.MATCH_SIP_DOMAIN) {
      problems.error(
          place,
          name
              + " "
              + ProblemLog.quote(written)
              + ": there is no domain to match; write [domain]value");
      return;
    }
    if (parameter == Parameter.MATCH_IP_ADDRESS && IpLiteral.parse(domain).isPresent()) {
      problems.error(
          place,
          name
              + " "
              + ProblemLog.quote(written)
              + ": the name of a domain stands before the address; write [domain]"
              + written);
      return;
    }
    if (domain.isEmpty()) {
      unnamed(place);
    }
    pending.add(new Value(parameter, name, domain, text, place));
  }

  /** The 2.x default domains exist from here on. */
  private void unnamed(Place place) {
    if (unnamedCount++ == 0) {
      firstUnnamed = place;
    }
    for (Role role : new Role[] {Role.SERVER, Role.CLIENT}) {
      Map<String, DomainDraft> domains = role == Role.SERVER ? servers : clients;
      if (!domains.containsKey(TlsDomain.DEFAULT_NAME)) {
        add(TlsDomain.DEFAULT_NAME, role, place, true);
      }
    }
  }

  private DomainDraft add(String name, Role role, Place place, boolean implicit) {
    DomainDraft draft = new DomainDraft(name, role, place, implicit);
    (role == Role.SERVER ? servers : clients).put(name, draft);
    drafts.add(draft);
    return draft;
  }

  /** Applies the values and gives the domains in the order of their definitions. */
  List<TlsDomain> build() {
    pending.forEach(this::apply);
    warnOfUnnamed();
    return drafts.stream().map(draft -> draft.build(TlsDomain.Source.SCRIPT, directory)).toList();
  }

  private void apply(Value value) {
    List<DomainDraft> targets = targets(value);
    String domain = value.isUnnamed() ? TlsDomain.DEFAULT_NAME : value.domain();
    Consumer<DomainDraft> change;
    try {
      requireSound(value.text());
      change = values.parse(value.parameter(), value.text(), value.place().location());
    } catch (IllegalArgumentException e) {
      problems.error(value.place(), domain, value.name() + ": " + e.getMessage());
      return;
    }
    targets.forEach(change);
  }

  private List<DomainDraft> targets(Value value) {
    String name = value.isUnnamed() ? TlsDomain.DEFAULT_NAME : value.domain();
    DomainDraft server = servers.get(name);
    DomainDraft client = clients.get(name);
    if (server != null && client != null) {
      if (value.isUnnamed() || (server.isImplicit() && client.isImplicit())) {
        return List.of(server, client);
      }
      if (sharedNames.add(name)) {
        problems.warning(
            value.place(),
            name,
            value.name()
                + ": a server and a client domain are both named "
                + ProblemLog.quote(name)
                + "; this and every other value of ["
                + name
                + "] goes to the server domain, so give"
                + " the client domain a name of its own");
      }
      return List.of(server);
    }
    DomainDraft only = server != null ? server : client;
    if (only == null) {
      problems.error(value.place(), name, undefined(value));
      return List.of();
    }
    return List.of(only);
  }

  private String undefined(Value value) {
    String hint = "; define it with server_domain or client_domain";
    if (drafts.size() <= MAX_GUESSED) {
      List<String> names = drafts.stream().map(DomainDraft::name).distinct().toList();
      String defined = hint;
      hint =
          Spelling.nearest(value.domain(), names)
              .map(name -> "; did you mean " + ProblemLog.quote(name) + "?")
              .orElse(defined);
    }
    return value.name()
        + ": the domain "
        + ProblemLog.quote(value.domain())
        + " is never defined"
        + hint;
  }

  private void warnOfUnnamed() {
    Place first = firstUnnamed;
    boolean named = drafts.stream().anyMatch(draft -> !draft.isImplicit());
    if (first == null || !named || addressSeen) {
      return;
    }
    int others = unnamedCount - 1;
    problems.warning(
        first,
        TlsDomain.DEFAULT_NAME,
        "a value without [domain] sets the 2.x domain 'default'"
            + (others == 0 ? "" : ", as " + others + " more do")
            + "; from now on every connection that matches no other domain gets it. Write"
            + " [domain]value to set a domain of this script");
  }
}
