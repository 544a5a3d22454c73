package io.tlsmgm.wolfssl;

import java.lang.ref.WeakReference;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The address of the direct buffer that was used last: to ask the JVM for one takes as long as
 * three native calls. Weak, or an idle connection would keep its last buffers alive. Not
 * thread-safe.
 */
final class DirectAddress {
  private static final int TRIES = 16;
  private static final int EVERY = 64;

  private WeakReference<@Nullable ByteBuffer> buffer = new WeakReference<>(null);
  private long address;
  private int misses;

  long of(ByteBuffer direct) {
    return buffer.refersTo(direct) ? address : look(direct);
  }

  private long look(ByteBuffer direct) {
    long found = Native.address(direct);
    // A caller who comes with another buffer each time is not to pay for references as well.
    if (misses < TRIES || misses % EVERY == 0) {
      buffer = new WeakReference<>(direct);
      address = found;
    }
    misses++;
    return found;
  }
}
