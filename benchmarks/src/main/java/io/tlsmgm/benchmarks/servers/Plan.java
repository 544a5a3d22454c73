package io.tlsmgm.benchmarks.servers;

import java.util.List;

/**
 * What is to be measured, and how long.
 *
 * @param measures some of {@link #MEASURES}
 * @param seconds of each measurement of a rate
 * @param warmUpSeconds for each server that compiles itself, all kinds of load together
 * @param clients which make new connections side by side
 * @param keptAlive connections that ask one request after the other
 * @param connections that are held idle
 * @param jvmOptions more of them for our own servers
 */
record Plan(
    List<ServerKind> servers,
    List<String> measures,
    List<String> versions,
    Cpus cpus,
    double seconds,
    int warmUpSeconds,
    int repeat,
    int clients,
    int keptAlive,
    int connections,
    List<String> jvmOptions) {
  static final String CONNECTIONS = "newConnections";
  static final String REQUESTS = "requests";
  static final String IDLE = "idleMemory";
  static final List<String> MEASURES = List.of(CONNECTIONS, REQUESTS, IDLE);

  /** Less is mostly the start and the end of the load. */
  private static final double LEAST_SECONDS = 0.5;

  /** Checks what it was given. */
  Plan {
    requireSome("--only", servers);
    requireSome("--measure", measures);
    requireSome("--versions", versions);
    requireKnown("--measure", measures, MEASURES);
    requireKnown("--versions", versions, Terms.VERSIONS);
    if (!(seconds >= LEAST_SECONDS)) {
      throw new ComparisonException("--seconds must be at least " + LEAST_SECONDS + ": " + seconds);
    }
    requirePositive("--repeat", repeat);
    requirePositive("--clients", clients);
    requirePositive("--kept-alive", keptAlive);
    requirePositive("--connections", connections);
    if (warmUpSeconds < 0) {
      throw new ComparisonException("--warmup must not be negative: " + warmUpSeconds);
    }
  }

  boolean measures(String measure) {
    return measures.contains(measure);
  }

  private static void requireSome(String option, List<?> values) {
    if (values.isEmpty()) {
      throw new ComparisonException(option + " must name at least one");
    }
  }

  private static void requireKnown(String option, List<String> values, List<String> known) {
    for (String value : values) {
      if (!known.contains(value)) {
        throw new ComparisonException(option + " has no '" + value + "', only " + known);
      }
    }
  }

  private static void requirePositive(String option, int value) {
    if (value < 1) {
      throw new ComparisonException(option + " must be at least 1: " + value);
    }
  }
}
