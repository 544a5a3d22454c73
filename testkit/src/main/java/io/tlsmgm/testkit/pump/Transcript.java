package io.tlsmgm.testkit.pump;

import java.util.ArrayDeque;
import java.util.Deque;

/** The last steps of a pump, for the message of a failure. */
final class Transcript {
  private static final int KEPT = 40;

  private final Deque<String> last = new ArrayDeque<>();
  private long steps;

  void add(String step) {
    steps++;
    last.addLast(step);
    if (last.size() > KEPT) {
      last.removeFirst();
    }
  }

  AssertionError failure(String message) {
    return new AssertionError(message + this);
  }

  AssertionError failure(String message, Throwable cause) {
    return new AssertionError(message + this, cause);
  }

  @Override
  public String toString() {
    return "\nthe last " + last.size() + " of " + steps + " steps:\n  " + String.join("\n  ", last);
  }
}
