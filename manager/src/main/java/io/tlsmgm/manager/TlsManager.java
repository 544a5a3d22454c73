package io.tlsmgm.manager;

import io.tlsmgm.api.Capabilities;
import io.tlsmgm.api.ConfigurationException;
import io.tlsmgm.api.EnginePeer;
import io.tlsmgm.api.LibraryUnavailableException;
import io.tlsmgm.api.NoMatchingDomainException;
import io.tlsmgm.api.Problem;
import io.tlsmgm.api.Role;
import io.tlsmgm.api.TlsContextConfig;
import io.tlsmgm.api.TlsException;
import io.tlsmgm.api.TlsLibrary;
import io.tlsmgm.api.domain.TlsDomain;
import io.tlsmgm.manager.match.ServerCandidates;
import io.tlsmgm.manager.script.Script;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * All TLS domains of a process, on one TLS library. Made by a {@link TlsManagerBuilder}; safe for
 * use by several threads, and readers take no lock.
 *
 * <p>A transport calls {@link #endpoint} when it accepts a connection and {@link #connect} before
 * it opens one. {@code docs/c-api.md} names the counterpart of each function of the C module.
 */
public final class TlsManager implements AutoCloseable {
  /** What a reload of the source says when there is none; the C module's words. */
  public static final String NO_SOURCE = "DB url not set";

  /** {@code tls_handshake_timeout} and {@code tls_send_timeout} when they are not set. */
  public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(30);

  private final TlsLibrary library;
  private final Script script;
  private final SnapshotBuilder domains;
  private final Optional<DomainSource> source;
  private final Clock clock;
  private final List<Problem> warnings;

  /** Held through a whole reload, the reading of the source included: one after the other. */
  private final ReentrantLock reloads = new ReentrantLock();

  /** Taken by whoever builds the next snapshot, never by a reader. */
  private final ReentrantLock changes = new ReentrantLock();

  private final Housekeeping housekeeping;

  private volatile Snapshot snapshot;
  private volatile boolean closed;

  TlsManager(
      TlsLibrary library,
      Script script,
      SnapshotBuilder domains,
      SnapshotBuilder.Result loaded,
      Optional<DomainSource> source,
      Clock clock) {
    this.library = library;
    this.script = script;
    this.domains = domains;
    this.snapshot = loaded.snapshot();
    this.warnings = loaded.problems();
    this.source = source;
    this.clock = clock;
    this.housekeeping = new Housekeeping(this);
  }

  /** A builder to say where the domains and the library come from. */
  public static TlsManagerBuilder builder() {
    return new TlsManagerBuilder();
  }

  /** The library that runs the handshakes. */
  public TlsLibrary library() {
    return library;
  }

  /** The script the manager was made of: its sockets, AVP names and database settings. */
  public Script script() {
    return script;
  }

  /**
   * What was found at the first load that did not keep the manager from starting: warnings, and
   * errors of the source's domains, which were skipped.
   */
  public List<Problem> warnings() {
    return warnings;
  }

  /** {@code get_handshake_timeout}: how long a handshake may take. */
  public Duration handshakeTimeout() {
    return script.handshakeTimeout().orElse(DEFAULT_TIMEOUT);
  }

  /** {@code get_send_timeout}: how long data may wait to be sent. */
  public Duration sendTimeout() {
    return script.sendTimeout().orElse(DEFAULT_TIMEOUT);
  }

  /** The domains of a role: {@code tls_server_domains} or {@code tls_client_domains}. */
  public List<ManagedDomain> domains(Role role) {
    return snapshot.table().all(role);
  }

  /** The 2.x default domain: {@code tls_default_server_domain} or {@code …_client_domain}. */
  public Optional<ManagedDomain> defaultDomain(Role role) {
    return snapshot.table().defaultDomain(role);
  }

  /** The domain with this name; {@code tls_find_client_domain_name} for {@link Role#CLIENT}. */
  public Optional<ManagedDomain> findByName(Role role, String name) {
    return snapshot.table().byName(role, name);
  }

  /**
   * {@code find_server_domain}: the domain that answers a client which sends no server name.
   *
   * @param local the address of the listening socket
   */
  public Optional<ManagedDomain> findServerDomain(InetAddress local, int port) {
    return findServerDomain(local, port, Optional.empty());
  }

  /** The domain that answers a client which sends {@code serverName}. */
  public Optional<ManagedDomain> findServerDomain(
      InetAddress local, int port, Optional<String> serverName) {
    return snapshot.table().server(local, port).flatMap(list -> list.match(serverName));
  }

  /**
   * {@code find_client_domain}: the domain for a destination when nothing else is known of the
   * connection.
   */
  public Optional<ManagedDomain> findClientDomain(InetAddress remote, int port) {
    return findClientDomain(remote, port, Optional.empty());
  }

  /** {@code tls_find_client_domain_addr} with the SIP domain that the filters are compared with. */
  public Optional<ManagedDomain> findClientDomain(
      InetAddress remote, int port, Optional<String> sipDomain) {
    return snapshot.table().client(remote, port, sipDomain);
  }

  /**
   * What may answer a connection accepted at {@code local}.
   *
   * @throws NoMatchingDomainException when no domain is defined for the address: the connection is
   *     to be closed
   */
  public ServerEndpoint endpoint(InetSocketAddress local) throws NoMatchingDomainException {
    Optional<ServerCandidates<ManagedDomain>> candidates =
        snapshot.table().server(local.getAddress(), local.getPort());
    if (candidates.isEmpty()) {
      throw new NoMatchingDomainException("no TLS server domain is defined for " + text(local));
    }
    return new ServerEndpoint(this, local, candidates.get());
  }

  /**
   * A connection to {@code target}, its engine made and its domain chosen.
   *
   * @throws NoMatchingDomainException when the named domain does not exist or none matches
   * @throws LibraryUnavailableException with {@code tls_library=none}
   */
  public TlsConnection connect(ClientTarget target)
      throws NoMatchingDomainException, LibraryUnavailableException {
    ManagedDomain held = clientDomain(target);
    while (!held.acquire()) {
      held = clientDomain(target); // a reload has put another in its place meanwhile
    }
    try {
      String host = target.remote().getAddress().getHostAddress();
      EnginePeer peer = new EnginePeer(host, target.remote().getPort(), target.serverName());
      return TlsConnection.of(held, held.newEngine(peer));
    } catch (LibraryUnavailableException | RuntimeException e) {
      held.release();
      throw e;
    }
  }

  /**
   * The domain that {@link #connect} would use.
   *
   * @throws NoMatchingDomainException when the named domain does not exist or none matches
   */
  public ManagedDomain clientDomain(ClientTarget target) throws NoMatchingDomainException {
    if (target.tlsDomain().isPresent()) {
      return clientDomain(target.tlsDomain().get());
    }
    InetSocketAddress remote = target.remote();
    return findClientDomain(remote.getAddress(), remote.getPort(), target.sipDomain())
        .orElseThrow(
            () ->
                new NoMatchingDomainException(
                    "no TLS client domain matches "
                        + text(remote)
                        + target
                            .sipDomain()
                            .map(name -> " and the SIP domain " + name)
                            .orElse(" without a SIP domain")));
  }

  /**
   * What a domain comes to on a TLS that is none of this project's libraries, such as that of the
   * platform when {@code tls_library} is {@code none}: the same rules for protocol range, ciphers
   * and verification as for a library.
   *
   * @param tls its name, for messages
   * @param can what it can do
   * @param warnings gets what cannot be honoured there and weakens nothing
   * @throws ConfigurationException when it cannot do what the domain asks for
   */
  public TlsContextConfig configuration(
      ManagedDomain domain, String tls, Capabilities can, Consumer<Problem> warnings)
      throws ConfigurationException {
    return domains.domains().configuration(domain, tls, can, warnings);
  }

  /**
   * The client domain of this name.
   *
   * @throws NoMatchingDomainException when there is none; the message tells of a server domain of
   *     that name
   */
  public ManagedDomain clientDomain(String name) throws NoMatchingDomainException {
    return findByName(Role.CLIENT, name)
        .orElseThrow(
            () ->
                new NoMatchingDomainException(
                    "no TLS client domain is called '"
                        + name
                        + "'"
                        + (findByName(Role.SERVER, name).isPresent()
                            ? "; the one of that name is a server domain"
                            : "")));
  }

  /** Counts the configurations that were in force, from 1. */
  public long generation() {
    return snapshot.generation();
  }

  /** Where domains besides those of the script come from. */
  public Optional<DomainSource> source() {
    return source;
  }

  /**
   * Every certificate that the domains present and every revocation list they use, if it ends
   * within {@code within} from now or has ended; the first to end comes first.
   */
  public List<Expiry> expiring(Duration within) {
    return Expiry.of(snapshot.all(), clock.instant(), within);
  }

  /** Reloads {@link ReloadScope#ALL}. */
  public ReloadResult reload() throws TlsException {
    return reload(ReloadScope.ALL);
  }

  /**
   * {@code tls_reload}: reads anew and puts in force what has changed, in one step. Domains that
   * have not changed keep their context and sessions; connections keep the domain they have until
   * they end. A row or a file that cannot be used changes nothing of its domain and is reported.
   * One reload runs at a time; another caller waits for it and then runs its own.
   *
   * @throws TlsException when the source as a whole cannot be used, or {@link ReloadScope#SOURCE}
   *     is asked for and there is none; everything is as before then
   * @throws IllegalStateException when the manager is closed
   */
  public ReloadResult reload(ReloadScope scope) throws TlsException {
    long start = System.nanoTime();
    reloads.lock();
    try {
      checkOpen();
      if (scope == ReloadScope.SOURCE && source.isEmpty()) {
        throw new ConfigurationException(List.of(Problem.error("", "", NO_SOURCE)));
      }
      Optional<DomainSource.Loaded> loaded =
          source.isPresent() && scope != ReloadScope.FILES
              ? Optional.of(source.get().load())
              : Optional.empty();
      SnapshotBuilder.Result result;
      changes.lock();
      try {
        checkOpen();
        result = domains.next(snapshot, loaded, scope);
        publish(result.snapshot());
      } finally {
        changes.unlock();
      }
      return new ReloadResult(
          result.added(),
          result.changed(),
          result.unchanged(),
          result.removed(),
          result.problems(),
          Duration.ofNanos(System.nanoTime() - start),
          result.snapshot().generation());
    } finally {
      reloads.unlock();
    }
  }

  /**
   * {@code tls_new_server_domain}, {@code tls_new_client_domain}, {@code
   * tls_new_client_domain_name}: adds a domain to those in force. It takes effect for connections
   * that start after the return, and stays through reloads.
   *
   * @return warnings
   * @throws TlsException when the domain cannot be used; nothing has changed then
   */
  public List<Problem> add(TlsDomain domain) throws TlsException {
    changes.lock();
    try {
      checkOpen();
      SnapshotBuilder.Result result = domains.add(snapshot, domain);
      publish(result.snapshot());
      return result.problems();
    } finally {
      changes.unlock();
    }
  }

  /**
   * {@code tls_free_domains} and {@code destroy_tls}: ends every domain. Connections that exist go
   * on; their domains' contexts are freed with the last of them.
   */
  @Override
  public void close() {
    housekeeping.close();
    changes.lock();
    try {
      if (!closed) {
        closed = true;
        publish(Snapshot.empty(snapshot.generation() + 1));
      }
    } finally {
      changes.unlock();
    }
  }

  /**
   * Puts a snapshot in force, then retires what it does not take over: whoever finds a domain
   * retired also finds the next snapshot.
   */
  private void publish(Snapshot next) {
    Snapshot last = snapshot;
    snapshot = next;
    Set<CountedContext> kept = Collections.newSetFromMap(new IdentityHashMap<>());
    next.all().forEach(domain -> kept.add(domain.counted()));
    last.all().stream()
        .map(ManagedDomain::counted)
        .filter(counted -> !kept.contains(counted))
        .forEach(CountedContext::retire);
  }

  Housekeeping housekeeping() {
    return housekeeping;
  }

  /** Every domain, those that another one stands before among them. */
  List<ManagedDomain> all() {
    return snapshot.all();
  }

  Clock clock() {
    return clock;
  }

  private void checkOpen() {
    if (closed) {
      throw new IllegalStateException("the TLS manager is closed");
    }
  }

  private static String text(InetSocketAddress address) {
    return io.tlsmgm.api.domain.AddressFilter.of(address.getAddress(), address.getPort())
        .canonical();
  }
}
