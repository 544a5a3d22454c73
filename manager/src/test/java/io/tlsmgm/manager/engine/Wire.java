package io.tlsmgm.manager.engine;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLEngineResult.Status;
import javax.net.ssl.SSLException;

/**
 * One end of a connection in memory, driven as a careful transport would: bytes arrive in chunks of
 * a given size, and more are only waited for when the engine says so.
 */
final class Wire {
  /** The kinds of buffer that a transport may use. */
  enum Buffers {
    HEAP,
    DIRECT,
    /** For the hello; later the JDK decrypts in place. */
    READ_ONLY
  }

  final SSLEngine engine;
  private final int chunk;
  private final Buffers buffers;
  private final ByteArrayOutputStream received = new ByteArrayOutputStream();
  private byte[] arriving = {};
  private ByteBuffer net = ByteBuffer.allocate(0);

  Wire(SSLEngine engine, int chunk, Buffers buffers) {
    this.engine = engine;
    this.chunk = chunk;
    this.buffers = buffers;
  }

  static Wire of(SSLEngine engine) {
    return new Wire(engine, Integer.MAX_VALUE, Buffers.HEAP);
  }

  /** Application data that was received so far. */
  byte[] received() {
    return received.toByteArray();
  }

  void arrive(byte[] bytes) {
    arriving = concat(arriving, bytes);
  }

  /**
   * Lets the engine work until it waits for bytes that have not arrived, or has nothing to do.
   *
   * @return the records to send
   */
  byte[] work() throws SSLException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    while (true) {
      switch (engine.getHandshakeStatus()) {
        case NEED_TASK -> {
          Runnable task = engine.getDelegatedTask();
          if (task != null) {
            task.run();
          }
        }
        case NEED_WRAP -> {
          wrap(new byte[0], out);
        }
        default -> {
          if (engine.isInboundDone() || !unwrap()) {
            return out.toByteArray();
          }
        }
      }
    }
  }

  /** What is left to send after a failure or a close, which not every engine announces. */
  byte[] flush() throws SSLException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    while (wrap(new byte[0], out).bytesProduced() > 0) {
      if (engine.isOutboundDone()) {
        break;
      }
    }
    return out.toByteArray();
  }

  byte[] send(byte[] data) throws SSLException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    wrap(data, out);
    return out.toByteArray();
  }

  private SSLEngineResult wrap(byte[] data, ByteArrayOutputStream out) throws SSLException {
    int size = engine.getSession().getPacketBufferSize();
    ByteBuffer dst =
        buffers == Buffers.DIRECT ? ByteBuffer.allocateDirect(size) : ByteBuffer.allocate(size);
    SSLEngineResult result = engine.wrap(input(data), dst);
    if (result.bytesProduced() != dst.position()) {
      throw new AssertionError(result + " but wrote " + dst.position());
    }
    byte[] record = new byte[dst.flip().remaining()];
    dst.get(record);
    out.writeBytes(record);
    return result;
  }

  /** False when it needs bytes that have not arrived. */
  private boolean unwrap() throws SSLException {
    int size = engine.getSession().getApplicationBufferSize();
    ByteBuffer dst =
        buffers == Buffers.DIRECT ? ByteBuffer.allocateDirect(size) : ByteBuffer.allocate(size);
    int before = net.position();
    SSLEngineResult result = engine.unwrap(net, dst);
    if (result.bytesConsumed() != net.position() - before) {
      throw new AssertionError(result + " but consumed " + (net.position() - before));
    }
    byte[] data = new byte[dst.flip().remaining()];
    dst.get(data);
    received.writeBytes(data);
    if (result.getStatus() == Status.BUFFER_UNDERFLOW) {
      if (result.bytesConsumed() != 0 || arriving.length == 0) {
        return false;
      }
      byte[] rest = new byte[net.remaining()];
      net.get(rest);
      int count = Math.min(chunk, arriving.length);
      net = input(concat(rest, Arrays.copyOf(arriving, count)));
      arriving = Arrays.copyOfRange(arriving, count, arriving.length);
      return true;
    }
    boolean idle = result.bytesConsumed() == 0 && result.bytesProduced() == 0;
    boolean waits =
        result.getHandshakeStatus() == HandshakeStatus.NEED_UNWRAP
            || result.getHandshakeStatus() == HandshakeStatus.NOT_HANDSHAKING;
    return result.getStatus() != Status.CLOSED && !(idle && waits);
  }

  private ByteBuffer input(byte[] bytes) {
    return switch (buffers) {
      case HEAP -> ByteBuffer.wrap(bytes);
      case DIRECT -> ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
      case READ_ONLY ->
          engine instanceof SelectingEngine selecting && selecting.selected().isEmpty()
              ? ByteBuffer.wrap(bytes).asReadOnlyBuffer()
              : ByteBuffer.wrap(bytes);
    };
  }

  /** Exchanges what both have to say until both are silent. */
  static void exchange(Wire one, Wire other) throws SSLException {
    boolean spoke = true;
    while (spoke) {
      byte[] there = one.work();
      other.arrive(there);
      byte[] back = other.work();
      one.arrive(back);
      spoke = there.length + back.length > 0;
    }
  }

  /** The same handshake message in records of at most {@code size} bytes. */
  static byte[] inRecords(byte[] record, int size) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int at = 5; at < record.length; at += size) {
      int length = Math.min(size, record.length - at);
      out.write(record, 0, 3);
      out.write(length >> 8);
      out.write(length);
      out.write(record, at, length);
    }
    return out.toByteArray();
  }

  static byte[] concat(byte[] one, byte[] other) {
    byte[] both = Arrays.copyOf(one, one.length + other.length);
    System.arraycopy(other, 0, both, one.length, other.length);
    return both;
  }
}
