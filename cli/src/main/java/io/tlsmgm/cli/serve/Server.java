package io.tlsmgm.cli.serve;

import io.netty.channel.Channel;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.util.concurrent.GlobalEventExecutor;
import io.tlsmgm.netty.TlsListener;
import io.tlsmgm.netty.TlsTransport;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** The listening sockets of one process and the connections that came in by them. */
public final class Server {
  /** How long the peers may take to answer a close_notify, at least. */
  private static final Duration CLOSE = Duration.ofMillis(500);

  private final TlsTransport transport;
  private final Consumer<Channel> mode;
  private final List<TlsListener> listeners = new ArrayList<>();
  private final ChannelGroup connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
  private volatile boolean draining;

  /**
   * Listens nowhere yet.
   *
   * @param transport stopped by {@link #stop}
   * @param mode adds the handlers of a connection
   */
  public Server(TlsTransport transport, Consumer<Channel> mode) {
    this.transport = transport;
    this.mode = mode;
  }

  /**
   * Opens a socket.
   *
   * @return its address, with the real port
   * @throws IOException when that cannot be done, with the reason
   */
  public InetSocketAddress listen(InetSocketAddress address) throws IOException {
    TlsListener listener = transport.listen(address, this::accepted);
    listeners.add(listener);
    return listener.localAddress();
  }

  private void accepted(Channel channel) {
    mode.accept(channel);
    connections.add(channel);
    if (draining) {
      // Its handshake was under way; what it asks for at once is still answered.
      channel.eventLoop().execute(() -> drain(channel));
    }
  }

  private static void drain(Channel channel) {
    channel.pipeline().fireUserEventTriggered(Drain.STARTED);
  }

  /**
   * Stops accepting, lets every connection finish what it is at, and closes what is left after
   * {@code grace} with close_notify.
   *
   * @return how many connections were left
   */
  public int stop(Duration grace) throws InterruptedException {
    long end = System.nanoTime() + grace.toNanos();
    listeners.forEach(TlsListener::close);
    draining = true;
    connections.forEach(Server::drain);
    connections.newCloseFuture().await(grace.toMillis());
    int left = connections.size();
    long rest = Math.max(end - System.nanoTime(), CLOSE.toNanos());
    transport.stop(Duration.ofNanos(rest)).join();
    return left;
  }
}
