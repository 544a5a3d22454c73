package io.tlsmgm.wolfssl;

import java.lang.ref.Cleaner;

/**
 * A native engine and its hold on the context, apart from the Java engine, so that they can be
 * freed when that one is gone. Freed by whoever comes first: the engine when it is closed in both
 * directions, or the cleaner.
 */
final class EngineHandle implements Runnable {
  private static final Cleaner CLEANER = Cleaner.create();

  private final ContextHandle context;
  private Cleaner.Cleanable cleanable;
  private long handle;

  private EngineHandle(ContextHandle context) {
    this.context = context;
    this.cleanable = this::run;
    context.retain();
  }

  /** A handle that goes with {@code owner}, without a native engine yet. */
  static EngineHandle of(Object owner, ContextHandle context) {
    EngineHandle created = new EngineHandle(context);
    created.cleanable = CLEANER.register(owner, created);
    return created;
  }

  ContextHandle context() {
    return context;
  }

  void set(long engine) {
    handle = engine;
  }

  /** 0 when there is none yet, or none any more. */
  long get() {
    return handle;
  }

  void free() {
    cleanable.clean();
  }

  /** By {@link Cleaner}, once. */
  @Override
  public void run() {
    long freed = handle;
    handle = 0;
    if (freed != 0) {
      Native.engineFree(freed);
    }
    context.release();
  }
}
