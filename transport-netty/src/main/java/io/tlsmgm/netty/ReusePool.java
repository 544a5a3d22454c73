package io.tlsmgm.netty;

import io.netty.channel.Channel;
import io.tlsmgm.manager.ManagedDomain;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;

/** Open outgoing connections by where they go and the domain they were made with. */
final class ReusePool {
  /**
   * What must be the same for a connection to be shared.
   *
   * @param domain compared by identity: one that a reload has replaced is another
   */
  record Key(InetSocketAddress remote, ManagedDomain domain, Optional<String> serverName) {}

  private final ConcurrentMap<Key, CompletableFuture<Channel>> connections =
      new ConcurrentHashMap<>();
  private final LongAdder reused;

  ReusePool(LongAdder reused) {
    this.reused = reused;
  }

  /** An open connection, one that is being opened, or the one that {@code opener} opens. */
  CompletableFuture<Channel> get(Key key, Supplier<CompletableFuture<Channel>> opener) {
    CompletableFuture<Channel> fresh = new CompletableFuture<>();
    CompletableFuture<Channel> found =
        connections.compute(
            key, (k, existing) -> existing != null && usable(existing) ? existing : fresh);
    if (found != fresh) {
      reused.increment();
      return found.copy();
    }
    CompletableFuture<Channel> opening;
    try {
      opening = opener.get();
    } catch (RuntimeException e) {
      opening = CompletableFuture.failedFuture(e);
    }
    opening.whenComplete(
        (channel, failure) -> {
          if (failure != null) {
            connections.remove(key, fresh);
            fresh.completeExceptionally(failure);
          } else {
            channel.closeFuture().addListener(closed -> connections.remove(key, fresh));
            fresh.complete(channel);
          }
        });
    return fresh.copy();
  }

  int size() {
    return connections.size();
  }

  private static boolean usable(CompletableFuture<Channel> connection) {
    if (!connection.isDone()) {
      return true;
    }
    if (connection.isCompletedExceptionally()) {
      return false;
    }
    Channel channel = connection.join();
    ConnectionGuard guard = channel.pipeline().get(ConnectionGuard.class);
    return channel.isActive() && guard != null && !guard.closing();
  }
}
