package io.tlsmgm.cli.serve;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The plain side of a forwarded connection. */
final class BackendHandler extends ChannelInboundHandlerAdapter {
  private static final Logger LOG = LoggerFactory.getLogger(ForwardHandler.class);

  private final Channel client;
  private final HeldClose held;

  /**
   * Forwards to {@code client}.
   *
   * @param held released when the backend has nothing more to send
   */
  BackendHandler(Channel client, HeldClose held) {
    this.client = client;
    this.held = held;
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    Relay.pass(ctx.channel(), message, client);
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) throws Exception {
    client.config().setAutoRead(ctx.channel().isWritable());
    super.channelWritabilityChanged(ctx);
  }

  /** The end of what the backend sends: the client is told, and may go on sending. */
  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) throws Exception {
    if (event instanceof ChannelInputShutdownEvent) {
      Relay.closeNotify(client, held);
    }
    super.userEventTriggered(ctx, event);
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) throws Exception {
    held.release();
    Relay.closeAfterWrites(client);
    super.channelInactive(ctx);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    LOG.info("forwarding to {}: {}", ctx.channel().remoteAddress(), String.valueOf(cause));
    ctx.close();
  }
}
