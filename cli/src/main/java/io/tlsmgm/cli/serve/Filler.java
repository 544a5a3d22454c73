package io.tlsmgm.cli.serve;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.Arrays;
import java.util.OptionalInt;

/** Bodies of a size that the client chooses, for load generators: {@code /bytes/N}. */
final class Filler {
  /** The largest size. */
  static final int MAX = 1 << 20;

  private static final String PREFIX = "/bytes/";
  private static final int MAX_DIGITS = 7;

  private Filler() {}

  /** Whether {@code target} asks for such a body; its size may be a wrong one. */
  static boolean isAskedFor(String target) {
    return target.startsWith(PREFIX);
  }

  /**
   * The size that {@code target} names.
   *
   * @return empty when that is not a number from 0 to {@link #MAX}
   */
  static OptionalInt size(String target) {
    int digits = target.length() - PREFIX.length();
    if (digits < 1 || digits > MAX_DIGITS) {
      return OptionalInt.empty();
    }
    int size = 0;
    for (int i = PREFIX.length(); i < target.length(); i++) {
      char digit = target.charAt(i);
      if (digit < '0' || digit > '9') {
        return OptionalInt.empty();
      }
      size = size * 10 + (digit - '0');
    }
    return size <= MAX ? OptionalInt.of(size) : OptionalInt.empty();
  }

  /** So many times the letter x, without a copy. */
  static ByteBuf body(int size) {
    return Unpooled.wrappedBuffer(Letters.X, 0, size);
  }

  /** Made when the first request asks for them. */
  private static final class Letters {
    static final byte[] X = new byte[MAX];

    static {
      Arrays.fill(X, (byte) 'x');
    }

    private Letters() {}
  }
}
