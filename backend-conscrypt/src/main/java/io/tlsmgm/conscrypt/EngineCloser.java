package io.tlsmgm.conscrypt;

import io.tlsmgm.api.backend.EngineEnd;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLEngine;
import org.jspecify.annotations.Nullable;

/**
 * Frees the native part of engines that their owners have half closed and left.
 *
 * <p>A Conscrypt engine holds native memory and two file descriptors (a pipe) from its creation
 * until both directions are closed and everything it has to send is taken. Two ways to end a
 * connection that are common and correct with other engines leave them behind until the garbage
 * collector finds the engine, and a process runs out of descriptors long before it runs out of
 * heap:
 *
 * <ul>
 *   <li>{@code closeOutbound} and a last {@code wrap}, then the socket is closed and the engine
 *       dropped without {@code closeInbound} or the peer's close_notify;
 *   <li>a handshake that fails, or a peer's close_notify, after which nobody takes the alert that
 *       the engine has to send.
 * </ul>
 *
 * <p>So every engine is watched from its creation, through a weak reference, and by nothing that
 * the engine's own calls pass through. A thread looks at it when it is 50 ms old, then whenever its
 * age has grown by half, at least every ten seconds; the looks are two getters. An engine that is
 * found done, or collected, is forgotten. One that is found done in one direction gets time to
 * finish by itself, because its owner may still be reading, or about to take an alert: five
 * seconds, but the less the more of them there are (above {@value #MANY}, a sixteenth for each
 * doubling). Then it is finished. An engine in ordinary use is never touched.
 *
 * <p>The looks are not made by the threads that create engines because an engine's getters wait for
 * its lock, which a handshake holds while trust managers work: one connection would wait for
 * another, and an event loop with it. The thread is a daemon that ends after some idle seconds.
 *
 * <p>An engine dropped while open in both directions cannot be told from one in use; it is freed
 * when the garbage collector finds it, by Conscrypt's finalizer.
 */
final class EngineCloser {
  /** The one of this process: descriptors are counted per process. */
  static final EngineCloser SHARED = new EngineCloser(Duration.ofSeconds(5));

  static final int MANY = 64;

  private static final long FIRST_LOOK = Duration.ofMillis(50).toNanos();
  private static final long LAST_INTERVAL = Duration.ofSeconds(10).toNanos();

  private final long mostPatience;
  private final ScheduledThreadPoolExecutor executor = newExecutor();
  private final Queue<Watched> arrivals = new ConcurrentLinkedQueue<>();
  private final AtomicInteger arrived = new AtomicInteger();
  private final AtomicLong watched = new AtomicLong();

  // Below: for the thread of the executor alone.
  private final PriorityQueue<Watched> open =
      new PriorityQueue<>(Comparator.comparingLong((Watched w) -> w.next));
  private final Deque<Watched> halfDone = new ArrayDeque<>();
  private @Nullable Future<?> timer;

  /** An engine and what is known of it. Times are those of {@link System#nanoTime()}. */
  private static final class Watched extends WeakReference<SSLEngine> {
    final long created;
    long next;
    long seenHalfDone;

    Watched(SSLEngine engine, long now) {
      super(engine);
      this.created = now;
      this.next = now + FIRST_LOOK;
    }
  }

  /**
   * A watcher with threads of its own.
   *
   * @param patience how long an engine may stay done in one direction while there are few of them
   */
  EngineCloser(Duration patience) {
    this.mostPatience = patience.toNanos();
  }

  private static ScheduledThreadPoolExecutor newExecutor() {
    ScheduledThreadPoolExecutor executor =
        new ScheduledThreadPoolExecutor(
            1,
            task -> {
              Thread thread = new Thread(task, "tlsmgm-conscrypt-closer");
              thread.setDaemon(true);
              thread.setContextClassLoader(null);
              return thread;
            });
    executor.setKeepAliveTime(5, TimeUnit.SECONDS);
    executor.allowCoreThreadTimeOut(true);
    executor.setRemoveOnCancelPolicy(true);
    return executor;
  }

  /** Watches {@code engine} until it is done or collected. */
  void watch(SSLEngine engine) {
    watched.incrementAndGet();
    arrivals.add(new Watched(engine, System.nanoTime()));
    if (arrived.getAndIncrement() == 0) {
      executor.schedule(this::pass, FIRST_LOOK, TimeUnit.NANOSECONDS);
    }
  }

  /** Engines that are not known to be done or collected. */
  long watched() {
    return watched.get();
  }

  private void pass() {
    try {
      // First the count, then the queue: what comes in between is taken now and looked for again.
      arrived.set(0);
      for (Watched w = arrivals.poll(); w != null; w = arrivals.poll()) {
        open.add(w);
      }
      long now = System.nanoTime();
      for (Watched w = open.peek(); w != null && w.next - now <= 0; w = open.peek()) {
        open.remove();
        look(w, now);
      }
      for (Watched w = halfDone.peek(); w != null && waited(w, now); w = halfDone.peek()) {
        halfDone.remove();
        end(w, now);
      }
    } finally {
      rearm();
    }
  }

  private void look(Watched engineRef, long now) {
    SSLEngine engine = engineRef.get();
    if (engine == null) {
      forget();
      return;
    }
    boolean in = engine.isInboundDone();
    boolean out = engine.isOutboundDone();
    if (in != out) {
      engineRef.seenHalfDone = now;
      halfDone.add(engineRef);
    } else if (!in) {
      lookAgain(engineRef, now);
    } else {
      forget();
    }
  }

  private void forget() {
    watched.decrementAndGet();
  }

  private void lookAgain(Watched engineRef, long now) {
    long interval = (now - engineRef.created) / 2;
    engineRef.next = now + Math.min(Math.max(interval, FIRST_LOOK), LAST_INTERVAL);
    open.add(engineRef);
  }

  private boolean waited(Watched engineRef, long now) {
    return now - engineRef.seenHalfDone >= patience(halfDone.size());
  }

  /** How long an engine that is done in one direction may stay, when there are so many of them. */
  long patience(int count) {
    double excess = Math.max(1, (double) count / MANY);
    return (long) (mostPatience / (excess * excess * excess * excess));
  }

  private void end(Watched engineRef, long now) {
    SSLEngine engine = engineRef.get();
    if (engine == null) {
      forget();
      return;
    }
    if (engine.isOutboundDone()) {
      EngineEnd.closeInbound(engine);
    } else {
      // The alert that nobody took. An owner who has closed the inbound alone and goes on sending
      // has nothing pending here, and a wrap without data leaves such an engine as it is.
      EngineEnd.discardPending(engine);
    }
    if (!engine.isInboundDone() || !engine.isOutboundDone()) {
      lookAgain(engineRef, now);
    } else {
      forget();
    }
  }

  /** Sees to it that there is a next pass as long as anything is watched. */
  private void rearm() {
    Future<?> last = timer;
    if (last != null) {
      last.cancel(false);
      timer = null;
    }
    long now = System.nanoTime();
    long wait = Long.MAX_VALUE;
    Watched first = open.peek();
    if (first != null) {
      wait = first.next - now;
    }
    Watched oldest = halfDone.peek();
    if (oldest != null) {
      wait = Math.min(wait, oldest.seenHalfDone + patience(halfDone.size()) - now);
    }
    if (wait != Long.MAX_VALUE) {
      // Not for every single engine: those of the next milliseconds go with the first.
      timer = executor.schedule(this::pass, Math.max(wait, FIRST_LOOK / 2), TimeUnit.NANOSECONDS);
    }
  }
}
