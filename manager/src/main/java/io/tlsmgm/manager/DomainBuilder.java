package io.tlsmgm.manager;

import io.tlsmgm.api.Capabilities;
import io.tlsmgm.api.ConfigurationException;
import io.tlsmgm.api.Problem;
import io.tlsmgm.api.TlsContext;
import io.tlsmgm.api.TlsContextConfig;
import io.tlsmgm.api.TlsException;
import io.tlsmgm.api.TlsLibrary;
import io.tlsmgm.api.domain.TlsDomain;
import io.tlsmgm.manager.pki.MaterialLoader;
import io.tlsmgm.manager.pki.PasswordSource;
import io.tlsmgm.manager.pki.RefusalListener;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;

/** Builds domains with their contexts, aside from those in force. */
final class DomainBuilder {
  private final TlsLibrary library;
  private final Capabilities capabilities;
  private final MaterialLoader loader;
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
    this.loader = new MaterialLoader(passwords, clock);
    this.refusals = refusals;
    this.applicationProtocols = applicationProtocols;
  }

  /**
   * A load: files are read once and seen by all domains as they were then.
   *
   * @param generation of the configuration that is to come of it
   */
  Load load(long generation) {
    return new Load(loader.next(), generation);
  }

  /**
   * What a domain in force comes to on a TLS that is none of ours.
   *
   * @throws ConfigurationException when that TLS cannot do what the domain asks for
   */
  TlsContextConfig configuration(
      ManagedDomain domain, String otherLibrary, Capabilities can, Consumer<Problem> warnings)
      throws ConfigurationException {
    List<Problem> found = new ArrayList<>();
    Optional<TlsContextConfig> config =
        new DomainResolver(otherLibrary, can, refusals, applicationProtocols)
            .resolve(
                domain.definition(),
                MaterialLoader.Loaded.of(domain.counted().resolved().material()),
                found::add)
            .flatMap(ResolvedDomain::config);
    if (config.isEmpty()) {
      throw new ConfigurationException(found);
    }
    found.forEach(warnings);
    return config.get();
  }

  /** One load of a configuration. Safe for use by several threads. */
  final class Load {
    private final MaterialLoader files;
    private final DomainResolver resolver;
    private final long generation;

    /** What was built and may have to be given up again. */
    private final Queue<CountedContext> built = new ConcurrentLinkedQueue<>();

    private Load(MaterialLoader files, long generation) {
      this.files = files;
      this.generation = generation;
      this.resolver =
          new DomainResolver(library.name(), capabilities, refusals, applicationProtocols);
    }

    long generation() {
      return generation;
    }

    /** Whether the files of a domain in force hold what they held when it was made. */
    boolean sameFiles(ManagedDomain present) {
      return files.inputs(present.definition()).equals(present.counted().inputs());
    }

    /** Tells what is worth a warning in filters alone, of a domain that keeps its context. */
    void checkFilters(TlsDomain definition, Consumer<Problem> sink) {
      resolver.checkFilters(definition, sink);
    }

    /** Empty when the definition cannot be used; the sink has at least one error then. */
    Optional<ManagedDomain> build(TlsDomain definition, Consumer<Problem> sink) {
      resolver.checkFilters(definition, sink);
      Optional<ResolvedDomain> resolved =
          resolver.resolve(definition, files.loadParts(definition, sink), sink);
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
      CountedContext counted =
          new CountedContext(resolved.get(), context, files.inputs(definition), generation);
      built.add(counted);
      return Optional.of(new ManagedDomain(definition, counted));
    }

    /** Frees everything that was built: the load has failed. */
    void discard() {
      built.forEach(CountedContext::retire);
    }
  }
}
