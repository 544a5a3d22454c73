package io.tlsmgm.testkit.pump;

import java.nio.ByteBuffer;

/** The kinds of buffer that callers hand to an engine. */
public enum BufferKind {
  /** On the heap, with a position above 0 and a limit below the capacity. */
  HEAP,
  /** Outside the heap, with a position above 0 and a limit below the capacity. */
  DIRECT,
  /** A slice of a heap buffer: position 0, but an array offset above 0. */
  SLICED_HEAP,
  /** A slice of a direct buffer. */
  SLICED_DIRECT,
  /** A read-only view of a heap buffer, whose array is out of reach; only a source. */
  READ_ONLY_HEAP,
  /** A read-only view of a direct buffer; only a source. */
  READ_ONLY_DIRECT;

  /** Whether the kind can be a destination. */
  public boolean writable() {
    return this != READ_ONLY_HEAP && this != READ_ONLY_DIRECT;
  }

  ByteBuffer allocate(int size) {
    return switch (this) {
      case HEAP, SLICED_HEAP, READ_ONLY_HEAP -> ByteBuffer.allocate(size);
      case DIRECT, SLICED_DIRECT, READ_ONLY_DIRECT -> ByteBuffer.allocateDirect(size);
    };
  }

  /** The bytes from {@code from} to {@code to} of {@code whole}, as this kind shows them. */
  ByteBuffer view(ByteBuffer whole, int from, int to) {
    ByteBuffer view = whole.duplicate().limit(to).position(from);
    return switch (this) {
      case HEAP, DIRECT -> view;
      case SLICED_HEAP, SLICED_DIRECT -> view.slice();
      case READ_ONLY_HEAP, READ_ONLY_DIRECT -> view.asReadOnlyBuffer();
    };
  }
}
