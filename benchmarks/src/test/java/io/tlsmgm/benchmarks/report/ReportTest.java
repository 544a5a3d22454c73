package io.tlsmgm.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ReportTest {
  @TempDir private Path directory = Path.of("");

  private static Report everything() {
    return Samples.report(Samples.everything(1), Optional.empty(), List.of());
  }

  @Test
  void thePageLoadsNothing() throws IOException {
    String page = everything().html();
    assertThat(page).doesNotContain("<script").doesNotContain("<link").doesNotContain("<img");
    assertThat(page).doesNotContain("@import").doesNotContain("<iframe").doesNotContain("srcset");
    Matcher references =
        Pattern.compile("(?:src|href|url)\\s*[=(]\\s*[\"']?([^\"')\\s>]*)").matcher(page);
    while (references.find()) {
      assertThat(references.group(1)).as("what the page refers to").startsWith("#");
    }
    // Names of XML that nobody loads.
    assertThat(page.replaceAll("xmlns(:\\w+)?=\"[^\"]*\"", "")).doesNotContainPattern("https?://");
    assertThat(page).contains("Content-Security-Policy").contains("default-src 'none'");
  }

  @Test
  void thePageHasRatiosInFrontOfTimesAndChartsWithWords() throws IOException {
    String page = everything().html();
    assertThat(page.indexOf("<caption>Ratios"))
        .isPositive()
        .isLessThan(page.indexOf("<caption>Scores"));
    assertThat(page.split("<svg", -1).length - 1)
        .as("two of records, three of latencies, one of servers, one of lookups")
        .isEqualTo(7);
    assertThat(page.split("role=\"img\"", -1)).hasSize(8);
    assertThat(page).contains("var(--ours)").contains("862 MB/s").contains("80 B/op");
    assertThat(page).contains("▼ 0.83").contains("p99 ");
  }

  @Test
  void whatChartsDefineIsTheirOwn() throws IOException {
    Matcher ids = Pattern.compile(" id=\"([^\"]*)\"").matcher(everything().html());
    List<String> all = ids.results().map(match -> match.group(1)).toList();
    assertThat(all).doesNotHaveDuplicates().isNotEmpty();
  }

  @Test
  void everythingFromOutsideIsEscaped() throws IOException {
    String evil = "<script>alert('1')</script>&\"";
    Report report =
        Samples.report(
            Samples.parse(
                Samples.json(
                    "x." + evil + ".m" + evil,
                    "avgt",
                    Map.of("kind", evil, evil, evil),
                    1,
                    "0",
                    "ns/op"),
                Samples.json(
                    "x." + evil + ".m" + evil,
                    "avgt",
                    Map.of("kind", "b|c", evil, evil),
                    2,
                    "\"NaN\"",
                    "ns/op")),
            Optional.of(evil),
            List.of());
    assertThat(report.html()).doesNotContain("<script").contains("&lt;script&gt;");
    assertThat(report.markdown()).doesNotContain("<script").contains("b\\|c");
    assertThat(report.summary()).contains("2 results");
  }

  @Test
  void oneResultWithoutAnythingIsEnough() throws IOException {
    Report report =
        Samples.report(
            Samples.parse(Samples.record("JSSE", 5e12, "\"NaN\"")), Optional.empty(), List.of());
    assertThat(report.html()).contains("±?").doesNotContain("NaN");
    assertThat(report.summary()).contains("1 results, 1 of them noisy");
  }

  @Test
  void aScoreOfNothingBreaksNoChart() throws IOException {
    List<Result> results =
        Samples.parse(
            Samples.record("JSSE", "64", 0, "0"),
            Samples.record("RAW_JDK", "64", 0, "0"),
            Samples.record("JSSE", "1024", 1e-3, "1"),
            Samples.record("RAW_JDK", "1024", 1e12, "1e12"));
    assertThat(Samples.report(results, Optional.empty(), List.of()).html()).contains("<svg");
  }

  @Test
  void comparesWithAnEarlierRun() throws IOException {
    Report report =
        Samples.report(Samples.everything(0.5), Optional.of("before"), Samples.everything(1));
    assertThat(report.html()).contains("What changed since before").contains("better -50.0%");
    assertThat(report.summary()).contains("Since before: ").contains(" better, 0 worse");
    assertThat(report.markdown()).contains(", -50.0%");
  }

  @Test
  void markdownHasATableForEachPanel() {
    String markdown =
        Samples.report(
                Samples.parse(
                    Samples.record("JSSE", "64", 2000, "1"),
                    Samples.record("RAW_JDK", "64", 1000, "1"),
                    Samples.record("JSSE", "1024", 1000, "1")),
                Optional.empty(),
                List.of())
            .markdown();
    assertThat(markdown)
        .contains("| | 64 bytes | 1,024 bytes |\n|---|---:|---:|\n")
        .contains("| JSSE | 2,000 (**0.50**; 0.50) | 1,000 |\n")
        .contains("| RAW\\_JDK | 1,000 |  |\n");
  }

  @Test
  void theSummarySaysWhichLibraryIsFastest() {
    assertThat(everything().summary())
        .contains("Which library")
        .containsPattern("64 bytes +WOLFSSL_LIBCRYPTO +600 ns +RAW_TCNATIVE +500 ns +0.83");
  }

  @Test
  void termsOfServersAreNoMeasurement() throws IOException {
    Report report =
        Samples.report(
            Samples.parse(
                Samples.json(
                    "servers.terms",
                    "ss",
                    Map.of("server", "nginx", "software", "nginx 1"),
                    1,
                    "0",
                    "probe"),
                Samples.json(
                    "servers.requests", "thrpt", Map.of("server", "nginx"), 1, "0", "requests/s")),
            Optional.empty(),
            List.of());
    assertThat(report.results()).hasSize(1);
    assertThat(report.html()).contains("server nginx").contains("nginx 1");
  }

  @Test
  void aDirectoryWithoutResultsIsAnError() throws IOException {
    Files.writeString(directory.resolve("x.json"), "[]");
    assertThatThrownBy(() -> Report.of(directory, Optional.empty()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("no results");
  }
}
