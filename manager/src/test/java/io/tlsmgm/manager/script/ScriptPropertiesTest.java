package io.tlsmgm.manager.script;

import static org.assertj.core.api.Assertions.assertThat;

import io.tlsmgm.api.domain.AddressFilter;
import io.tlsmgm.api.domain.Material;
import io.tlsmgm.api.domain.SipDomainFilter;
import io.tlsmgm.api.domain.TlsDomain;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class ScriptPropertiesTest {
  @Provide
  Arbitrary<List<TlsDomain>> domains() {
    return DomainArbitrary.domains();
  }

  @Property
  void whatIsPrintedIsRead(@ForAll("domains") List<TlsDomain> domains, @ForAll Random random) {
    ScriptPrinter printer = new ScriptPrinter(random);
    String text = printer.interleaved(printer.statements(domains));
    Script script = Scripts.parse(text);

    assertThat(script.problems()).as(text).isEmpty();
    assertThat(script.domains()).extracting(ScriptPropertiesTest::unlocated).isEqualTo(domains);
  }

  @Property
  void theOrderOfLinesDoesNotMatter(
      @ForAll("domains") List<TlsDomain> domains, @ForAll Random random) {
    ScriptPrinter printer = new ScriptPrinter(random);
    List<String> statements = new ArrayList<>();
    printer.statements(domains).forEach(statements::addAll);
    Script ordered = Scripts.parse(printer.text(statements));
    Collections.shuffle(statements, random);
    Script shuffled = Scripts.parse(printer.text(statements));

    assertThat(shuffled.problems()).isEmpty();
    // Only the order of the domains and of the filters of one domain is that of the lines.
    assertThat(shuffled.domains())
        .extracting(ScriptPropertiesTest::unordered)
        .containsExactlyInAnyOrderElementsOf(
            ordered.domains().stream().map(ScriptPropertiesTest::unordered).toList());
  }

  @Provide
  Arbitrary<String> scripts() {
    Arbitrary<String> piece =
        Arbitraries.of(
            "modparam",
            "modparam(\"tls_mgm\", \"",
            "modparam('tls_mgm','server_domain','d')",
            "modparam('tls_mgm','client_domain',\"d=10.0.0.1:1\")",
            "modparam('tls_mgm','match_ip_address',\"[d]",
            "modparam('tls_mgm','match_sip_domain','[d]",
            "modparam('tls_mgm','certificate','[d]",
            "modparam('tls_mgm','tls_method',\"",
            "modparam('tls_mgm','tls_send_timeout',",
            "modparam('proto_tls','tls_port',",
            "socket=tls:",
            "listen = wss:[",
            "include_file \"",
            "import_file '",
            "route {",
            "tls_mgm",
            "verify_cert",
            "[",
            "]",
            "(",
            ")",
            "{",
            "}",
            ",",
            "=",
            ";",
            ":",
            "*",
            "1",
            "-",
            "\"",
            "'",
            "\\",
            "\n",
            "\r\n",
            " ",
            "#",
            "//",
            "/*",
            "*/",
            "$(",
            "${X}",
            "$x",
            "\u0000",
            "\uFFFD",
            "\uD800",
            "\uFEFF");
    return Arbitraries.oneOf(piece, piece, Arbitraries.strings().ofMaxLength(3))
        .list()
        .ofMaxSize(40)
        .map(pieces -> String.join("", pieces));
  }

  @Property(tries = 3000)
  void noTextThrows(@ForAll("scripts") String text) {
    Script script = Scripts.parse(text);
    assertThat(script.problems())
        .allSatisfy(
            problem -> {
              assertThat(problem.location()).matches("test\\.cfg:[1-9][0-9]*");
              assertThat(problem.message()).isNotBlank().doesNotContain("\n");
            });
    assertThat(script.sockets())
        .allSatisfy(socket -> assertThat(socket.port()).isBetween(1, 65535));
    assertThat(script).isEqualTo(Scripts.parse(text));
  }

  @Property
  void noStringThrows(@ForAll String text) {
    assertThat(Scripts.parse(text).domains()).isEmpty();
  }

  /** The domain with {@link DomainArbitrary#SET} for every location that is not empty. */
  private static TlsDomain unlocated(TlsDomain domain) {
    return rebuilt(domain, domain.addresses(), domain.sipDomains());
  }

  private static TlsDomain unordered(TlsDomain domain) {
    List<AddressFilter> addresses = new ArrayList<>(domain.addresses());
    List<SipDomainFilter> sipDomains = new ArrayList<>(domain.sipDomains());
    addresses.sort(Comparator.comparing(AddressFilter::canonical));
    sipDomains.sort(Comparator.comparing(SipDomainFilter::text));
    return rebuilt(domain, addresses, sipDomains);
  }

  private static TlsDomain rebuilt(
      TlsDomain domain, List<AddressFilter> addresses, List<SipDomainFilter> sipDomains) {
    return new TlsDomain(
        domain.name(),
        domain.role(),
        domain.source(),
        unlocated(domain.location()),
        addresses,
        sipDomains,
        domain.method(),
        unlocated(domain.methodLocation()),
        domain.verifyCert(),
        domain.requireCert(),
        material(domain.certificate()),
        material(domain.privateKey()),
        material(domain.caList()),
        directory(domain.caDir()),
        directory(domain.crlDir()),
        domain.crlCheckAll(),
        setting(domain.ciphersList()),
        material(domain.dhParams()),
        setting(domain.ecCurve()));
  }

  private static Optional<Material> material(Optional<Material> material) {
    return material
        .map(Material.File.class::cast)
        .map(file -> new Material.File(file.path(), file.written(), unlocated(file.location())));
  }

  private static Optional<TlsDomain.Directory> directory(Optional<TlsDomain.Directory> directory) {
    return directory.map(
        dir -> new TlsDomain.Directory(dir.path(), dir.written(), unlocated(dir.location())));
  }

  private static Optional<TlsDomain.Setting> setting(Optional<TlsDomain.Setting> setting) {
    return setting.map(value -> new TlsDomain.Setting(value.value(), unlocated(value.location())));
  }

  private static String unlocated(String location) {
    return location.isEmpty() ? "" : DomainArbitrary.SET;
  }
}
