package io.tlsmgm.manager.script;

import static io.tlsmgm.manager.script.Scripts.parse;
import static io.tlsmgm.manager.script.Scripts.problems;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SocketsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "socket=tls:1.2.3.4:5061|tls:1.2.3.4:5061",
        "socket= tls:1.2.3.4:5071|tls:1.2.3.4:5071",
        "socket = tls:1.2.3.4|tls:1.2.3.4:5061",
        "listen = tls:1.2.3.4:any|tls:1.2.3.4:5061",
        "listen=tls:*:5061|tls:*:5061",
        "listen=TLS:*|tls:*:5061",
        "socket=wss:*|wss:*:443",
        "socket=wss:0.0.0.0:8089|wss:0.0.0.0:8089",
        "socket=tls:[2001:db8::1]:5061|tls:[2001:db8::1]:5061",
        "socket=tls:[::]|tls:[::]:5061",
        "socket=tls:sip.a-b.example:5061|tls:sip.a-b.example:5061",
        "socket=tls:eth0:5061|tls:eth0:5061",
        "socket=tls:\"socket.example\":5061|tls:socket.example:5061",
        "socket=\"tls:a.example:5061\"|tls:a.example:5061",
        "socket = tls : 1.2.3.4 : 5061|tls:1.2.3.4:5061",
        "socket=tls:1.2.3.4:5061 as 5.6.7.8:5061 use_workers 4|tls:1.2.3.4:5061",
        "socket=tls:1.2.3.4:5061 anycast tag x reuse_port|tls:1.2.3.4:5061",
        "socket=tls:1.2.3.4 as 5.6.7.8:5071|tls:1.2.3.4:5061",
        "socket=tls:1.2.3.4:5061# main|tls:1.2.3.4:5061",
        "socket=tls:1.2.3.4:5061/* main */|tls:1.2.3.4:5061",
        "socket=tls:1.2.3.4:5061;|tls:1.2.3.4:5061",
      })
  void formsOfRealFiles(String line, String socket) {
    Script script = parse("", line, "log_level=3");
    assertThat(script.problems()).isEmpty();
    assertThat(script.sockets()).extracting(ListenSocket::toString).containsExactly(socket);
    assertThat(script.sockets().get(0).location()).isEqualTo("test.cfg:2");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "socket=udp:1.2.3.4:5060",
        "socket=hep_tls:x:y:z",
        "listen=tcp:*:99999",
        "listen=",
        "socket",
        "alias=tls:1.2.3.4:5061",
        "#socket=tls:1.2.3.4:5061",
        "/* socket=tls:1.2.3.4:5061 */",
        "log_name=\"socket=tls:1.2.3.4:5061\"",
        "route { socket=tls:1.2.3.4:5061 }",
        "socket=bond:x",
      })
  void everythingElseIsNotOurs(String line) {
    Script script = parse(line);
    assertThat(script.problems()).isEmpty();
    assertThat(script.sockets()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "socket=tls|there is no host",
        "socket=tls:|there is no host",
        "socket=tls::5061|there is no host",
        "socket=tls:1.2.3.4:0|'0' is no port",
        "socket=tls:1.2.3.4:65536|'65536' is no port",
        "socket=tls:1.2.3.4:sip|'sip' is no port",
        "socket=tls:1.2.3.4:|'' is no port",
        "socket=tls:1.2.3:5061|'1.2.3' is neither an address nor a name",
        "socket=tls:1.2.3.456:5061|'1.2.3.456' is neither an address nor a name",
        "socket=tls:a/b:5061|'a/b' is neither an address nor a name",
        "socket=tls:2001:db8::1:5061|an IPv6 address stands in brackets",
        "socket=tls:[2001:db8::1:5061|']' is missing",
        "socket=tls:[1.2.3.4]:5061|'1.2.3.4' is not an IPv6 address",
        "socket=tls:[]:5061|'' is not an IPv6 address",
        "socket=tls:[::1]5061|is no port",
        "socket=tls:__IP__:5061|'__IP__' looks like a placeholder",
        "socket=tls:${IP}:5061|'${IP}' looks like a placeholder",
        "socket=wss:${IP}:${PORT}|'${IP}' looks like a placeholder",
      })
  void saysWhatIsWrongAndWhatIsRight(String line, String message) {
    Script script = parse(line, "log_level=3");
    assertThat(script.sockets()).isEmpty();
    assertThat(problems(script))
        .singleElement()
        .asString()
        .startsWith("test.cfg:1: socket '")
        .contains(message)
        .contains("accepted are PROTOCOL:HOST and PROTOCOL:HOST:PORT");
  }

  @Test
  void theTransportsSetTheDefaultPorts() {
    Script script =
        parse(
            "socket=tls:*",
            "socket=wss:*",
            "socket=tls:*:5061",
            "modparam(\"proto_tls\", \"tls_port\", 5071)",
            "modparam(\"proto_wss\", \"wss_port\", 8443)");
    assertThat(script.problems()).isEmpty();
    assertThat(script.sockets())
        .extracting(ListenSocket::toString)
        .containsExactly("tls:*:5071", "wss:*:8443", "tls:*:5061");
    assertThat(script.sockets()).allMatch(ListenSocket::isAny);
    assertThat(problems(parse("modparam(\"proto_tls\", \"tls_port\", 0)")))
        .containsExactly("test.cfg:1: tls_port '0': a port is a number 1 to 65535");
  }

  @Test
  void aSocketDoesNotSwallowTheNextLine() {
    Script script = parse("socket=tls:", Scripts.set("server_domain", "d"));
    assertThat(script.domains()).hasSize(1);
    assertThat(script.problems()).hasSize(1);
  }
}
