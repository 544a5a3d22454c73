package io.tlsmgm.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ResultReaderTest {
  @TempDir private Path directory = Path.of("");

  @Test
  void readsWhatJmhWrites() {
    Result result = Samples.parse(Samples.record("JSSE", 1900, "38")).get(0);
    assertThat(result.suite()).isEqualTo("engines.EngineRecordBenchmark");
    assertThat(result.method()).isEqualTo("wrapUnwrap");
    assertThat(result.params()).containsEntry("kind", "JSSE").containsEntry("size", "1024");
    assertThat(result.measure()).isEqualTo(Measure.TIME);
    assertThat(result.score()).isEqualTo(1900);
    assertThat(result.relativeError()).isEqualTo(0.02);
    assertThat(result.noisy()).isFalse();
    assertThat(result.allocated()).hasValue(80.2);
    assertThat(result.shares()).containsExactly(Map.entry("clientShare", 950.0));
    assertThat(result.percentiles()).as("those of iterations say nothing").isEmpty();
  }

  @Test
  void turnsUnitsIntoNanosecondsAndRatesIntoSeconds() {
    assertThat(score("avgt", 2.5, "us/op")).isEqualTo(2500);
    assertThat(score("ss", 3, "s/op")).isEqualTo(3e9);
    assertThat(score("thrpt", 7, "ops/ms")).isEqualTo(7000);
    assertThat(score("thrpt", 7, "connections/s")).isEqualTo(7);
    assertThat(score("avgt", 7, "B/connection")).isEqualTo(7);
  }

  private static double score(String mode, double score, String unit) {
    return Samples.parse(Samples.json("x.Y.z", mode, Map.of(), score, "0", unit)).get(0).score();
  }

  @Test
  void readsWhatEachProcessMeasured() {
    Result result = Samples.parse(Samples.rounds("JSSE", "[[3, 1, 2], [5, 4]]")).get(0);
    assertThat(result.raw()).containsExactly(List.of(3.0, 1.0, 2.0), List.of(5.0, 4.0));
    assertThat(result.processes()).containsExactly(2.0, 4.5);
    assertThat(result.typical()).isEqualTo(3);
    assertThat(result.best()).isEqualTo(1);
    assertThat(result.score()).isEqualTo(1000);
    Result broken = Samples.parse(Samples.rounds("JSSE", "[[3, \"NaN\"]]")).get(0);
    assertThat(broken.raw()).isEmpty();
    assertThat(broken.typical()).isEqualTo(1000);
  }

  @Test
  void anErrorThatIsNotANumberIsUnknown() {
    Result result = Samples.parse(Samples.record("JSSE", 1900, "\"NaN\"")).get(0);
    assertThat(result.error()).isNaN();
    assertThat(result.noisy()).isTrue();
  }

  @Test
  void singleOperationsHavePercentiles() {
    String json = Samples.json("x.Y.z", "sample", Map.of(), 10, "1", "us/op");
    assertThat(Samples.parse(json).get(0).percentiles()).containsEntry(99.0, 30_000.0);
  }

  @Test
  void theLoopsInCareRowsOfWhatTheyAreTheReferenceOf() {
    List<Panel> panels =
        Panel.of(
            Samples.parse(
                Samples.record("WOLFSSL_BUILTIN", 1500, "1"),
                Samples.record("C_WOLFSSL_BUILTIN", 1400, "1")));
    assertThat(panels).hasSize(1);
    assertThat(panels.get(0).rows()).containsExactly("WOLFSSL_BUILTIN", "C_WOLFSSL_BUILTIN");
  }

  @Test
  void readsAllFilesButTheEnvironmentAndTheLaterOneCounts() throws IOException {
    Files.writeString(directory.resolve("a.json"), "[" + Samples.record("JSSE", 1, "0") + "]");
    Files.writeString(directory.resolve("b.json"), "[" + Samples.record("JSSE", 2, "0") + "]");
    Files.writeString(directory.resolve("empty.json"), "");
    Files.writeString(directory.resolve("environment.json"), "{\"cpu\": {\"model\": \"x\"}}");
    Files.writeString(directory.resolve("notes.txt"), "not JSON");
    assertThat(ResultReader.directory(directory)).extracting(Result::score).containsExactly(2.0);
    assertThat(Environment.read(directory).fact("cpu", "model")).isEqualTo("x");
  }

  @Test
  void namesTheFileThatIsWrong() throws IOException {
    for (String wrong : List.of("{", "{}", "[1]", "[{\"benchmark\": \"x\"}]")) {
      Files.writeString(directory.resolve("broken.json"), wrong);
      assertThatThrownBy(() -> ResultReader.directory(directory))
          .as(wrong)
          .isInstanceOf(IOException.class)
          .hasMessageContaining("broken.json")
          .hasMessageContaining("JMH");
    }
    assertThatThrownBy(() -> ResultReader.directory(directory.resolve("none")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("no directory");
  }
}
