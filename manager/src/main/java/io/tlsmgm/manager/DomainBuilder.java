package io.tlsmgm.manager;

import io.tlsmgm.api.Capabilities;
import io.tlsmgm.api.ConfigurationException;
import io.tlsmgm.api.Problem;
import io.tlsmgm.api.TlsContext;
import io.tlsmgm.api.TlsException;
import io.tlsmgm.api.TlsLibrary;
import io.tlsmgm.api.domain.TlsDomain;
import io.tlsmgm.manager.match.DomainTable;
import io.tlsmgm.manager.pki.MaterialLoader;
import io.tlsmgm.manager.pki.PasswordSource;
import io.tlsmgm.manager.pki.RefusalListener;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Builds domains with their contexts, and tables of them, aside from those in force. */
final class DomainBuilder {
  private final TlsLibrary library;
  private final Capabilities capabilities;
  private final PasswordSource passwords;
  private final Clock clock;
  private final RefusalListener refusals;
  private final List<String> applicationProtocols;

  DomainBuilder(
      TlsLibrary library,
      PasswordSource passwords,
      Clock clock,
      RefusalListener refusals,
      List<String> applicationProtocols)
      throws TlsException {
    this.library = library;
    this.capabilities = library.capabilities();
    this.passwords = passwords;
    this.clock = clock;
    this.refusals = refusals;
    this.applicationProtocols = applicationProtocols;
  }

  /**
   * What was built.
   *
   * @param snapshot the next table, not yet in force
   * @param warnings what did not keep it from working
   */
  record Result(Snapshot snapshot, List<Problem> warnings) {}

  /**
   * A first snapshot of {@code definitions}.
   *
   * @param problems what was found before; errors among them refuse the whole
   * @throws ConfigurationException with every problem of every domain
   */
  Result build(List<TlsDomain> definitions, List<Problem> problems) throws ConfigurationException {
    List<Problem> found = new ArrayList<>(problems);
    DomainResolver resolver = resolver();
    DomainTable.Builder<ManagedDomain> table = DomainTable.builder();
    List<ManagedDomain> built = new ArrayList<>();
    // Thousands of keys are tried out here; domains and problems stay in the order of the file.
    List<Built> results =
        definitions.parallelStream().map(definition -> attempt(resolver, definition)).toList();
    for (Built result : results) {
      found.addAll(result.problems());
      result
          .domain()
          .ifPresent(
              managed -> {
                built.add(managed);
                table.add(result.definition(), managed);
              });
    }
    DomainTable<ManagedDomain> finished = table.build();
    found.addAll(finished.warnings());
    if (Problem.firstError(found).isPresent()) {
      built.forEach(ManagedDomain::retire);
      throw new ConfigurationException(found);
    }
    return new Result(new Snapshot(finished, 1), List.copyOf(found));
  }

  /**
   * The domains of {@code current} and one more.
   *
   * @throws ConfigurationException when it cannot be used, or its name is taken
   */
  Result add(Snapshot current, TlsDomain definition) throws ConfigurationException {
    List<Problem> found = new ArrayList<>();
    if (current.table().byName(definition.role(), definition.name()).isPresent()) {
      throw new ConfigurationException(
          List.of(
              Problem.error(
                  definition.location(),
                  definition.name(),
                  "domain " + definition.name() + " is already defined")));
    }
    Optional<ManagedDomain> domain = build(resolver(), definition, found::add);
    if (domain.isEmpty()) {
      throw new ConfigurationException(found);
    }
    DomainTable.Builder<ManagedDomain> table = DomainTable.builder();
    for (ManagedDomain existing : TlsManager.all(current)) {
      table.add(existing.definition(), existing);
    }
    table.add(definition, domain.get());
    DomainTable<ManagedDomain> finished = table.build();
    found.addAll(finished.warnings());
    return new Result(new Snapshot(finished, current.generation() + 1), List.copyOf(found));
  }

  /** What came of one definition. */
  private record Built(
      TlsDomain definition, Optional<ManagedDomain> domain, List<Problem> problems) {}

  private Built attempt(DomainResolver resolver, TlsDomain definition) {
    List<Problem> problems = new ArrayList<>();
    Optional<ManagedDomain> domain = build(resolver, definition, problems::add);
    return new Built(definition, domain, problems);
  }

  private DomainResolver resolver() {
    return new DomainResolver(
        library.name(),
        capabilities,
        new MaterialLoader(passwords, clock),
        refusals,
        applicationProtocols);
  }

  private Optional<ManagedDomain> build(
      DomainResolver resolver, TlsDomain definition, Consumer<Problem> sink) {
    Optional<ResolvedDomain> resolved = resolver.resolve(definition, sink);
    if (resolved.isEmpty()) {
      return Optional.empty();
    }
    Optional<TlsContext> context = Optional.empty();
    if (resolved.get().config().isPresent()) {
      try {
        context = Optional.of(library.newContext(resolved.get().config().get()));
      } catch (TlsException e) {
        sink.accept(
            Problem.error(
                definition.location(), definition.name(), String.valueOf(e.getMessage())));
        return Optional.empty();
      }
    }
    return Optional.of(new ManagedDomain(definition, resolved.get(), context));
  }
}
