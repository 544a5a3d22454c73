package io.tlsmgm.manager.script;

import static io.tlsmgm.manager.script.Scripts.client;
import static io.tlsmgm.manager.script.Scripts.parse;
import static io.tlsmgm.manager.script.Scripts.problems;
import static io.tlsmgm.manager.script.Scripts.server;
import static io.tlsmgm.manager.script.Scripts.set;
import static org.assertj.core.api.Assertions.assertThat;

import io.tlsmgm.api.Role;
import io.tlsmgm.api.domain.AddressFilter;
import io.tlsmgm.api.domain.Material;
import io.tlsmgm.api.domain.SipDomainFilter;
import io.tlsmgm.api.domain.TlsDomain;
import io.tlsmgm.api.domain.TlsMethod;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DomainsTest {
  @Test
  void everyParameterOfADomain() {
    Script script =
        parse(
            set("server_domain", "d"),
            set("match_ip_address", "[d]10.0.0.1:5061, [2001:db8::1]:5061"),
            set("match_sip_domain", "[d]a.example, *.b.example"),
            set("tls_method", "[d]TLSv1_2-"),
            set("verify_cert", "[d]0"),
            set("require_cert", "[d]0"),
            set("certificate", "[d]c.pem"),
            set("private_key", "[d]/abs/k.pem"),
            set("ca_list", "[d]../ca.pem"),
            set("ca_dir", "[d]cas"),
            set("crl_dir", "[d]/crls/"),
            set("crl_check_all", "[d]2"),
            set("ciphers_list", "[d]HIGH:!aNULL"),
            set("dh_params", "[d]dh.pem"),
            set("ec_curve", "[d]X25519:P-256"));

    assertThat(script.problems()).isEmpty();
    TlsDomain domain = server(script, "d");
    assertThat(domain.addresses())
        .extracting(AddressFilter::canonical)
        .containsExactly("10.0.0.1:5061", "2001:DB8:0:0:0:0:0:1:5061");
    assertThat(domain.sipDomains())
        .extracting(SipDomainFilter::text)
        .containsExactly("a.example", "*.b.example");
    assertThat(domain.method()).isEqualTo(TlsMethod.parse("TLSv1_2-"));
    assertThat(domain.verifyCert()).isFalse();
    assertThat(domain.requireCert()).isFalse();
    assertThat(domain.crlCheckAll()).isTrue();
    assertThat(domain.certificate())
        .contains(new Material.File(Path.of("/etc/opensips/c.pem"), "c.pem", "test.cfg:7"));
    assertThat(domain.privateKey())
        .contains(new Material.File(Path.of("/abs/k.pem"), "/abs/k.pem", "test.cfg:8"));
    assertThat(domain.caList())
        .contains(new Material.File(Path.of("/etc/opensips/../ca.pem"), "../ca.pem", "test.cfg:9"));
    assertThat(domain.caDir())
        .contains(new TlsDomain.Directory(Path.of("/etc/opensips/cas"), "cas", "test.cfg:10"));
    assertThat(domain.crlDir())
        .contains(new TlsDomain.Directory(Path.of("/crls/"), "/crls/", "test.cfg:11"));
    assertThat(domain.ciphersList()).contains(new TlsDomain.Setting("HIGH:!aNULL", "test.cfg:13"));
    assertThat(domain.dhParams())
        .contains(new Material.File(Path.of("/etc/opensips/dh.pem"), "dh.pem", "test.cfg:14"));
    assertThat(domain.ecCurve()).contains(new TlsDomain.Setting("X25519:P-256", "test.cfg:15"));
  }

  @Test
  void defaultsOfAServer() {
    TlsDomain domain = server(parse(set("server_domain", "d")), "d");

    assertThat(domain.source()).isEqualTo(TlsDomain.Source.SCRIPT);
    assertThat(domain.location()).isEqualTo("test.cfg:1");
    assertThat(domain.addresses()).containsExactly(AddressFilter.ANY);
    assertThat(domain.sipDomains()).containsExactly(SipDomainFilter.ANY);
    assertThat(domain.method()).isEqualTo(TlsMethod.SSLV23);
    assertThat(domain.verifyCert()).isTrue();
    assertThat(domain.requireCert()).isTrue();
    assertThat(domain.certificate()).contains(defaultFile("cert.pem"));
    assertThat(domain.privateKey()).contains(defaultFile("ckey.pem"));
    assertThat(domain.caList()).isEmpty();
    assertThat(domain.caDir())
        .contains(new TlsDomain.Directory(Path.of("/etc/pki/CA/"), "/etc/pki/CA/", ""));
    assertThat(domain.crlDir()).isEmpty();
    assertThat(domain.crlCheckAll()).isFalse();
    assertThat(domain.ciphersList()).isEmpty();
    assertThat(domain.dhParams()).isEmpty();
    assertThat(domain.ecCurve()).isEmpty();
  }

  private static Material defaultFile(String name) {
    String path = "/etc/opensips/tls/" + name;
    return new Material.File(Path.of(path), path, "");
  }

  @Test
  void aClientMayHaveNeitherCertificateNorKey() {
    Script script =
        parse(
            set("client_domain", "bare"),
            set("client_domain", "cert"),
            set("certificate", "[cert]c.pem"),
            set("server_domain", "key"),
            set("private_key", "[key]k.pem"));

    assertThat(client(script, "bare").certificate()).isEmpty();
    assertThat(client(script, "bare").privateKey()).isEmpty();
    assertThat(client(script, "bare").requireCert()).isTrue();
    assertThat(client(script, "cert").privateKey()).contains(defaultFile("ckey.pem"));
    assertThat(server(script, "key").certificate()).contains(defaultFile("cert.pem"));
    assertThat(server(script, "key").privateKey()).map(Material::fileName).contains("k.pem");
  }

  @Test
  void linesComeInAnyOrder() {
    Script script = parse(set("verify_cert", "[d]0"), set("server_domain", "d"));

    assertThat(script.problems()).isEmpty();
    assertThat(server(script, "d").verifyCert()).isFalse();
    assertThat(server(script, "d").location()).isEqualTo("test.cfg:2");
  }

  @Test
  void filtersAddUpAndOthersAreReplaced() {
    Script script =
        parse(
            set("server_domain", "d"),
            set("match_ip_address", "[d]10.0.0.2:5061"),
            set("match_ip_address", "[d]10.0.0.1:5061,10.0.0.2:5061"),
            set("match_sip_domain", "[d]b.example"),
            set("match_sip_domain", "[d]a.example"),
            set("tls_method", "[d]TLSv1"),
            set("tls_method", "[d]TLSv1_3"));

    assertThat(server(script, "d").addresses())
        .extracting(AddressFilter::canonical)
        .containsExactly("10.0.0.2:5061", "10.0.0.1:5061");
    assertThat(server(script, "d").sipDomains())
        .extracting(SipDomainFilter::text)
        .containsExactly("b.example", "a.example");
    assertThat(server(script, "d").method()).hasToString("TLSv1_3");
  }

  @Test
  void definitionsOf2xHaveAnAddress() {
    Script script =
        parse(
            set("server_domain", "s=10.0.0.1:5061"),
            set("server_domain", "s6 = 2001:db8::1:5061"),
            set("client_domain", "c=10.0.0.2:6677"),
            set("client_domain", "n"));

    assertThat(script.problems()).isEmpty();
    assertThat(script.domains())
        .extracting(domain -> domain.name() + domain.addresses())
        .containsExactly(
            "s[10.0.0.1:5061]", "s6[2001:DB8:0:0:0:0:0:1:5061]", "c[10.0.0.2:6677]", "n[*]");
  }

  @Test
  void valuesWithoutNameSetTheDefaultOfBothRoles() {
    Script script =
        parse(
            set("server_domain", "s=10.0.0.1:5061"),
            set("tls_method", "TLSv1_2"),
            set("verify_cert", "[default]0"));

    assertThat(script.problems()).isEmpty();
    assertThat(script.domains())
        .extracting(domain -> domain.role() + " " + domain.name() + " " + domain.location())
        .containsExactly(
            "SERVER s test.cfg:1", "SERVER default test.cfg:2", "CLIENT default test.cfg:2");
    assertThat(script.domains().subList(1, 3))
        .allSatisfy(
            domain -> {
              assertThat(domain.method()).hasToString("TLSv1_2");
              assertThat(domain.verifyCert()).isFalse();
            });
    assertThat(client(script, "default").certificate()).isEmpty();
    assertThat(server(script, "default").certificate()).contains(defaultFile("cert.pem"));
  }

  @Test
  void aDefaultThatIsAlsoDefinedIsOneDomain() {
    Script script =
        parse(
            set("verify_cert", "0"),
            set("server_domain", "default=10.0.0.1:5061"),
            set("client_domain", "default"));

    assertThat(script.problems()).isEmpty();
    assertThat(script.domains())
        .extracting(domain -> domain.role() + " " + domain.location() + " " + domain.verifyCert())
        .containsExactly("SERVER test.cfg:2 false", "CLIENT test.cfg:3 false");
  }

  @Test
  void withoutUnnamedValuesThereIsNoDefault() {
    assertThat(parse(set("server_domain", "s"), set("tls_library", "none")).domains())
        .extracting(TlsDomain::isDefault)
        .containsExactly(false);
  }

  @Test
  void aValueForASharedNameGoesToTheServer() {
    Script script =
        parse(
            set("client_domain", "d"),
            set("server_domain", "d"),
            set("verify_cert", "[d]0"),
            set("tls_method", "[d]TLSv1_3"));

    assertThat(server(script, "d").verifyCert()).isFalse();
    assertThat(server(script, "d").method()).hasToString("TLSv1_3");
    assertThat(client(script, "d").verifyCert()).isTrue();
    assertThat(client(script, "d").method()).isEqualTo(TlsMethod.SSLV23);
    assertThat(problems(script))
        .singleElement()
        .asString()
        .startsWith(
            "test.cfg:3: warning: verify_cert: a server and a client domain are both named");
    assertThat(script.hasErrors()).isFalse();
  }

  @Test
  void warnsOfTheDefaultInAScriptOf3x() {
    Script script =
        parse(set("server_domain", "s"), set("verify_cert", "0"), set("require_cert", "0"));

    assertThat(problems(script))
        .singleElement()
        .asString()
        .startsWith(
            "test.cfg:2: warning: a value without [domain] sets the 2.x domain 'default', as 1 more"
                + " do; from now on every connection that matches no other domain gets it");
    assertThat(parse(set("server_domain", "s=*"), set("verify_cert", "0")).problems()).isEmpty();
    assertThat(parse(set("verify_cert", "0")).problems()).isEmpty();
  }

  @Test
  void blanksDoNotCount() {
    Script script =
        parse(
            set("server_domain", " d "),
            set("verify_cert", "  [ d ] 0 "),
            set("match_sip_domain", "\t[d]\n  a.example,\n  b.example\n"),
            set("certificate", "[d] c.pem"));

    assertThat(script.problems()).isEmpty();
    assertThat(server(script, "d").verifyCert()).isFalse();
    assertThat(server(script, "d").sipDomains())
        .extracting(SipDomainFilter::text)
        .containsExactly("a.example", "b.example");
    assertThat(server(script, "d").certificate()).map(Material::fileName).contains("c.pem");
  }

  @Test
  void numbersNeedNoQuotes() {
    Script script =
        parse(
            "modparam(\"tls_mgm\", \"verify_cert\", 0)",
            "modparam(\"tls_mgm\", \"require_cert\", no)",
            "modparam(\"tls_mgm\", \"crl_check_all\", 0x10)",
            "modparam(\"tls_mgm\", \"tls_send_timeout\", 017)");

    assertThat(script.problems()).isEmpty();
    assertThat(server(script, "default").verifyCert()).isFalse();
    assertThat(server(script, "default").requireCert()).isFalse();
    assertThat(server(script, "default").crlCheckAll()).isTrue();
    assertThat(script.sendTimeout()).map(timeout -> timeout.toSeconds()).contains(15L);
  }

  @Test
  void anyNumberOfZerosIsNo() {
    Script script = parse(set("verify_cert", "000"), set("require_cert", "99999999999999999999"));

    assertThat(server(script, "default").verifyCert()).isFalse();
    assertThat(server(script, "default").requireCert()).isTrue();
  }

  @Test
  void aBadValueKeepsTheOneBefore() {
    Script script =
        parse(set("server_domain", "d"), set("verify_cert", "[d]0"), set("verify_cert", "[d]x"));

    assertThat(script.hasErrors()).isTrue();
    assertThat(server(script, "d").verifyCert()).isFalse();
  }

  @Test
  void aDomainWithErrorsIsStillThere() {
    Script script = parse(set("server_domain", "d=nowhere:5061"), set("verify_cert", "[d]0"));

    assertThat(script.problems()).hasSize(1);
    assertThat(script.domains()).extracting(TlsDomain::role).containsExactly(Role.SERVER);
    assertThat(server(script, "d").verifyCert()).isFalse();
    assertThat(server(script, "d").certificate()).isNotEqualTo(Optional.empty());
  }
}
