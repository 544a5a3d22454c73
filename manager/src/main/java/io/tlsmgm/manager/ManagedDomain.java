package io.tlsmgm.manager;

import io.tlsmgm.api.EnginePeer;
import io.tlsmgm.api.KeyEntry;
import io.tlsmgm.api.LibraryUnavailableException;
import io.tlsmgm.api.Role;
import io.tlsmgm.api.TlsContext;
import io.tlsmgm.api.TlsContextConfig;
import io.tlsmgm.api.domain.TlsDomain;
import io.tlsmgm.manager.pki.ChainVerifier;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLEngine;

/**
 * A domain in force: what the operator wrote, what it came to on the chosen library, and the
 * library's context. Immutable but for the count of connections; safe for use by several threads.
 */
public final class ManagedDomain {
  private static final int CLOSED = Integer.MIN_VALUE;

  private final TlsDomain definition;
  private final ResolvedDomain resolved;
  private final Optional<TlsContext> context;

  /** Connections that use the domain, or {@link #CLOSED}. */
  private final AtomicInteger connections = new AtomicInteger();

  private volatile boolean retired;

  ManagedDomain(TlsDomain definition, ResolvedDomain resolved, Optional<TlsContext> context) {
    this.definition = definition;
    this.resolved = resolved;
    this.context = context;
  }

  /** What was written. */
  public TlsDomain definition() {
    return definition;
  }

  /** The name, unique among the domains of its role. */
  public String name() {
    return definition.name();
  }

  /** For incoming or outgoing connections. */
  public Role role() {
    return definition.role();
  }

  /** The configuration as the library got it; empty with {@code tls_library=none}. */
  public Optional<TlsContextConfig> config() {
    return resolved.config();
  }

  /** The certificate chain and key; empty for a client domain without. */
  public Optional<KeyEntry> key() {
    return resolved.material().key();
  }

  /** The rules and trust that the peer's chain is verified with. */
  public ChainVerifier verifier() {
    return resolved.material().verifier();
  }

  /** Settings that the library cannot honour, each with the reason, for the listing. */
  public List<String> notHonoured() {
    return resolved.notHonoured();
  }

  /** How many {@linkplain TlsConnection connections} use this domain now. */
  public int connections() {
    return Math.max(0, connections.get());
  }

  /**
   * A new engine of this domain, of the library's own class. Prefer {@link TlsManager} for whole
   * connections.
   *
   * @throws LibraryUnavailableException with {@code tls_library=none}, which makes no engines
   */
  public SSLEngine newEngine(EnginePeer peer) throws LibraryUnavailableException {
    return context().newEngine(peer);
  }

  /**
   * The library's context.
   *
   * @throws LibraryUnavailableException with {@code tls_library=none}, which has none
   */
  public TlsContext context() throws LibraryUnavailableException {
    if (context.isEmpty()) {
      throw new LibraryUnavailableException(
          "domain "
              + name()
              + ": tls_library is none, which manages certificates only; set"
              + " tls_library to openssl, wolfssl or jsse for connections");
    }
    return context.get();
  }

  /**
   * Counts one more connection, unless the domain was retired and its last connection has gone:
   * then its context is closed and the caller looks the domain up again.
   */
  boolean acquire() {
    while (true) {
      int count = connections.get();
      if (count == CLOSED) {
        return false;
      }
      if (connections.compareAndSet(count, count + 1)) {
        return true;
      }
    }
  }

  void release() {
    if (connections.decrementAndGet() == 0 && retired) {
      closeIfIdle();
    }
  }

  /** Ends the domain's life in the table; its context closes with its last connection. */
  void retire() {
    retired = true;
    closeIfIdle();
  }

  private void closeIfIdle() {
    if (connections.compareAndSet(0, CLOSED)) {
      context.ifPresent(TlsContext::close);
    }
  }

  /** Name and role. */
  @Override
  public String toString() {
    return name() + " (" + (role() == Role.SERVER ? "server" : "client") + " domain)";
  }
}
