package io.tlsmgm.benchmarks.run;

import java.io.PrintStream;
import java.util.List;

/** Says what is being measured, what came of it, and how long the rest takes. */
final class Progress {
  private final int count;
  private final PrintStream out;
  private final long started = System.nanoTime();
  private double planned;
  private double done;
  private int number;
  private double current;

  Progress(List<Step> steps, PrintStream out) {
    this.count = steps.size();
    this.planned = steps.stream().mapToDouble(Step::seconds).sum();
    this.out = out;
  }

  void begin(Step step) {
    number++;
    current = step.seconds();
    out.printf("[%d/%d] %s … ", number, count, step.name());
    out.flush();
  }

  void end(String what) {
    done += current;
    planned -= current;
    double elapsed = (System.nanoTime() - started) / 1e9;
    // As much slower as it was until now, the rest will be too.
    double left = planned * (done > 0 ? elapsed / done : 1);
    out.printf("%s  (%s, about %s left)%n", what, Durations.text(elapsed), Durations.text(left));
  }
}
