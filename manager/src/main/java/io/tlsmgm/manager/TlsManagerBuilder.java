package io.tlsmgm.manager;

import io.tlsmgm.api.ConfigurationException;
import io.tlsmgm.api.LibraryUnavailableException;
import io.tlsmgm.api.Problem;
import io.tlsmgm.api.TlsException;
import io.tlsmgm.api.TlsLibrary;
import io.tlsmgm.api.domain.TlsDomain;
import io.tlsmgm.manager.db.SqlDomainSource;
import io.tlsmgm.manager.pki.PasswordSource;
import io.tlsmgm.manager.pki.RefusalListener;
import io.tlsmgm.manager.script.Script;
import io.tlsmgm.manager.script.ScriptReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says where the domains and the library come from; not thread-safe. */
public final class TlsManagerBuilder {
  private static final Logger LOG = LoggerFactory.getLogger(TlsManager.class);

  private @Nullable Script script;
  private Optional<String> library = Optional.empty();
  private Optional<LibrarySelector> selector = Optional.empty();
  private final List<TlsDomain> domains = new ArrayList<>();
  private PasswordSource passwords = domain -> Optional.empty();
  private Clock clock = Clock.systemUTC();
  private RefusalListener refusals = TlsManagerBuilder::logRefusal;
  private List<String> applicationProtocols = List.of();
  private Optional<DomainSource> source = Optional.empty();
  private Optional<Duration> autoReload = Optional.empty();
  private Consumer<Expiry> expiries = Expiry::log;

  TlsManagerBuilder() {}

  /**
   * Domains, sockets and {@code tls_library} of an {@code opensips.cfg}.
   *
   * @throws IOException when the file cannot be read
   */
  public TlsManagerBuilder script(Path file) throws IOException {
    return script(ScriptReader.read(file));
  }

  /** Domains, sockets and {@code tls_library} of a script that was read already. */
  public TlsManagerBuilder script(Script read) {
    this.script = read;
    return this;
  }

  /** A {@code tls_library} value that overrides the script's. */
  public TlsManagerBuilder library(String name) {
    this.library = Optional.of(name);
    return this;
  }

  /** The libraries to choose from; without it those that are installed. */
  public TlsManagerBuilder libraries(List<TlsLibrary> choice) {
    this.selector = Optional.of(LibrarySelector.of(choice));
    return this;
  }

  /** A domain besides those of the script. */
  public TlsManagerBuilder domain(TlsDomain domain) {
    domains.add(domain);
    return this;
  }

  /** Passwords of encrypted private keys; without it an encrypted key is an error. */
  public TlsManagerBuilder passwords(PasswordSource source) {
    this.passwords = source;
    return this;
  }

  /** The time that certificates and CRLs are compared with; the system's without it. */
  public TlsManagerBuilder clock(Clock time) {
    this.clock = time;
    return this;
  }

  /** Who hears of refused peers; without it each is one WARN line in the log. */
  public TlsManagerBuilder refusals(RefusalListener listener) {
    this.refusals = listener;
    return this;
  }

  /** ALPN names that every domain offers or accepts, in order of preference. */
  public TlsManagerBuilder applicationProtocols(List<String> names) {
    this.applicationProtocols = List.copyOf(names);
    return this;
  }

  /**
   * Where further domains come from, at the start and at each {@link TlsManager#reload}; instead of
   * the script's {@code db_url}.
   */
  public TlsManagerBuilder source(DomainSource domainSource) {
    this.source = Optional.of(domainSource);
    return this;
  }

  /**
   * How often files are looked at for changes, instead of the script's {@code auto_reload}. A
   * change takes effect when two looks half a second apart have found the same.
   *
   * @param interval zero for never
   */
  public TlsManagerBuilder autoReload(Duration interval) {
    if (interval.isNegative()) {
      throw new IllegalArgumentException("the interval of auto_reload is negative: " + interval);
    }
    this.autoReload = Optional.of(interval);
    return this;
  }

  /**
   * Who hears of certificates and revocation lists that end within 30 days or have ended: at the
   * start and once a day, one call for each. Without it each is one WARN line in the log.
   */
  public TlsManagerBuilder expiries(Consumer<Expiry> listener) {
    this.expiries = listener;
    return this;
  }

  /**
   * Chooses the library, reads every file, makes every context. A domain of the source that cannot
   * be used is skipped and among {@link TlsManager#warnings()}; a source that cannot be read is an
   * error, as every mistake in the script is.
   *
   * @throws ConfigurationException with every problem that was found, when one is an error
   * @throws LibraryUnavailableException when the library cannot be had
   */
  public TlsManager build() throws TlsException {
    Script read = script == null ? Script.empty() : script;
    TlsLibrary chosen = choose(read);
    List<TlsDomain> definitions = new ArrayList<>(read.domains());
    definitions.addAll(domains);
    List<Problem> problems = new ArrayList<>(read.problems());
    DomainSource.Loaded loaded = new DomainSource.Loaded(List.of(), List.of());
    Optional<DomainSource> from = source;
    try {
      if (from.isEmpty()) {
        from = SqlDomainSource.of(read.database()).map(Function.identity());
      }
      if (from.isPresent()) {
        loaded = from.get().load();
      }
    } catch (TlsException e) {
      problems.addAll(Problems.of(e));
    }
    SnapshotBuilder builder =
        new SnapshotBuilder(
            new DomainBuilder(chosen, passwords, clock, refusals, applicationProtocols));
    SnapshotBuilder.Result first = builder.first(definitions, loaded, problems);
    TlsManager manager = new TlsManager(chosen, read, builder, first, from, clock);
    manager.housekeeping().start(autoReload.or(read::autoReload).orElse(Duration.ZERO), expiries);
    return manager;
  }

  private TlsLibrary choose(Script read) throws TlsException {
    LibrarySelector choice = selector.orElseGet(LibrarySelector::installed);
    try {
      return choice.select(library.orElse(read.tlsLibrary()));
    } catch (LibraryUnavailableException e) {
      // A script with mistakes tells them all, the missing library being one more.
      if (Problem.firstError(read.problems()).isEmpty()) {
        throw e;
      }
      List<Problem> all = new ArrayList<>(read.problems());
      all.add(Problem.error("", "", String.valueOf(e.getMessage())));
      throw new ConfigurationException(all);
    }
  }

  private static void logRefusal(
      String domain, String peer, String subject, io.tlsmgm.manager.pki.Verdict verdict) {
    LOG.warn(
        "domain {}: refused the certificate of {}: subject {}: {}",
        domain,
        peer,
        subject,
        verdict.reason());
  }
}
