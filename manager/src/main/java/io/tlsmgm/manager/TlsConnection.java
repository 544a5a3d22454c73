package io.tlsmgm.manager;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/**
 * One connection's engine and the domain that it belongs to. The domain lives on, whatever is
 * reloaded, until {@link #close()} (the C module's {@code release_domain}).
 */
public final class TlsConnection implements AutoCloseable {
  private final AtomicReference<@Nullable ManagedDomain> domain = new AtomicReference<>();
  private final AtomicBoolean closed = new AtomicBoolean();
  private @Nullable SSLEngine engine;

  TlsConnection() {}

  /** A connection whose domain is known and {@linkplain ManagedDomain#acquire() acquired}. */
  static TlsConnection of(ManagedDomain acquired, SSLEngine engine) {
    TlsConnection connection = new TlsConnection();
    connection.domain.set(acquired);
    connection.engine = engine;
    return connection;
  }

  void engine(SSLEngine selecting) {
    this.engine = selecting;
  }

  /** Takes an acquired domain over; releases it at once when the connection is closed already. */
  void selected(ManagedDomain acquired) {
    domain.set(acquired);
    if (closed.get() && domain.compareAndSet(acquired, null)) {
      acquired.release();
    }
  }

  /** The engine to run the connection with. */
  public SSLEngine engine() {
    SSLEngine current = engine;
    if (current == null) {
      throw new IllegalStateException("the connection has no engine yet");
    }
    return current;
  }

  /**
   * The domain of the connection; empty on a server until the client's first message has chosen it,
   * and after {@link #close()}.
   */
  public Optional<ManagedDomain> domain() {
    return Optional.ofNullable(domain.get());
  }

  /**
   * The {@code $tls_*} variables as they are now: of the session, or all null before there is one.
   */
  public ConnectionVariables variables() {
    return ConnectionVariables.of(session(), domain.get());
  }

  /** {@code is_peer_verified()}: whether the peer presented a certificate and it is verified. */
  public boolean isPeerVerified() {
    return variables().isPeerVerified();
  }

  private SSLSession session() {
    return engine().getSession();
  }

  /**
   * Gives the domain back. The engine is the caller's to close; call this when the connection has
   * ended. Closing twice does nothing.
   */
  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      ManagedDomain held = domain.getAndSet(null);
      if (held != null) {
        held.release();
      }
    }
  }
}
