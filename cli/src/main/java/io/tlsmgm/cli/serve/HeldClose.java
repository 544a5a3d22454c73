package io.tlsmgm.cli.serve;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import org.jspecify.annotations.Nullable;

/**
 * Stands right behind TLS and keeps back the one close with which the transport answers the peer's
 * close_notify, as long as there is still something to send. Every other close passes.
 */
final class HeldClose extends ChannelDuplexHandler {
  private enum State {
    WAITING,
    EXPECTED,
    HELD,
    RELEASED
  }

  private State state = State.WAITING;
  private @Nullable ChannelHandlerContext heldAt;
  private @Nullable ChannelPromise held;

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) throws Exception {
    boolean peerDone = event instanceof SslCloseCompletionEvent close && close.isSuccess();
    if (peerDone && state == State.WAITING) {
      state = State.EXPECTED;
    }
    super.userEventTriggered(ctx, event);
  }

  @Override
  public void close(ChannelHandlerContext ctx, ChannelPromise promise) {
    if (state == State.EXPECTED) {
      state = State.HELD;
      heldAt = ctx;
      held = promise;
    } else {
      ctx.close(promise);
    }
  }

  /** Nothing is left to send: lets the close go on. On the event loop only. */
  void release() {
    State before = state;
    state = State.RELEASED;
    if (before == State.HELD && heldAt != null && held != null) {
      heldAt.close(held);
    }
  }
}
