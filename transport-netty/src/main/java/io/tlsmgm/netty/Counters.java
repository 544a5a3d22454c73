package io.tlsmgm.netty;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** What {@link TransportStatistics} is taken from. */
final class Counters {
  final LongAdder accepted = new LongAdder();
  final LongAdder connects = new LongAdder();
  final LongAdder handshakes = new LongAdder();
  final LongAdder alerts = new LongAdder();
  final LongAdder truncated = new LongAdder();
  final LongAdder sendTimeouts = new LongAdder();
  final LongAdder reused = new LongAdder();
  final LongAdder handshaking = new LongAdder();
  final LongAdder active = new LongAdder();
  private final Map<FailureReason, LongAdder> failures = new EnumMap<>(FailureReason.class);

  Counters() {
    for (FailureReason reason : FailureReason.values()) {
      failures.put(reason, new LongAdder());
    }
  }

  void failed(FailureReason reason) {
    LongAdder counter = failures.get(reason);
    if (counter != null) {
      counter.increment();
    }
  }

  TransportStatistics statistics() {
    Map<FailureReason, Long> failed = new EnumMap<>(FailureReason.class);
    failures.forEach((reason, counter) -> failed.put(reason, counter.sum()));
    return new TransportStatistics(
        accepted.sum(),
        connects.sum(),
        handshakes.sum(),
        failed,
        alerts.sum(),
        truncated.sum(),
        sendTimeouts.sum(),
        reused.sum(),
        handshaking.sum(),
        active.sum());
  }
}
