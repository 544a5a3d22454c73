package io.tlsmgm.api.backend;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSession;

/** Turns what the wire brings into content. For one thread at a time. */
final class RecordReader {
  private static final int MOST_CONTENT = 8 << 20;

  private final LockedEngine engine;
  private final RecordWire wire;

  /** What was read and not unwrapped, between position and limit. */
  private ByteBuffer records;

  /** What was unwrapped and not taken, between position and limit. */
  private ByteBuffer content;

  RecordReader(LockedEngine engine, RecordWire wire) {
    this.engine = engine;
    this.wire = wire;
    SSLSession sizes = engine.session();
    this.records = ByteBuffer.allocate(sizes.getPacketBufferSize()).limit(0);
    this.content = ByteBuffer.allocate(sizes.getApplicationBufferSize()).limit(0);
  }

  /** Content that waits to be taken, between position and limit. */
  ByteBuffer content() {
    return content;
  }

  /**
   * Unwraps a record, or reads from the wire when there is none.
   *
   * @throws EOFException when the wire has ended
   */
  SSLEngineResult receive() throws IOException {
    SSLEngineResult result;
    content.compact();
    try {
      result = engine.unwrap(records, content);
    } finally {
      content.flip();
    }
    switch (result.getStatus()) {
      case BUFFER_UNDERFLOW -> fill();
      case BUFFER_OVERFLOW -> enlargeContent();
      case CLOSED, OK -> {}
    }
    return result;
  }

  /** Content piles up only while a handshake is waited for and nobody takes it. */
  private void enlargeContent() throws SSLException {
    if (content.remaining() > MOST_CONTENT) {
      throw new SSLException(
          "the peer has sent more than " + MOST_CONTENT + " bytes before it came to the handshake");
    }
    content = larger(content, content.remaining() + engine.session().getApplicationBufferSize());
  }

  private void fill() throws IOException {
    if (records.remaining() == records.capacity()) {
      records = larger(records, engine.session().getPacketBufferSize());
    }
    records.compact();
    try {
      if (!wire.read(records)) {
        throw new EOFException("the connection ended without the peer's close_notify");
      }
    } finally {
      records.flip();
    }
  }

  /** A copy of what {@code full} has to read, with twice its room, or {@code wanted} bytes. */
  static ByteBuffer larger(ByteBuffer full, int wanted) {
    int capacity = Math.max(wanted, full.capacity() * 2);
    return ByteBuffer.allocate(capacity).put(full).flip();
  }
}
