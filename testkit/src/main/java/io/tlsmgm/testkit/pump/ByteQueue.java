package io.tlsmgm.testkit.pump;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** Bytes in the order they were added. */
final class ByteQueue {
  private byte[] bytes = new byte[4096];
  private int from;
  private int to;

  int size() {
    return to - from;
  }

  void add(byte[] more) {
    if (bytes.length - to < more.length) {
      byte[] room = new byte[Math.max(bytes.length, 2 * (size() + more.length))];
      System.arraycopy(bytes, from, room, 0, size());
      to -= from;
      from = 0;
      bytes = room;
    }
    System.arraycopy(more, 0, bytes, to, more.length);
    to += more.length;
  }

  byte[] first(int count) {
    return Arrays.copyOfRange(bytes, from, from + count);
  }

  /** What comes after the first {@code count} bytes. */
  ByteBuffer after(int count) {
    return ByteBuffer.wrap(bytes, from + count, size() - count).slice().asReadOnlyBuffer();
  }

  void remove(int count) {
    from += count;
  }

  void clear() {
    from = to;
  }
}
