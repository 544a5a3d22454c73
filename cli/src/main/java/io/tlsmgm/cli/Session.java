package io.tlsmgm.cli;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.netty.handler.ssl.SslHandler;
import io.tlsmgm.cli.serve.HeldClose;
import io.tlsmgm.cli.text.VariableText;
import io.tlsmgm.netty.TlsTransport;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import javax.net.ssl.SSLEngine;
import org.jspecify.annotations.Nullable;

/**
 * One connection between the standard streams and a peer, from handshake to end. Neither side is
 * read faster than the other takes it.
 */
final class Session {
  private static final int CHUNK = 16 * 1024;
  private static final int CHUNKS_IN_FLIGHT = 16;

  /** Bytes of the peer that may wait for standard output before it is read no further. */
  private static final long MAX_WAITING = 1 << 20;

  private static final byte[] END = new byte[0];

  private final Streams streams;
  private final boolean vars;
  private final BlockingQueue<byte[]> toOutput = new LinkedBlockingQueue<>();
  private final AtomicLong waiting = new AtomicLong();
  private final Semaphore inFlight = new Semaphore(CHUNKS_IN_FLIGHT);
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
  private final ReentrantLock ending = new ReentrantLock();
  private boolean ended;
  private volatile boolean truncated;

  /**
   * A session that has not begun.
   *
   * @param vars whether to print the variables first
   */
  Session(Streams streams, boolean vars) {
    this.streams = streams;
    this.vars = vars;
  }

  /** The handshake is complete; on the channel's event loop. */
  void begin(Channel channel) {
    if (vars) {
      List<String> lines = VariableText.lines(TlsTransport.connection(channel).variables());
      received((String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
    }
    HeldClose held = new HeldClose();
    held.install(channel.pipeline());
    channel.pipeline().addLast(new PeerHandler(TlsTransport.connection(channel).engine(), held));
  }

  /**
   * Moves bytes until the connection has ended.
   *
   * @param channel one that has {@linkplain #begin begun}
   * @throws CommandFailedException when it did not end well, with the reason
   */
  void run(Channel channel) throws CommandFailedException, InterruptedException {
    Thread input = new Thread(() -> send(channel), "tlsmgm-stdin");
    input.setDaemon(true); // a read of a terminal cannot be interrupted
    input.start();
    try {
      print(channel);
    } finally {
      end();
    }
    Throwable cause = failure.get();
    if (cause != null) {
      throw new CommandFailedException("the connection failed: " + HandshakeFailure.explain(cause));
    }
    if (truncated) {
      streams
          .err()
          .println(
              streams
                  .errStyle()
                  .warn("warning: the peer closed without close_notify; data may be missing"));
    }
  }

  /** Standard output, from the first byte of the peer to its last. */
  private void print(Channel channel) throws CommandFailedException, InterruptedException {
    for (byte[] bytes = toOutput.take(); bytes != END; bytes = toOutput.take()) {
      streams.out().write(bytes, 0, bytes.length);
      if (streams.out().checkError()) {
        channel.close();
        throw new CommandFailedException("standard output has been closed");
      }
      if (waiting.addAndGet(-bytes.length) <= MAX_WAITING / 2) {
        channel.config().setAutoRead(true);
      }
    }
  }

  /** Standard input, until its end or that of the connection. */
  private void send(Channel channel) {
    byte[] buffer = new byte[CHUNK];
    try {
      for (int n = streams.in().read(buffer); n >= 0; n = streams.in().read(buffer)) {
        inFlight.acquire();
        write(channel, Unpooled.copiedBuffer(buffer, 0, n), done -> inFlight.release());
      }
    } catch (IOException e) {
      streams.err().println("warning: standard input: " + Reasons.of(e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return;
    }
    write(channel, Unpooled.EMPTY_BUFFER, done -> endOutput(channel));
  }

  /**
   * Writes, unless all has ended: the transport's threads, which would tell, may have ended too.
   */
  private void write(Channel channel, ByteBuf bytes, ChannelFutureListener then) {
    ending.lock();
    try {
      if (ended) {
        bytes.release();
      } else {
        channel.writeAndFlush(bytes).addListener(then);
      }
    } finally {
      ending.unlock();
    }
  }

  private void end() {
    ending.lock();
    try {
      ended = true;
    } finally {
      ending.unlock();
    }
  }

  /** close_notify; the peer may go on. */
  private static void endOutput(Channel channel) {
    SslHandler tls = channel.pipeline().get(SslHandler.class);
    if (tls != null && channel.isActive()) {
      tls.closeOutbound();
    }
  }

  private void received(byte[] bytes) {
    waiting.addAndGet(bytes.length);
    toOutput.add(bytes);
  }

  /** Takes what the peer sends. */
  private final class PeerHandler extends SimpleChannelInboundHandler<ByteBuf> {
    private final SSLEngine engine;
    private final HeldClose held;

    /**
     * Reads to the end.
     *
     * @param held because Conscrypt calls a connection closed, and the transport takes its word, as
     *     soon as this side has said close_notify, while the peer may still be sending
     */
    PeerHandler(SSLEngine engine, HeldClose held) {
      this.engine = engine;
      this.held = held;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, ByteBuf message) {
      if (message.isReadable()) {
        received(ByteBufUtil.getBytes(message));
      }
      if (waiting.get() > MAX_WAITING) {
        ctx.channel().config().setAutoRead(false);
        // The output may have caught up between the two lines, and then has nothing to wake us
        // with.
        if (waiting.get() <= MAX_WAITING / 2) {
          ctx.channel().config().setAutoRead(true);
        }
      }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) throws Exception {
      if (event instanceof SslCloseCompletionEvent close && !close.isSuccess()) {
        truncated = true;
      }
      releaseAtTheEnd();
      super.userEventTriggered(ctx, event);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) throws Exception {
      releaseAtTheEnd();
      super.channelReadComplete(ctx);
    }

    private void releaseAtTheEnd() {
      if (engine.isInboundDone()) {
        held.release();
      }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
      failure.compareAndSet(null, cause);
      ctx.close();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
      toOutput.add(END);
    }
  }
}
