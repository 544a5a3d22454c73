package io.tlsmgm.manager.script;

import static io.tlsmgm.manager.script.Scripts.parse;
import static io.tlsmgm.manager.script.Scripts.problems;
import static io.tlsmgm.manager.script.Scripts.set;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GlobalSettingsTest {
  @ParameterizedTest
  @ValueSource(strings = {"auto", "none", "openssl", "wolfssl", "jsse"})
  void libraries(String name) {
    Script script = parse(set("tls_library", name));
    assertThat(script.problems()).isEmpty();
    assertThat(script.tlsLibrary()).isEqualTo(name);
  }

  @ParameterizedTest
  @CsvSource({
    "tls_mgm, client_tls_domain_avp, x",
    "tls_mgm, client_domain_avp, x",
    "tls_mgm, tls_client_domain_avp, x",
    "proto_tls, tls_client_domain_avp, x",
    "tls_mgm|proto_tls, tls_client_domain_avp, x",
    "tls_mgm, client_tls_domain_avp, $avp(x)",
  })
  void theAvpOfTheClientDomain(String module, String name, String value) {
    Script script = parse("modparam(\"" + module + "\", \"" + name + "\", \"" + value + "\")");
    assertThat(script.problems()).isEmpty();
    assertThat(script.clientTlsDomainAvp()).contains("x");
    assertThat(script.clientSipDomainAvp()).isEmpty();
  }

  @Test
  void zeroIsNoAvp() {
    Script script =
        parse(set("client_domain_avp", "x"), "modparam(\"tls_mgm\", \"client_domain_avp\", 0)");
    assertThat(script.problems()).isEmpty();
    assertThat(script.clientTlsDomainAvp()).isEmpty();
  }

  @Test
  void autoReload() {
    assertThat(parse().autoReload()).isEmpty();
    assertThat(parse(set("auto_reload", "0")).autoReload()).contains(Duration.ZERO);
    assertThat(parse(set("auto_reload", "60")).autoReload()).contains(Duration.ofMinutes(1));
    assertThat(problems(parse(set("auto_reload", "-1"))).toString())
        .contains("auto_reload: option is not a number: '-1'; write a number of seconds from 0 to");
  }

  @Test
  void timeouts() {
    Script script =
        parse(
            set("tls_handshake_timeout", "1"),
            "modparam(\"tls_mgm\", \"tls_send_timeout\", 2147483)",
            "modparam(\"proto_tls\", \"tls_handshake_timeout\", 200)",
            "modparam(\"proto_tls\", \"tls_send_timeout\", 200)");
    assertThat(script.problems()).isEmpty();
    assertThat(script.handshakeTimeout()).contains(Duration.ofSeconds(1));
    assertThat(script.sendTimeout()).contains(Duration.ofSeconds(2147483));
  }

  @Test
  void theDatabase() {
    Script script =
        parse(
            set("db_url", "mysql://old@db/x"),
            "modparam(\"auth_db|usrloc|tls_mgm\", \"db_url\", \"postgres://db/x\")",
            set("db_table", "sip.tls"),
            set("domain_col", "dom"),
            set("address_col", "addr"),
            set("tls_method_col", "meth"),
            set("ciphers_list_col", "c1"),
            set("cipher_list_col", "c2"));

    assertThat(script.problems()).isEmpty();
    assertThat(script.database().url()).contains("postgres://db/x");
    assertThat(script.database().table()).isEqualTo("sip.tls");
    assertThat(script.database().columns())
        .containsEntry("domain", "dom")
        .containsEntry("address", "addr")
        .containsEntry("method", "meth")
        .containsEntry("cipher_list", "c2")
        .containsEntry("ec_curve", "ec_curve");
  }

  @Test
  void theDefaultsOfTheDatabase() {
    DatabaseSettings database = parse("").database();
    assertThat(database.table()).isEqualTo("tls_mgm");
    assertThat(database.columns().keySet())
        .containsExactly(
            "domain",
            "match_ip_address",
            "match_sip_domain",
            "address",
            "method",
            "verify_cert",
            "require_cert",
            "certificate",
            "private_key",
            "crl_check_all",
            "crl_dir",
            "ca_list",
            "ca_dir",
            "cipher_list",
            "dh_params",
            "ec_curve");
    assertThat(database.columns()).allSatisfy((column, name) -> assertThat(name).isEqualTo(column));
  }

  @Test
  void aDatabaseCannotBeReachedByItsOwnDomains() {
    assertThat(problems(parse(set("db_url", "mysql://db/x?TLS_domain=d"))))
        .singleElement()
        .asString()
        .startsWith("test.cfg:1: db_url: the URL has a parameter tls_domain");
  }

  @Test
  void parametersOfOtherModulesAreTheirs() {
    Script script =
        parse(
            "modparam(\"auth_db\", \"db_url\", \"mysql://db/x\")",
            "modparam(\"usrloc\", \"no_such\", 5)",
            "modparam(\"proto_tls\", \"tls_async\", 1)");
    assertThat(script.problems()).isEmpty();
    assertThat(script.database().url()).isEmpty();
  }

  @Test
  void parametersThatMovedFromTheTransportAreSaid() {
    assertThat(problems(parse("modparam(\"proto_tls\", \"certificate\", \"c.pem\")")))
        .containsExactly(
            "test.cfg:1: warning: certificate: is a parameter of tls_mgm and is not read from"
                + " proto_tls");
  }

  @ParameterizedTest
  @CsvSource({
    "tls_mgm, YES",
    "TLS_MGM, YES",
    "proto_tls|tls_mgm, YES",
    "^(auth_db|tls_mgm)$, YES",
    "tls_.*, YES",
    ".*, YES",
    "t.*m.*m, YES",
    "tls.mgm, YES",
    "tls_mgm2, NO",
    "tls, NO",
    "tls_, NO",
    "'', NO",
    "|, NO",
    "auth_db|usrloc, NO",
    ".*x, NO",
    "tls.*x|y, NO",
    "[a-z_]+, UNKNOWN",
    "tls_m?gm, UNKNOWN",
    "tls*, UNKNOWN",
    "[a]|tls_mgm, YES",
  })
  void patternsOfModules(String pattern, ModulePattern.Match match) {
    assertThat(ModulePattern.match(pattern, "tls_mgm")).isEqualTo(match);
  }

  @Test
  void spelling() {
    assertThat(Spelling.distance("", "abc")).isEqualTo(3);
    assertThat(Spelling.distance("abc", "abc")).isZero();
    assertThat(Spelling.distance("acb", "abc")).isEqualTo(1);
    assertThat(Spelling.distance("kitten", "sitting")).isEqualTo(3);
    assertThat(Spelling.nearest("verfiy_cert", Parameter.allNames())).contains("verify_cert");
    assertThat(Spelling.nearest("x".repeat(1000), Parameter.allNames())).isEmpty();
  }
}
