package io.tlsmgm.benchmarks.run;

import java.io.IOException;
import org.openjdk.jmh.runner.RunnerException;

/** A combination while it is measured. */
interface Member {
  Step.Combination combination();

  /**
   * One process more.
   *
   * @throws IOException when it failed, or its log cannot be written
   * @throws RunnerException when it failed
   */
  void round() throws RunnerException, IOException, InterruptedException;

  /**
   * Writes the file of results, of all rounds together.
   *
   * @return the score, in words
   */
  String finish() throws IOException;
}
