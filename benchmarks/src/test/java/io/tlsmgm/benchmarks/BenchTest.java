package io.tlsmgm.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

final class BenchTest {
  private static final String RESULT =
      "[{\"benchmark\": \"io.tlsmgm.benchmarks.DomainLookupBenchmark.exact\", \"mode\": \"avgt\","
          + " \"params\": {\"domains\": \"1\"}, \"primaryMetric\": {\"score\": 30, \"scoreError\":"
          + " 1, \"scoreUnit\": \"ns/op\"}}]";

  @TempDir private Path directory = Path.of("");

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final StringWriter err = new StringWriter();

  private int run(String... arguments) {
    CommandLine line = Bench.commandLine(new PrintStream(out, true, StandardCharsets.UTF_8));
    line.setErr(new PrintWriter(err, true));
    return line.execute(arguments);
  }

  private String output() {
    return out.toString(StandardCharsets.UTF_8);
  }

  @Test
  void writesTheReport() throws IOException {
    Files.writeString(directory.resolve("a.json"), RESULT);
    assertThat(run("report", directory.toString())).isZero();
    assertThat(output()).contains("1 results").contains("report.html");
    assertThat(directory.resolve("report.html")).content().contains("Looking a domain up");
  }

  @Test
  void printsMarkdown() throws IOException {
    Files.writeString(directory.resolve("a.json"), RESULT);
    assertThat(run("report", directory.toString(), "--markdown")).isZero();
    assertThat(output()).startsWith("## Looking a domain up");
    assertThat(directory.resolve("report.html")).doesNotExist();
  }

  @Test
  void listsASelectionWithItsTime() {
    assertThat(run("list", "--only", "DomainLookup")).isZero();
    assertThat(output()).contains("DomainLookupBenchmark.miss domains=10000").contains(" in all");
  }

  @Test
  void saysWhatIsWrong() {
    assertThat(run("report", directory.resolve("none").toString())).isEqualTo(1);
    assertThat(err.toString()).contains("none").contains("no directory of results");
    assertThat(run("report", directory.toString())).isEqualTo(1);
    assertThat(err.toString()).contains("has no results");
    assertThat(run("run", "--compare", directory.resolve("none").toString())).isEqualTo(2);
    assertThat(err.toString()).contains("--compare");
    assertThat(run("run", "--iteration-millis", "0")).isEqualTo(2);
    assertThat(err.toString()).contains("must be 1 or more: 0");
    assertThat(run("run", "--selection", "some")).isEqualTo(2);
  }
}
