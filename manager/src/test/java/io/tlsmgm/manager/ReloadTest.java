package io.tlsmgm.manager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tlsmgm.api.ConfigurationException;
import io.tlsmgm.api.Problem;
import io.tlsmgm.api.Role;
import io.tlsmgm.api.TlsException;
import io.tlsmgm.api.domain.TlsDomain;
import io.tlsmgm.api.domain.TlsDomainBuilder;
import io.tlsmgm.testkit.Issued;
import io.tlsmgm.testkit.TestCa;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a reload takes over, builds, keeps and frees, counted on a library that only counts. */
class ReloadTest {
  private static final TestCa CA = TestCa.create("reload CA");
  private static final Issued ONE = CA.leaf("one").dns("one.example").issue();
  private static final Issued TWO = CA.leaf("two").dns("two.example").issue();

  private final FakeLibrary library = FakeLibrary.named("fake");

  private static TlsDomainBuilder row(String name, Issued leaf) {
    return TlsDomainBuilder.server(name)
        .definedAt(TlsDomain.Source.DATABASE, "tls_mgm id " + name)
        .matchSipDomain(name + ".example")
        .key(leaf.certPem(), leaf.keyPem())
        .caList(CA.pem());
  }

  private static TlsDomain script(String name) {
    return TlsDomainBuilder.server(name)
        .definedAt(TlsDomain.Source.SCRIPT, "opensips.cfg:7")
        .matchSipDomain(name + ".example")
        .key(ONE.certPem(), ONE.keyPem())
        .caList(CA.pem())
        .build();
  }

  private TlsManager manager(DomainSource source, TlsDomain... fixed) throws TlsException {
    TlsManagerBuilder builder =
        TlsManager.builder().libraries(List.of(library)).library("fake").source(source);
    List.of(fixed).forEach(builder::domain);
    return builder.build();
  }

  private static ManagedDomain server(TlsManager manager, String name) {
    return manager.findByName(Role.SERVER, name).orElseThrow();
  }

  private static List<String> names(TlsManager manager) {
    return manager.domains(Role.SERVER).stream().map(ManagedDomain::name).sorted().toList();
  }

  private static void counts(ReloadResult result, int added, int changed, int kept, int removed) {
    assertThat(result)
        .extracting("added", "changed", "unchanged", "removed")
        .containsExactly(added, changed, kept, removed);
  }

  @Test
  void onlyWhatHasChangedIsBuilt() throws Exception {
    MemorySource source =
        MemorySource.of(row("a", ONE).build(), row("b", ONE).build(), row("c", ONE).build());
    try (TlsManager manager = manager(source, script("s"))) {
      assertThat(library.configs).hasSize(4);
      ManagedDomain s = server(manager, "s");
      ManagedDomain a = server(manager, "a");
      ManagedDomain b = server(manager, "b");
      // Text that is equal and not the same object, as a database gives it.
      source.rows(
          row("a", new Issued(ONE.privateKey(), ONE.chain())).build(),
          row("b", TWO).build(),
          row("d", ONE).build());
      ReloadResult result = manager.reload();
      counts(result, 1, 1, 2, 1);
      assertThat(result.problems()).isEmpty();
      assertThat(result.generation()).isEqualTo(2).isEqualTo(manager.generation());
      assertThat(library.configs).hasSize(6);
      assertThat(library.closed).hasValue(2);
      assertThat(names(manager)).containsExactly("a", "b", "d", "s");
      assertThat(server(manager, "s")).isSameAs(s);
      assertThat(server(manager, "a").context()).isSameAs(a.context());
      assertThat(server(manager, "a").generation()).isEqualTo(1);
      assertThat(server(manager, "b").context()).isNotSameAs(b.context());
      assertThat(server(manager, "b").generation()).isEqualTo(2);
      assertThat(result.toString()).contains("1 added, 1 changed");
    }
    assertThat(library.closed).hasValue(6);
  }

  @Test
  void nothingChangedIsNothingPublished() throws Exception {
    MemorySource source = MemorySource.of(row("a", ONE).build());
    try (TlsManager manager = manager(source, script("s"))) {
      ManagedDomain a = server(manager, "a");
      source.rows(row("a", ONE).build());
      ReloadResult result = manager.reload();
      counts(result, 0, 0, 2, 0);
      assertThat(result.changedAnything()).isFalse();
      assertThat(manager.generation()).isEqualTo(1);
      assertThat(server(manager, "a")).isSameAs(a);
    }
  }

  @Test
  void filtersAndPlacesKeepContextAndSessions() throws Exception {
    MemorySource source = MemorySource.of(row("a", ONE).build());
    try (TlsManager manager = manager(source)) {
      ManagedDomain before = server(manager, "a");
      assertThat(before.acquire()).isTrue();
      source.rows(
          row("a", ONE)
              .definedAt(TlsDomain.Source.DATABASE, "tls_mgm id 99")
              .matchSipDomain("more.example")
              .build());
      counts(manager.reload(), 0, 1, 0, 0);
      ManagedDomain after = server(manager, "a");
      assertThat(after.context()).isSameAs(before.context());
      assertThat(after.definition().location()).isEqualTo("tls_mgm id 99");
      assertThat(after.connections()).isEqualTo(1);
      assertThat(
              manager.findServerDomain(
                  InetAddress.getLoopbackAddress(), 5061, Optional.of("more.example")))
          .contains(after);
      source.rows();
      manager.reload();
      assertThat(library.closed).hasValue(0);
      before.release();
      assertThat(library.closed).hasValue(1);
    }
  }

  @Test
  void aDomainLivesUntilItsLastConnectionEnds() throws Exception {
    MemorySource source = MemorySource.of(row("a", ONE).build());
    try (TlsManager manager = manager(source)) {
      ManagedDomain old = server(manager, "a");
      assertThat(old.acquire()).isTrue();
      assertThat(old.acquire()).isTrue();
      source.rows(row("a", TWO).build());
      manager.reload();
      assertThat(library.closed).hasValue(0);
      assertThat(old.connections()).isEqualTo(2);
      assertThat(server(manager, "a").connections()).isZero();
      old.release();
      assertThat(library.closed).hasValue(0);
      old.release();
      assertThat(library.closed).hasValue(1);
      assertThat(old.acquire()).isFalse();
    }
  }

  @Test
  void aBadRowIsSkippedAndWhatWasThereStays() throws Exception {
    MemorySource source = MemorySource.of(row("a", ONE).build(), row("b", ONE).build());
    try (TlsManager manager = manager(source)) {
      ManagedDomain a = server(manager, "a");
      ManagedDomain b = server(manager, "b");
      source.rows(row("a", ONE).key(TWO.certPem(), ONE.keyPem()).build(), row("c", TWO).build());
      source.bad(Problem.error("tls_mgm id b", "b", "row b: match_ip_address: no address"));
      ReloadResult result = manager.reload();
      counts(result, 1, 0, 2, 0);
      assertThat(result.problems()).filteredOn(Problem::isError).hasSize(2);
      assertThat(result.problems().toString())
          .contains("does not match the certificate", "no address")
          .contains("a (server domain) stays in force as it was")
          .contains("b (server domain) stays in force as it was");
      assertThat(server(manager, "a")).isSameAs(a);
      assertThat(server(manager, "b")).isSameAs(b);
      assertThat(names(manager)).containsExactly("a", "b", "c");
      assertThat(library.closed).hasValue(0);
      // Told again until it is mended or removed.
      assertThat(manager.reload().problems()).filteredOn(Problem::isError).hasSize(2);
      source.rows(row("c", TWO).build());
      counts(manager.reload(), 0, 0, 1, 2);
      assertThat(library.closed).hasValue(2);
    }
  }

  @Test
  void aBadRowAtTheStartIsSkippedAndTold() throws Exception {
    MemorySource source =
        MemorySource.of(row("a", ONE).key("x", "y").build(), row("b", ONE).build());
    source.bad(Problem.error("tls_mgm id c", "c", "row c: type: 7"));
    try (TlsManager manager = manager(source)) {
      assertThat(names(manager)).containsExactly("b");
      assertThat(manager.warnings()).filteredOn(Problem::isError).hasSizeGreaterThan(1);
      assertThat(manager.warnings().toString()).contains("row c: type: 7", "tls_mgm id a");
    }
  }

  @Test
  void aSourceThatCannotBeReadChangesNothing() throws Exception {
    MemorySource source = MemorySource.of(row("a", ONE).build());
    try (TlsManager manager = manager(source, script("s"))) {
      source.down("table version is 9");
      assertThatThrownBy(manager::reload)
          .isInstanceOf(ConfigurationException.class)
          .hasMessageContaining("table version is 9");
      assertThat(names(manager)).containsExactly("a", "s");
      assertThat(manager.generation()).isEqualTo(1);
      assertThat(library.configs).hasSize(2);
      // Files can still be reloaded.
      counts(manager.reload(ReloadScope.FILES), 0, 0, 2, 0);
    }
    source.down("no route to host");
    assertThatThrownBy(() -> manager(source, script("s")))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("no route to host");
    assertThat(library.closed).hasValue(library.configs.size());
  }

  @Test
  void withoutASourceThereIsNothingToReloadFromIt() throws Exception {
    try (TlsManager manager =
        TlsManager.builder().libraries(List.of(library)).domain(script("s")).build()) {
      assertThatThrownBy(() -> manager.reload(ReloadScope.SOURCE))
          .isInstanceOf(ConfigurationException.class)
          .hasMessage("DB url not set");
      counts(manager.reload(), 0, 0, 1, 0);
    }
  }

  @Test
  void aNameThatIsTakenIsSkipped() throws Exception {
    MemorySource source =
        MemorySource.of(row("s", TWO).build(), row("a", ONE).build(), row("a", TWO).build());
    try (TlsManager manager = manager(source, script("s"))) {
      assertThat(names(manager)).containsExactly("a", "s");
      assertThat(server(manager, "s").definition().source()).isEqualTo(TlsDomain.Source.SCRIPT);
      assertThat(manager.warnings().toString())
          .contains("server domain s is already defined: opensips.cfg:7, before the database")
          .contains("server domain a is already defined by another row");
    }
  }

  @Test
  void aDatabaseDomainBeatsAScriptDomainWithAnEqualFilter() throws Exception {
    MemorySource source = MemorySource.of();
    try (TlsManager manager = manager(source, script("s"))) {
      InetAddress any = InetAddress.getLoopbackAddress();
      Optional<String> name = Optional.of("s.example");
      assertThat(manager.findServerDomain(any, 5061, name)).contains(server(manager, "s"));
      source.rows(row("d", TWO).matchSipDomain("s.example").build());
      ReloadResult result = manager.reload(ReloadScope.SOURCE);
      assertThat(result.problems()).hasSize(1);
      assertThat(result.problems().get(0).toString())
          .contains("'s' (opensips.cfg:7)", "'d' (tls_mgm id d)", "it comes from the database");
      assertThat(manager.findServerDomain(any, 5061, name)).contains(server(manager, "d"));
      assertThat(manager.reload().problems()).isEmpty();
      source.rows();
      manager.reload();
      assertThat(manager.findServerDomain(any, 5061, name)).contains(server(manager, "s"));
    }
  }

  @Test
  void theDefaultDomainOfTheDatabaseTakesThePlaceOfTheScripts() throws Exception {
    MemorySource source = MemorySource.of();
    TlsDomain fallback =
        TlsDomainBuilder.server("default").key(ONE.certPem(), ONE.keyPem()).build();
    try (TlsManager manager = manager(source, fallback)) {
      ManagedDomain ofScript = manager.defaultDomain(Role.SERVER).orElseThrow();
      source.rows(
          TlsDomainBuilder.server("default")
              .definedAt(TlsDomain.Source.DATABASE, "id 1")
              .key(TWO.certPem(), TWO.keyPem())
              .build());
      manager.reload();
      assertThat(manager.defaultDomain(Role.SERVER).orElseThrow().definition().source())
          .isEqualTo(TlsDomain.Source.DATABASE);
      assertThat(library.closed).hasValue(0);
      source.rows();
      manager.reload();
      assertThat(manager.defaultDomain(Role.SERVER)).containsSame(ofScript);
      assertThat(library.closed).hasValue(1);
    }
    assertThat(library.closed).hasValue(2);
  }

  @Test
  void filesAreReloadedOnRequest(@TempDir Path directory) throws Exception {
    Path cert = directory.resolve("cert.pem");
    Path key = directory.resolve("key.pem");
    Path crls = Files.createDirectory(directory.resolve("crl"));
    ONE.write(cert, key);
    Files.writeString(crls.resolve("a.pem"), CA.crl().pem());
    TlsDomain files =
        TlsDomainBuilder.server("f").key(cert, key).caList(CA.pem()).crlDir(crls).build();
    MemorySource source = MemorySource.of(row("a", ONE).build());
    try (TlsManager manager = manager(source, files)) {
      counts(manager.reload(), 0, 0, 2, 0);
      TWO.write(cert, key);
      counts(manager.reload(ReloadScope.SOURCE), 0, 0, 2, 0);
      int loads = source.loads.get();
      counts(manager.reload(ReloadScope.FILES), 0, 1, 1, 0);
      assertThat(source.loads).hasValue(loads);
      assertThat(server(manager, "f").key().orElseThrow().leaf()).isEqualTo(TWO.leaf());
      Files.writeString(crls.resolve("b.pem"), CA.crl().revoke(ONE.leaf()).pem());
      counts(manager.reload(), 0, 1, 1, 0);
      assertThat(server(manager, "f").verifier().revocationLists().orElseThrow()).hasSize(2);
      // A key without its certificate.
      ManagedDomain good = server(manager, "f");
      Files.writeString(key, ONE.keyPem());
      ReloadResult half = manager.reload(ReloadScope.FILES);
      counts(half, 0, 0, 2, 0);
      assertThat(half.problems().toString()).contains("does not match", "stays in force");
      assertThat(server(manager, "f")).isSameAs(good);
      Files.writeString(cert, ONE.certPem());
      counts(manager.reload(ReloadScope.FILES), 0, 1, 1, 0);
      assertThat(library.closed).hasValue(3);
    }
  }

  @Test
  void domainsThatAProgramAddsStay() throws Exception {
    MemorySource source = MemorySource.of(row("a", ONE).build());
    try (TlsManager manager = manager(source)) {
      manager.add(script("p"));
      source.rows();
      counts(manager.reload(), 0, 0, 1, 1);
      assertThat(names(manager)).containsExactly("p");
      assertThat(library.closed).hasValue(1);
    }
  }

  @Test
  void aClosedManagerReloadsNoMore() throws Exception {
    TlsManager manager = manager(MemorySource.of(row("a", ONE).build()));
    manager.close();
    assertThatThrownBy(manager::reload).isInstanceOf(IllegalStateException.class);
    assertThat(library.closed).hasValue(1);
  }
}
