package io.tlsmgm.benchmarks.servers;

/** Waits. */
final class Pause {
  private Pause() {}

  static void millis(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ComparisonException("interrupted", e);
    }
  }
}
