package io.tlsmgm.benchmarks.run;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatFactory;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.WorkloadParams;

/** One result of several runs of one fork, as if JMH had started all forks itself. */
final class Merge {
  private Merge() {}

  /** Of at least one run, in order. */
  static RunResult of(List<RunResult> runs) {
    List<BenchmarkResult> forks = new ArrayList<>();
    runs.forEach(run -> forks.addAll(run.getBenchmarkResults()));
    return new RunResult(withForks(runs.get(0).getParams(), forks.size()), forks);
  }

  /** JMH's own JSON. */
  static String json(RunResult result) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(bytes, false, StandardCharsets.UTF_8);
    ResultFormatFactory.getInstance(ResultFormatType.JSON, out).writeOut(List.of(result));
    out.flush();
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private static BenchmarkParams withForks(BenchmarkParams of, int forks) {
    WorkloadParams params = new WorkloadParams();
    int order = 0;
    for (String name : of.getParamsKeys()) {
      params.put(name, of.getParam(name), order++);
    }
    return new BenchmarkParams(
        of.getBenchmark(),
        of.generatedBenchmark(),
        of.shouldSynchIterations(),
        of.getThreads(),
        of.getThreadGroups(),
        of.getThreadGroupLabels(),
        forks,
        of.getWarmupForks(),
        of.getWarmup(),
        of.getMeasurement(),
        of.getMode(),
        params,
        of.getTimeUnit(),
        of.getOpsPerInvocation(),
        of.getJvm(),
        of.getJvmArgs(),
        of.getJdkVersion(),
        of.getVmName(),
        of.getVmVersion(),
        of.getJmhVersion(),
        of.getTimeout());
  }
}
