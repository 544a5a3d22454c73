package io.tlsmgm.manager;

import io.tlsmgm.api.TlsContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What a definition came to on the library, and how many connections use it. Shared by the {@link
 * ManagedDomain}s of several generations as long as nothing of it changes; the library's context is
 * closed when it is retired and its last connection has gone. Safe for use by several threads.
 */
final class CountedContext {
  private static final int CLOSED = Integer.MIN_VALUE;

  private final ResolvedDomain resolved;
  private final Optional<TlsContext> context;
  private final String inputs;
  private final long generation;

  /** Connections that use it, or {@link #CLOSED}. */
  private final AtomicInteger connections = new AtomicInteger();

  private volatile boolean retired;

  /** Taken where somebody asks to be told of the end, or the end has come. */
  private final ReentrantLock listening = new ReentrantLock();

  private final List<Runnable> listeners = new ArrayList<>(0);
  private boolean ended;

  /**
   * Starts without connections.
   *
   * @param inputs what the files of the definition held, as {@link
   *     io.tlsmgm.manager.pki.MaterialLoader#inputs} says it
   * @param generation the table that it was made for
   */
  CountedContext(
      ResolvedDomain resolved, Optional<TlsContext> context, String inputs, long generation) {
    this.resolved = resolved;
    this.context = context;
    this.inputs = inputs;
    this.generation = generation;
  }

  ResolvedDomain resolved() {
    return resolved;
  }

  Optional<TlsContext> context() {
    return context;
  }

  String inputs() {
    return inputs;
  }

  long generation() {
    return generation;
  }

  int connections() {
    return Math.max(0, connections.get());
  }

  /**
   * Counts one more connection, unless it was retired and its last connection has gone: then the
   * context is closed and the caller looks for the domain that has taken its place.
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

  void retire() {
    retired = true;
    closeIfIdle();
  }

  private void closeIfIdle() {
    if (connections.compareAndSet(0, CLOSED)) {
      context.ifPresent(TlsContext::close);
      tellListeners();
    }
  }

  /** Runs {@code listener} when the context is closed; at once when it is already. */
  void onClose(Runnable listener) {
    listening.lock();
    try {
      if (!ended) {
        listeners.add(listener);
        return;
      }
    } finally {
      listening.unlock();
    }
    listener.run();
  }

  private void tellListeners() {
    List<Runnable> told;
    listening.lock();
    try {
      ended = true;
      told = List.copyOf(listeners);
      listeners.clear();
    } finally {
      listening.unlock();
    }
    told.forEach(Runnable::run);
  }
}
