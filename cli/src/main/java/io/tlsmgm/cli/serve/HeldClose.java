package io.tlsmgm.cli.serve;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ChannelPromise;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.netty.handler.ssl.SslHandler;
import org.jspecify.annotations.Nullable;

/**
 * Stands right behind TLS and keeps back the one close with which the transport answers the peer's
 * close_notify, until {@link #release} says that the other direction has ended too. Every other
 * close passes. For the event loop of its channel only.
 */
public final class HeldClose extends ChannelDuplexHandler {
  private enum State {
    WAITING,
    EXPECTED,
    HELD,
    RELEASED
  }

  private State state = State.WAITING;
  private @Nullable ChannelHandlerContext heldAt;
  private @Nullable ChannelPromise held;

  /** Holds nothing yet. */
  public HeldClose() {}

  /** Takes its place in the pipeline of a connection whose handshake is complete. */
  public void install(ChannelPipeline pipeline) {
    pipeline.addAfter(pipeline.context(SslHandler.class).name(), null, this);
  }

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

  /** Nothing is left to wait for: lets the close go on, now or when it comes. */
  public void release() {
    State before = state;
    state = State.RELEASED;
    if (before == State.HELD && heldAt != null && held != null) {
      heldAt.close(held);
    }
  }
}
