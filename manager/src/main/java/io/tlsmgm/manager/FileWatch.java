package io.tlsmgm.manager;

import io.tlsmgm.api.Problem;
import io.tlsmgm.api.TlsException;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code auto_reload}: sees that files of domains have changed and reloads them. For one thread.
 *
 * <p>A look is a few system calls for each file, and links are followed, so that the swap of a link
 * to a directory is seen like a file that was replaced. Only what has moved since is read, and only
 * after two looks in a row have found the same: whoever writes several files is given time to
 * finish. What cannot be used even then, such as a certificate without its key, changes nothing; it
 * is told once and tried again when the files move again.
 */
final class FileWatch {
  /** How long files must not move before they are read. */
  static final long SETTLE_MILLIS = 500;

  private static final Logger LOG = LoggerFactory.getLogger(FileWatch.class);

  private final TlsManager manager;

  /** What was read last; null when that has to be read again, whatever it looks like. */
  private @Nullable FileStates known;

  private @Nullable FileStates pending;
  private Set<Problem> told = Set.of();

  FileWatch(TlsManager manager) {
    this.manager = manager;
  }

  /** Looks once. True when something has moved and is to be looked at again soon. */
  boolean look() {
    List<ManagedDomain> domains = manager.all();
    FileStates now = FileStates.of(domains.stream().map(ManagedDomain::definition).toList());
    if (now.equals(known)) {
      pending = null;
      return false;
    }
    if (!now.equals(pending)) {
      pending = now;
      return true;
    }
    pending = null;
    reload();
    // A file can change twice within the time that its stamps tell apart: it is read once more.
    known = now.recent() ? null : now;
    return false;
  }

  private void reload() {
    try {
      ReloadResult result = manager.reload(ReloadScope.FILES);
      if (result.changedAnything()) {
        LOG.info("files have changed: {}", result);
      }
      Set<Problem> problems = Set.copyOf(result.problems());
      result.problems().stream()
          .filter(problem -> !told.contains(problem))
          .forEach(problem -> LOG.warn("auto_reload: {}", problem.text()));
      told = problems;
    } catch (TlsException e) {
      LOG.warn("auto_reload: {}", e.getMessage());
    } catch (IllegalStateException e) {
      LOG.debug("auto_reload ends", e); // the manager was closed meanwhile
    }
  }
}
