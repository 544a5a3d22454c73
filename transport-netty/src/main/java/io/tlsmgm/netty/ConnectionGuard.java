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

  private enum State {
    HANDSHAKING,
    OPEN,
    FAILED
  }

  private final Connections connections;
  private final Role role;
  private final CompletableFuture<Channel> outcome;
  private State state = State.HANDSHAKING;
  private String peer;
  private @Nullable ChannelHandlerContext ctx;
  private @Nullable SendWatch sends;
  private @Nullable TlsConnection connection;
  private @Nullable Future<?> deadline;
  private @Nullable Future<?> lingerEnd;
  private long lingerNanos;
  private long handshakeBytes;
  private boolean readsHeld;
  private boolean lingering;
  private boolean discarding;
  private boolean peerDone;
  private volatile boolean closing;

  /**
   * @param remote where an outgoing connection goes; an incoming one knows when it is there
   * @param outcome completed here when the handshake fails; by whoever prepares the pipeline when
   *     it succeeds
   */
  ConnectionGuard(
      Connections connections,
      Role role,
      @Nullable SocketAddress remote,
      CompletableFuture<Channel> outcome) {
    this.connections = connections;
    this.role = role;
    this.peer = Peers.text(remote);
    this.outcome = outcome;
    this.lingerNanos = connections.settings().closeTimeout().toNanos();
  }

  Connections connections() {
    return connections;
  }

  CompletableFuture<Channel> outcome() {
    return outcome;
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
    discarding |= discard && state == State.OPEN;
  }

  boolean established() {
    return state == State.OPEN;
  }

  /** Whether the connection came to be or still may. */
  boolean failed() {
    return state == State.FAILED;
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
    if (role == Role.SERVER) {
      peer = Peers.text(channel.remoteAddress());
      connections.counters().accepted.increment();
      startDeadline(added);
    } else {
      connections.counters().connects.increment();
    }
    connections.counters().handshaking.increment();
    sends =
        new SendWatch(channel, connections.settings().sendTimeout().toNanos(), this::sendStalled);
    connections.add(this);
    if (connections.stopping()) {
      fail(Failure.of(FailureReason.STOPPED, "the transport stops"), null);
      closeNow();
    }
  }

  @Override
  public void channelActive(ChannelHandlerContext active) {
    if (role == Role.CLIENT && state == State.HANDSHAKING) {
      startDeadline(active);
    }
    active.fireChannelActive();
  }

  private void startDeadline(ChannelHandlerContext on) {
    long nanos = connections.settings().handshakeTimeout().toNanos();
    deadline = on.executor().schedule(this::handshakeTooLong, nanos, TimeUnit.NANOSECONDS);
  }

  private void handshakeTooLong() {
    fail(
        Failure.of(
            FailureReason.TIMEOUT,
            "not complete within "
                + connections.settings().handshakeTimeout().toMillis()
                + " ms; the peer sent "
                + handshakeBytes
                + " bytes"),
        null);
    closeNow();
  }

  private void sendStalled() {
    connections.counters().sendTimeouts.increment();
    SendWatch watch = sends;
    LOG.warn(
        "send timeout: {}: nothing was read for {} ms, {} bytes are lost; closing",
        name(),
        connections.settings().sendTimeout().toMillis(),
        watch == null ? 0 : watch.pending());
    closeNow();
  }

  /** The handshake is complete. */
  void succeed() {
    state = State.OPEN;
    cancel(deadline);
    connections.counters().handshaking.decrement();
    connections.counters().handshakes.increment();
    connections.counters().active.increment();
    releaseReads();
  }

  /** The handshake will not be completed; counts and tells it, once. Closing is the caller's. */
  void fail(Failure failure, @Nullable Throwable cause) {
    if (state != State.HANDSHAKING) {
      return;
    }
    state = State.FAILED;
    cancel(deadline);
    if (ctx != null) {
      connections.counters().handshaking.decrement();
    }
    connections.counters().failed(failure.reason());
    log(failure);
    outcome.completeExceptionally(
        new TlsConnectException(
            "no TLS connection to " + peer + ": " + failure.text(),
            failure.reason(),
            failure.alert(),
            cause));
  }

  private void log(Failure failure) {
    // Port scans and health checks connect and go.
    boolean silent = failure.reason() == FailureReason.CLOSED && handshakeBytes == 0;
    if (failure.reason().worthWarning()) {
      LOG.warn("handshake failed: {}: {}", name(), failure.text());
    } else if (silent && role == Role.SERVER) {
      LOG.debug("handshake failed: {}: {}", name(), failure.text());
    } else {
      LOG.info("handshake failed: {}: {}", name(), failure.text());
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext reading, Object message) {
    if (discarding) {
      ReferenceCountUtil.release(message);
      return;
    }
    if (state == State.HANDSHAKING && message instanceof ByteBuf bytes) {
      handshakeBytes += bytes.readableBytes();
      if (handshakeBytes > MAX_HANDSHAKE_BYTES && !readsHeld) {
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

  private void releaseReads() {
    if (readsHeld && ctx != null) {
      readsHeld = false;
      ctx.channel().config().setAutoRead(true);
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
    boolean nothingSent = state == State.HANDSHAKING;
    fail(Failure.of(FailureReason.STOPPED, FailureReason.STOPPED.description()), null);
    if (nothingSent || peerDone || lingerNanos == 0 || !channel.isActive()) {
      closingCtx.close(promise);
      return;
    }
    lingering = true;
    discarding |= state == State.FAILED;
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
          if (state == State.HANDSHAKING) {
            fail(Failure.of(FailureReason.STOPPED, "the transport stops"), null);
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
    cancel(deadline);
    cancel(lingerEnd);
    if (sends != null) {
      sends.end();
    }
    if (state == State.OPEN) {
      connections.counters().active.decrement();
    }
    fail(
        handshakeBytes == 0
            ? Failure.of(FailureReason.CLOSED, "the connection was closed before the peer spoke")
            : Failure.of(FailureReason.CLOSED, FailureReason.CLOSED.description()),
        null);
    TlsConnection held = connection;
    if (held != null) {
      Engines.release(held.engine());
      held.close();
    }
    connections.remove(this);
  }

  private static void cancel(@Nullable Future<?> timer) {
    if (timer != null) {
      timer.cancel(false);
    }
  }
}
