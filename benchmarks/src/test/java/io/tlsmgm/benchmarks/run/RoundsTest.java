package io.tlsmgm.benchmarks.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class RoundsTest {
  private final List<String> events = new ArrayList<>();
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  private static Step.Jmh step(String kind, int forks) {
    return new Step.Jmh(
        "X.y", "avgt", new TreeMap<>(Map.of("kind", kind)), new Timing(forks, 0, 0, 1, 1000));
  }

  /** Writes down when it is asked for what; {@code broken} fails in the round of that number. */
  private final class Recorded implements Member {
    private final Step.Jmh step;
    private final int broken;
    private int rounds;

    Recorded(Step.Jmh step, int broken) {
      this.step = step;
      this.broken = broken;
    }

    @Override
    public Step.Combination combination() {
      return step;
    }

    @Override
    public void round() throws IOException {
      rounds++;
      if (rounds == broken) {
        throw new IOException("no luck");
      }
      events.add(step.params().get("kind") + rounds);
    }

    @Override
    public String finish() {
      events.add(step.params().get("kind") + " written");
      return "1 ns/op";
    }
  }

  private Map<String, String> run(List<Recorded> members) throws InterruptedException {
    List<Step.Combination> combinations = members.stream().map(Recorded::combination).toList();
    Plan plan = new Plan(List.copyOf(combinations), List.of());
    PrintStream to = new PrintStream(out, true, StandardCharsets.UTF_8);
    return new Rounds(List.copyOf(members), new Progress(plan, to)).run(plan.groups().get(0));
  }

  @Test
  void eachRoundHasOneProcessOfEachAndBeginsWithAnother() throws InterruptedException {
    Map<String, String> failed =
        run(
            List.of(
                new Recorded(step("A", 3), 0),
                new Recorded(step("B", 3), 0),
                new Recorded(step("C", 3), 0)));
    assertThat(failed).isEmpty();
    assertThat(events)
        .containsExactly(
            "A1",
            "B1",
            "C1",
            "B2",
            "C2",
            "A2",
            "C3",
            "C written",
            "A3",
            "A written",
            "B3",
            "B written");
    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains("X.y: 3 kinds in 3 rounds")
        .contains("round 3 of 3 done")
        .contains("about 0 s left")
        .contains("kind=B  1 ns/op");
  }

  @Test
  void whatFailsFailsAlone() throws InterruptedException {
    Map<String, String> failed =
        run(List.of(new Recorded(step("A", 3), 2), new Recorded(step("B", 3), 0)));
    assertThat(failed).containsExactly(Map.entry("X.y kind=A", "no luck"));
    assertThat(events).containsExactly("A1", "B1", "B2", "B3", "B written");
    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains("kind=A  FAILED: no luck")
        .contains("about 0 s left");
  }

  @Test
  void whoHasFewerProcessesIsDoneSooner() throws InterruptedException {
    run(List.of(new Recorded(step("A", 1), 0), new Recorded(step("B", 2), 0)));
    assertThat(events).containsExactly("A1", "A written", "B1", "B2", "B written");
  }
}
