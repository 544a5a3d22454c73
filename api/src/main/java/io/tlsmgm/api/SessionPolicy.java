package io.tlsmgm.api;

import java.time.Duration;

/**
 * How a context resumes sessions (RFC 5077, RFC 8446 section 2.2). Whatever the policy, a session
 * stays inside the context that made it.
 *
 * @param enabled whether sessions may be resumed at all
 * @param cacheSize the most sessions kept, at least 1
 * @param lifetime how long a session may be resumed, at least one second
 */
public record SessionPolicy(boolean enabled, int cacheSize, Duration lifetime) {
  /** 20,480 sessions for two hours. */
  public static final SessionPolicy DEFAULT = new SessionPolicy(true, 20_480, Duration.ofHours(2));

  /** No resumption: every handshake is a full one. */
  public static final SessionPolicy NONE = new SessionPolicy(false, 1, Duration.ofSeconds(1));

  /** Checks the ranges. */
  public SessionPolicy {
    if (cacheSize < 1) {
      throw new IllegalArgumentException("cacheSize must be at least 1: " + cacheSize);
    }
    if (lifetime.compareTo(Duration.ofSeconds(1)) < 0) {
      throw new IllegalArgumentException("lifetime must be at least one second: " + lifetime);
    }
  }
}
