package io.tlsmgm.mi;

import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs exchanges on a few threads, each for a bounded time as long as it waits for its client: the
 * JDK's server reads requests with blocking calls, and an interrupt closes the connection that a
 * thread waits for. With all threads busy and the queue full, the one that accepts does the work
 * itself and so accepts no more.
 */
final class DeadlineExecutor implements Executor, AutoCloseable {
  private static final int THREADS = 8;
  private static final int QUEUE = 64;
  private static final ThreadLocal<@Nullable Deadline> CURRENT = new ThreadLocal<>();

  private final long patienceNanos;
  private final ScheduledThreadPoolExecutor watchdog =
      new ScheduledThreadPoolExecutor(1, task -> daemon(task, "tlsmgm-mi-watchdog"));
  private final ThreadPoolExecutor threads =
      new ThreadPoolExecutor(
          THREADS,
          THREADS,
          30,
          TimeUnit.SECONDS,
          new ArrayBlockingQueue<>(QUEUE),
          task -> daemon(task, "tlsmgm-mi"),
          new ThreadPoolExecutor.CallerRunsPolicy());

  DeadlineExecutor(Duration patience) {
    this.patienceNanos = patience.toNanos();
    watchdog.setRemoveOnCancelPolicy(true);
    threads.allowCoreThreadTimeOut(true);
  }

  private static Thread daemon(Runnable task, String name) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }

  @Override
  public void execute(Runnable task) {
    threads.execute(
        () -> {
          try (Deadline deadline = new Deadline(Thread.currentThread())) {
            CURRENT.set(deadline);
            deadline.start();
            task.run();
          } finally {
            CURRENT.remove();
          }
        });
  }

  /** Runs work of our own, which may take as long as it takes, in the midst of an exchange. */
  <T> T untimed(Supplier<T> work) {
    Deadline deadline = CURRENT.get();
    if (deadline == null) {
      return work.get();
    }
    deadline.stop();
    try {
      return work.get();
    } finally {
      deadline.start();
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
    watchdog.shutdownNow();
  }

  /** The time of one exchange; its interrupt never reaches what the thread does afterwards. */
  private final class Deadline implements AutoCloseable {
    private final Thread thread;
    private final ReentrantLock lock = new ReentrantLock();
    private long turn;

    Deadline(Thread thread) {
      this.thread = thread;
    }

    void start() {
      lock.lock();
      try {
        long mine = ++turn;
        if (!watchdog.isShutdown()) {
          watchdog.schedule(() -> expire(mine), patienceNanos, TimeUnit.NANOSECONDS);
        }
      } finally {
        lock.unlock();
      }
    }

    void stop() {
      lock.lock();
      try {
        turn++;
      } finally {
        lock.unlock();
      }
    }

    private void expire(long mine) {
      lock.lock();
      try {
        if (turn == mine) {
          thread.interrupt();
        }
      } finally {
        lock.unlock();
      }
    }

    @Override
    public void close() {
      stop();
      Thread.interrupted();
    }
  }
}
