package io.tlsmgm.benchmarks.servers;

import io.tlsmgm.benchmarks.servers.IdleHold.Held;
import io.tlsmgm.benchmarks.servers.Probe.Agreed;
import io.tlsmgm.benchmarks.servers.Results.Measure;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** One run: the servers of a plan, checked, warmed up, and measured in turn. */
final class Comparison {
  /** A server that compiles nothing while it runs is warm by then. */
  private static final double SHORT_WARM_UP = 0.5;

  private static final String CPU_MICROS = "serverCpuTime us/op";
  private static final String CPU_SHARE = "serverCpuShare ratio";

  private static final Measure CONNECTIONS =
      new Measure("servers.newConnections", "thrpt", "connections/s");
  private static final Measure REQUESTS = new Measure("servers.requests", "thrpt", "requests/s");
  private static final Measure IDLE = new Measure("servers.idleMemory", "avgt", "B/connection");
  private static final Measure TERMS = new Measure("servers.terms", "ss", "probe");

  private final Plan plan;
  private final Site site;
  private final PrintWriter out;
  private final Results results = new Results();

  /** What a server does not do, as {@link #resumption}. */
  private final Set<String> unable = new HashSet<>();

  Comparison(Plan plan, Site site, PrintWriter out) {
    this.plan = plan;
    this.site = site;
    this.out = out;
  }

  /** A measurement of one server that is repeated. */
  private interface Step {
    void run(ServerKind kind, TestedServer server);
  }

  Results run() {
    if (plan.measures(Plan.CONNECTIONS) || plan.measures(Plan.REQUESTS)) {
      rates();
    }
    if (plan.measures(Plan.IDLE)) {
      plan.cpus().freeSelf();
      for (int repetition = 0; repetition < plan.repeat(); repetition++) {
        rotated(repetition).forEach(this::idle);
      }
    }
    return results;
  }

  private void rates() {
    Map<ServerKind, TestedServer> servers = new EnumMap<>(ServerKind.class);
    try {
      for (ServerKind kind : plan.servers()) {
        servers.put(kind, start(kind));
      }
      servers.forEach(this::probe);
      servers.forEach(this::warmUp);
      List<Step> steps = steps();
      for (int repetition = 0; repetition < plan.repeat(); repetition++) {
        say("repetition %d of %d", repetition + 1, plan.repeat());
        for (Step step : steps) {
          for (ServerKind kind : rotated(repetition)) {
            TestedServer server = servers.get(kind);
            if (server != null) {
              step.run(kind, server);
            }
          }
        }
      }
    } finally {
      servers.values().forEach(TestedServer::close);
    }
  }

  private TestedServer start(ServerKind kind) {
    return kind.start(site, plan.cpus(), plan.jvmOptions());
  }

  private List<ServerKind> rotated(int by) {
    List<ServerKind> order = new ArrayList<>(plan.servers());
    Collections.rotate(order, -by);
    return order;
  }

  private List<Step> steps() {
    List<Step> steps = new ArrayList<>();
    if (plan.measures(Plan.CONNECTIONS)) {
      for (String version : plan.versions()) {
        steps.add((kind, server) -> connections(kind, server, version, false));
        steps.add((kind, server) -> connections(kind, server, version, true));
      }
    }
    if (plan.measures(Plan.REQUESTS)) {
      for (int body : Terms.BODIES) {
        steps.add((kind, server) -> requests(kind, server, body));
      }
    }
    return steps;
  }

  /** Looks that the terms are the same, and prints them. */
  private void probe(ServerKind kind, TestedServer server) {
    for (String version : plan.versions()) {
      // A file each: what a server does not give must not be taken from another.
      Path session = site.file(resumption(kind, version) + ".session");
      Agreed full = Probe.full(server, version, session);
      Agreed resumed = Files.exists(session) ? Probe.resuming(server, version, session) : full;
      requireTerms(kind, version, full);
      say("%-15s %s%s", kind, full, resumed.resumed() ? "; resumes" : "; DOES NOT RESUME");
      if (resumed.resumed()) {
        requireTerms(kind, version, resumed);
      } else {
        unable.add(resumption(kind, version));
      }
      Map<String, String> params = params(kind, version);
      params.put("resumes", Boolean.toString(resumed.resumed()));
      params.put("software", kind.software());
      params.put("settings", kind.settings(plan.cpus(), plan.jvmOptions()));
      params.put("serverCpus", plan.cpus().server());
      params.put("loadCpus", plan.cpus().load());
      results.add(TERMS, params, 1, Map.of());
    }
  }

  private static String resumption(ServerKind kind, String version) {
    return kind.label() + " " + version;
  }

  private static void requireTerms(ServerKind kind, String version, Agreed agreed) {
    boolean group =
        agreed.group().equals(Terms.GROUP) || (agreed.resumed() && agreed.group().isEmpty());
    boolean equal =
        agreed.version().equals(version)
            && agreed.suite().equals(Terms.suite(version))
            && group
            && (agreed.resumed() || agreed.key().equals("ECDSA 256"))
            && agreed.body() == Terms.SMALL;
    if (!equal) {
      throw new ComparisonException(
          kind
              + " does not speak on the terms of the others: "
              + agreed
              + " instead of "
              + version
              + " "
              + Terms.suite(version)
              + " "
              + Terms.GROUP
              + " ECDSA 256, body of "
              + Terms.SMALL);
    }
  }

  /**
   * Loads a server with everything. Meanwhile one that compiles itself may use all CPUs: what its
   * compiler does there it need not do while it is measured.
   */
  private void warmUp(ServerKind kind, TestedServer server) {
    if (kind.warmsUp()) {
      plan.cpus().freeServer(server.processes());
    }
    double each = kind.warmsUp() ? plan.warmUpSeconds() / (double) steps().size() : SHORT_WARM_UP;
    if (plan.measures(Plan.CONNECTIONS)) {
      for (String version : plan.versions()) {
        warmUp(server, version, false, each);
        if (!unable.contains(resumption(kind, version))) {
          warmUp(server, version, true, each);
        }
      }
    }
    if (plan.measures(Plan.REQUESTS)) {
      for (int body : Terms.BODIES) {
        request(server, body, each);
      }
    }
    if (kind.warmsUp()) {
      plan.cpus().pinServer(server.processes());
    }
    say("%-15s warm", kind);
  }

  private void warmUp(TestedServer server, String version, boolean resumed, double seconds) {
    try (ConnectionLoad load = start(server, version, resumed)) {
      load.run(seconds);
    }
  }

  private ConnectionLoad start(TestedServer server, String version, boolean resumed) {
    return ConnectionLoad.start(server, site, plan.cpus(), plan.clients(), version, resumed);
  }

  private Sample connect(TestedServer server, String version, boolean resumed, double seconds) {
    try (ConnectionLoad load = start(server, version, resumed)) {
      return load.measure(seconds);
    }
  }

  private Sample request(TestedServer server, int body, double seconds) {
    return RequestLoad.measure(server, site, plan.cpus(), plan.keptAlive(), body, seconds);
  }

  private void connections(ServerKind kind, TestedServer server, String version, boolean resumed) {
    if (resumed && unable.contains(resumption(kind, version))) {
      return;
    }
    Sample sample = connect(server, version, resumed, plan.seconds());
    Map<String, String> params = params(kind, version);
    params.put("resumed", Boolean.toString(resumed));
    params.put("clients", Integer.toString(plan.clients()));
    rate(CONNECTIONS, params, sample);
    say("%-15s %s %s %s", kind, version, resumed ? "resumed" : "full   ", text(sample));
  }

  private void requests(ServerKind kind, TestedServer server, int body) {
    Sample sample = request(server, body, plan.seconds());
    Map<String, String> params = params(kind, "TLSv1.3");
    params.put("body", Integer.toString(body));
    params.put("clients", Integer.toString(plan.keptAlive()));
    rate(REQUESTS, params, sample);
    say("%-15s body of %-5d %s", kind, body, text(sample));
  }

  private void idle(ServerKind kind) {
    try (TestedServer server = start(kind)) {
      Held held = IdleHold.measure(server, plan.connections());
      Map<String, String> params = params(kind, "TLSv1.3");
      params.put("connections", Integer.toString(held.connections()));
      Map<String, Double> secondary = new TreeMap<>();
      secondary.put("pss B/connection", held.pssPerConnection());
      secondary.put("rssBefore B", (double) held.before().rssBytes());
      secondary.put("rssAfter B", (double) held.after().rssBytes());
      held.liveHeapPerConnection().ifPresent(live -> secondary.put("liveHeap B/connection", live));
      results.add(IDLE, params, held.rssPerConnection(), secondary);
      say(
          "%-15s %,.0f B RSS (%,.0f B PSS%s) for each of %d idle connections, from %,d KiB",
          kind,
          held.rssPerConnection(),
          held.pssPerConnection(),
          liveText(held),
          held.connections(),
          held.before().rssBytes() / 1024);
    }
  }

  private static String liveText(Held held) {
    return held.liveHeapPerConnection().isPresent()
        ? String.format(
            Locale.ROOT,
            ", %,.0f B of it alive on the heap",
            held.liveHeapPerConnection().getAsDouble())
        : "";
  }

  private void rate(Measure measure, Map<String, String> params, Sample sample) {
    results.add(
        measure,
        params,
        sample.perSecond(),
        Map.of(CPU_MICROS, sample.cpuMicros(), CPU_SHARE, sample.serverCpu()));
  }

  private static Map<String, String> params(ServerKind kind, String version) {
    Map<String, String> params = new TreeMap<>();
    params.put("server", kind.label());
    params.put("version", version);
    params.put("suite", Terms.ianaSuite(version));
    params.put("group", Terms.GROUP);
    params.put("key", Terms.KEY);
    return params;
  }

  private static String text(Sample sample) {
    return String.format(
        Locale.ROOT,
        "%,10.0f/s, %,8.1f us of the server's CPU each, %3.0f%% busy",
        sample.perSecond(),
        sample.cpuMicros(),
        sample.serverCpu() * 100);
  }

  private void say(String format, Object... values) {
    out.println(String.format(Locale.ROOT, format, values));
    out.flush();
  }
}
