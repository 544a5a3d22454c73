package io.tlsmgm.benchmarks.servers;

/**
 * One measurement of a rate.
 *
 * @param perSecond connections or requests
 * @param cpuMicros processor time of the server for each of them
 * @param serverCpu how much of its CPUs the server used, 1 for all: well below 1 the load was the
 *     limit, and {@code cpuMicros} alone tells what the server can do
 */
record Sample(double perSecond, double cpuMicros, double serverCpu) {
  private static final double MICROS = 1e6;

  static Sample of(double perSecond, double cpuSeconds, double wallSeconds, Cpus cpus) {
    double cpuPerSecond = cpuSeconds / wallSeconds;
    return new Sample(
        perSecond, cpuPerSecond / perSecond * MICROS, cpuPerSecond / cpus.serverCount());
  }
}
