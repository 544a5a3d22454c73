package io.tlsmgm.benchmarks.engines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tlsmgm.testkit.KeyKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NativeLoopsTest {
  private static final LoopJob JOB =
      LoopJob.records(EngineKind.C_LIBSSL, "TLS_AES_128_GCM_SHA256", 64);

  @Test
  void runsTheLoopsOnEveryAxis(@TempDir Path directory) throws Exception {
    NativeLoops.build();
    List<LoopJob> jobs = new ArrayList<>();
    for (EngineKind kind :
        List.of(
            EngineKind.C_WOLFSSL_BUILTIN, EngineKind.C_WOLFSSL_LIBCRYPTO, EngineKind.C_LIBSSL)) {
      jobs.add(LoopJob.records(kind, "TLS_CHACHA20_POLY1305_SHA256", 1024));
      jobs.add(LoopJob.records(kind, "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384", 64));
      for (KeyKind key : List.of(KeyKind.EC_P256, KeyKind.RSA_2048, KeyKind.ED25519)) {
        Terms old = Terms.ofHandshake("TLSv1.2", Group.X25519, key, false);
        jobs.add(LoopJob.handshakes(kind, old, false));
        Terms mutual = Terms.ofHandshake("TLSv1.3", Group.P256, key, true);
        jobs.add(LoopJob.handshakes(kind, mutual, true));
      }
    }
    Path file = directory.resolve(NativeLoops.FILE);
    NativeLoops.run(jobs, new NativeLoops.Timing(1, 0, 2, 0.005), file);
    long built = jobs.stream().filter(job -> NativeLoops.missing(job.kind()).isEmpty()).count();
    // Of eight jobs of a kind two are records, of three results each, and six handshakes, of two.
    assertThat(built).isGreaterThanOrEqualTo(16);
    assertThat(Files.readString(file).split("\"benchmark\"", -1))
        .hasSize(1 + Math.toIntExact(built / 8 * (2 * 3 + 6 * 2)));
  }

  @Test
  void writesWhatJmhWrites() throws IOException {
    Map<String, LoopResult> results = new LinkedHashMap<>();
    String line =
        "{\"library\":\"x\",\"crypto\":\"builtin\",\"results\":[{\"method\":\"wrapUnwrap\","
            + "\"windows\":[100.00,300.00],\"best\":90.00}]}";
    LoopResult.read(JOB, line, results);
    LoopResult.read(JOB, line.replace("90.00", "80.00"), results);
    assertThat(results.keySet()).containsExactly("wrapUnwrap");
    assertThat(results.values().iterator().next().json())
        .singleElement()
        .asString()
        .contains(
            "\"benchmark\":\"native.loop.record\"",
            "\"mode\":\"avgt\"",
            "\"forks\":2",
            "\"params\":{\"direct\":\"true\",\"kind\":\"C_LIBSSL\",\"size\":\"64\","
                + "\"suite\":\"TLS_AES_128_GCM_SHA256\"}",
            "\"score\":200.000",
            "\"scoreUnit\":\"ns/op\"",
            "\"rawData\":[[100.000,300.000],[100.000,300.000]]",
            "\"best\":{\"score\":80.000");
  }

  @Test
  void refusesAnythingElse() {
    assertThatThrownBy(() -> LoopResult.read(JOB, "cannot open a context", new LinkedHashMap<>()))
        .hasMessageContaining("cannot open a context");
  }
}
