package io.tlsmgm.benchmarks.engines;

import javax.net.ssl.SSLEngine;

/** A client's and a server's context of one kind. */
interface EngineSource extends AutoCloseable {
  /**
   * A new engine of the client.
   *
   * @param resuming whether it goes to the peer of the others, whose session it may resume; or to
   *     nobody in particular
   */
  SSLEngine client(boolean resuming);

  /** A new engine of the server. */
  SSLEngine server();

  /** Gives an engine back that is closed, where that takes more than the garbage collector. */
  default void release(SSLEngine engine) {}

  @Override
  default void close() {}
}
