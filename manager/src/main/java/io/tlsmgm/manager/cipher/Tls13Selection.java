package io.tlsmgm.manager.cipher;

import io.tlsmgm.api.CipherSuite;
import io.tlsmgm.manager.cipher.PreferenceList.Action;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * The rules of a cipher string that name a TLS 1.3 suite. OpenSSL ignores them there, having a
 * setting of its own for them; here they mean what the same rule means for an older suite. Where no
 * suite is added by name, they work on the suites that OpenSSL enables by default.
 */
final class Tls13Selection {
  private record Step(Action action, CipherSuite suite) {}

  private static final List<CipherSuite> DEFAULT =
      List.of(
          CipherSuite.TLS_AES_256_GCM_SHA384,
          CipherSuite.TLS_CHACHA20_POLY1305_SHA256,
          CipherSuite.TLS_AES_128_GCM_SHA256);

  private final List<Step> steps = new ArrayList<>(0);

  void add(Action action, CipherSuite suite) {
    steps.add(new Step(action, suite));
  }

  /** Whether any rule named a TLS 1.3 suite. */
  boolean isUsed() {
    return !steps.isEmpty();
  }

  /** The suites in order; empty where no rule named one, or where the rules leave none. */
  List<CipherSuite> suites() {
    if (steps.isEmpty()) {
      return List.of();
    }
    boolean named = steps.stream().anyMatch(step -> step.action == Action.ADD);
    List<CipherSuite> result = new ArrayList<>(named ? List.of() : DEFAULT);
    Set<CipherSuite> killed = EnumSet.noneOf(CipherSuite.class);
    for (Step step : steps) {
      apply(step, result, killed);
    }
    return List.copyOf(result);
  }

  private static void apply(Step step, List<CipherSuite> result, Set<CipherSuite> killed) {
    switch (step.action) {
      case ADD -> {
        if (!result.contains(step.suite) && !killed.contains(step.suite)) {
          result.add(step.suite);
        }
      }
      case MOVE_TO_END -> {
        if (result.remove(step.suite)) {
          result.add(step.suite);
        }
      }
      case REMOVE -> result.remove(step.suite);
      case KILL -> {
        result.remove(step.suite);
        killed.add(step.suite);
      }
      case MOVE_TO_FRONT -> throw new AssertionError("not part of the language");
    }
  }
}
