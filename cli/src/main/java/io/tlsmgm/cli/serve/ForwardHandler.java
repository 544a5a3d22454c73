package io.tlsmgm.cli.serve;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.netty.util.ReferenceCountUtil;
import java.net.SocketAddress;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Passes the plain bytes of a TLS connection on to a plain TCP connection and back. Either side is
 * read only as fast as the other takes it. The end of one direction is passed on and the other goes
 * on, which is what TLS 1.3 allows; TLS 1.2 ends both with the first close_notify.
 */
final class ForwardHandler extends ChannelInboundHandlerAdapter {
  private static final Logger LOG = LoggerFactory.getLogger(ForwardHandler.class);
  private static final int CONNECT_MILLIS = 10_000;

  private final SocketAddress target;
  private final HeldClose held = new HeldClose();

  /** What TLS had decrypted before reading could be paused. */
  private final Queue<Object> early = new ArrayDeque<>();

  private @Nullable Channel backend;
  private boolean connected;
  private boolean ended;

  ForwardHandler(SocketAddress target) {
    this.target = target;
  }

  @Override
  public void channelActive(ChannelHandlerContext ctx) throws Exception {
    Channel client = ctx.channel();
    client.config().setAutoRead(false);
    held.install(ctx.pipeline());
    ChannelFuture connecting =
        new Bootstrap()
            .group(client.eventLoop())
            .channel(client.getClass())
            .option(ChannelOption.AUTO_READ, false)
            .option(ChannelOption.ALLOW_HALF_CLOSURE, true)
            .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_MILLIS)
            .handler(new BackendHandler(client, held))
            .connect(target);
    backend = connecting.channel();
    connecting.addListener(
        done -> {
          if (done.isSuccess()) {
            connected(client, connecting.channel());
          } else {
            LOG.warn("cannot forward {}: {}", client.remoteAddress(), String.valueOf(done.cause()));
            held.release();
            client.close();
          }
        });
    super.channelActive(ctx);
  }

  private void connected(Channel client, Channel to) {
    connected = true;
    for (Object message = early.poll(); message != null; message = early.poll()) {
      Relay.pass(client, message, to);
    }
    if (ended) {
      Relay.shutdownOutput(to);
    }
    if (client.isActive()) {
      client.config().setAutoRead(true);
      to.config().setAutoRead(true);
    } else {
      Relay.closeAfterWrites(to);
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (connected && backend != null) {
      Relay.pass(ctx.channel(), message, backend);
    } else {
      early.add(message);
    }
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) throws Exception {
    if (connected && backend != null) {
      backend.config().setAutoRead(ctx.channel().isWritable());
    }
    super.channelWritabilityChanged(ctx);
  }

  /** The client has said close_notify: nothing more comes from it. */
  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) throws Exception {
    if (event instanceof SslCloseCompletionEvent close && close.isSuccess()) {
      ended = true;
      if (connected && backend instanceof DuplexChannel duplex) {
        Relay.shutdownOutput(duplex);
      }
    }
    super.userEventTriggered(ctx, event);
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) throws Exception {
    if (backend != null) {
      Relay.closeAfterWrites(backend);
    }
    early.forEach(ReferenceCountUtil::release);
    early.clear();
    super.channelInactive(ctx);
  }
}
