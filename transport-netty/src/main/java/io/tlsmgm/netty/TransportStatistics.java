package io.tlsmgm.netty;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * Counters of a transport since it was made. Each is exact; taken together they are not of one
 * instant.
 *
 * @param accepted TCP connections accepted
 * @param connects connections begun by this side, those that failed included
 * @param handshakes handshakes completed, in either role
 * @param failures connections that ended before their handshake was complete, by reason; every
 *     reason is a key
 * @param alerts fatal alerts and broken records received on connections whose handshake was
 *     complete: a TLS 1.3 server refuses a client's certificate this way
 * @param truncated connections that ended without a close_notify of the peer, so that an attacker
 *     may have cut off the end of its data
 * @param sendTimeouts connections closed because the peer did not read
 * @param reused times that an open connection was handed out instead of a new one
 * @param handshaking connections in their handshake now
 * @param active connections whose handshake is complete now
 */
public record TransportStatistics(
    long accepted,
    long connects,
    long handshakes,
    Map<FailureReason, Long> failures,
    long alerts,
    long truncated,
    long sendTimeouts,
    long reused,
    long handshaking,
    long active) {
  /** Copies the map. */
  public TransportStatistics {
    failures = Collections.unmodifiableMap(new EnumMap<>(failures));
  }

  /** Connections that ended before their handshake was complete, for this reason. */
  public long failed(FailureReason reason) {
    return failures.getOrDefault(reason, 0L);
  }

  /** Connections that ended before their handshake was complete. */
  public long failed() {
    return failures.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Handshakes that were not complete in time. */
  public long handshakeTimeouts() {
    return failed(FailureReason.TIMEOUT);
  }

  /** Connections refused because no domain matches the server name. */
  public long refusedNames() {
    return failed(FailureReason.UNRECOGNIZED_NAME);
  }
}
