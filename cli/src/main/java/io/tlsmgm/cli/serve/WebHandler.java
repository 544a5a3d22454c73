package io.tlsmgm.cli.serve;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.timeout.IdleStateEvent;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Answers every request with the same kind of page, or with as many bytes as it asks for ({@link
 * Filler}), in the order of the requests (RFC 9112 section 9.3), and keeps the connection when the
 * client wants that.
 */
final class WebHandler extends SimpleChannelInboundHandler<HttpObject> {
  private final Supplier<String> page;

  /** The request whose end has not been read yet. */
  private @Nullable HttpRequest current;

  private boolean draining;
  private boolean closing;

  /**
   * Answers with {@code page}.
   *
   * @param page makes the text of an answer
   */
  WebHandler(Supplier<String> page) {
    this.page = page;
  }

  @Override
  protected void channelRead0(ChannelHandlerContext ctx, HttpObject message) {
    if (closing) {
      return; // what follows a request with Connection: close is not ours
    }
    if (message.decoderResult().isFailure()) {
      respond(ctx, HttpResponseStatus.BAD_REQUEST, false, text(ctx, "bad request\n"));
      return;
    }
    if (message instanceof HttpRequest request) {
      current = request;
    }
    HttpRequest request = current;
    if (message instanceof LastHttpContent && request != null) {
      current = null;
      answer(ctx, request.uri(), HttpUtil.isKeepAlive(request) && !draining);
    }
  }

  private void answer(ChannelHandlerContext ctx, String target, boolean keepAlive) {
    if (!Filler.isAskedFor(target)) {
      respond(ctx, HttpResponseStatus.OK, keepAlive, text(ctx, page.get()));
      return;
    }
    OptionalInt size = Filler.size(target);
    if (size.isPresent()) {
      respond(ctx, HttpResponseStatus.OK, keepAlive, Filler.body(size.getAsInt()));
    } else {
      String problem = "not found: /bytes/N has sizes from 0 to " + Filler.MAX + "\n";
      respond(ctx, HttpResponseStatus.NOT_FOUND, keepAlive, text(ctx, problem));
    }
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) throws Exception {
    // A client that sends requests and reads no answers must not fill our memory with them.
    ctx.channel().config().setAutoRead(ctx.channel().isWritable());
    super.channelWritabilityChanged(ctx);
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) throws Exception {
    if (event == Drain.STARTED) {
      draining = true;
    }
    boolean over = event instanceof IdleStateEvent || (draining && current == null);
    if (over && !closing) {
      closing = true;
      // Behind the answers that are still being written.
      ctx.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
    }
    super.userEventTriggered(ctx, event);
  }

  private static ByteBuf text(ChannelHandlerContext ctx, String text) {
    return ByteBufUtil.encodeString(ctx.alloc(), CharBuffer.wrap(text), StandardCharsets.UTF_8);
  }

  private void respond(
      ChannelHandlerContext ctx, HttpResponseStatus status, boolean keepAlive, ByteBuf body) {
    FullHttpResponse response = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status, body);
    response.headers().set(HttpHeaderNames.CONTENT_TYPE, "text/plain; charset=utf-8");
    response.headers().setInt(HttpHeaderNames.CONTENT_LENGTH, body.readableBytes());
    // Said even where it is the default of the version: the two versions have different ones.
    response
        .headers()
        .set(
            HttpHeaderNames.CONNECTION,
            keepAlive ? HttpHeaderValues.KEEP_ALIVE : HttpHeaderValues.CLOSE);
    // Flushed at once: a close_notify may follow in the same read, and TLS 1.2 then sends no more.
    ChannelFuture written = ctx.writeAndFlush(response);
    if (!keepAlive) {
      closing = true;
      written.addListener(ChannelFutureListener.CLOSE);
    }
  }
}
