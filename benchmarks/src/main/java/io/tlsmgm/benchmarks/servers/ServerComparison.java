package io.tlsmgm.benchmarks.servers;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Compares {@code tlsmgm serve --www} with nginx, HAProxy and stunnel on loopback, and writes
 * {@code servers.json} in the form of JMH's results.
 */
@Command(
    name = "ServerComparison",
    description = {
      "Measures new TLS connections a second, requests a second on kept-alive connections, and the"
          + " memory of idle connections. Servers have one set of CPUs and the load has another.",
      "scripts/setup-bench.sh installs what this needs."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
public final class ServerComparison implements Callable<Integer> {
  private static final String FILE = "servers.json";

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--results",
      paramLabel = "DIR",
      description = "Where servers.json is written; ${DEFAULT-VALUE} when not given.")
  private Path results = Path.of("benchmarks/target/results/servers");

  @Option(
      names = "--only",
      paramLabel = "SERVER",
      split = ",",
      description =
          "Some of tlsmgm-jsse, tlsmgm-openssl, tlsmgm-wolfssl, nginx, haproxy, stunnel; all when"
              + " not given.")
  private List<String> only = Arrays.stream(ServerKind.values()).map(ServerKind::label).toList();

  @Option(
      names = "--measure",
      paramLabel = "WHAT",
      split = ",",
      description = "Some of newConnections, requests, idleMemory; all when not given.")
  private List<String> measures = Plan.MEASURES;

  @Option(
      names = "--versions",
      paramLabel = "VERSION",
      split = ",",
      description = "Of new connections: TLSv1.3, TLSv1.2; both when not given.")
  private List<String> versions = Terms.VERSIONS;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      description = "Of each measurement of a rate, 0.5 or more; ${DEFAULT-VALUE} when not given.")
  private double seconds = 3;

  @Option(
      names = "--warmup",
      paramLabel = "N",
      description =
          "Seconds of load before the first measurement, for each tlsmgm; ${DEFAULT-VALUE} when"
              + " not given.")
  private int warmUp = 30;

  @Option(
      names = "--repeat",
      paramLabel = "N",
      description =
          "How often everything is measured, in rotating order; ${DEFAULT-VALUE} when not given.")
  private int repeat = 3;

  @Option(
      names = "--clients",
      paramLabel = "N",
      description =
          "Processes that make new connections, one after the other each; ${DEFAULT-VALUE} when"
              + " not given.")
  private int clients = 4;

  @Option(
      names = "--kept-alive",
      paramLabel = "N",
      description = "Connections with requests; ${DEFAULT-VALUE} when not given.")
  private int keptAlive = 32;

  @Option(
      names = "--connections",
      paramLabel = "N",
      description = "Idle connections; ${DEFAULT-VALUE} when not given.")
  private int connections = 5000;

  @Option(
      names = "--server-cpus",
      paramLabel = "LIST",
      description = "CPUs of the servers, as for taskset -c; the first when not given.")
  private Optional<String> serverCpus = Optional.empty();

  @Option(
      names = "--load-cpus",
      paramLabel = "LIST",
      description = "CPUs of the load, as for taskset -c; the second when not given.")
  private Optional<String> loadCpus = Optional.empty();

  @Option(
      names = "--jvm",
      paramLabel = "OPTION",
      description = "A further option of the JVM of each tlsmgm; may be given several times.")
  private List<String> jvmOptions = List.of();

  private ServerComparison() {}

  /**
   * Runs it; see {@code --help}. The exit code is 1 when something could not be measured, and then
   * nothing is written.
   */
  public static void main(String[] args) {
    System.exit(run(args));
  }

  static int run(String... args) {
    // The client that holds idle connections is this JVM: see Terms.
    System.setProperty("jdk.tls.namedGroups", "x25519,secp256r1");
    return new CommandLine(new ServerComparison())
        .setExecutionExceptionHandler(
            (failure, command, parsed) -> {
              if (failure instanceof ComparisonException) {
                command.getErr().println("ServerComparison: " + failure.getMessage());
                return 1;
              }
              throw failure;
            })
        .execute(args);
  }

  @Override
  public Integer call() {
    Plan plan =
        new Plan(
            only.stream().map(ServerKind::of).toList(),
            measures,
            versions,
            Cpus.choose(serverCpus, loadCpus),
            seconds,
            warmUp,
            repeat,
            clients,
            keptAlive,
            connections,
            jvmOptions);
    PrintWriter out = spec.commandLine().getOut();
    out.println("servers on CPU " + plan.cpus().server() + ", load on CPU " + plan.cpus().load());
    if (!plan.cpus().apart()) {
      out.println("warning: servers and load share a CPU; the rates say little");
    }
    if (plan.measures(Plan.IDLE)) {
      Limits.requireConnections(connections);
    }
    plan.cpus().pinSelf();
    try (Site site = Site.create()) {
      new Comparison(plan, site, out).run().write(results.resolve(FILE));
    }
    out.println("written: " + results.resolve(FILE));
    return 0;
  }
}
