package io.tlsmgm.testkit.pump;

import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * How an {@link EnginePump} treats its engines.
 *
 * @param fragmentation makes the pattern in which bytes arrive, one for each direction
 * @param source the kind of buffer for bytes that an engine reads
 * @param destination the kind of buffer for bytes that an engine writes
 * @param pieces into how many buffers application data is cut, for gathering and scattering; 1 uses
 *     the methods that take one buffer, 2 those with an array, more those with offset and length
 * @param tasks runs delegated tasks
 * @param growing whether a wrap that overflows in spite of {@code getPacketBufferSize} gets twice
 *     the room in further calls, until nothing more comes; without it that is a failure
 * @param maxCalls calls of {@code wrap} and {@code unwrap} in one operation of the pump, above
 *     which it gives up
 */
public record PumpOptions(
    Supplier<Fragmentation> fragmentation,
    BufferKind source,
    BufferKind destination,
    int pieces,
    Executor tasks,
    boolean growing,
    int maxCalls) {

  /** Whole flights, one heap buffer each, tasks in the calling thread. */
  public static final PumpOptions DEFAULT =
      new PumpOptions(
          Fragmentation.flights(),
          BufferKind.HEAP,
          BufferKind.HEAP,
          1,
          Runnable::run,
          false,
          100_000);

  /** Checks the ranges. */
  public PumpOptions {
    if (pieces < 1 || maxCalls < 1) {
      throw new IllegalArgumentException("pieces and maxCalls must be at least 1");
    }
  }

  /** With another {@link #fragmentation()}. */
  public PumpOptions fragmentation(Supplier<Fragmentation> value) {
    return new PumpOptions(value, source, destination, pieces, tasks, growing, maxCalls);
  }

  /** With other kinds of buffers. */
  public PumpOptions buffers(BufferKind from, BufferKind to) {
    return new PumpOptions(fragmentation, from, to, pieces, tasks, growing, maxCalls);
  }

  /** With other {@link #pieces()}. */
  public PumpOptions pieces(int value) {
    return new PumpOptions(fragmentation, source, destination, value, tasks, growing, maxCalls);
  }

  /** With another {@link #tasks()}. */
  public PumpOptions tasks(Executor value) {
    return new PumpOptions(fragmentation, source, destination, pieces, value, growing, maxCalls);
  }

  /** With {@link #growing()}. */
  public PumpOptions growing(boolean value) {
    return new PumpOptions(fragmentation, source, destination, pieces, tasks, value, maxCalls);
  }
}
