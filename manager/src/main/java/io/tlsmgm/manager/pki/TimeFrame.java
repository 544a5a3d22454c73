package io.tlsmgm.manager.pki;

import java.time.Instant;

/**
 * The moment of a verification, and for how long around it every comparison with the clock would
 * have come out the same: as long as the verdict holds.
 */
final class TimeFrame {
  private final Instant now;
  private Instant from = Instant.MIN;
  private Instant until = Instant.MAX;

  TimeFrame(Instant now) {
    this.now = now;
  }

  /** Whether {@code time} is now or has passed. */
  boolean reached(Instant time) {
    if (time.isAfter(now)) {
      until = time.isBefore(until) ? time : until;
      return false;
    }
    from = time.isAfter(from) ? time : from;
    return true;
  }

  /** The first moment the verdict holds. */
  Instant from() {
    return from;
  }

  /** The first moment it does not hold any more. */
  Instant until() {
    return until;
  }
}
