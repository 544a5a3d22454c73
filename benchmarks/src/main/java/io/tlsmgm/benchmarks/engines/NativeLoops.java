package io.tlsmgm.benchmarks.engines;

import java.util.Optional;

/** The loops in C. */
public final class NativeLoops {
  private NativeLoops() {}

  /** Why the loop of this kind cannot be started; empty when it can. */
  static Optional<String> missing(EngineKind kind) {
    return Optional.of(kind + " is not built");
  }
}
