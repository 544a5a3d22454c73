package io.tlsmgm.cli.serve;

import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.tlsmgm.netty.TlsListener;
import io.tlsmgm.netty.TlsTransport;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/** The listening sockets of one process and the connections that came in by them. */
public final class Server {
  /** How long peers may take to answer a close_notify when the process is to end. */
  private static final Duration CLOSE = Duration.ofSeconds(1);

  private final TlsTransport transport;
  private final Consumer<Channel> mode;
  private final List<TlsListener> listeners = new ArrayList<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition lessBusy = lock.newCondition();

  /** Connections that are neither closed nor about to be. */
  private final Set<Channel> busy = new HashSet<>();

  private boolean draining;

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
    channel.pipeline().addLast(new Ends());
    mode.accept(channel);
    lock.lock();
    try {
      busy.add(channel);
      if (draining) {
        // Its handshake was under way; what it asks for at once is still answered.
        channel.eventLoop().execute(() -> drain(channel));
      }
    } finally {
      lock.unlock();
    }
  }

  private static void drain(Channel channel) {
    channel.pipeline().fireUserEventTriggered(Drain.STARTED);
  }

  /**
   * Stops accepting, lets every connection finish what it is at, and closes what is left after
   * {@code grace} with close_notify.
   *
   * @return how many connections were not finished
   */
  public int stop(Duration grace) throws InterruptedException {
    listeners.forEach(TlsListener::close);
    int left = awaitIdle(grace.toNanos());
    transport.stop(CLOSE).join();
    return left;
  }

  private int awaitIdle(long nanos) throws InterruptedException {
    lock.lock();
    try {
      draining = true;
      busy.forEach(Server::drain);
      long rest = nanos;
      while (!busy.isEmpty() && rest > 0) {
        rest = lessBusy.awaitNanos(rest);
      }
      return busy.size();
    } finally {
      lock.unlock();
    }
  }

  private void ended(Channel channel) {
    lock.lock();
    try {
      busy.remove(channel);
      lessBusy.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Sees when a connection is closed, from here or from there. */
  private final class Ends extends ChannelDuplexHandler {
    @Override
    public void close(ChannelHandlerContext ctx, ChannelPromise promise) {
      ended(ctx.channel());
      ctx.close(promise);
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) throws Exception {
      ended(ctx.channel());
      super.channelInactive(ctx);
    }
  }
}
