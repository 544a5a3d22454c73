package io.tlsmgm.benchmarks.run;

import io.tlsmgm.benchmarks.run.Step.Combination;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Names of combinations. */
final class Naming {
  /** The parameters that say whose code is measured, or by which way it is reached. */
  static final Set<String> WHOSE = Set.of("kind", "library", "path", "client");

  private Naming() {}

  static String name(Combination of, Map<String, String> params) {
    String sampled = of.mode().equals("avgt") ? "" : " " + of.mode();
    String words = words(params);
    return of.benchmark() + sampled + (words.isEmpty() ? "" : " " + words);
  }

  /** Such as {@code kind=JSSE size=64}. */
  static String words(Map<String, String> params) {
    return params.entrySet().stream()
        .map(param -> param.getKey() + "=" + param.getValue())
        .collect(Collectors.joining(" "));
  }

  static NavigableMap<String, String> without(Map<String, String> params, Set<String> names) {
    NavigableMap<String, String> rest = new TreeMap<>(params);
    rest.keySet().removeAll(names);
    return rest;
  }

  static NavigableMap<String, String> only(Map<String, String> params, Set<String> names) {
    NavigableMap<String, String> some = new TreeMap<>(params);
    some.keySet().retainAll(names);
    return some;
  }

  /** A name for a file, of what a name of a file can have; the number keeps two apart. */
  static String file(Step step) {
    String plain = step.name().replaceAll("[^A-Za-z0-9._=-]+", "_");
    String head = plain.length() > 150 ? plain.substring(0, 150) : plain;
    return head + "-" + Integer.toHexString(step.name().hashCode());
  }
}
