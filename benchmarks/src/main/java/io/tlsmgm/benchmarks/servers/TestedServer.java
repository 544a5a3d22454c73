package io.tlsmgm.benchmarks.servers;

import java.util.List;
import java.util.OptionalLong;

/**
 * A server that runs, on 127.0.0.1: it answers {@code /bytes/N} for each of {@link Terms#BODIES},
 * and keeps the connection of whoever speaks HTTP/1.1.
 */
interface TestedServer extends AutoCloseable {
  int port();

  /** The processes that it is, without their children. */
  List<Long> processes();

  /** The end of what it had to say, for messages. */
  String lastOutput();

  /**
   * What lives on its heap after a collection, in bytes, if it has one that tells. It changes what
   * the process looks like: memory is looked at before.
   */
  default OptionalLong liveHeapBytes() {
    return OptionalLong.empty();
  }

  @Override
  void close();
}
