package io.tlsmgm.benchmarks.run;

import io.tlsmgm.benchmarks.run.Step.Combination;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Combinations that differ only in whose code it is, and are therefore measured in rounds: one
 * process of each, then another one of each. Two of them are compared by what they did in the same
 * round, within half a minute or two; a machine whose speed drifts more slowly than that does so
 * for both.
 *
 * @param name what they have in common
 * @param combinations at least one
 */
record Group(String name, List<Combination> combinations) {
  /** Copies the list. */
  Group {
    combinations = List.copyOf(combinations);
  }

  /** Groups in the order of their first combinations. */
  static List<Group> of(List<? extends Combination> combinations) {
    Map<String, List<Combination>> groups = new LinkedHashMap<>();
    for (Combination combination : combinations) {
      groups.computeIfAbsent(combination.group(), name -> new ArrayList<>()).add(combination);
    }
    return groups.entrySet().stream()
        .map(group -> new Group(group.getKey(), group.getValue()))
        .toList();
  }

  int rounds() {
    return combinations.stream().mapToInt(Combination::forks).max().orElse(0);
  }

  double seconds() {
    return combinations.stream().mapToDouble(Combination::seconds).sum();
  }

  /**
   * The order of a round, from 0: each begins with another one, so that none is always the one that
   * comes after the slowest, or finds the processor cool.
   */
  static <T> List<T> order(List<T> all, int round) {
    List<T> order = new ArrayList<>(all);
    Collections.rotate(order, -round);
    return order;
  }
}
