package io.tlsmgm.manager;

import io.tlsmgm.api.ConfigurationException;
import io.tlsmgm.api.Problem;
import io.tlsmgm.api.Role;
import io.tlsmgm.api.domain.TlsDomain;
import io.tlsmgm.manager.match.DomainTable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Builds the next snapshot aside from the one in force. Domains that have not changed are taken
 * over with their contexts and sessions; what was written and what the files hold is compared
 * before anything is parsed, so that a reload costs what has changed. A domain whose new state
 * cannot be used stays as it was.
 */
final class SnapshotBuilder {
  private final DomainBuilder domains;

  SnapshotBuilder(DomainBuilder domains) {
    this.domains = domains;
  }

  DomainBuilder domains() {
    return domains;
  }

  /**
   * What was built.
   *
   * @param snapshot not yet in force; the one in force when nothing has changed
   */
  record Result(
      Snapshot snapshot,
      int added,
      int changed,
      int unchanged,
      int removed,
      List<Problem> problems) {}

  /**
   * The first snapshot.
   *
   * @param fixed of the script and the program: one mistake refuses the whole
   * @param loaded of the source: bad ones are skipped
   * @param problems what was found before; errors among them refuse the whole
   * @throws ConfigurationException with every problem of every domain
   */
  Result first(List<TlsDomain> fixed, DomainSource.Loaded loaded, List<Problem> problems)
      throws ConfigurationException {
    DomainBuilder.Load load = domains.load(1);
    try {
      Plan plan = new Plan(Snapshot.empty(0), load);
      List<Step> first = plan.run(fixed, Map.of(), false);
      List<Problem> found = new ArrayList<>(problems);
      first.forEach(step -> found.addAll(step.problems));
      boolean refused = Problem.firstError(found).isPresent();
      List<Step> second = plan.run(plan.usable(loaded, fixed), Map.of(), false);
      found.addAll(loaded.problems());
      found.addAll(plan.skipped);
      second.forEach(step -> found.addAll(step.problems));
      Result result = plan.finish(first, second, found);
      if (refused) {
        throw new ConfigurationException(result.problems());
      }
      return result;
    } catch (ConfigurationException | RuntimeException | Error e) {
      load.discard();
      throw e;
    }
  }

  /**
   * The snapshot after {@code current}.
   *
   * @param loaded what the source has now; empty to keep its domains, but for their files
   * @param scope whose files are looked at
   */
  Result next(Snapshot current, Optional<DomainSource.Loaded> loaded, ReloadScope scope) {
    DomainBuilder.Load load = domains.load(current.generation() + 1);
    try {
      Plan plan = new Plan(current, load);
      List<TlsDomain> fixed = definitions(current.fixed());
      List<Step> first = plan.run(fixed, byKey(current.fixed()), scope != ReloadScope.SOURCE);
      List<Problem> found = new ArrayList<>();
      first.forEach(step -> found.addAll(step.problems));
      List<TlsDomain> wanted = definitions(current.sourced());
      if (loaded.isPresent()) {
        wanted = plan.usable(loaded.get(), fixed);
        found.addAll(loaded.get().problems());
        found.addAll(plan.skipped);
      }
      List<Step> second = plan.run(wanted, byKey(current.sourced()), true);
      second.forEach(step -> found.addAll(step.problems));
      return plan.finish(first, second, found);
    } catch (RuntimeException | Error e) {
      load.discard();
      throw e;
    }
  }

  /**
   * The domains of {@code current} and one more.
   *
   * @throws ConfigurationException when it cannot be used, or its name is taken
   */
  Result add(Snapshot current, TlsDomain definition) throws ConfigurationException {
    if (current.table().byName(definition.role(), definition.name()).isPresent()) {
      throw new ConfigurationException(List.of(alreadyDefined(definition, "")));
    }
    DomainBuilder.Load load = domains.load(current.generation() + 1);
    try {
      Plan plan = new Plan(current, load);
      List<Step> fixed = new ArrayList<>(Step.kept(current.fixed()));
      List<Step> added = plan.run(List.of(definition), Map.of(), false);
      List<Problem> found = new ArrayList<>(added.get(0).problems);
      if (added.get(0).domain == null) {
        throw new ConfigurationException(found);
      }
      fixed.addAll(added);
      return plan.finish(fixed, Step.kept(current.sourced()), found);
    } catch (ConfigurationException | RuntimeException | Error e) {
      load.discard();
      throw e;
    }
  }

  private static Problem alreadyDefined(TlsDomain definition, String where) {
    return Problem.error(
        definition.location(),
        definition.name(),
        definition.role().name().toLowerCase(Locale.ROOT)
            + " domain "
            + definition.name()
            + " is already defined"
            + where);
  }

  /** A domain's name among those of its role. */
  private record Key(Role role, String name) {
    static Key of(TlsDomain definition) {
      return new Key(definition.role(), definition.name());
    }
  }

  /**
   * What came of one definition.
   *
   * @param domain absent when there is none to use
   * @param unchanged whether connections see no difference
   */
  private record Step(@Nullable ManagedDomain domain, boolean unchanged, List<Problem> problems) {
    static List<Step> kept(List<ManagedDomain> domains) {
      return domains.stream().map(domain -> new Step(domain, true, List.of())).toList();
    }
  }

  private static List<TlsDomain> definitions(List<ManagedDomain> domains) {
    return domains.stream().map(ManagedDomain::definition).toList();
  }

  private static Map<Key, ManagedDomain> byKey(List<ManagedDomain> domains) {
    Map<Key, ManagedDomain> map = new HashMap<>();
    domains.forEach(domain -> map.put(Key.of(domain.definition()), domain));
    return map;
  }

  /** The making of one snapshot. */
  private static final class Plan {
    private final Snapshot current;
    private final DomainBuilder.Load load;

    /** Rows that cannot have a place in the table. */
    private final List<Problem> skipped = new ArrayList<>();

    Plan(Snapshot current, DomainBuilder.Load load) {
      this.current = current;
      this.load = load;
    }

    /** Thousands of keys may be tried out here; the order is that of the definitions. */
    List<Step> run(List<TlsDomain> wanted, Map<Key, ManagedDomain> present, boolean lookAtFiles) {
      return wanted.parallelStream()
          .map(definition -> step(definition, present.get(Key.of(definition)), lookAtFiles))
          .toList();
    }

    private Step step(TlsDomain definition, @Nullable ManagedDomain present, boolean lookAtFiles) {
      List<Problem> problems = new ArrayList<>();
      if (present != null
          && SameDefinition.ofContext(definition, present.definition())
          && (!lookAtFiles || load.sameFiles(present))) {
        boolean sameFilters = SameDefinition.ofFilters(definition, present.definition());
        if (!sameFilters) {
          load.checkFilters(definition, problems::add);
        }
        return new Step(present.redefined(definition), sameFilters, problems);
      }
      Optional<ManagedDomain> built = load.build(definition, problems::add);
      if (built.isPresent()) {
        return new Step(built.get(), false, problems);
      }
      if (present == null) {
        return new Step(null, false, skipped(definition, problems));
      }
      problems.add(
          Problem.warning(
              definition.location(), definition.name(), present + " stays in force as it was"));
      return new Step(present, true, problems);
    }

    /** What refuses a row tells what becomes of it, whoever has found it. */
    private static List<Problem> skipped(TlsDomain definition, List<Problem> problems) {
      if (definition.source() != TlsDomain.Source.DATABASE) {
        return problems;
      }
      return problems.stream()
          .map(
              problem ->
                  problem.isError()
                      ? Problem.error(
                          problem.location(),
                          problem.domain(),
                          problem.message() + "; the row is skipped")
                      : problem)
          .toList();
    }

    /**
     * The source's definitions without those that another one is in the way of, and with those in
     * force whose rows have become bad.
     */
    List<TlsDomain> usable(DomainSource.Loaded loaded, List<TlsDomain> fixed) {
      Map<Key, TlsDomain> taken = new HashMap<>();
      fixed.forEach(definition -> taken.put(Key.of(definition), definition));
      Set<Key> seen = new HashSet<>();
      List<TlsDomain> usable = new ArrayList<>();
      for (TlsDomain definition : loaded.domains()) {
        Key key = Key.of(definition);
        TlsDomain other = taken.get(key);
        // A default domain of the database takes the place of the script's, as in 2.x.
        boolean replaces =
            other != null && definition.isDefault() && definition.source() != other.source();
        if (!seen.add(key)) {
          skipped.add(alreadyDefined(definition, " by another row"));
        } else if (other != null && !replaces) {
          String place = other.location().isEmpty() ? "outside of" : other.location() + ", before";
          skipped.add(alreadyDefined(definition, ": " + place + " the database"));
        } else {
          usable.add(definition);
        }
      }
      Map<String, Problem> bad = new HashMap<>();
      loaded.problems().stream()
          .filter(Problem::isError)
          .forEach(problem -> bad.putIfAbsent(problem.domain(), problem));
      for (ManagedDomain present : current.sourced()) {
        Problem problem = bad.get(present.name());
        if (problem != null && !seen.contains(Key.of(present.definition()))) {
          usable.add(present.definition());
          skipped.add(
              Problem.warning(
                  problem.location(), present.name(), present + " stays in force as it was"));
        }
      }
      return usable;
    }

    Result finish(List<Step> fixed, List<Step> sourced, List<Problem> problems) {
      List<Step> steps = new ArrayList<>(fixed);
      steps.addAll(sourced);
      DomainTable.Builder<ManagedDomain> builder = DomainTable.builder();
      for (Step step : steps) {
        if (step.domain != null) {
          builder.add(step.domain.definition(), step.domain);
        }
      }
      DomainTable<ManagedDomain> table = builder.build();
      Set<Problem> known = new HashSet<>(current.table().warnings());
      Set<Problem> all = new LinkedHashSet<>(problems);
      table.warnings().stream().filter(warning -> !known.contains(warning)).forEach(all::add);

      Snapshot next = new Snapshot(table, present(fixed), present(sourced), load.generation());
      Set<Key> before = byKey(current.all()).keySet();
      Set<Key> after = byKey(next.all()).keySet();
      int unchanged = 0;
      int changed = 0;
      int added = 0;
      for (Step step : steps) {
        if (step.domain == null) {
          continue;
        }
        if (step.unchanged) {
          unchanged++;
        } else if (before.contains(Key.of(step.domain.definition()))) {
          changed++;
        } else {
          added++;
        }
      }
      int removed = (int) before.stream().filter(key -> !after.contains(key)).count();
      return new Result(
          sameObjects(current.all(), next.all()) ? current : next,
          added,
          changed,
          unchanged,
          removed,
          List.copyOf(all));
    }

    private static List<ManagedDomain> present(List<Step> steps) {
      return steps.stream().map(Step::domain).filter(Objects::nonNull).toList();
    }

    private static boolean sameObjects(List<ManagedDomain> a, List<ManagedDomain> b) {
      if (a.size() != b.size()) {
        return false;
      }
      for (int i = 0; i < a.size(); i++) {
        if (a.get(i) != b.get(i)) {
          return false;
        }
      }
      return true;
    }
  }
}
