package io.tlsmgm.testkit.pump;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * A buffer for one call of an engine, between guard bytes that the call must not touch. A source
 * also remembers its contents, which the call must not change.
 */
public final class TestBuffer {
  private static final int BEFORE = 7;
  private static final int AFTER = 5;
  private static final byte GUARD = (byte) 0xA5;

  private final ByteBuffer whole;
  private final ByteBuffer view;
  private final int size;
  private final int start;
  private final byte[] source;

  private TestBuffer(BufferKind kind, int size, byte[] source) {
    this.size = size;
    this.source = source;
    this.whole = kind.allocate(BEFORE + size + AFTER);
    for (int i = 0; i < BEFORE; i++) {
      whole.put(i, GUARD);
    }
    for (int i = BEFORE + size; i < whole.capacity(); i++) {
      whole.put(i, GUARD);
    }
    whole.put(BEFORE, source);
    this.view = kind.view(whole, BEFORE, BEFORE + size);
    this.start = view.position();
  }

  /** A buffer that holds {@code bytes}. */
  public static TestBuffer source(BufferKind kind, byte... bytes) {
    return new TestBuffer(kind, bytes.length, bytes.clone());
  }

  /**
   * A buffer with room for {@code size} bytes.
   *
   * @throws IllegalArgumentException when {@code kind} is read-only
   */
  public static TestBuffer destination(BufferKind kind, int size) {
    if (!kind.writable()) {
      throw new IllegalArgumentException(kind + " cannot be a destination");
    }
    return new TestBuffer(kind, size, new byte[0]);
  }

  /** What is handed to the engine; always the same object. */
  public ByteBuffer view() {
    return view;
  }

  /** How far the position has moved. */
  public int moved() {
    return view.position() - start;
  }

  /** The bytes the position has moved over. */
  public byte[] passed() {
    byte[] bytes = new byte[moved()];
    whole.get(BEFORE, bytes);
    return bytes;
  }

  /**
   * Fails when the limit was moved, the position is outside, a byte beside the buffer was written,
   * or the bytes of a source are no longer the same.
   *
   * @param consumable whether the call may change what it consumes, as {@code unwrap} may
   */
  void verify(boolean consumable) {
    if (view.limit() != start + size) {
      throw new AssertionError("limit moved from " + (start + size) + " to " + view.limit());
    }
    if (view.position() < start) {
      throw new AssertionError("position moved back from " + start + " to " + view.position());
    }
    verifyGuards(0, BEFORE);
    verifyGuards(BEFORE + size, whole.capacity());
    int from = consumable ? Math.min(moved(), source.length) : 0;
    byte[] now = new byte[source.length - from];
    whole.get(BEFORE + from, now);
    if (!Arrays.equals(source, from, source.length, now, 0, now.length)) {
      throw new AssertionError("the call changed its source");
    }
  }

  private void verifyGuards(int from, int to) {
    for (int i = from; i < to; i++) {
      if (whole.get(i) != GUARD) {
        throw new AssertionError("a byte was written at " + (i - BEFORE) + ", outside the buffer");
      }
    }
  }
}
