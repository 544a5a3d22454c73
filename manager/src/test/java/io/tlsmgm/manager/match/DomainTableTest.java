package io.tlsmgm.manager.match;

import static io.tlsmgm.manager.match.Domains.client;
import static io.tlsmgm.manager.match.Domains.domain;
import static io.tlsmgm.manager.match.Domains.server;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tlsmgm.api.Problem;
import io.tlsmgm.api.Role;
import io.tlsmgm.api.domain.AddressFilter;
import io.tlsmgm.api.domain.SipDomainFilter;
import io.tlsmgm.api.domain.TlsDomain;
import io.tlsmgm.api.domain.TlsDomain.Source;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DomainTableTest {
  private static final String LOCAL = "10.0.0.1";

  private static DomainTable<String> table(TlsDomain... domains) {
    DomainTable.Builder<String> builder = DomainTable.builder();
    for (TlsDomain domain : domains) {
      builder.add(
          domain, domain.source() == Source.DATABASE ? "db-" + domain.name() : domain.name());
    }
    return builder.build();
  }

  private static InetAddress ip(String address) {
    try {
      return InetAddress.getByName(address);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static Optional<String> serve(DomainTable<String> table, String name) {
    return table.server(ip(LOCAL), 5061).flatMap(c -> c.match(Optional.of(name)));
  }

  private static Optional<String> serveWithoutName(DomainTable<String> table) {
    return table.server(ip(LOCAL), 5061).flatMap(c -> c.match(Optional.empty()));
  }

  private static Optional<String> connect(DomainTable<String> table, String sipDomain) {
    return table.client(ip(LOCAL), 5061, Optional.of(sipDomain).filter(s -> !s.isEmpty()));
  }

  @Test
  void anExactAddressGoesBeforeAnyAndDoesNotFallThrough() {
    DomainTable<String> table =
        table(server("a", "10.0.0.1:5061", "a.com"), server("b", "*", "a.com,b.com,*"));
    assertThat(serve(table, "a.com")).contains("a");
    assertThat(serve(table, "b.com")).isEmpty();
    assertThat(serveWithoutName(table)).isEmpty();
    ServerCandidates<String> other = table.server(ip(LOCAL), 5062).orElseThrow();
    assertThat(other.match(Optional.of("a.com"))).contains("b");
    assertThat(table.server(ip("10.0.0.2"), 5061).orElseThrow().match(Optional.of("x")))
        .contains("b");
  }

  @Test
  void anAddressWithoutDomainHasNoCandidates() {
    DomainTable<String> table = table(server("a", "10.0.0.1:5061", "*"), client("c", "*", "*"));
    assertThat(table.server(ip(LOCAL), 5062)).isEmpty();
    assertThat(table.server(ip("10.0.0.2"), 5061)).isEmpty();
    assertThat(table.server(ip("::1"), 5061)).isEmpty();
  }

  @Test
  void addressesOfIpv6AndMappedAddressesAreEqualToTheirOtherForms() throws UnknownHostException {
    DomainTable<String> table =
        table(
            server("six", "2001:DB8:0:0:0:0:0:1:5061", "*"),
            server("mapped", "0:0:0:0:0:FFFF:A00:2:5061", "*"),
            server("four", "10.0.0.1:5061", "*"));
    assertThat(only(table, ip("2001:db8::1"))).contains("six");
    assertThat(only(table, ip("10.0.0.2"))).contains("mapped");
    byte[] mapped = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1, 10, 0, 0, 1};
    assertThat(only(table, Inet6Address.getByAddress("", mapped, 0))).contains("four");
    assertThat(only(table, Inet6Address.getByAddress("", ip("2001:db8::1").getAddress(), 7)))
        .contains("six");
  }

  private static Optional<String> only(DomainTable<String> table, InetAddress address) {
    return table.server(address, 5061).flatMap(ServerCandidates::only);
  }

  @Test
  void theMoreSpecificFilterWinsInAnyOrderOfDefinition() {
    TlsDomain[] domains = {
      server("any", "*", "*"),
      server("wide", "*", "*.com"),
      server("wide1", "*", "?*.com"),
      server("bar", "*", "*.bar.com"),
      server("foo", "*", "*.foo.bar.com"),
      server("glob", "*", "sip*.foo.bar.com"),
      server("exact", "*", "sip1.foo.bar.com"),
    };
    TlsDomain[] reversed = new TlsDomain[domains.length];
    for (int i = 0; i < domains.length; i++) {
      reversed[domains.length - 1 - i] = domains[i];
    }
    for (DomainTable<String> table : List.of(table(domains), table(reversed))) {
      assertThat(table.warnings()).isEmpty();
      assertThat(serve(table, "sip1.foo.bar.com")).contains("exact");
      assertThat(serve(table, "SIP1.Foo.bar.com.")).contains("exact");
      assertThat(serve(table, "sip2.foo.bar.com")).contains("glob");
      assertThat(serve(table, "x.foo.bar.com")).contains("foo");
      assertThat(serve(table, "foo.bar.com")).contains("bar");
      assertThat(serve(table, "bar.com")).contains("wide1");
      assertThat(serve(table, ".com")).contains("wide");
      assertThat(serve(table, "bar.org")).contains("any");
      assertThat(serveWithoutName(table)).contains("any");
    }
  }

  @Test
  void noneIsForAMissingNameAlone() {
    DomainTable<String> table =
        table(server("none", "*", "none"), server("any", "*", "*"), server("q", "*", "????"));
    assertThat(serveWithoutName(table)).contains("none");
    assertThat(serve(table, "none")).contains("q");
    assertThat(serve(table, "other")).contains("any");
    assertThat(table.server(ip(LOCAL), 5061).orElseThrow().match(Optional.of(""))).contains("none");
    assertThat(serveWithoutName(table(server("q", "*", "????,n*,*n*,none.")))).isEmpty();
  }

  @Test
  void aClientWithoutSipDomainMatchesAnyAlone() {
    DomainTable<String> table =
        table(
            client("none", "*", "none"),
            client("named", "*", "a.com,*.b.com"),
            client("here", "10.0.0.1:5061", "c.com"));
    assertThat(connect(table, "c.com")).contains("here");
    assertThat(connect(table, "a.com")).isEmpty();
    assertThat(connect(table, "")).isEmpty();
    DomainTable<String> withAny =
        table(client("none", "*", "none"), client("named", "*", "a.com"), client("any", "*", "*"));
    assertThat(connect(withAny, "")).contains("any");
    assertThat(connect(withAny, "A.com.")).contains("named");
    assertThat(connect(withAny, "none")).contains("any");
    assertThat(serve(withAny, "a.com")).isEmpty();
  }

  @Test
  void theLastDefinedOfEqualFiltersWinsWithAWarning() {
    DomainTable<String> table =
        table(server("first", "*", "*.A.com"), server("last", "*", "*.a.com.,b.com"));
    assertThat(serve(table, "x.a.com")).contains("last");
    assertThat(table.warnings())
        .containsExactly(
            Problem.warning(
                "test.cfg:first",
                "first",
                "server domains 'first' (test.cfg:first) and 'last' (test.cfg:last) both have"
                    + " match_sip_domain '*.a.com' at match_ip_address '*'; 'last' is used, because"
                    + " it was defined last"));
  }

  @Test
  void aDatabaseDomainWinsOverALaterOneOfTheScript() {
    DomainTable<String> table =
        table(
            domain("stored", Role.SERVER, Source.DATABASE, "10.0.0.1:5061", "a.com"),
            server("written", "10.0.0.1:5061,*", "a.com"));
    assertThat(serve(table, "a.com")).contains("db-stored");
    assertThat(table.warnings())
        .singleElement()
        .satisfies(
            w -> {
              assertThat(w.domain()).isEqualTo("written");
              assertThat(w.message())
                  .contains("'written'")
                  .contains("'stored' is used, because it comes from the database")
                  .contains("match_ip_address '10.0.0.1:5061'");
            });
  }

  @Test
  void theSameFilterTwiceInOneDomainIsNoConflict() {
    assertThat(table(server("a", "*,*", "a.com,A.com,*,**")).warnings()).isEmpty();
  }

  @Test
  void aPatternThatMatchesNothingIsReported() {
    DomainTable<String> table = table(server("a", "*", "a.com,x\\"));
    assertThat(serve(table, "a.com")).contains("a");
    assertThat(table.warnings())
        .singleElement()
        .asString()
        .startsWith("test.cfg:a: warning: server domain 'a' (test.cfg:a): match_sip_domain 'x\\'");
  }

  @ParameterizedTest
  @CsvSource({
    "*, a",
    "'*,a.com', a",
    "'a.com,b.com', ",
    "'*.a.com,none', ",
  })
  void onlyIsPresentWhenTheNameMakesNoDifference(String filters, String expected) {
    DomainTable<String> one = table(server("a", "*", filters));
    assertThat(only(one, ip(LOCAL))).isEqualTo(Optional.ofNullable(expected));
    // Another domain at another address changes nothing.
    DomainTable<String> apart = table(server("a", "*", filters), server("b", "10.0.0.9:5061", "*"));
    assertThat(only(apart, ip(LOCAL))).isEqualTo(Optional.ofNullable(expected));
    assertThat(only(apart, ip("10.0.0.9"))).contains("b");
  }

  @Test
  void onlyIsAbsentWhenAnotherDomainCanAnswer() {
    assertThat(only(table(server("a", "*", "*"), server("b", "*", "b.com")), ip(LOCAL))).isEmpty();
    assertThat(only(table(server("a", "*", "*"), server("b", "*", "none")), ip(LOCAL))).isEmpty();
    // One that loses every tie can not.
    assertThat(only(table(server("a", "*", "*"), server("b", "*", "*")), ip(LOCAL))).contains("b");
  }

  @Test
  void theDefaultDomainIsUsedWhenNothingElseMatches() {
    DomainTable<String> table =
        table(
            server("default", "*", "*"),
            server("a", "10.0.0.1:5061", "a.com"),
            server("b", "*", "b.com"));
    assertThat(table.warnings()).isEmpty();
    assertThat(serve(table, "a.com")).contains("a");
    assertThat(serve(table, "b.com")).contains("default");
    assertThat(serveWithoutName(table)).contains("default");
    ServerCandidates<String> elsewhere = table.server(ip("10.0.0.9"), 5061).orElseThrow();
    assertThat(elsewhere.match(Optional.of("b.com"))).contains("b");
    assertThat(elsewhere.match(Optional.of("x.com"))).contains("default");
    assertThat(elsewhere.only()).isEmpty();
  }

  @Test
  void aDefaultDomainAloneAnswersEverything() {
    DomainTable<String> table =
        table(
            server("default", "*", "*"),
            client("default", "*", "*"),
            server("a", "10.0.0.1:5061", "*"),
            client("c", "10.0.0.1:5061", "*"));
    assertThat(table.warnings()).isEmpty();
    assertThat(only(table, ip("::1"))).contains("default");
    assertThat(only(table, ip(LOCAL))).contains("a");
    assertThat(connect(table, "")).contains("c");
    assertThat(connect(table, "x.com")).contains("c");
    assertThat(table.client(ip("::1"), 1, Optional.empty())).contains("default");
    assertThat(table.defaultDomain(Role.SERVER)).contains("default");
    assertThat(table.defaultDomain(Role.CLIENT)).contains("default");
  }

  @Test
  void anEqualWildcardIsNoConflictWithTheDefaultDomain() {
    DomainTable<String> table = table(server("any", "*", "*"), server("default", "*", "*"));
    assertThat(table.warnings()).isEmpty();
    assertThat(only(table, ip(LOCAL))).contains("any");
  }

  @Test
  void aDefaultDomainWithFiltersOfItsOwnIsAlsoAnOrdinaryOne() {
    DomainTable<String> table =
        table(server("default", "10.0.0.1:5061", "d.com"), server("a", "10.0.0.1:5061", "*"));
    assertThat(serve(table, "d.com")).contains("default");
    assertThat(serve(table, "x.com")).contains("a");
    assertThat(only(table, ip("10.0.0.9"))).contains("default");
    assertThat(table.warnings())
        .singleElement()
        .asString()
        .contains("server domain 'default' (test.cfg:default) has filters of its own");
  }

  @Test
  void theDefaultDomainOfTheDatabaseTakesThePlaceOfTheOther() {
    TlsDomain stored = domain("default", Role.SERVER, Source.DATABASE, "*", "*");
    TlsDomain written = server("default", "*", "*");
    for (DomainTable<String> table : List.of(table(stored, written), table(written, stored))) {
      assertThat(only(table, ip(LOCAL))).contains("db-default");
      assertThat(table.all(Role.SERVER)).containsExactly("db-default");
      assertThat(table.byName(Role.SERVER, "default")).contains("db-default");
      assertThat(table.warnings()).singleElement().asString().contains("is not used");
    }
  }

  @Test
  void aNameIsUniqueInItsRole() {
    DomainTable.Builder<String> builder = DomainTable.builder();
    builder.add(server("a", "*", "*"), "server").add(client("a", "*", "*"), "client");
    assertThat(builder.build().byName(Role.SERVER, "a")).contains("server");
    assertThat(builder.build().byName(Role.CLIENT, "a")).contains("client");
    assertThat(builder.build().byName(Role.CLIENT, "A")).isEmpty();
    assertThat(builder.build().defaultDomain(Role.CLIENT)).isEmpty();
    assertThatThrownBy(() -> builder.add(server("a", "*", "b.com"), "again"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("server domain 'a' (test.cfg:a) is defined already");
  }

  @Test
  void allListsTheWinnersOfTiesFirst() {
    DomainTable<String> table =
        table(
            server("s1", "*", "1.com"),
            domain("d1", Role.SERVER, Source.DATABASE, "*", "2.com"),
            server("s2", "*", "3.com"),
            client("c1", "*", "*"),
            domain("d2", Role.SERVER, Source.DATABASE, "*", "4.com"));
    assertThat(table.all(Role.SERVER)).containsExactly("db-d2", "db-d1", "s2", "s1");
    assertThat(table.all(Role.CLIENT)).containsExactly("c1");
  }

  @Test
  void laterAddsDoNotChangeATableThatWasBuilt() {
    DomainTable.Builder<String> builder = DomainTable.builder();
    DomainTable<String> before = builder.add(server("a", "*", "*"), "a").build();
    builder.add(server("b", "*", "b.com"), "b");
    assertThat(serve(before, "b.com")).contains("a");
    assertThat(before.all(Role.SERVER)).containsExactly("a");
    assertThat(serve(builder.build(), "b.com")).contains("b");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "10.0.0.1", "10.0.0:5061", "10.0.0.1.2:5061", "10.0.0.256:5061", "10.0.0.1:65536",
        "10.0.0.1:", "host:5061", "2001:db8::1:5061", "1:2:3:4:5:6:7:8:9:5061", "[::1]:5061",
        "1:2:3:4:5:6:7:10000:5061", "+1.0.0.1:1", "", ":"
      })
  void anAddressFilterHasToBeCanonical(String address) {
    TlsDomain wrong =
        domain(
            "a",
            Role.SERVER,
            Source.SCRIPT,
            List.of(new AddressFilter(address)),
            List.of(SipDomainFilter.ANY));
    assertThatThrownBy(() -> DomainTable.<String>builder().add(wrong, "a"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'" + address + "' is no canonical address filter");
  }
}
