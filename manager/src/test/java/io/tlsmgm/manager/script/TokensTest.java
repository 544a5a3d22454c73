package io.tlsmgm.manager.script;

import static io.tlsmgm.manager.script.Scripts.parse;
import static io.tlsmgm.manager.script.Scripts.problems;
import static io.tlsmgm.manager.script.Scripts.server;
import static io.tlsmgm.manager.script.Scripts.set;
import static org.assertj.core.api.Assertions.assertThat;

import io.tlsmgm.api.domain.TlsDomain;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a script looks like below its statements. */
class TokensTest {
  private static final String DEFINE_D = set("server_domain", "d");

  private static String ciphers(String text) {
    Script script = parse(DEFINE_D, "modparam(\"tls_mgm\", \"ciphers_list\", " + text + ")");
    assertThat(script.problems()).isEmpty();
    return server(script, "d").ciphersList().map(TlsDomain.Setting::value).orElseThrow();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"[d]a\\\"b\"|a\"b",
        "\"[d]a\\\\b\"|a\\b",
        "\"[d]a\\tb\"|a\tb",
        "\"[d]a\\x41\\x4ab\"|aAJb",
        "\"[d]a\\x4g\"|a\u0004g",
        "\"[d]a\\xg\"|a\\xg",
        "\"[d]a\\101b\"|aAb",
        "\"[d]a\\1b\"|a\\1b",
        "\"[d]a\\qb\"|a\\qb",
        "'[d]a\\n\"b\\'|a\\n\"b\\",
        "\"[d]it's\"|it's",
        "\"[d]a # b /* c */ // d\"|a # b /* c */ // d",
        "\"[d]a{b}(c),;=$d\"|a{b}(c),;=$d",
      })
  void strings(String text, String value) {
    assertThat(ciphers(text)).isEqualTo(value);
  }

  @Test
  void aBackslashAtTheEndOfALineJoinsItWithTheNext() {
    assertThat(ciphers("\"[d]a\nb\"")).isEqualTo("a\nb");
    assertThat(ciphers("\"[d]a\\\nb\"")).isEqualTo("ab");
    assertThat(ciphers("\"[d]a\\\r\nb\"")).isEqualTo("ab");
    assertThat(ciphers("\\\n\"[d]a\"\\\r\n")).isEqualTo("a");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "# modparam(\"tls_mgm\", \"x\", \"y\")",
        "// modparam(\"tls_mgm\", \"x\", \"y\")",
        "/* modparam(\"tls_mgm\", \"x\", \"y\") */",
        "/* /* */ modparam(\"tls_mgm\", \"x\", \"y\") */",
        "log_name = \"modparam(\\\"tls_mgm\\\", \\\"x\\\", \\\"y\\\")\"",
        "log_name = 'modparam(\"tls_mgm\", \"x\", \"y\")'",
        "route { modparam(\"tls_mgm\", \"x\", \"y\"); }",
        "route[a] { if ($ru == \"}\") { xlog('}'); # }\n /* } */ modparam(\"tls_mgm\", \"x\", \"y\"); } }",
        "route { $var(x) = $(hdr(To){s.select,0,}}); modparam(\"tls_mgm\", \"x\", \"y\"); }",
        "route { $var(q) = $(ru{re.subst,/\"/'/g}); modparam(\"tls_mgm\", \"x\", \"y\"); }",
        "route { switch($rU){ case \"1\": modparam(\"tls_mgm\", \"x\", \"y\"); } }",
        "#!define modparam(\"tls_mgm\", \"x\", \"y\")",
        "modparam_other(\"tls_mgm\", \"x\", \"y\")",
        "modparam",
        "modparam \"tls_mgm\"",
        "loadmodule \"tls_mgm.so\"",
        "gw:{( tcp , 192.0.2.1 , 5060 , \"modparam(\" )}",
        "include_file",
        "} } }",
        "....",
        "#",
        "\\",
        "$",
        "$x",
        "a//b",
      })
  void textThatIsNoStatement(String text) {
    Script script = parse(text, DEFINE_D);
    assertThat(problems(script)).isEmpty();
    assertThat(script.domains()).hasSize(1);
    assertThat(server(script, "d").location())
        .isEqualTo("test.cfg:" + (text.contains("\n") ? 3 : 2));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "modparam( \"tls_mgm\" , \"verify_cert\" , \"[d]0\" );",
        "modparam\n(\n'tls_mgm'\n,\n'verify_cert'\n,\n'[d]0'\n)",
        "modparam(/*(*/\"tls_mgm\"/*,*/,\"verify_cert\"# the name\n,\"[d]0\"/*)*/)",
        "x=1;modparam(\"tls_mgm\",\"verify_cert\",\"[d]0\")y=2",
        "route{}modparam(\"tls_mgm\",\"verify_cert\",\"[d]0\")",
        "\uFEFFmodparam(\"tls_mgm\",\"verify_cert\",\"[d]0\")",
        "modparam(\"tls_mgm\",\"verify_cert\",\"[d]0\")\r\n",
        "modparam(\"tls_mgm\",\"verify_cert\",\"[d]0\") modparam(\"tls_mgm\",\"require_cert\",\"[d]0\")",
      })
  void waysToWriteAStatement(String text) {
    Script script = ScriptReader.parse("test.cfg", Scripts.DIRECTORY, text + "\n" + DEFINE_D);
    assertThat(problems(script)).isEmpty();
    assertThat(server(script, "d").verifyCert()).isFalse();
  }

  @Test
  void linesAreCountedThroughEverything() {
    Script script =
        parse(
            "/* 1",
            "2 */ log_name=\"3?",
            "no, 3\" # 3",
            "'4",
            "5' $(hdr(a",
            ")) \\",
            "// 7",
            DEFINE_D);
    assertThat(problems(script)).isEmpty();
    assertThat(server(script, "d").location()).isEqualTo("test.cfg:8");
  }

  @Test
  void aStatementIsWhereItStarts() {
    Script script =
        parse(DEFINE_D, "modparam(", "\"tls_mgm\",", "\"verify_cert\",", "\"[d]x\"", ")");
    assertThat(problems(script)).singleElement().asString().startsWith("test.cfg:2: verify_cert");
  }
}
