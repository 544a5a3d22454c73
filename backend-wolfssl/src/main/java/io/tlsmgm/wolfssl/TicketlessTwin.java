package io.tlsmgm.wolfssl;

import io.tlsmgm.api.SessionPolicy;
import io.tlsmgm.api.TlsContextException;
import java.util.concurrent.locks.ReentrantLock;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * The same context, but for tickets, of which it knows nothing; for clients with a {@link
 * ForeignTicket}. Made when the first of them comes. Safe for use by several threads.
 */
final class TicketlessTwin {
  private final ContextFactory factory;
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable ContextHandle made;
  private boolean closed;

  TicketlessTwin(ContextFactory factory) {
    this.factory = factory;
  }

  /** A handle that the caller releases. */
  ContextHandle get() throws SSLException {
    lock.lock();
    try {
      ContextHandle known = made;
      if (known == null) {
        known = factory.make(SessionPolicy.NONE);
        if (closed) {
          return known; // for an engine that has outlived its context
        }
        made = known;
      }
      known.retain();
      return known;
    } catch (TlsContextException e) {
      throw new SSLException(e.getMessage(), e);
    } finally {
      lock.unlock();
    }
  }

  void close() {
    lock.lock();
    try {
      closed = true;
      ContextHandle known = made;
      made = null;
      if (known != null) {
        known.release();
      }
    } finally {
      lock.unlock();
    }
  }
}
