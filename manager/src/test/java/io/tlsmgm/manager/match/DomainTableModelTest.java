package io.tlsmgm.manager.match;

import static org.assertj.core.api.Assertions.assertThat;

import io.tlsmgm.api.Role;
import io.tlsmgm.api.domain.AddressFilter;
import io.tlsmgm.api.domain.SipDomainFilter;
import io.tlsmgm.api.domain.TlsDomain;
import io.tlsmgm.api.domain.TlsDomain.Source;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The tables give what the rules give when they are followed word by word, one filter a time. */
class DomainTableModelTest {
  private static final List<String> ADDRESSES = List.of("*", "10.0.0.1:5061", "10.0.0.2:5061");

  /** A filter as the model sees it. */
  private record Filter(TlsDomain domain, int order, String text) {
    boolean matches(Optional<String> name, Role role) {
      if (text.equals("*")) {
        return true;
      }
      if (text.equals("none")) {
        return name.isEmpty() && role == Role.SERVER;
      }
      return name.isPresent() && glob(text, name.get());
    }

    boolean better(Filter other) {
      int[] mine = rank();
      int[] theirs = other.rank();
      for (int i = 0; i < mine.length; i++) {
        if (mine[i] != theirs[i]) {
          return mine[i] > theirs[i];
        }
      }
      return false; // two filters of one domain: either will do
    }

    /** The order of the rules, the highest wins. */
    private int[] rank() {
      boolean wild = text.contains("*") || text.contains("?") || text.contains("[");
      int group = text.equals("*") ? 0 : wild ? 1 : 2;
      String withoutBrackets = text.replaceAll("\\[[^]]*]", "?");
      int literals = wild ? withoutBrackets.replaceAll("[*?]", "").length() : 0;
      int demanded = wild ? withoutBrackets.replaceAll("[^?]", "").length() : 0;
      int source = domain.source() == Source.DATABASE ? 1 : 0;
      return new int[] {group, literals, demanded, source, order};
    }
  }

  /** Straight from the definition of a pattern; exponential, for short names. */
  private static boolean glob(String pattern, String name) {
    if (pattern.isEmpty()) {
      return name.isEmpty();
    }
    char first = pattern.charAt(0);
    if (first == '*') {
      return glob(pattern.substring(1), name)
          || (!name.isEmpty() && glob(pattern, name.substring(1)));
    }
    if (name.isEmpty()) {
      return false;
    }
    if (first == '[') {
      int end = pattern.indexOf(']');
      boolean negated = pattern.charAt(1) == '!';
      boolean member = pattern.substring(negated ? 2 : 1, end).indexOf(name.charAt(0)) >= 0;
      return member != negated && glob(pattern.substring(end + 1), name.substring(1));
    }
    return (first == '?' || first == name.charAt(0))
        && glob(pattern.substring(1), name.substring(1));
  }

  private static Optional<String> model(
      List<TlsDomain> domains, Role role, String address, Optional<String> name) {
    Optional<String> normal =
        name.map(n -> n.toLowerCase(Locale.ROOT)).map(n -> n.replaceAll("\\.$", ""));
    boolean exists = !filters(domains, address).isEmpty();
    Filter best = null;
    for (Filter filter : filters(domains, exists ? address : "*")) {
      if (filter.matches(normal, role) && (best == null || filter.better(best))) {
        best = filter;
      }
    }
    if (best != null) {
      return Optional.of(best.domain.name());
    }
    return domains.stream().map(TlsDomain::name).filter("default"::equals).findFirst();
  }

  private static List<Filter> filters(List<TlsDomain> domains, String address) {
    List<Filter> filters = new ArrayList<>();
    for (int i = 0; i < domains.size(); i++) {
      TlsDomain domain = domains.get(i);
      boolean here = domain.addresses().stream().anyMatch(a -> a.canonical().equals(address));
      if (here && !domain.isDefault()) {
        for (String text : domain.sipDomains().stream().map(SipDomainFilter::text).toList()) {
          String normal = text.toLowerCase(Locale.ROOT).replaceAll("(?<=.)\\.$", "");
          filters.add(new Filter(domain, i, normal));
        }
      }
    }
    // A domain may have a filter twice; that is one filter.
    return filters.stream().distinct().toList();
  }

  @Property(tries = 3000)
  void agreesWithTheModel(
      @ForAll("domains") List<TlsDomain> domains,
      @ForAll("names") Optional<String> name,
      @ForAll("port") int port)
      throws UnknownHostException {
    DomainTable.Builder<String> builder = DomainTable.builder();
    domains.forEach(d -> builder.add(d, d.name()));
    DomainTable<String> table = builder.build();
    InetAddress address = InetAddress.getByName("10.0.0.1");
    String key = "10.0.0.1:" + port;
    List<TlsDomain> servers = ofRole(domains, Role.SERVER);
    Optional<ServerCandidates<String>> candidates = table.server(address, port);
    Optional<String> server = candidates.flatMap(c -> c.match(name));
    assertThat(server).isEqualTo(model(servers, Role.SERVER, key, name));
    candidates.flatMap(ServerCandidates::only).ifPresent(o -> assertThat(server).contains(o));
    assertThat(table.client(address, port, name))
        .isEqualTo(model(ofRole(domains, Role.CLIENT), Role.CLIENT, key, name));
  }

  private static List<TlsDomain> ofRole(List<TlsDomain> domains, Role role) {
    return domains.stream().filter(d -> d.role() == role).toList();
  }

  @Provide
  Arbitrary<Integer> port() {
    return Arbitraries.of(5061, 5061, 5062);
  }

  @Provide
  Arbitrary<Optional<String>> names() {
    return Arbitraries.of("a", "b", "A", "B", ".", "none")
        .list()
        .ofMinSize(1)
        .ofMaxSize(6)
        .map(parts -> String.join("", parts))
        .map(n -> n.equals(".") ? "a." : n)
        .optional(0.85);
  }

  @Provide
  Arbitrary<List<TlsDomain>> domains() {
    Arbitrary<String> filter =
        Arbitraries.oneOf(
            Arbitraries.of("*", "none", "a", "b.a", "*.a", "*a", "NONE", "*.b.a"),
            Arbitraries.of("a", "b", "B", ".", "*", "?", "[ab]", "[!a]")
                .list()
                .ofMinSize(1)
                .ofMaxSize(5)
                .map(pieces -> String.join("", pieces).replaceAll("\\*+", "*"))
                .filter(text -> !text.equals(".") && !text.equals("*.") && !text.equals("..")));
    Arbitrary<TlsDomain> domain =
        Combinators.combine(
                Arbitraries.of(Role.class),
                Arbitraries.of(Source.class),
                Arbitraries.of(ADDRESSES).set().ofMinSize(1),
                filter.list().ofMinSize(1).ofMaxSize(4))
            .as(
                (role, source, addresses, filters) ->
                    Domains.domain(
                        "?",
                        role,
                        source,
                        addresses.stream().map(AddressFilter::new).toList(),
                        filters.stream().map(SipDomainFilter::new).toList()));
    return Combinators.combine(domain.list().ofMaxSize(8), Arbitraries.of(true, false))
        .as(DomainTableModelTest::named);
  }

  /** Gives every domain its name, and adds default domains without filters of their own. */
  private static List<TlsDomain> named(List<TlsDomain> domains, boolean withDefault) {
    List<TlsDomain> named = new ArrayList<>();
    for (TlsDomain d : domains) {
      named.add(
          Domains.domain("d" + named.size(), d.role(), d.source(), d.addresses(), d.sipDomains()));
    }
    if (withDefault) {
      for (Role role : Role.values()) {
        named.add(named.size() / 2, Domains.domain("default", role, Source.SCRIPT, "*", "*"));
      }
    }
    return named;
  }
}
