package io.tlsmgm.wolfssl;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Several buffers as one. A null array stands for none. */
final class Gather {
  private Gather() {}

  static long remaining(ByteBuffer @Nullable [] buffers, int offset, int length) {
    long sum = 0;
    if (buffers != null) {
      for (int i = offset; i < offset + length; i++) {
        sum += buffers[i].remaining();
      }
    }
    return sum;
  }

  /** The only buffer with anything remaining; null when there are more of them, or none. */
  static @Nullable ByteBuffer only(ByteBuffer @Nullable [] buffers, int offset, int length) {
    ByteBuffer found = null;
    if (buffers != null) {
      for (int i = offset; i < offset + length; i++) {
        if (buffers[i].hasRemaining()) {
          if (found != null) {
            return null;
          }
          found = buffers[i];
        }
      }
    }
    return found;
  }

  /** The first buffer with room, if it alone has enough; null otherwise. */
  static @Nullable ByteBuffer first(
      ByteBuffer @Nullable [] buffers, int offset, int length, int enough) {
    if (buffers != null) {
      for (int i = offset; i < offset + length; i++) {
        if (buffers[i].hasRemaining()) {
          return buffers[i].remaining() >= enough ? buffers[i] : null;
        }
      }
    }
    return null;
  }

  /** The next {@code size} bytes; no position moves. */
  static byte[] copy(ByteBuffer buffer, int size) {
    byte[] copy = new byte[size];
    buffer.duplicate().get(copy);
    return copy;
  }

  /** The next {@code size} bytes; no position moves. */
  static byte[] copy(ByteBuffer @Nullable [] buffers, int offset, int length, int size) {
    byte[] copy = new byte[size];
    int filled = 0;
    if (buffers != null) {
      for (int i = offset; i < offset + length && filled < size; i++) {
        int part = Math.min(buffers[i].remaining(), size - filled);
        buffers[i].duplicate().get(copy, filled, part);
        filled += part;
      }
    }
    return copy;
  }

  /** Moves positions over {@code size} bytes that were read. */
  static void advance(ByteBuffer @Nullable [] buffers, int offset, int length, int size) {
    int left = size;
    if (buffers != null) {
      for (int i = offset; i < offset + length && left > 0; i++) {
        int part = Math.min(buffers[i].remaining(), left);
        buffers[i].position(buffers[i].position() + part);
        left -= part;
      }
    }
  }

  /** Puts {@code size} bytes into the buffers, which have the room. */
  static void scatter(
      byte[] bytes, int size, ByteBuffer @Nullable [] buffers, int offset, int length) {
    int from = 0;
    if (buffers != null) {
      for (int i = offset; i < offset + length && from < size; i++) {
        int part = Math.min(buffers[i].remaining(), size - from);
        buffers[i].put(bytes, from, part);
        from += part;
      }
    }
  }
}
