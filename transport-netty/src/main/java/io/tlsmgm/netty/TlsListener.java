package io.tlsmgm.netty;

import io.netty.channel.Channel;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;

/** A listening socket of a {@link TlsTransport}. Safe for use by several threads. */
public final class TlsListener implements AutoCloseable {
  private final Channel channel;
  private final InetSocketAddress address;

  TlsListener(Channel channel, InetSocketAddress address) {
    this.channel = channel;
    this.address = address;
  }

  /** Where it listens, with the port that the system chose if it was asked to. */
  public InetSocketAddress localAddress() {
    return address;
  }

  /** Whether it still accepts connections. */
  public boolean isOpen() {
    return channel.isOpen();
  }

  /** Stops accepting; the future completes when the port is free. Connections go on. */
  public CompletableFuture<Void> stop() {
    CompletableFuture<Void> closed = new CompletableFuture<>();
    channel.close().addListener(done -> closed.complete(null));
    return closed;
  }

  /** Stops accepting and waits for it, except on an event loop. Connections go on. */
  @Override
  public void close() {
    CompletableFuture<Void> closed = stop();
    if (!channel.eventLoop().inEventLoop()) {
      closed.join();
    }
  }

  @Override
  public String toString() {
    return "TlsListener[" + Peers.text(address) + "]";
  }
}
