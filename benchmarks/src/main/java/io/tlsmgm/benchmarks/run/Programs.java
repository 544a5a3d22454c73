package io.tlsmgm.benchmarks.run;

import io.tlsmgm.benchmarks.engines.LoopJob;
import io.tlsmgm.benchmarks.engines.NativeLoops;
import java.util.List;

/** What measures by other means than JMH. */
final class Programs {
  private static final String SERVERS = "io.tlsmgm.benchmarks.servers.ServerComparison";

  private Programs() {}

  static List<Step.Loop> loops(Selection selection) {
    boolean all = selection == Selection.FULL;
    NativeLoops.Timing timing =
        all ? new NativeLoops.Timing(3, 0.3, 3, 0.5) : new NativeLoops.Timing(3, 0.2, 3, 0.12);
    return (all ? LoopJob.all() : LoopJob.some())
        .stream().map(job -> new Step.Loop(job, timing)).toList();
  }

  static Step.Program servers(Selection selection) {
    boolean all = selection == Selection.FULL;
    return new Step.Program(
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
                "0.8",
                "--warmup",
                "8",
                "--repeat",
                "3"),
        all ? 1800 : 125,
        result -> result.suite().equals("servers"));
  }
}
