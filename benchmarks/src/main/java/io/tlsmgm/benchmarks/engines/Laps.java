package io.tlsmgm.benchmarks.engines;

/**
 * Two stopwatches of which one always runs: the time of a handshake, each nanosecond of it put down
 * to the client or to the server. The clock is read once for each change of sides, about ten times
 * in a handshake.
 */
public final class Laps {
  private long last;
  private long client;
  private long server;

  /** At nothing. */
  public Laps() {}

  /** Begins; what went before is nobody's. */
  void start() {
    last = System.nanoTime();
  }

  /** What has gone by since the last lap was the client's. */
  void client() {
    long now = System.nanoTime();
    client += now - last;
    last = now;
  }

  /** What has gone by since the last lap was the server's. */
  void server() {
    long now = System.nanoTime();
    server += now - last;
    last = now;
  }

  /** The client's nanoseconds since {@link #clear}. */
  long clientNanos() {
    return client;
  }

  /** The server's nanoseconds since {@link #clear}. */
  long serverNanos() {
    return server;
  }

  /** Begins anew. */
  void clear() {
    client = 0;
    server = 0;
  }
}
