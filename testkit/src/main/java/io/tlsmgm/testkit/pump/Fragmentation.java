package io.tlsmgm.testkit.pump;

import java.nio.ByteBuffer;
import java.util.Random;
import java.util.function.Supplier;

/**
 * How the bytes of a flight arrive: whenever an engine needs more, so many are added to what it is
 * shown next.
 */
@FunctionalInterface
public interface Fragmentation {
  /**
   * How many bytes arrive next.
   *
   * @param unseen what is on the wire and was not shown to the engine yet; never empty
   * @return 1 to {@code unseen.remaining()}
   */
  int next(ByteBuffer unseen);

  /** Everything that is on the wire at once: several records, often several messages. */
  static Supplier<Fragmentation> flights() {
    return () -> ByteBuffer::remaining;
  }

  /** One byte at a time. */
  static Supplier<Fragmentation> singleBytes() {
    return () -> unseen -> 1;
  }

  /** One record at a time, whole. */
  static Supplier<Fragmentation> records() {
    return () ->
        unseen -> {
          int at = unseen.position();
          int length = (unseen.get(at + 3) & 0xff) << 8 | (unseen.get(at + 4) & 0xff);
          return TlsRecord.HEADER + length;
        };
  }

  /** Pieces of 1 to 700 bytes, the same ones for the same {@code seed}. */
  static Supplier<Fragmentation> random(long seed) {
    return () -> {
      Random random = new Random(seed);
      return unseen -> 1 + random.nextInt(Math.min(700, unseen.remaining()));
    };
  }
}
