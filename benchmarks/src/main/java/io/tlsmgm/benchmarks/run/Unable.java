package io.tlsmgm.benchmarks.run;

import java.util.Optional;

/** Combinations that no run can have. */
final class Unable {
  private Unable() {}

  /** Why not; empty when it can. */
  static Optional<String> reason(Step.Jmh step) {
    return Optional.empty();
  }
}
