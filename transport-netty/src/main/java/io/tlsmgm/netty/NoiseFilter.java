package io.tlsmgm.netty;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import org.jspecify.annotations.Nullable;

/**
 * Stands at the end of the pipeline and stops a failure of the network that the log has one line of
 * already and no handler cared for: Netty would log it again with a stack trace.
 */
final class NoiseFilter extends ChannelInboundHandlerAdapter {
  private @Nullable Throwable told;

  /** This one is in the log. */
  void told(Throwable cause) {
    told = cause;
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    // Not the last one any more: handlers were added later, and it is theirs.
    if (cause != told || ctx.pipeline().last() != this) {
      ctx.fireExceptionCaught(cause);
    }
  }
}
