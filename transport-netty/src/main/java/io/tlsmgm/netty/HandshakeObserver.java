package io.tlsmgm.netty;

import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.util.ReferenceCountUtil;
import io.tlsmgm.manager.TlsConnection;
import io.tlsmgm.netty.HandshakeFailures.Failure;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.util.function.Consumer;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stands behind TLS and in front of the application: the application's handlers are added when the
 * handshake is complete, and see a channel that has just become active.
 */
final class HandshakeObserver extends ChannelDuplexHandler {
  private static final Logger LOG = LoggerFactory.getLogger(TlsTransport.class);

  /** The bit of writability that is the transport's, of the 31 that Netty leaves to its users. */
  private static final int CLOSING = 31;

  private final ConnectionGuard guard;
  private final Consumer<? super Channel> init;

  /** What went wrong before TLS itself noticed, such as a reset. */
  private @Nullable Throwable earlier;

  private @Nullable NoiseFilter filter;
  private boolean closing;

  HandshakeObserver(ConnectionGuard guard, Consumer<? super Channel> init) {
    this.guard = guard;
    this.init = init;
  }

  @Override
  public void channelActive(ChannelHandlerContext ctx) {
    // Fired again when the handshake is complete; until then no one is there to hear it.
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    if (guard.handshake().complete()) {
      ctx.fireChannelInactive();
    }
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event instanceof SslHandshakeCompletionEvent handshake) {
      if (handshake.isSuccess()) {
        succeeded(ctx, handshake);
      } else {
        failed(handshake.cause());
      }
    } else if (event instanceof SslCloseCompletionEvent close) {
      closed(ctx, close);
    } else if (event instanceof ChannelInputShutdownEvent && !guard.isPeerDone()) {
      // A FIN without close_notify ends both directions, whatever the channel allows.
      ctx.close();
    } else {
      ctx.fireUserEventTriggered(event);
    }
  }

  private void succeeded(ChannelHandlerContext ctx, SslHandshakeCompletionEvent event) {
    Channel channel = ctx.channel();
    if (guard.handshake().failed() || guard.handshake().complete()) {
      // Too late, or a renegotiation.
      ctx.fireUserEventTriggered(event);
      return;
    }
    if (LOG.isDebugEnabled()) {
      LOG.debug("handshake complete: {}: {}", guard.name(), describeSession(guard.connection()));
    }
    guard.succeed();
    try {
      init.accept(channel);
    } catch (RuntimeException e) {
      LOG.warn("{}: the application could not prepare the connection; closing", guard.name(), e);
      guard.handshake().outcome().completeExceptionally(e);
      channel.close();
      return;
    }
    NoiseFilter last = new NoiseFilter();
    filter = last;
    channel.pipeline().addLast(TlsPipeline.FILTER, last);
    ctx.fireChannelActive();
    ctx.fireUserEventTriggered(event);
    if (!guard.handshake().outcome().complete(channel)
        && guard.handshake().outcome().isCancelled()) {
      channel.close();
    }
  }

  private static String describeSession(@Nullable TlsConnection connection) {
    if (connection == null) {
      return "no session";
    }
    SSLSession session = connection.engine().getSession();
    return session.getProtocol() + " " + session.getCipherSuite();
  }

  private void failed(Throwable cause) {
    Throwable first = earlier;
    Failure failure = HandshakeFailures.of(cause);
    if (first != null && failure.reason() == FailureReason.CLOSED) {
      guard.handshake().fail(HandshakeFailures.of(first), first);
    } else {
      guard.handshake().fail(failure, cause);
    }
    // Closing is up to TLS, which has an alert to send first.
  }

  private void closed(ChannelHandlerContext ctx, SslCloseCompletionEvent close) {
    if (!guard.handshake().complete()) {
      return;
    }
    if (close.isSuccess() && closing) {
      // Means nothing: an engine of Conscrypt whose outbound is closed says CLOSED to all it reads.
      ctx.fireUserEventTriggered(close);
      return;
    }
    if (close.isSuccess()) {
      guard.peerDone();
      ctx.fireUserEventTriggered(close);
      if (!halfClosure(ctx.channel())) {
        // Later: handlers may answer to what came in the same read.
        ctx.executor().execute(() -> ctx.close());
      }
      return;
    }
    if (!guard.closing()) {
      guard.connections().counters().truncated.increment();
      LOG.debug("{}: the peer closed the connection without close_notify", guard.name());
    }
    ctx.fireUserEventTriggered(close);
  }

  private static boolean halfClosure(Channel channel) {
    return Boolean.TRUE.equals(channel.config().getOption(ChannelOption.ALLOW_HALF_CLOSURE));
  }

  /**
   * From here on nothing more is taken to be sent: until the last of what was flushed has gone and
   * the peer has closed too, the channel is active, and a handler that writes for as long as it is
   * writable would never end.
   */
  @Override
  public void close(ChannelHandlerContext ctx, ChannelPromise promise) {
    Channel channel = ctx.channel();
    boolean first = !closing;
    closing = true;
    // Whoever has paused reading and closes does not want the rest.
    guard.beginClosing(!channel.config().isAutoRead());
    ChannelOutboundBuffer buffer = channel.unsafe().outboundBuffer();
    ctx.close(promise);
    if (first && buffer != null) {
      buffer.setUserDefinedWritability(CLOSING, false);
      // Handlers may have paused before; the peer's own close must still be read.
      channel.config().setAutoRead(true);
    }
  }

  /**
   * Handlers pause reading while a channel is not writable, which one that is being closed will not
   * be again. They hear of that last change later than {@link #close} returns; the peer's own close
   * must still be read after it, or the connection stays until its close timeout.
   */
  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) {
    ctx.fireChannelWritabilityChanged();
    if (closing) {
      ctx.channel().config().setAutoRead(true);
    }
  }

  @Override
  public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
    if (closing) {
      ReferenceCountUtil.release(message);
      promise.tryFailure(new ClosedChannelException());
      return;
    }
    ctx.write(message, promise);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    if (!guard.handshake().complete()) {
      beforeHandshake(ctx, cause);
      return;
    }
    if (cause instanceof DecoderException) {
      guard.connections().counters().alerts.increment();
      LOG.warn("{}: {}", guard.name(), HandshakeFailures.of(cause).text());
    } else if (!guard.isFinished()) {
      LOG.info("{}: {}", guard.name(), HandshakeFailures.of(cause).text());
    } else if (LOG.isDebugEnabled()) {
      // Clients that close without reading our close_notify reset the connection: the end of many.
      LOG.debug("{}: after the end: {}", guard.name(), HandshakeFailures.of(cause).text());
    }
    if (filter != null) {
      filter.told(cause);
    }
    ctx.fireExceptionCaught(cause);
  }

  private void beforeHandshake(ChannelHandlerContext ctx, Throwable cause) {
    if (cause instanceof IOException && !(cause instanceof SSLException) && earlier == null) {
      // TLS tells of the failure when the channel becomes inactive, which follows at once.
      earlier = cause;
      return;
    }
    guard.handshake().fail(HandshakeFailures.of(cause), cause);
    ctx.close();
  }
}
