package io.tlsmgm.wolfssl;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.locks.LockSupport;

/**
 * Keeps two threads out of one native engine: an exchange and a store where nobody is in the way,
 * which a lock that can queue threads does not get down to. Whoever holds it does at most one
 * record's work, or a step of the handshake, so others spin first and then sleep for a moment. Not
 * reentrant.
 */
final class Guard {
  private static final int SPINS = 200;
  private static final long NAP_NANOS = 20_000;
  private static final VarHandle HELD;

  static {
    try {
      HELD = MethodHandles.lookup().findVarHandle(Guard.class, "held", boolean.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  @SuppressWarnings("UnusedVariable") // Through the handle.
  private boolean held;

  void enter() {
    if (!HELD.compareAndSet(this, false, true)) {
      enterLater();
    }
  }

  private void enterLater() {
    for (int i = 0; ; i++) {
      if (i < SPINS) {
        Thread.onSpinWait();
      } else {
        LockSupport.parkNanos(NAP_NANOS);
      }
      if (HELD.compareAndSet(this, false, true)) {
        return;
      }
    }
  }

  void leave() {
    HELD.setRelease(this, false);
  }
}
