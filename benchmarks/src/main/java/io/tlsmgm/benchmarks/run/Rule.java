package io.tlsmgm.benchmarks.run;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What of a benchmark the short selection has.
 *
 * @param benchmarks class and method
 * @param values of parameters; one that is not named has its first value only
 * @param timing how long each combination
 * @param inJava how long where the algorithms are in Java, which the compiler has to find first
 */
record Rule(Pattern benchmarks, Map<String, List<String>> values, Timing timing, Timing inJava) {
  /** The parameters that say whose code it is. */
  static final List<String> KINDS =
      List.of(
          "FLOOR",
          "RAW_JDK",
          "JSSE",
          "RAW_CONSCRYPT",
          "OPENSSL",
          "RAW_TCNATIVE",
          "WOLFSSL_BUILTIN",
          "WOLFSSL_LIBCRYPTO");

  /**
   * Records in three sizes, handshakes full and resumed, the lookup: on the terms that most
   * programs have, with so many kinds that the choice can be made.
   */
  static final List<Rule> SHORT =
      List.of(
          new Rule(
              Pattern.compile("\\.engines\\.EngineRecordBenchmark\\.wrapUnwrap$"),
              Map.of(
                  "kind", KINDS,
                  "suite", List.of("TLS_AES_128_GCM_SHA256"),
                  "size", List.of("64", "1024", "16384"),
                  "direct", List.of("true")),
              new Timing(3, 2, 300, 3, 250),
              new Timing(3, 4, 600, 3, 250)),
          new Rule(
              Pattern.compile("\\.engines\\.EngineHandshakeBenchmark\\.handshake$"),
              Map.of(
                  "kind", KINDS.subList(1, KINDS.size()),
                  "version", List.of("TLSv1.3"),
                  "resumed", List.of("false", "true"),
                  "mutual", List.of("false"),
                  "key", List.of("EC_P256"),
                  "group", List.of("X25519")),
              new Timing(3, 3, 300, 3, 300),
              new Timing(3, 4, 1000, 3, 300)),
          new Rule(
              Pattern.compile("\\.DomainLookupBenchmark\\."),
              Map.of("domains", List.of("10000")),
              new Timing(3, 2, 200, 3, 200),
              new Timing(3, 2, 200, 3, 200)));

  static Optional<Rule> of(String benchmark) {
    return SHORT.stream().filter(rule -> rule.benchmarks().matcher(benchmark).find()).findFirst();
  }

  Timing timing(Map<String, String> params) {
    String kind = params.getOrDefault("kind", "");
    return kind.equals("RAW_JDK") || kind.equals("JSSE") ? inJava : timing;
  }

  /** Of the values that a benchmark has of itself, those of this rule. */
  List<String> values(String param, List<String> annotated) {
    return values.getOrDefault(param, annotated.subList(0, Math.min(1, annotated.size())));
  }
}
