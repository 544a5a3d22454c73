package io.tlsmgm.netty;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOutboundBuffer;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Watches that what waits to be sent moves. Has a timer only while something waits, and one for all
 * of it: a connection whose peer reads never has any. For the event loop of its channel only.
 */
final class SendWatch {
  /** Looks so many times per timeout, so a stall is noticed late by this part of it at most. */
  private static final int LOOKS = 4;

  private final Channel channel;
  private final long timeoutNanos;
  private final Runnable stalled;

  /** All that was ever handed to the outbound buffer, in the buffer's own accounting. */
  private long accepted;

  private long lastSent;
  private long lastProgress;
  private boolean ended;
  private @Nullable Future<?> timer;

  /**
   * @param stalled called once, when nothing was sent for {@code timeoutNanos} although something
   *     waits
   */
  SendWatch(Channel channel, long timeoutNanos, Runnable stalled) {
    this.channel = channel;
    this.timeoutNanos = timeoutNanos;
    this.stalled = stalled;
  }

  /** What waits in the outbound buffer, in bytes and with the buffer's own overhead. */
  long pending() {
    ChannelOutboundBuffer buffer = channel.unsafe().outboundBuffer();
    return buffer == null ? 0 : buffer.totalPendingWriteBytes();
  }

  /** The bytes that wait, exactly. */
  long waitingBytes() {
    ChannelOutboundBuffer buffer = channel.unsafe().outboundBuffer();
    if (buffer == null) {
      return 0;
    }
    long[] bytes = {0};
    try {
      buffer.forEachFlushedMessage(
          message -> {
            bytes[0] += message instanceof ByteBuf buf ? buf.readableBytes() : 0;
            return true;
          });
    } catch (Exception e) {
      throw new IllegalStateException("counting bytes throws nothing", e);
    }
    return bytes[0];
  }

  /** A write was handed on to the socket; {@code before} is what {@link #pending} was before it. */
  void written(long before) {
    accepted += Math.max(0, pending() - before);
  }

  /** The socket was given all it takes for now. */
  void flushed() {
    if (timer == null && !ended && waiting()) {
      lastSent = sent();
      lastProgress = System.nanoTime();
      schedule();
    }
  }

  void end() {
    ended = true;
    if (timer != null) {
      timer.cancel(false);
      timer = null;
    }
  }

  private boolean waiting() {
    ChannelOutboundBuffer buffer = channel.unsafe().outboundBuffer();
    return buffer != null && !buffer.isEmpty();
  }

  /** Grows with every byte the socket takes; a message that is sent in part counts in part. */
  private long sent() {
    ChannelOutboundBuffer buffer = channel.unsafe().outboundBuffer();
    return buffer == null
        ? accepted
        : accepted - buffer.totalPendingWriteBytes() + buffer.currentProgress();
  }

  private void schedule() {
    timer =
        channel
            .eventLoop()
            .schedule(this::look, Math.max(1, timeoutNanos / LOOKS), TimeUnit.NANOSECONDS);
  }

  private void look() {
    timer = null;
    if (ended || !waiting()) {
      return;
    }
    long now = System.nanoTime();
    long sent = sent();
    if (sent != lastSent) {
      lastSent = sent;
      lastProgress = now;
    } else if (now - lastProgress >= timeoutNanos) {
      ended = true;
      stalled.run();
      return;
    }
    schedule();
  }
}
