package io.tlsmgm.benchmarks.run;

import java.util.List;

/** What measures by other means than JMH. */
final class Programs {
  private static final String LOOPS = "io.tlsmgm.benchmarks.engines.NativeLoops";
  private static final String SERVERS = "io.tlsmgm.benchmarks.servers.ServerComparison";

  private Programs() {}

  static List<Step> of(Selection selection) {
    boolean all = selection == Selection.FULL;
    return List.of(
        new Step.Program(
            "loops in C",
            LOOPS,
            all
                ? List.of("--full")
                : List.of("--forks", "3", "--warmup", "0.2", "--windows", "3", "--window", "0.12"),
            all ? 4000 : 50,
            result -> result.params().getOrDefault("kind", "").startsWith("C_")),
        new Step.Program(
            "servers",
            SERVERS,
            all
                ? List.of("--seconds", "10", "--repeat", "3")
                : List.of(
                    "--measure",
                    "newConnections,requests",
                    "--versions",
                    "TLSv1.3",
                    "--seconds",
                    "1",
                    "--warmup",
                    "8",
                    "--repeat",
                    "3"),
            all ? 1800 : 110,
            result -> result.suite().equals("servers")));
  }
}
