package io.tlsmgm.benchmarks.run;

import io.tlsmgm.benchmarks.engines.Able;
import io.tlsmgm.benchmarks.engines.EngineKind;
import io.tlsmgm.benchmarks.engines.Group;
import io.tlsmgm.benchmarks.engines.Terms;
import io.tlsmgm.testkit.KeyKind;
import java.util.Map;
import java.util.Optional;

/** Combinations that a kind cannot do, or that nothing can do on this machine. */
final class Unable {
  private Unable() {}

  /** Why not; empty when it can. */
  static Optional<String> reason(Step.Jmh step) {
    Map<String, String> params = step.params();
    String name = params.getOrDefault("kind", "");
    if (name.isEmpty()) {
      return Optional.empty();
    }
    EngineKind kind = EngineKind.valueOf(name);
    return Able.here(kind).or(() -> terms(kind, params));
  }

  private static Optional<String> terms(EngineKind kind, Map<String, String> params) {
    if (params.containsKey("suite")) {
      return Able.ofRecords(kind, params.getOrDefault("suite", ""));
    }
    if (params.containsKey("version")) {
      Terms terms =
          Terms.ofHandshake(
              params.getOrDefault("version", ""),
              Group.valueOf(params.getOrDefault("group", Group.X25519.name())),
              KeyKind.valueOf(params.getOrDefault("key", KeyKind.EC_P256.name())),
              Boolean.parseBoolean(params.getOrDefault("mutual", "false")));
      return Able.ofHandshake(
          kind, terms, Boolean.parseBoolean(params.getOrDefault("resumed", "false")));
    }
    return Optional.empty();
  }
}
