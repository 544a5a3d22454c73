package io.tlsmgm.netty;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.DuplexChannel;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.PromiseNotifier;
import io.tlsmgm.api.Role;
import io.tlsmgm.manager.ManagedDomain;
import io.tlsmgm.manager.TlsConnection;
import io.tlsmgm.netty.HandshakeFailures.Failure;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The life of one connection, as the handler next to its socket: the deadline of the handshake, the
 * send timeout, a close that loses nothing, and the end, where the engine and the hold on the
 * domain are given back. Runs on the event loop of its channel but for what says otherwise.
 */
final class ConnectionGuard extends ChannelDuplexHandler {
  private static final Logger LOG = LoggerFactory.getLogger(TlsTransport.class);

  /**
   * More than any library takes for a handshake. A peer may send faster than the queue of handshake
   * tasks moves, and application data right behind its last message; beyond this it has to wait.
   */
  private static final int MAX_HANDSHAKE_BYTES = 256 * 1024;

  private final Connections connections;
  private final Role role;
  private final Handshake handshake;
  private String peer;
  private @Nullable ChannelHandlerContext ctx;
  private @Nullable SendWatch sends;
  private @Nullable TlsConnection connection;
  private @Nullable Future<?> lingerEnd;
  private long lingerNanos;
  private boolean readsHeld;
  private boolean lingering;
  private boolean discarding;
  private boolean peerDone;
  private boolean finished;
  private volatile boolean closing;

  /**
   * @param remote where an outgoing connection goes; an incoming one knows when it is there
   * @param outcome told how the handshake ended
   */
  ConnectionGuard(
      Connections connections,
      Role role,
      @Nullable SocketAddress remote,
      CompletableFuture<Channel> outcome) {
    this.connections = connections;
    this.role = role;
    this.peer = Peers.text(remote);
    this.handshake = new Handshake(this, connections, role, outcome);
    this.lingerNanos = connections.settings().closeTimeout().toNanos();
  }

  Connections connections() {
    return connections;
  }

  Handshake handshake() {
    return handshake;
  }

  /** The peer's address, for messages. */
  String peer() {
    return peer;
  }

  /** The engine is made and the domain held: from now on giving both back is up to this handler. */
  void connection(TlsConnection held) {
    this.connection = held;
  }

  @Nullable TlsConnection connection() {
    return connection;
  }

  /** Whether the connection is on its way out; from any thread. */
  boolean closing() {
    return closing;
  }

  /**
   * The application closes the connection.
   *
   * @param discard whether it does not want what the peer still sends
   */
  void beginClosing(boolean discard) {
    closing = true;
    discarding |= discard && handshake.complete();
  }

  /** Domain and peer, for log lines. */
  String name() {
    TlsConnection held = connection;
    String domain =
        held == null
            ? "no domain yet"
            : held.domain().map(ManagedDomain::toString).orElse("a domain that is gone");
    return domain + ", peer " + peer;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext added) {
    ctx = added;
    Channel channel = added.channel();
    handshake.count();
    if (role == Role.SERVER) {
      peer = Peers.text(channel.remoteAddress());
      handshake.startDeadline(added);
    }
    sends =
        new SendWatch(channel, connections.settings().sendTimeout().toNanos(), this::sendStalled);
    connections.add(this);
    if (connections.stopping()) {
      handshake.fail(Failure.of(FailureReason.STOPPED, "the transport stops"), null);
      closeNow();
    }
  }

  /**
   * The bootstrap closes a channel that could not be connected before anyone else hears of it. With
   * a promise in front of its own, the reason is the failure and not the close.
   */
  @Override
  public void connect(
      ChannelHandlerContext connecting,
      SocketAddress remote,
      @Nullable SocketAddress local,
      ChannelPromise promise) {
    ChannelPromise connected = connecting.newPromise();
    connected.addListener(
        done -> {
          if (done.cause() != null) {
            handshake.notConnected(done.cause());
          }
        });
    PromiseNotifier.cascade(connected, promise);
    connecting.connect(remote, local, connected);
  }

  @Override
  public void channelActive(ChannelHandlerContext active) {
    handshake.startDeadline(active);
    active.fireChannelActive();
  }

  private void sendStalled() {
    connections.counters().sendTimeouts.increment();
    SendWatch watch = sends;
    LOG.warn(
        "send timeout: {}: the peer read nothing for {} ms; closing, {} bytes are lost",
        name(),
        connections.settings().sendTimeout().toMillis(),
        watch == null ? 0 : watch.waitingBytes());
    closeNow();
  }

  /** The handshake is complete. */
  void succeed() {
    handshake.succeed();
    if (readsHeld && ctx != null) {
      readsHeld = false;
      ctx.channel().config().setAutoRead(true);
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext reading, Object message) {
    if (discarding) {
      ReferenceCountUtil.release(message);
      return;
    }
    if (handshake.running() && message instanceof ByteBuf bytes) {
      long received = handshake.received(bytes.readableBytes());
      if (received > MAX_HANDSHAKE_BYTES && !readsHeld) {
        readsHeld = true;
        reading.channel().config().setAutoRead(false);
      }
    }
    reading.fireChannelRead(message);
  }

  /** SslHandler asks for more during a handshake, whatever autoRead says. */
  @Override
  public void read(ChannelHandlerContext reading) {
    if (!readsHeld) {
      reading.read();
    }
  }

  @Override
  public void write(ChannelHandlerContext writing, Object message, ChannelPromise promise) {
    SendWatch watch = sends;
    long before = watch == null ? 0 : watch.pending();
    writing.write(message, promise);
    if (watch != null) {
      watch.written(before);
    }
  }

  @Override
  public void flush(ChannelHandlerContext flushing) {
    flushing.flush();
    if (sends != null) {
      sends.flushed();
    }
  }

  /** The peer said close_notify: nothing of it is left to wait for. */
  void peerDone() {
    peerDone = true;
    closing = true;
  }

  boolean isPeerDone() {
    return peerDone;
  }

  /** Whether all that there was to send has gone, with our FIN behind it. */
  boolean isFinished() {
    return finished;
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext receiving, Object event) {
    if (lingering && event instanceof ChannelInputShutdownEvent) {
      closeNow();
    } else {
      receiving.fireUserEventTriggered(event);
    }
  }

  /**
   * Ends the connection with a FIN and waits for the peer's before the socket is closed: a socket
   * that is closed with unread bytes answers with a reset, which can destroy what was sent last.
   */
  @Override
  public void close(ChannelHandlerContext closingCtx, ChannelPromise promise) {
    closing = true;
    Channel channel = closingCtx.channel();
    if (lingering) {
      channel.closeFuture().addListener(done -> promise.trySuccess());
      return;
    }
    boolean nothingSent = handshake.running();
    handshake.fail(Failure.of(FailureReason.STOPPED, FailureReason.STOPPED.description()), null);
    if (nothingSent || peerDone || lingerNanos == 0 || !channel.isActive()) {
      closingCtx.close(promise);
      return;
    }
    lingering = true;
    discarding |= handshake.failed();
    readsHeld = false;
    channel.config().setAutoRead(true);
    channel.closeFuture().addListener(done -> promise.trySuccess());
    ChannelPromise sent = closingCtx.newPromise();
    // Later: the listener may run in the middle of the socket's own flush.
    sent.addListener(done -> closingCtx.executor().execute(() -> finish(closingCtx)));
    write(closingCtx, Unpooled.EMPTY_BUFFER, sent);
    flush(closingCtx);
  }

  private void finish(ChannelHandlerContext closingCtx) {
    if (!closingCtx.channel().isActive()) {
      closeNow();
      return;
    }
    finished = true;
    closingCtx.channel().config().setAutoRead(true);
    lingerEnd = closingCtx.executor().schedule(this::closeNow, lingerNanos, TimeUnit.NANOSECONDS);
    if (closingCtx.channel() instanceof DuplexChannel duplex) {
      duplex.shutdownOutput();
    }
  }

  /** Closes the socket, whatever waits. */
  void closeNow() {
    closing = true;
    if (ctx != null) {
      ctx.close();
    }
  }

  /**
   * Closes as the application would, with close_notify, and waits for the peer; from any thread.
   *
   * @param grace how long the peer may take, instead of the close timeout
   */
  void closeGracefully(Duration grace) {
    onEventLoop(
        () -> {
          lingerNanos = grace.toNanos();
          if (handshake.running()) {
            handshake.fail(Failure.of(FailureReason.STOPPED, "the transport stops"), null);
            closeNow();
          } else if (ctx != null) {
            ctx.channel().close();
          }
        });
  }

  /** {@link #closeNow} from any thread. */
  void closeHard() {
    onEventLoop(this::closeNow);
  }

  private void onEventLoop(Runnable action) {
    ChannelHandlerContext current = ctx;
    if (current != null) {
      current.executor().execute(action);
    }
  }

  /** The end of every connection, whichever way it went: the pipeline is taken apart. */
  @Override
  public void handlerRemoved(ChannelHandlerContext removed) {
    closing = true;
    handshake.end();
    if (lingerEnd != null) {
      lingerEnd.cancel(false);
    }
    if (sends != null) {
      sends.end();
    }
    TlsConnection held = connection;
    if (held != null) {
      Engines.release(held.engine());
      held.close();
    }
    connections.remove(this);
  }
}
