package io.tlsmgm.netty;

import io.netty.buffer.AbstractByteBufAllocator;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;

/**
 * Netty's allocator, with room to spare in buffers of the size of a TLS packet.
 *
 * <p>An engine of Conscrypt may have more to send at once than its session's packet buffer size, up
 * to the 17 KiB that BoringSSL keeps: a session ticket and a full record, or a long certificate
 * chain. It answers {@code BUFFER_OVERFLOW} then until it gets a buffer that takes all, and {@code
 * SslHandler}, which offers buffers of the packet size as the contract of {@code SSLEngine} says,
 * would try forever.
 */
final class RoomyAllocator extends AbstractByteBufAllocator {
  static final RoomyAllocator INSTANCE = new RoomyAllocator(ByteBufAllocator.DEFAULT);

  /** What an engine can have to say at once, and some more. */
  static final int ROOM = 18 * 1024;

  /** Packet buffer sizes are a full record and its overhead, above this. */
  private static final int FULL_RECORD = 16 * 1024;

  private final ByteBufAllocator source;

  private RoomyAllocator(ByteBufAllocator source) {
    super(source.isDirectBufferPooled());
    this.source = source;
  }

  @Override
  protected ByteBuf newHeapBuffer(int initialCapacity, int maxCapacity) {
    boolean packet = initialCapacity > FULL_RECORD && initialCapacity < ROOM;
    return source.heapBuffer(packet ? Math.min(ROOM, maxCapacity) : initialCapacity, maxCapacity);
  }

  @Override
  protected ByteBuf newDirectBuffer(int initialCapacity, int maxCapacity) {
    return source.directBuffer(initialCapacity, maxCapacity);
  }

  @Override
  public boolean isDirectBufferPooled() {
    return source.isDirectBufferPooled();
  }
}
