package io.tlsmgm.benchmarks.run;

import java.io.PrintStream;

/** Says what is being measured, what came of it, and how long the rest takes. */
final class Progress {
  /** For so long the plan is believed more than the clock. */
  private static final double TRUSTED_SECONDS = 60;

  private final int count;
  private final PrintStream out;
  private final long started = System.nanoTime();
  private double planned;
  private double done;
  private int number;
  private boolean several;

  Progress(Plan plan, PrintStream out) {
    this.count = plan.groups().size() + plan.programs().size();
    this.planned = plan.seconds();
    this.out = out;
  }

  void begin(Group group) {
    number++;
    several = group.combinations().size() > 1;
    out.printf("[%d/%d] %s", number, count, group.name());
    out.println(
        several
            ? ": " + group.combinations().size() + " kinds in " + group.rounds() + " rounds"
            : "");
  }

  void begin(Step.Program program) {
    number++;
    out.printf("[%d/%d] %s%n", number, count, program.name());
  }

  /** So much of what was planned is over. */
  void measured(double seconds) {
    done += seconds;
    planned -= seconds;
  }

  void round(int round, int of) {
    out.printf("  round %d of %d done (%s)%n", round + 1, of, times());
  }

  void result(Step.Combination combination, String what) {
    out.printf("  %s%s%n", several ? combination.member() + "  " : "", what);
  }

  void end(String what) {
    out.printf("  %s (%s)%n", what, times());
  }

  private String times() {
    double elapsed = (System.nanoTime() - started) / 1e9;
    // As much slower as it was until now, the rest will be too; the first steps say little.
    double left = planned * (elapsed + TRUSTED_SECONDS) / (done + TRUSTED_SECONDS);
    return Durations.text(elapsed) + ", about " + Durations.text(left) + " left";
  }
}
