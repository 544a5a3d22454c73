package io.tlsmgm.benchmarks.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.tlsmgm.benchmarks.Once;
import io.tlsmgm.benchmarks.report.Result;
import io.tlsmgm.benchmarks.report.ResultReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.RunnerException;

final class MergeTest {
  @TempDir private Path directory = Path.of("");

  @Test
  void oneResultHasWhatEachProcessMeasured() throws RunnerException, IOException {
    List<RunResult> runs = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      runs.addAll(Once.of("DomainLookupBenchmark.exact").param("domains", 100).run());
    }
    RunResult merged = Merge.of(runs);
    assertThat(merged.getParams().getForks()).isEqualTo(3);
    String json = Merge.json(merged);
    JsonObject object = JsonParser.parseString(json).getAsJsonArray().get(0).getAsJsonObject();
    assertThat(object.get("forks").getAsInt()).isEqualTo(3);
    Files.writeString(directory.resolve("merged.json"), json);
    Result result = ResultReader.directory(directory).get(0);
    assertThat(result.params()).containsEntry("domains", "100").hasSize(1);
    List<List<Double>> raw =
        runs.stream().map(run -> List.of(run.getPrimaryResult().getScore())).toList();
    assertThat(result.raw()).isEqualTo(raw);
  }
}
