package io.tlsmgm.api.backend;

import java.io.IOException;
import java.nio.ByteBuffer;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLEngineResult.Status;

/** Turns content into what the wire carries. For one thread at a time. */
final class RecordWriter {
  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  private final LockedEngine engine;
  private final RecordWire wire;
  private ByteBuffer outgoing;

  RecordWriter(LockedEngine engine, RecordWire wire) {
    this.engine = engine;
    this.wire = wire;
    this.outgoing = ByteBuffer.allocate(engine.session().getPacketBufferSize());
  }

  /** Writes a record, of {@code content} or of the engine's own. */
  SSLEngineResult write(ByteBuffer content) throws IOException {
    SSLEngineResult result = engine.wrap(content, outgoing.clear());
    while (result.getStatus() == Status.BUFFER_OVERFLOW) {
      outgoing = RecordReader.larger(outgoing.flip(), engine.session().getPacketBufferSize());
      result = engine.wrap(content, outgoing.clear());
    }
    wire.write(outgoing.flip());
    return result;
  }

  /**
   * Writes what the engine has to say by itself; a flight of records goes out as one.
   *
   * @return whether this has finished a handshake
   */
  boolean flush() throws IOException {
    boolean finished = false;
    outgoing.clear();
    try {
      // Asked each time: a wrap that is not needed would make an empty record.
      while (engine.status() == HandshakeStatus.NEED_WRAP) {
        SSLEngineResult result = engine.wrap(NOTHING.duplicate(), outgoing);
        finished |= result.getHandshakeStatus() == HandshakeStatus.FINISHED;
        if (result.getStatus() == Status.BUFFER_OVERFLOW) {
          outgoing = RecordReader.larger(outgoing.flip(), engine.session().getPacketBufferSize());
          outgoing.position(outgoing.limit()).limit(outgoing.capacity());
        } else if (result.getStatus() != Status.OK) {
          break;
        }
      }
    } finally {
      wire.write(outgoing.flip());
    }
    return finished;
  }
}
