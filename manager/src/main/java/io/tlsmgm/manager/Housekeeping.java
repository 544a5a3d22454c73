package io.tlsmgm.manager;

import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a manager does by itself on one daemon thread: it tells of expiry and looks at files. */
final class Housekeeping implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TlsManager.class);
  private static final long DAY_SECONDS = Duration.ofDays(1).toSeconds();

  private final TlsManager manager;
  private final ScheduledThreadPoolExecutor thread =
      new ScheduledThreadPoolExecutor(
          1,
          task -> {
            Thread created = new Thread(task, "tlsmgm-housekeeping");
            created.setDaemon(true);
            return created;
          });

  Housekeeping(TlsManager manager) {
    this.manager = manager;
    thread.setRemoveOnCancelPolicy(true);
    thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    thread.setContinueExistingPeriodicTasksAfterShutdownPolicy(false);
  }

  /**
   * Tells of expiry now and once a day, and starts to look at files.
   *
   * @param autoReload how often; zero for never
   */
  void start(Duration autoReload, Consumer<Expiry> expiries) {
    Runnable tell = guarded(() -> manager.expiring(Expiry.WARNING).forEach(expiries));
    tell.run();
    thread.scheduleAtFixedRate(tell, DAY_SECONDS, DAY_SECONDS, TimeUnit.SECONDS);
    if (!autoReload.isZero()) {
      look(new FileWatch(manager), autoReload.toMillis(), autoReload.toMillis());
    }
  }

  /** Looks in a while, and then again: after the interval, or sooner when something has changed. */
  private void look(FileWatch watch, long interval, long delay) {
    if (!thread.isShutdown()) {
      Runnable task =
          () -> {
            boolean soon = false;
            try {
              soon = watch.look();
            } finally {
              look(watch, interval, soon ? Math.min(interval, FileWatch.SETTLE_MILLIS) : interval);
            }
          };
      thread.schedule(guarded(task), delay, TimeUnit.MILLISECONDS);
    }
  }

  /** A task that fails is told of and does not keep the next one from running. */
  private static Runnable guarded(Runnable task) {
    return () -> {
      try {
        task.run();
      } catch (RuntimeException e) {
        LOG.error("housekeeping failed; it goes on", e);
      }
    };
  }

  @Override
  public void close() {
    thread.shutdown();
  }
}
