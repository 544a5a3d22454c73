package io.tlsmgm.netty;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.EventExecutor;
import io.tlsmgm.api.Capabilities;
import io.tlsmgm.api.NoMatchingDomainException;
import io.tlsmgm.manager.ClientTarget;
import io.tlsmgm.manager.ManagedDomain;
import io.tlsmgm.manager.TlsConnection;
import io.tlsmgm.manager.TlsManager;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Accepts and opens TLS connections with the domains of a {@link TlsManager}: what {@code
 * proto_tls} is to the C module. Safe for use by several threads.
 *
 * <p>An application gives a {@code Consumer} that adds its handlers to a channel's pipeline. It
 * runs once, on the channel's event loop, when the handshake is complete; the handlers then see
 * {@code channelActive} and plain bytes. A connection whose handshake fails is never seen by them.
 * The names of handlers that start with {@code tlsmgm-} belong to the transport.
 *
 * <p>Flow control is Netty's own: {@link Channel#isWritable()}, {@code channelWritabilityChanged}
 * and {@link io.netty.channel.ChannelConfig#setAutoRead}. Whoever writes without looking at {@code
 * isWritable()} keeps all of it in memory until the peer reads it or the send timeout ends it.
 *
 * <p>{@link Channel#close()} sends close_notify after everything that was flushed and waits for the
 * peer to close for {@link TlsTransportBuilder#closeTimeout}; until then the channel is active but
 * not writable. A close_notify of the peer is {@link
 * io.netty.handler.ssl.SslCloseCompletionEvent#SUCCESS} in the pipeline, and the connection is
 * closed when the handlers have returned; with {@link ChannelOption#ALLOW_HALF_CLOSURE} set on the
 * channel, that is left to the handlers. An end without close_notify is the same event with a
 * cause: what came may not be all that was sent.
 */
public final class TlsTransport implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TlsTransport.class);

  private final TlsManager manager;
  private final Settings settings;
  private final Connections connections;
  private final ThreadPoolExecutor handshakes;
  private final EventLoopGroup eventLoops;
  private final ReusePool pool;
  private final Set<TlsListener> listeners = ConcurrentHashMap.newKeySet();

  /** Outgoing connections that have no answer yet; none is left without one when all ends. */
  private final Set<Connector> connecting = ConcurrentHashMap.newKeySet();

  private final CompletableFuture<Void> stopped = new CompletableFuture<>();

  TlsTransport(TlsManager manager, Capabilities capabilities, Settings settings) {
    this.manager = manager;
    this.settings = settings;
    this.handshakes =
        new ThreadPoolExecutor(
            settings.handshakeThreads(),
            settings.handshakeThreads(),
            30,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(settings.handshakeQueue()),
            new DefaultThreadFactory("tlsmgm-handshake"));
    handshakes.allowCoreThreadTimeOut(true);
    this.connections = new Connections(manager, settings, capabilities, handshakes);
    this.pool = new ReusePool(connections.counters().reused);
    this.eventLoops =
        new MultiThreadIoEventLoopGroup(
            settings.eventLoopThreads(),
            new DefaultThreadFactory("tlsmgm-io"),
            NioIoHandler.newFactory());
  }

  /** A builder of transports for the domains of {@code manager}, which stays the caller's. */
  public static TlsTransportBuilder builder(TlsManager manager) {
    return new TlsTransportBuilder(manager);
  }

  /**
   * The TLS side of a channel of a transport: its domain and variables. The domain is there as long
   * as the channel is registered.
   *
   * @throws IllegalStateException for a channel of someone else
   */
  public static TlsConnection connection(Channel channel) {
    TlsConnection connection = TlsPipeline.connection(channel);
    if (connection == null) {
      throw new IllegalStateException(channel + " is no TLS connection of a TlsTransport");
    }
    return connection;
  }

  /**
   * Accepts connections at {@code address}; the domain of each is chosen by the address it came in
   * at and by the server name that the client sends.
   *
   * @param address with port 0 for any free port; the wildcard address for every interface
   * @param init adds the handlers of a connection whose handshake is complete
   * @throws IOException when the address cannot be listened at
   * @throws IllegalStateException when the transport has been stopped
   */
  public TlsListener listen(InetSocketAddress address, Consumer<? super Channel> init)
      throws IOException {
    requireRunning();
    ServerBootstrap bootstrap =
        new ServerBootstrap()
            .group(eventLoops)
            .channel(NioServerSocketChannel.class)
            .option(ChannelOption.SO_BACKLOG, settings.backlog())
            .option(ChannelOption.SO_REUSEADDR, true)
            .childOption(ChannelOption.ALLOCATOR, RoomyAllocator.INSTANCE)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childOption(ChannelOption.SO_KEEPALIVE, true)
            .childHandler(new Acceptor(connections, init));
    ChannelFuture bound = bootstrap.bind(address).awaitUninterruptibly();
    if (!bound.isSuccess()) {
      BindException failure =
          new BindException(
              "cannot listen at "
                  + Peers.text(address)
                  + ": "
                  + FailureTexts.line(bound.cause().getMessage()));
      failure.initCause(bound.cause());
      throw failure;
    }
    Channel channel = bound.channel();
    channel.pipeline().addLast(new AcceptFailures(Peers.text(channel.localAddress())));
    TlsListener listener = new TlsListener(channel, (InetSocketAddress) channel.localAddress());
    listeners.add(listener);
    channel.closeFuture().addListener(closed -> listeners.remove(listener));
    if (connections.stopping()) {
      listener.close();
    }
    warnIfNoDomain(listener.localAddress());
    return listener;
  }

  private void warnIfNoDomain(InetSocketAddress address) {
    if (address.getAddress().isAnyLocalAddress()) {
      return;
    }
    try {
      manager.endpoint(address);
    } catch (NoMatchingDomainException e) {
      LOG.warn("{}: every connection will be closed until there is one", e.getMessage());
    }
  }

  /**
   * Opens a connection.
   *
   * @param init adds the handlers when the handshake is complete
   * @return the channel, after {@code init} has returned. Fails with {@link TlsConnectException}
   *     that says why in words, or with {@link io.tlsmgm.api.TlsException} when there is no domain
   *     for the target. Completed on an event loop: what depends on it must not block. Cancelling
   *     it closes the connection.
   */
  public CompletableFuture<Channel> connect(ClientTarget target, Consumer<? super Channel> init) {
    CompletableFuture<Channel> outcome = new CompletableFuture<>();
    Connector connector = new Connector(connections, target, init, outcome);
    connecting.add(connector);
    outcome.whenComplete((channel, failure) -> connecting.remove(connector));
    if (connections.stopping()) {
      connector.stopped();
      return outcome;
    }
    ChannelFuture connect =
        new Bootstrap()
            .group(eventLoops)
            .channel(NioSocketChannel.class)
            .option(ChannelOption.ALLOCATOR, RoomyAllocator.INSTANCE)
            .option(ChannelOption.TCP_NODELAY, true)
            .option(ChannelOption.SO_KEEPALIVE, true)
            .option(
                ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) settings.connectTimeout().toMillis())
            .handler(connector)
            .connect(target.remote());
    connect.addListener(done -> connector.connected(done.cause()));
    outcome.whenComplete(
        (channel, failure) -> {
          if (outcome.isCancelled()) {
            connect.channel().close();
          }
        });
    return outcome;
  }

  /**
   * An open connection to the same address and port, with the same domain and server name, made by
   * this method; or a new one. A connection of a domain that was reloaded since is not handed out
   * any more, and neither is one that is being closed.
   *
   * @param init for a new connection; handlers of an open one stay as they are
   * @return as {@link #connect}; cancelling it leaves the connection to others
   */
  public CompletableFuture<Channel> connectOrReuse(
      ClientTarget target, Consumer<? super Channel> init) {
    ManagedDomain domain;
    try {
      domain = manager.clientDomain(target);
    } catch (NoMatchingDomainException e) {
      return CompletableFuture.failedFuture(e);
    }
    return pool.get(
        new ReusePool.Key(target.remote(), domain, target.serverName()),
        () -> connect(target, init));
  }

  /** What happened so far. */
  public TransportStatistics statistics() {
    return connections.counters().statistics();
  }

  /**
   * Stops accepting, says close_notify on every connection after all that was flushed on it, waits
   * for the peers to close, and closes what is left after {@code grace}. Handshakes that are not
   * complete end at once. The transport's threads end last.
   *
   * @param grace a second call can shorten what the first one granted
   * @return done when nothing of the transport is left
   */
  public CompletableFuture<Void> stop(Duration grace) {
    boolean first = connections.beginStop();
    if (first) {
      CompletableFuture<?>[] closed =
          listeners.stream().map(TlsListener::stop).toArray(CompletableFuture<?>[]::new);
      CompletableFuture.allOf(closed)
          .whenComplete(
              (done, failure) -> {
                connections.open().forEach(connection -> connection.closeGracefully(grace));
                connections.acceptingEnded();
              });
      connections.drained().whenComplete((done, failure) -> endThreads());
    }
    closeLater(grace);
    return stopped.copy();
  }

  private void closeLater(Duration grace) {
    if (grace.isZero()) {
      connections.open().forEach(ConnectionGuard::closeHard);
      return;
    }
    try {
      eventLoops
          .next()
          .schedule(
              () -> connections.open().forEach(ConnectionGuard::closeHard),
              grace.toNanos(),
              TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException e) {
      LOG.trace("the threads have ended before the grace began", e);
    }
  }

  private void endThreads() {
    eventLoops
        .shutdownGracefully(0, 5, TimeUnit.SECONDS)
        .addListener(
            done -> {
              handshakes.shutdown();
              connecting.forEach(Connector::stopped);
              stopped.complete(null);
            });
  }

  /** {@link #stop} with the close timeout for grace; waits for it, except on an event loop. */
  @Override
  public void close() {
    CompletableFuture<Void> done = stop(settings.closeTimeout());
    for (EventExecutor eventLoop : eventLoops) {
      if (eventLoop.inEventLoop()) {
        return;
      }
    }
    done.join();
  }

  private void requireRunning() {
    if (connections.stopping()) {
      throw new IllegalStateException("the transport has been stopped");
    }
  }

  /** Connections in the pool, for tests. */
  int pooled() {
    return pool.size();
  }

  /** What connections share, for tests. */
  Connections connections() {
    return connections;
  }
}
