package io.tlsmgm.manager;

import io.tlsmgm.api.EnginePeer;
import io.tlsmgm.api.KeyEntry;
import io.tlsmgm.api.LibraryUnavailableException;
import io.tlsmgm.api.Role;
import io.tlsmgm.api.TlsContext;
import io.tlsmgm.api.TlsContextConfig;
import io.tlsmgm.api.domain.TlsDomain;
import io.tlsmgm.manager.pki.ChainVerifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLEngine;

/**
 * A domain in force: what the operator wrote, what it came to on the chosen library, and the
 * library's context. Immutable but for the count of connections; safe for use by several threads.
 */
public final class ManagedDomain {
  private final TlsDomain definition;
  private final CountedContext counted;

  ManagedDomain(TlsDomain definition, CountedContext counted) {
    this.definition = definition;
    this.counted = counted;
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
    return counted.resolved().config();
  }

  /** The certificate chain and key; empty for a client domain without. */
  public Optional<KeyEntry> key() {
    return counted.resolved().material().key();
  }

  /** The rules and trust that the peer's chain is verified with. */
  public ChainVerifier verifier() {
    return counted.resolved().material().verifier();
  }

  /** Settings that the library cannot honour, each with the reason, for the listing. */
  public List<String> notHonoured() {
    ResolvedDomain resolved = counted.resolved();
    List<String> all = new ArrayList<>(resolved.notHonoured());
    if (resolved.hostNamesOnly()) {
      ServerNameLimit.of(definition)
          .ifPresent(reason -> all.add(ServerNameLimit.PARAMETER + ": " + reason));
    }
    return List.copyOf(all);
  }

  /**
   * The {@linkplain TlsManager#generation() generation} of the configuration that the domain's
   * context was made for; it stays the same as long as reloads find nothing of it changed.
   */
  public long generation() {
    return counted.generation();
  }

  /** How many {@linkplain TlsConnection connections} use this domain now. */
  public int connections() {
    return counted.connections();
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
    Optional<TlsContext> context = counted.context();
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
   * Runs {@code listener} when this generation of the domain has ended: a reload has replaced or
   * removed it, or the manager was closed, and no connection uses it any more. At once when that
   * has happened already. The listener returns soon and throws nothing.
   */
  public void onEnd(Runnable listener) {
    counted.onClose(listener);
  }

  /** The same context under a definition that differs in filters or places only. */
  ManagedDomain redefined(TlsDomain other) {
    return other.equals(definition) ? this : new ManagedDomain(other, counted);
  }

  CountedContext counted() {
    return counted;
  }

  /** Counts one more connection; false when the context is closed already. */
  boolean acquire() {
    return counted.acquire();
  }

  void release() {
    counted.release();
  }

  /** Name and role. */
  @Override
  public String toString() {
    return name() + " (" + (role() == Role.SERVER ? "server" : "client") + " domain)";
  }
}
