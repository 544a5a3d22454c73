package io.tlsmgm.benchmarks.run;

/**
 * How long one combination is measured.
 *
 * @param forks processes, at least 1
 * @param warmups iterations whose times do not count
 * @param warmupMillis how long each of them is
 * @param iterations that count
 * @param millis how long each of them is
 */
record Timing(int forks, int warmups, int warmupMillis, int iterations, int millis) {
  /** To start a process, make contexts and connect, and to end it again; measured: 0.9 to 1.7. */
  static final double START_SECONDS = 1.4;

  double seconds() {
    return forks * (START_SECONDS + (warmups * warmupMillis + iterations * millis) / 1000.0);
  }
}
