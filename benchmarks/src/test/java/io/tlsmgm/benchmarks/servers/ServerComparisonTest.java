package io.tlsmgm.benchmarks.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The comparison with but one server, and without the peers' programs. */
class ServerComparisonTest {
  @TempDir
  @SuppressWarnings("NullAway.Init") // set by JUnit
  Path directory;

  @Test
  void measuresAServer() throws IOException {
    // Every CPU for both: a machine may have but one, and nobody reads these numbers.
    String cpus = Cpus.allowed();
    int exit =
        ServerComparison.run(
            "--results",
            directory.toString(),
            "--only=tlsmgm-jsse",
            "--measure=newConnections,idleMemory",
            "--versions=TLSv1.3",
            "--seconds=1",
            "--repeat=1",
            "--warmup=0",
            "--clients=2",
            "--connections=20",
            "--server-cpus=" + cpus,
            "--load-cpus=" + cpus);
    assertThat(exit).isZero();
    String json = Files.readString(directory.resolve("servers.json"));
    JsonArray results = JsonParser.parseString(json).getAsJsonArray();
    assertThat(results)
        .extracting(result -> text(result.getAsJsonObject(), "benchmark"))
        .containsExactly(
            "servers.terms",
            "servers.newConnections",
            "servers.newConnections",
            "servers.idleMemory");
    List<JsonObject> rates = named(results, "servers.newConnections");
    assertThat(rates)
        .extracting(rate -> text(rate.getAsJsonObject("params"), "resumed"))
        .containsExactly("false", "true");
    assertThat(rates)
        .allSatisfy(
            rate -> {
              JsonObject metric = rate.getAsJsonObject("primaryMetric");
              assertThat(metric.get("score").getAsDouble()).isPositive();
              assertThat(text(metric, "scoreUnit")).isEqualTo("connections/s");
              assertThat(metric.getAsJsonArray("rawData")).hasSize(1);
              assertThat(secondary(rate, "serverCpuTime")).isPositive();
            });
    JsonObject idle = named(results, "servers.idleMemory").get(0);
    assertThat(text(idle.getAsJsonObject("params"), "connections")).isEqualTo("20");
    assertThat(secondary(idle, "rssBefore")).isGreaterThan(10_000_000);
  }

  @Test
  void saysWhatIsWrongWithACommandLine() {
    assertThat(ServerComparison.run("--only=apache")).isEqualTo(1);
    assertThat(ServerComparison.run("--seconds=0")).isEqualTo(1);
    assertThat(ServerComparison.run("--measure=nothing")).isEqualTo(1);
    assertThat(ServerComparison.run("--versions=SSLv3")).isEqualTo(1);
    assertThat(ServerComparison.run("--server-cpus=x")).isEqualTo(1);
    assertThat(ServerComparison.run("--wrong")).isEqualTo(2);
  }

  @Test
  void readsListsOfCpus() {
    assertThat(Cpus.list("0,2-4")).containsExactly(0, 2, 3, 4);
    assertThatThrownBy(() -> Cpus.choose(Optional.of("99999"), Optional.of("0")))
        .hasMessageContaining("CPU 99999 is not among");
  }

  private static List<JsonObject> named(JsonArray results, String benchmark) {
    return StreamSupport.stream(results.spliterator(), false)
        .map(JsonElement::getAsJsonObject)
        .filter(result -> text(result, "benchmark").equals(benchmark))
        .toList();
  }

  private static String text(JsonObject object, String name) {
    return object.get(name).getAsString();
  }

  private static double secondary(JsonObject result, String name) {
    return result
        .getAsJsonObject("secondaryMetrics")
        .getAsJsonObject(name)
        .get("score")
        .getAsDouble();
  }
}
