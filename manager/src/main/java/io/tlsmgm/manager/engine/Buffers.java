package io.tlsmgm.manager.engine;

import java.nio.ByteBuffer;
import java.nio.ReadOnlyBufferException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What {@code SSLEngine} demands of the buffers it is given. */
final class Buffers {
  static void checkUnwrap(
      @Nullable ByteBuffer src, @Nullable ByteBuffer @Nullable [] dsts, int offset, int length) {
    if (src == null) {
      throw new IllegalArgumentException("the source buffer is null");
    }
    for (ByteBuffer dst : range(dsts, offset, length, "destination")) {
      checkWritable(dst);
    }
  }

  static void checkWrap(
      @Nullable ByteBuffer @Nullable [] srcs, int offset, int length, @Nullable ByteBuffer dst) {
    range(srcs, offset, length, "source");
    if (dst == null) {
      throw new IllegalArgumentException("the destination buffer is null");
    }
    checkWritable(dst);
  }

  private static void checkWritable(ByteBuffer dst) {
    if (dst.isReadOnly()) {
      throw new ReadOnlyBufferException();
    }
  }

  private static List<ByteBuffer> range(
      @Nullable ByteBuffer @Nullable [] buffers, int offset, int length, String what) {
    if (buffers == null) {
      throw new IllegalArgumentException("the array of " + what + " buffers is null");
    }
    Objects.checkFromIndexSize(offset, length, buffers.length);
    List<ByteBuffer> range = new ArrayList<>(length);
    for (int i = offset; i < offset + length; i++) {
      ByteBuffer buffer = buffers[i];
      if (buffer == null) {
        throw new IllegalArgumentException(what + " buffer " + i + " is null");
      }
      range.add(buffer);
    }
    return range;
  }

  private Buffers() {}
}
