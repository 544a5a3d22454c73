package io.tlsmgm.benchmarks.engines;

import io.tlsmgm.testkit.KeyKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * One start of a loop: its arguments, and the same as parameters of a benchmark.
 *
 * @param kind whose loop
 * @param handshakes whether it is for handshakes, or for records
 * @param arguments all but how long
 * @param params by the names of {@link HandshakeState} or {@link RecordState}
 */
public record LoopJob(
    EngineKind kind, boolean handshakes, List<String> arguments, Map<String, String> params) {
  private static final List<EngineKind> KINDS =
      List.of(EngineKind.C_WOLFSSL_BUILTIN, EngineKind.C_WOLFSSL_LIBCRYPTO, EngineKind.C_LIBSSL);

  /** To load the library and to connect. */
  private static final double START_SECONDS = 0.05;

  static final List<String> SUITES =
      List.of(
          "TLS_AES_128_GCM_SHA256",
          "TLS_AES_256_GCM_SHA384",
          "TLS_CHACHA20_POLY1305_SHA256",
          "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
          "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
          "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256");

  /** Copies both. */
  public LoopJob {
    arguments = List.copyOf(arguments);
    params = Map.copyOf(params);
  }

  /** What {@code make bench} compares with. */
  public static List<LoopJob> some() {
    List<LoopJob> jobs = new ArrayList<>();
    for (EngineKind kind : KINDS) {
      for (int size : new int[] {64, 1024, 16_384}) {
        jobs.add(records(kind, SUITES.get(0), size));
      }
      for (boolean resumed : new boolean[] {false, true}) {
        Terms terms = Terms.ofHandshake("TLSv1.3", Group.X25519, KeyKind.EC_P256, false);
        jobs.add(handshakes(kind, terms, resumed));
      }
    }
    return jobs;
  }

  /** Every combination of the engines' benchmarks. */
  public static List<LoopJob> all() {
    List<LoopJob> jobs = new ArrayList<>();
    for (EngineKind kind : KINDS) {
      for (String suite : SUITES) {
        for (int size : new int[] {64, 1024, 4096, 16_384}) {
          jobs.add(records(kind, suite, size));
        }
      }
      for (String version : List.of("TLSv1.3", "TLSv1.2")) {
        for (Group group : Group.values()) {
          for (KeyKind key : List.of(KeyKind.EC_P256, KeyKind.RSA_2048, KeyKind.ED25519)) {
            for (int i = 0; i < 4; i++) {
              Terms terms = Terms.ofHandshake(version, group, key, i >= 2);
              jobs.add(handshakes(kind, terms, i % 2 == 1));
            }
          }
        }
      }
    }
    return jobs;
  }

  /** Records in memory that is neither Java's nor outside of it: counted as direct buffers. */
  static LoopJob records(EngineKind kind, String suite, int size) {
    Terms terms = Terms.ofRecords(suite);
    List<String> arguments = arguments(kind, "records", terms);
    arguments.addAll(List.of("--size", String.valueOf(size)));
    Map<String, String> params = new TreeMap<>();
    params.put("kind", kind.name());
    params.put("suite", suite);
    params.put("size", String.valueOf(size));
    params.put("direct", "true");
    return new LoopJob(kind, false, arguments, params);
  }

  static LoopJob handshakes(EngineKind kind, Terms terms, boolean resumed) {
    List<String> arguments = arguments(kind, "handshakes", terms);
    arguments.addAll(List.of("--resumed", String.valueOf(resumed)));
    Map<String, String> params = new TreeMap<>();
    params.put("kind", kind.name());
    params.put("version", terms.version().jsseName());
    params.put("resumed", String.valueOf(resumed));
    params.put("mutual", String.valueOf(terms.mutual()));
    params.put("key", terms.key().name());
    params.put("group", terms.group().name());
    return new LoopJob(kind, true, arguments, params);
  }

  /**
   * The benchmark of engines whose reference it is, by the name that results have; a start for
   * records measures both ends alone, too.
   */
  public String benchmark() {
    return handshakes
        ? "engines.EngineHandshakeBenchmark.handshake"
        : "engines.EngineRecordBenchmark.wrapUnwrap";
  }

  /** How long a start takes. */
  public double seconds(NativeLoops.Timing timing) {
    return START_SECONDS + timing.warmup() + timing.windows() * timing.window();
  }

  private static List<String> arguments(EngineKind kind, String mode, Terms terms) {
    List<String> arguments = new ArrayList<>();
    if (kind != EngineKind.C_LIBSSL) {
      String crypto = kind.name().substring("C_WOLFSSL_".length()).toLowerCase(Locale.ROOT);
      arguments.addAll(List.of("--crypto", crypto));
    }
    arguments.addAll(
        List.of(
            "--mode",
            mode,
            "--version",
            terms.version().jsseName(),
            "--suite",
            terms.suite().opensslName(),
            "--group",
            terms.group().name(),
            "--key",
            terms.key().name(),
            "--mutual",
            String.valueOf(terms.mutual())));
    return arguments;
  }
}
