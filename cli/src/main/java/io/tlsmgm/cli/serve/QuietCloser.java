package io.tlsmgm.cli.serve;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.timeout.IdleStateEvent;
import io.netty.handler.timeout.IdleStateHandler;
import java.util.concurrent.TimeUnit;

/**
 * Closes a connection without messages of its own once it is drained: nobody but the peer knows
 * where a transfer ends, so it has ended when nothing has moved for a while. Stands in front of the
 * handler that reads and writes, to see what moves.
 */
final class QuietCloser extends ChannelInboundHandlerAdapter {
  private static final long QUIET_MILLIS = 500;

  private boolean draining;

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) throws Exception {
    if (event == Drain.STARTED && !draining) {
      draining = true;
      ctx.pipeline()
          .addBefore(
              ctx.name(),
              null,
              new IdleStateHandler(true, 0, 0, QUIET_MILLIS, TimeUnit.MILLISECONDS));
    } else if (draining && event instanceof IdleStateEvent) {
      ctx.close();
    }
    super.userEventTriggered(ctx, event);
  }
}
