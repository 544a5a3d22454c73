package io.tlsmgm.manager;

import io.tlsmgm.api.Problem;
import java.time.Duration;
import java.util.List;

/**
 * What a reload came to.
 *
 * @param added domains that were not there before
 * @param changed domains with another definition, or other contents of their files
 * @param unchanged domains that kept their context and sessions; among them those whose new state
 *     cannot be used, which {@code problems} tells
 * @param removed domains that are gone
 * @param problems errors, each of a row or domain that was skipped, and warnings
 * @param duration how long it took, the reading of the source included
 * @param generation of the configuration that is in force now; as before when nothing has changed
 */
public record ReloadResult(
    int added,
    int changed,
    int unchanged,
    int removed,
    List<Problem> problems,
    Duration duration,
    long generation) {
  /** Copies the list. */
  public ReloadResult {
    problems = List.copyOf(problems);
  }

  /** Whether any connection sees a difference. */
  public boolean changedAnything() {
    return added + changed + removed > 0;
  }

  /** {@code 1 added, 2 changed, 3 unchanged, 0 removed in 45 ms, generation 6}. */
  @Override
  public String toString() {
    return added
        + " added, "
        + changed
        + " changed, "
        + unchanged
        + " unchanged, "
        + removed
        + " removed in "
        + duration.toMillis()
        + " ms, generation "
        + generation;
  }
}
