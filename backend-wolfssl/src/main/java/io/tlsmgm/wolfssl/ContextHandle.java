package io.tlsmgm.wolfssl;

import java.util.concurrent.atomic.AtomicInteger;

/** A native context, held by the domain's context and by each of its engines. */
final class ContextHandle {
  private final long handle;
  private final AtomicInteger holders = new AtomicInteger(1);

  ContextHandle(long handle) {
    this.handle = handle;
  }

  /** Only for a holder. */
  long handle() {
    return handle;
  }

  /**
   * One more holder.
   *
   * @throws IllegalStateException when there is none left, so the native context is gone
   */
  void retain() {
    if (holders.getAndUpdate(count -> count == 0 ? 0 : count + 1) == 0) {
      throw new IllegalStateException("the context is closed");
    }
  }

  void release() {
    if (holders.decrementAndGet() == 0) {
      Native.contextFree(handle);
    }
  }
}
