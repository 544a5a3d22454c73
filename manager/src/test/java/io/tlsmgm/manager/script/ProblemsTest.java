package io.tlsmgm.manager.script;

import static io.tlsmgm.manager.script.Scripts.parse;
import static io.tlsmgm.manager.script.Scripts.problems;
import static io.tlsmgm.manager.script.Scripts.set;
import static org.assertj.core.api.Assertions.assertThat;

import io.tlsmgm.api.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProblemsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "tls_library|gnutls|'gnutls' is no TLS library; accepted are auto, none, openssl, wolfssl,",
        "tls_library|OpenSSL|'OpenSSL' is no TLS library",
        "tls_library|``|the value is empty",
        "server_domain|``|the name of the domain: the value is empty",
        "server_domain|=10.0.0.1:5061|the name of the domain: the value is empty",
        "server_domain|x=|an item is empty; accepted are '*' alone, or IP:port",
        "server_domain|x=10.0.0.1|the port is missing",
        "server_domain|x=sip.example:5061|'sip.example' is not an IP address",
        "server_domain|d|'d' is defined twice; the first definition is at test.cfg:1",
        "client_domain|c|'c' is defined twice; the first definition is at test.cfg:2",
        "server_domain|[x]foo|a definition has no [domain] before it; write the name alone, such as foo",
        "client_domain|[foo]|a definition has no [domain] before it; write the name alone",
        "client_domain|[foo|a definition has no [domain] before it; write the name alone",
        "match_ip_address|*|there is no domain to match; write [domain]value",
        "match_sip_domain|a.example|there is no domain to match; write [domain]value",
        "match_ip_address|[d]10.0.0.0/8:5061|networks are not supported; accepted are",
        "match_ip_address|[d]10.0.0.1:5061,*|'*' stands in a longer list, but matches all of it",
        "match_ip_address|[d]10.0.0.1:70000|'70000' is not a port; accepted are",
        "match_ip_address|[2001:db8::1]:5061|the name of a domain stands before the address",
        "match_sip_domain|[d]a.example,|an item is empty; accepted are names such as",
        "match_sip_domain|[d]a[b.example|'[' has no ']'",
        "tls_method|[d]SSLv3|RFC 7568",
        "tls_method|[d]TLSv1.2|'TLSv1.2' is no TLS method; accepted are SSLv23 (or TLSany),",
        "tls_method|[d]TLSv1_3-TLSv1|write TLSv1-TLSv1_3",
        "verify_cert|[d]yes|option is not a number: 'yes'; write 0 (no) or 1 (yes)",
        "require_cert|[d]-1|option is not a number: '-1'",
        "crl_check_all|[d]1 2|option is not a number: '1 2'",
        "certificate|[d]|the value is empty",
        "certificate|[d|']' is missing; write [domain]value",
        "certificate|[]x.pem|the name of the domain is empty; write [domain]value",
        "certificate|[ ]x.pem|the name of the domain is empty",
        "certificate|[dd]x.pem|the domain 'dd' is never defined; did you mean 'd'?",
        "certificate|[other]x.pem|is never defined; define it with server_domain or client_domain",
        "certificate|[d]${CERT}|'${CERT}' looks like a placeholder that nothing replaced",
        "ca_dir|[d]/etc/__CA_DIR__/x|'__CA_DIR__' looks like a placeholder",
        "server_domain|new=${IP}:5061|'${IP}' looks like a placeholder",
        "ec_curve|[d]{{ curve }}|'{{ curve }}' looks like a placeholder",
        "private_key|[d]a\\x00b|is not a file name",
        "tls_handshake_timeout|0|'0'; write a number of seconds from 1 to 2147483",
        "tls_handshake_timeout|2147484|write a number of seconds from 1 to 2147483",
        "tls_send_timeout|5s|option is not a number: '5s'; write a number of seconds",
        "tls_send_timeout|[d]5|option is not a number: '[d]5'",
        "client_sip_domain_avp|$var(x)|is not the name of an AVP; write name or $avp(name)",
        "db_table|tls mgm|'tls mgm' is not the name of a table",
        "domain_col|x;y|'x;y' is not the name of a column",
        "certificat|[d]x.pem|tls_mgm has no parameter 'certificat'; did you mean certificate?",
        "Verify_Cert|[d]1|did you mean verify_cert?",
        "ciphers|[d]HIGH|tls_mgm has no parameter 'ciphers'; it has address_col, auto_reload, ca_dir,",
      })
  void saysWhereAndWhatIsWrongAndWhatIsRight(String name, String value, String message) {
    Script script =
        parse(
            set("server_domain", "d"), // line 1
            set("client_domain", "c"), // line 2
            set(name, value));

    assertThat(problems(script))
        .singleElement()
        .asString()
        .startsWith("test.cfg:3: ")
        .contains(name)
        .contains(message);
    assertThat(script.hasErrors()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "modparam(\"tls_mgm\" \"verify_cert\", \"1\")|',' is expected, but here is a string",
        "modparam(\"tls_mgm\", \"verify_cert\", \"1\"|')' is expected",
        "modparam(\"tls_mgm\", \"verify_cert\")|',' is expected, but here is ')'",
        "modparam(\"tls_mgm\", verify_cert, \"1\")|parameter in quotes is expected, but here is a word",
        "modparam(tls_mgm, \"verify_cert\", \"1\")|the name of a module in quotes is expected",
        "modparam(\"tls_mgm\", \"verify_cert\", one)|a value in quotes or a number is expected",
        "modparam(\"tls_mgm\", \"certificate\", \"[d]x)|a quote seems to be missing in line 2",
        "modparam(\"tls_mgm\", \"certificate\", [d]x\")|a value in quotes or a number is expected",
        "modparam(\"tls_mgm\", \"certificate\", 'x)|a quote seems to be missing in line 2",
        "modparam(\"auth_db\", \"db_url\", \"x)|a quote seems to be missing in line 2",
        "modparam(|the name of a module in quotes is expected",
      })
  void aBrokenStatementCostsItselfOnly(String broken, String message) {
    Script script =
        parse(
            set("server_domain", "d"),
            broken,
            set("verify_cert", "[d]0"),
            set("require_cert", "[d]x"),
            set("tls_method", "[d]TLSv1_3"));

    assertThat(problems(script)).hasSize(2);
    assertThat(problems(script).get(0))
        .startsWith("test.cfg:2: modparam is broken: ")
        .contains(message);
    assertThat(problems(script).get(1)).startsWith("test.cfg:4: require_cert: ");
    assertThat(Scripts.server(script, "d").verifyCert()).isFalse();
    assertThat(Scripts.server(script, "d").method()).hasToString("TLSv1_3");
  }

  @Test
  void theEndOfTheFileInsideAModparam() {
    assertThat(problems(parse("", "modparam(\"tls_mgm\", \"verify_cert\",")))
        .containsExactly(
            "test.cfg:2: modparam is broken: a value in quotes or a number is expected, but here is"
                + " the end of the file; write modparam(\"tls_mgm\", \"NAME\", \"VALUE\")");
  }

  @Test
  void unterminatedStringsCommentsAndVariables() {
    assertThat(problems(parse("a", "log_name=\"x", "")))
        .containsExactly("test.cfg:2: the string that starts here is never closed");
    assertThat(problems(parse("a", "/* x /* y */", "")))
        .containsExactly("test.cfg:2: the comment that starts here is never closed with '*/'");
    assertThat(problems(parse("a", "/* x /* y ", "")))
        .containsExactly(
            "test.cfg:2: the comment that starts here is never closed (comments nest: 2 '*/' are"
                + " missing)");
    assertThat(problems(parse("", "", "$(avp(x)")))
        .containsExactly("test.cfg:3: the variable that starts here is never closed with ')'");
  }

  @Test
  void anUnclosedBlockIsAnErrorWhenItHidesAStatement() {
    Script hidden = parse("route {", "  if (x) {", "    exit;", "}", set("server_domain", "d"), "");
    assertThat(problems(hidden))
        .containsExactly(
            "test.cfg:1: the block that starts here is never closed with '}', so modparam at"
                + " test.cfg:5 is not read");

    Script harmless = parse(set("server_domain", "d"), "route {", "  exit;");
    assertThat(problems(harmless))
        .containsExactly(
            "test.cfg:2: warning: the block that starts here is never closed with '}'");
    assertThat(harmless.domains()).hasSize(1);
  }

  @Test
  void everyProblemAtOnceInTheOrderOfTheText() {
    Script script =
        parse(
            set("verify_cert", "[x]1"),
            set("tls_library", "x"),
            "socket=tls:",
            set("nothing", "1"),
            set("server_domain", "d"),
            "modparam(\"tls_mgm\")",
            set("require_cert", "[d]x"));

    assertThat(script.problems())
        .extracting(Problem::location)
        .containsExactly(
            "test.cfg:1", "test.cfg:2", "test.cfg:3", "test.cfg:4", "test.cfg:6", "test.cfg:7");
    assertThat(script.problems())
        .extracting(Problem::domain)
        .containsExactly("x", "", "", "", "", "d");
  }

  @Test
  void messagesAreOneLineAndNotLong() {
    Script script =
        parse(
            set("server_domain", "d"),
            set("tls_method", "[d]a\n\tb\\x07" + "x".repeat(100_000)),
            set("match_ip_address", "[d]" + "x,".repeat(100_000)));

    assertThat(script.problems())
        .hasSize(2)
        .allSatisfy(
            problem -> {
              assertThat(problem.message()).hasSizeLessThan(2100).contains("accepted are");
              assertThat(problem.message()).doesNotContain("\n", "\t", "\u0007");
            });
    assertThat(script.problems().get(0).message()).contains("'a\\n\\tb\\u0007xxx");
  }

  @Test
  void bytesThatAreNotUtf8AreTheProblemOfAValueOnly() {
    byte[] latin1 = {'#', (byte) 0xe4, '\n'};
    byte[] value = {(byte) 0xe4};
    assertThat(parse(ScriptReader.decode(latin1)).problems()).isEmpty();
    assertThat(problems(parse(set("certificate", ScriptReader.decode(value)))))
        .containsExactly("test.cfg:1: certificate: the value is not UTF-8");
  }

  @Test
  void aModulePatternThatIsNotUnderstoodIsSaid() {
    Script script = parse("modparam(\"tls_(mgm|openssl)+\", \"verify_cert\", \"0\")");
    assertThat(problems(script))
        .singleElement()
        .asString()
        .startsWith("test.cfg:1: warning: verify_cert: whether the module 'tls_(mgm|openssl)+'");
    assertThat(parse("modparam(\"[a-z]+\", \"other\", \"0\")").problems()).isEmpty();
  }
}
