package io.tlsmgm.benchmarks.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.tlsmgm.benchmarks.report.Result;
import io.tlsmgm.benchmarks.report.ResultReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SeriesTest {
  @TempDir private Path directory = Path.of("");

  @BeforeAll
  static void besideOtherRuns() {
    System.setProperty("jmh.ignoreLock", "true");
  }

  private static Step.Jmh records(String kind, String suite) {
    return new Step.Jmh(
        "engines.EngineRecordBenchmark.wrapUnwrap",
        "avgt",
        new TreeMap<>(Map.of("kind", kind, "suite", suite, "size", "64", "direct", "true")),
        new Timing(2, 0, 1, 2, 10));
  }

  private int run(String suite, ByteArrayOutputStream out, String... kinds)
      throws IOException, InterruptedException {
    List<Step> steps = Stream.of(kinds).<Step>map(kind -> records(kind, suite)).toList();
    PrintStream to = new PrintStream(out, true, StandardCharsets.UTF_8);
    return new Series(new Plan(steps, List.of()), directory, to).run();
  }

  @Test
  void writesAFileForEachAndGoesOnWithWhatHasNone() throws IOException, InterruptedException {
    String suite = "TLS_AES_256_GCM_SHA384";
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    // BoringSSL cannot be told to use this suite.
    assertThat(run(suite, out, "FLOOR", "RAW_TCNATIVE")).isEqualTo(1);
    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains("2 kinds in 2 rounds")
        .contains("kind=RAW_TCNATIVE  FAILED");
    List<Result> results = ResultReader.directory(directory);
    assertThat(results).hasSize(1);
    assertThat(results.get(0).forks()).isEqualTo(2);
    assertThat(results.get(0).raw()).hasSize(2).allMatch(process -> process.size() == 2);
    try (Stream<Path> logs = Files.list(directory.resolve("log"))) {
      assertThat(logs.map(log -> log.getFileName().toString()))
          .hasSize(2)
          .allMatch(name -> name.endsWith(".txt"));
    }
    ByteArrayOutputStream again = new ByteArrayOutputStream();
    assertThat(run(suite, again, "FLOOR", "RAW_JDK")).isZero();
    assertThat(again.toString(StandardCharsets.UTF_8))
        .contains("1 of 2 steps have results")
        .contains("1 combination in");
    assertThat(ResultReader.directory(directory))
        .extracting(result -> result.params().get("kind"))
        .containsExactlyInAnyOrder("FLOOR", "RAW_JDK");
  }
}
