package io.tlsmgm.manager.script;

import static io.tlsmgm.manager.script.Scripts.client;
import static io.tlsmgm.manager.script.Scripts.server;
import static org.assertj.core.api.Assertions.assertThat;

import io.tlsmgm.api.Role;
import io.tlsmgm.api.domain.AddressFilter;
import io.tlsmgm.api.domain.Material;
import io.tlsmgm.api.domain.SipDomainFilter;
import io.tlsmgm.api.domain.TlsDomain;
import io.tlsmgm.api.domain.TlsMethod;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Whole files of the shapes that the manuals of 3.x and 2.x show. */
class ExampleScriptsTest {
  private static Script read(String name) throws IOException {
    try (InputStream in = ExampleScriptsTest.class.getResourceAsStream(name)) {
      assertThat(in).isNotNull();
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return ScriptReader.parse(name, Scripts.DIRECTORY, text);
    }
  }

  private static TlsDomain domain3x(
      String name, Role role, int line, String address, String sipDomain, String folder) {
    String at = "domains-3x.cfg:";
    boolean gate = name.equals("cli_gate");
    return new TlsDomain(
        name,
        role,
        TlsDomain.Source.SCRIPT,
        at + line,
        List.of(AddressFilter.parse(address)),
        List.of(new SipDomainFilter(sipDomain)),
        TlsMethod.parse("TLSv1"),
        at + (line + 7),
        !gate,
        true,
        Optional.of(file("/tls/" + folder + "/chain.pem", at + (line + 4))),
        Optional.of(file("/tls/" + folder + "/key.pem", at + (line + 5))),
        Optional.of(file("/tls/roots.pem", at + (line + 6))),
        Optional.of(new TlsDomain.Directory(Path.of("/etc/pki/CA/"), "/etc/pki/CA/", "")),
        Optional.empty(),
        false,
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private static Material file(String path, String location) {
    return new Material.File(Path.of(path), path, location);
  }

  @Test
  void namedDomainsOf3x() throws IOException {
    Script script = read("domains-3x.cfg");

    assertThat(script.problems()).isEmpty();
    assertThat(script.domains())
        .containsExactly(
            domain3x("srv_north", Role.SERVER, 9, "192.0.2.10:5061", "north.example", "north"),
            domain3x("srv_south", Role.SERVER, 21, "192.0.2.10:5061", "south.example", "south"),
            domain3x("srv_plain", Role.SERVER, 33, "192.0.2.10:5061", "none", "plain"),
            domain3x("cli_north", Role.CLIENT, 45, "*", "north.example", "north"),
            domain3x("cli_south", Role.CLIENT, 57, "*", "south.example", "south"),
            domain3x("cli_gate", Role.CLIENT, 69, "198.51.100.7:6677", "*", "gate"));
    assertThat(script.sockets())
        .containsExactly(new ListenSocket("tls", "192.0.2.10", 5061, "domains-3x.cfg:3"));
    assertThat(script.clientSipDomainAvp()).contains("out_domain");
    assertThat(script.clientTlsDomainAvp()).isEmpty();
    assertThat(script.tlsLibrary()).isEqualTo("auto");
    assertThat(script.database().url()).isEmpty();
    assertThat(script.handshakeTimeout()).isEmpty();
    assertThat(script.sendTimeout()).isEmpty();
  }

  @Test
  void defaultDomainsAlone() throws IOException {
    Script script = read("default-3x.cfg");

    assertThat(script.problems()).isEmpty();
    assertThat(script.domains())
        .extracting(TlsDomain::role)
        .containsExactly(Role.SERVER, Role.CLIENT);
    assertThat(script.domains())
        .allSatisfy(
            domain -> {
              assertThat(domain.isDefault()).isTrue();
              assertThat(domain.location()).isEqualTo("default-3x.cfg:14");
              assertThat(domain.certificate())
                  .contains(file("/srv/sip/cert.pem", "default-3x.cfg:14"));
              assertThat(domain.privateKey())
                  .contains(file("/srv/sip/key.pem", "default-3x.cfg:15"));
              assertThat(domain.caList()).contains(file("/srv/sip/roots.pem", "default-3x.cfg:17"));
              assertThat(domain.addresses()).containsExactly(AddressFilter.ANY);
              assertThat(domain.sipDomains()).containsExactly(SipDomainFilter.ANY);
            });
    assertThat(script.sockets())
        .containsExactly(new ListenSocket("tls", "my_host_name", 5061, "default-3x.cfg:6"));
  }

  @Test
  void domainsOf2x() throws IOException {
    Script script = read("domains-2x.cfg");

    assertThat(script.problems()).isEmpty();
    assertThat(script.domains())
        .extracting(domain -> domain.role() + " " + domain.name() + " " + domain.addresses())
        .containsExactly(
            "SERVER default [*]",
            "CLIENT default [*]",
            "SERVER srv_north [192.0.2.10:5061]",
            "SERVER srv_south [192.0.2.11:5061]",
            "CLIENT cli_north [*]",
            "CLIENT cli_gate [198.51.100.7:6677]");
    assertThat(server(script, "default").verifyCert()).isFalse();
    assertThat(client(script, "default").verifyCert()).isFalse();
    assertThat(server(script, "srv_north").verifyCert()).isTrue();
    assertThat(server(script, "srv_south").method()).hasToString("TLSv1_2");
    assertThat(client(script, "cli_gate").certificate()).isEmpty();
    assertThat(client(script, "cli_gate").privateKey()).isEmpty();
    assertThat(script.clientTlsDomainAvp()).contains("out_domain");
    assertThat(script.handshakeTimeout()).contains(Duration.ofSeconds(119));
    assertThat(script.sendTimeout()).contains(Duration.ofSeconds(121));
    assertThat(script.sockets())
        .extracting(ListenSocket::toString)
        .containsExactly("tls:192.0.2.10:5061", "tls:192.0.2.11:5061");
  }
}
