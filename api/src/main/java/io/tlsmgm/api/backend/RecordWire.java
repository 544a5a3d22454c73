package io.tlsmgm.api.backend;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A connected plain socket as what carries TLS records; buffers are heap buffers. */
final class RecordWire {
  /** Type, version and length of a record (RFC 8446, 5.1). */
  private static final int HEADER = 5;

  private static final int MOST_DRAINED = 1 << 20;

  private final Socket socket;
  private final boolean owned;
  private final InputStream in;
  private final OutputStream out;

  /**
   * @param consumed what was read from the socket already; null for nothing
   * @param owned whether the socket ends with the TLS connection; otherwise no byte beyond the
   *     peer's close_notify is read
   */
  RecordWire(Socket socket, @Nullable InputStream consumed, boolean owned) throws IOException {
    this.socket = socket;
    this.owned = owned;
    InputStream rest = socket.getInputStream();
    this.in = consumed == null ? rest : new SequenceInputStream(consumed, rest);
    this.out = socket.getOutputStream();
  }

  boolean owned() {
    return owned;
  }

  Socket socket() {
    return socket;
  }

  /** Reads what there is, one byte at least, behind what {@code into} has; false at the end. */
  boolean read(ByteBuffer into) throws IOException {
    int most = owned ? into.remaining() : Math.min(into.remaining(), missing(into));
    int count = in.read(into.array(), into.arrayOffset() + into.position(), most);
    if (count < 0) {
      return false;
    }
    into.position(into.position() + count);
    return true;
  }

  /** How much of the record that {@code started} begins with is to come, as far as is known. */
  private static int missing(ByteBuffer started) {
    int have = started.position();
    if (have < HEADER) {
      return HEADER - have;
    }
    int length = Short.toUnsignedInt(started.getShort(HEADER - Short.BYTES));
    return Math.max(1, HEADER + length - have);
  }

  void write(ByteBuffer from) throws IOException {
    if (from.hasRemaining()) {
      out.write(from.array(), from.arrayOffset() + from.position(), from.remaining());
      out.flush();
    }
  }

  /**
   * Drops what has arrived and what arrives within a time, up to the peer's end: closing a socket
   * with unread data resets the connection, and the peer may lose the alert that was sent last. The
   * socket is to be closed after this.
   */
  void drain(int millis) throws IOException {
    long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    byte[] scratch = new byte[8 << 10];
    int drained = 0;
    while (drained < MOST_DRAINED) {
      long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
      if (left <= 0 && in.available() == 0) {
        return;
      }
      socket.setSoTimeout((int) Math.max(1, left));
      int count = in.read(scratch);
      if (count < 0) {
        return;
      }
      drained += count;
    }
  }

  void shutdownInput() throws IOException {
    if (owned && !socket.isInputShutdown()) {
      socket.shutdownInput();
    }
  }

  void shutdownOutput() throws IOException {
    if (owned && !socket.isOutputShutdown()) {
      socket.shutdownOutput();
    }
  }

  void close() throws IOException {
    if (owned) {
      socket.close();
    }
  }

  /** Ends the connection at once, whoever owns it: a record was cut, nothing can follow. */
  void abort() throws IOException {
    socket.close();
  }
}
