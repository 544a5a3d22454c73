package io.tlsmgm.netty;

import io.netty.util.concurrent.ImmediateExecutor;
import io.tlsmgm.api.Capabilities;
import io.tlsmgm.api.Capabilities.Feature;
import io.tlsmgm.manager.TlsManager;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;

/** What the connections of one transport share, and the register of those that are open. */
final class Connections {
  private final TlsManager manager;
  private final Settings settings;
  private final Executor tasks;
  private final Counters counters = new Counters();
  private final Set<ConnectionGuard> open = ConcurrentHashMap.newKeySet();
  private final CompletableFuture<Void> drained = new CompletableFuture<>();
  private volatile boolean acceptingEnded;
  private final AtomicBoolean stopping = new AtomicBoolean();

  /**
   * @param tasks for the slow parts of handshakes, if the library hands them out
   */
  Connections(TlsManager manager, Settings settings, Capabilities capabilities, Executor tasks) {
    this.manager = manager;
    this.settings = settings;
    this.tasks = capabilities.has(Feature.DELEGATED_TASKS) ? tasks : ImmediateExecutor.INSTANCE;
  }

  TlsManager manager() {
    return manager;
  }

  Settings settings() {
    return settings;
  }

  Counters counters() {
    return counters;
  }

  /** Where an engine's delegated tasks run; at once, on the event loop, if it has none. */
  Executor tasks() {
    return tasks;
  }

  /** Whether new connections are to end at once. */
  boolean stopping() {
    return stopping.get();
  }

  void add(ConnectionGuard connection) {
    open.add(connection);
  }

  void remove(ConnectionGuard connection) {
    open.remove(connection);
    completeIfDrained();
  }

  Set<ConnectionGuard> open() {
    return open;
  }

  /**
   * From now on nothing new comes in: who adds itself sees {@link #stopping} afterwards.
   *
   * @return whether this is the first call
   */
  boolean beginStop() {
    return stopping.compareAndSet(false, true);
  }

  /** Done when the transport stops and its last connection has gone. */
  CompletableFuture<Void> drained() {
    return drained;
  }

  /** No listener is left that could add a connection. */
  void acceptingEnded() {
    acceptingEnded = true;
    completeIfDrained();
  }

  private void completeIfDrained() {
    if (acceptingEnded && stopping.get() && open.isEmpty()) {
      drained.complete(null);
    }
  }
}
