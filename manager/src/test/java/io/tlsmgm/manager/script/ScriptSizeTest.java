package io.tlsmgm.manager.script;

import static io.tlsmgm.manager.script.Scripts.set;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Time grows with the size of a script and not with its square. The bound is far above what is
 * needed on a busy machine and far below what a quadratic step takes.
 */
class ScriptSizeTest {
  private static final Duration BOUND = Duration.ofSeconds(5);
  private static final int DOMAINS = 10_000;
  private static final int REPEATS = 200_000;

  /** The best of three times: what else the machine does must not matter. */
  private static Script parseWithinBound(String text) {
    Duration fastest = Duration.ofDays(1);
    Script script = Scripts.parse("");
    for (int attempt = 0; attempt < 3 && fastest.compareTo(BOUND) >= 0; attempt++) {
      long start = System.nanoTime();
      script = Scripts.parse(text);
      Duration time = Duration.ofNanos(System.nanoTime() - start);
      fastest = time.compareTo(fastest) < 0 ? time : fastest;
    }
    assertThat(fastest).isLessThan(BOUND);
    return script;
  }

  @Test
  void tenThousandDomains() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < DOMAINS; i++) {
      String prefix = "[domain" + i + "]";
      text.append(set("server_domain", "domain" + i)).append('\n');
      text.append(set("match_ip_address", prefix + "10.0.0.1:5061,10.0.0.2:5061")).append('\n');
      text.append(set("match_sip_domain", prefix + "d" + i + ".example, *.d" + i)).append('\n');
      text.append(set("certificate", prefix + "/tls/" + i + "/chain.pem")).append('\n');
      text.append(set("private_key", prefix + "/tls/" + i + "/key.pem")).append('\n');
      text.append(set("verify_cert", prefix + "0")).append('\n');
    }
    Script script = parseWithinBound(text.toString());
    assertThat(script.problems()).isEmpty();
    assertThat(script.domains()).hasSize(DOMAINS);
  }

  static Stream<String> hostileTexts() {
    String long200k = "x".repeat(REPEATS);
    return Stream.of(
        "modparam(".repeat(REPEATS),
        "modparam(\"".repeat(REPEATS),
        "modparam(\"tls_mgm\",\"x\",\"y)\n".repeat(REPEATS / 10),
        "modparam('tls_mgm',\"x\",'y)\n".repeat(REPEATS / 10),
        "modparam(\"tls_mgm\",'x\n" + "modparam(\"a\", \"b\", ' \n".repeat(REPEATS / 10),
        "/*".repeat(REPEATS),
        "/* ".repeat(REPEATS) + "*/".repeat(REPEATS),
        "$(".repeat(REPEATS),
        "${".repeat(REPEATS),
        "${a ".repeat(REPEATS),
        "\"".repeat(REPEATS) + "'",
        "'\n\"\\\n".repeat(REPEATS),
        "{".repeat(REPEATS),
        "socket=tls:" + " :".repeat(REPEATS),
        "socket=tls:x\n".repeat(REPEATS / 10),
        "socket=tls:" + "[".repeat(REPEATS),
        "\\\n".repeat(REPEATS),
        set("server_domain", "d=" + "1,".repeat(REPEATS)),
        set("server_domain", "d") + set("match_sip_domain", "[d]" + "[".repeat(REPEATS)),
        set("server_domain", "d") + set("match_sip_domain", "[d]" + "a,".repeat(REPEATS)),
        set("server_domain", "d") + set("match_ip_address", "[d]" + ":,".repeat(REPEATS)),
        set("server_domain", "d") + set("match_ip_address", "[d]" + ":".repeat(REPEATS)),
        set("tls_method", "-".repeat(REPEATS)),
        set("verify_cert", "_".repeat(REPEATS)),
        set("verify_cert", "__A".repeat(REPEATS)),
        set("verify_cert", "__A" + "_A".repeat(REPEATS)),
        set("verify_cert", "__A_".repeat(REPEATS)),
        set("verify_cert", "${".repeat(REPEATS)),
        set("verify_cert", "{{".repeat(REPEATS)),
        set("verify_cert", "[".repeat(REPEATS)),
        set("db_url", "@?".repeat(REPEATS)),
        set("db_table", "a.".repeat(REPEATS)),
        set("client_domain_avp", "$avp(".repeat(REPEATS)),
        set(long200k, "x"),
        (set("verify_cert", "[never]1") + "\n").repeat(REPEATS / 10),
        (set("server_domain", "d") + "\n").repeat(REPEATS / 10),
        (set("unknown", "d") + "\n").repeat(REPEATS / 10),
        "modparam(\"" + ".*".repeat(REPEATS) + "x\", \"verify_cert\", \"1\")",
        "modparam(\"" + "a|".repeat(REPEATS) + "x\", \"verify_cert\", \"1\")",
        "modparam(\"tls_mgm\", \"verify_cert\", " + "1".repeat(REPEATS) + ")");
  }

  @ParameterizedTest
  @MethodSource("hostileTexts")
  void hostileTexts(String text) {
    Script script = parseWithinBound(text);
    assertThat(script.problems())
        .allSatisfy(problem -> assertThat(problem.message()).hasSizeLessThan(2100));
  }
}
