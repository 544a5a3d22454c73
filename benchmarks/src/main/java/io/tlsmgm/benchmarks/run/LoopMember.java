package io.tlsmgm.benchmarks.run;

import io.tlsmgm.benchmarks.engines.NativeLoops;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;

/** A loop in C: a start for each round. */
final class LoopMember implements Member {
  private final Step.Loop step;
  private final ResultFiles files;
  private final NativeLoops.Starts starts;
  private final StringBuilder printed = new StringBuilder();

  LoopMember(Step.Loop step, ResultFiles files) {
    this.step = step;
    this.files = files;
    this.starts = new NativeLoops.Starts(step.job(), step.timing());
  }

  @Override
  public Step.Combination combination() {
    return step;
  }

  @Override
  public void round() throws IOException, InterruptedException {
    try {
      printed.append(starts.start());
    } catch (IOException e) {
      printed.append(e.getMessage());
      throw e;
    } finally {
      Files.writeString(files.log(step), printed, StandardCharsets.UTF_8);
    }
  }

  @Override
  public String finish() throws IOException {
    files.write(step, starts.json());
    return starts.score();
  }
}
