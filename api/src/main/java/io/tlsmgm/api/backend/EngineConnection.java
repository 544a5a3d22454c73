package io.tlsmgm.api.backend;

import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLEngineResult.Status;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/**
 * One TLS connection: an engine and the wire it talks over.
 *
 * <p>Whoever holds {@link #reading} reads the wire and unwraps; whoever holds {@link #writing}
 * wraps and writes the wire, so that records leave in the order in which they were made. A reader
 * may take {@code writing} for the engine's answers; nobody waits for {@code reading} with {@code
 * writing} held, or a blocked read would stop writes. A thread that needs the handshake to go on
 * while another one reads waits for that one's progress.
 */
final class EngineConnection {
  private final LockedEngine engine;
  private final RecordWire wire;
  private final Consumer<SSLSession> handshaken;
  private final EngineClosing closing;
  private final ReentrantLock reading = new ReentrantLock();
  private final ReentrantLock writing = new ReentrantLock();

  /** Guarded by reading. */
  private final RecordReader input;

  /** Guarded by writing. */
  private final RecordWriter output;

  private volatile @Nullable SSLSession session;
  private volatile @Nullable IOException failure;
  private volatile boolean closed;
  private volatile boolean peerClosed;
  private volatile boolean inputShut;
  private volatile boolean outputShut;

  /**
   * @param handshaken told of each handshake that is complete, in the thread that completed it,
   *     which holds locks
   */
  EngineConnection(SSLEngine engine, RecordWire wire, Consumer<SSLSession> handshaken) {
    this.engine = new LockedEngine(engine);
    this.wire = wire;
    this.handshaken = handshaken;
    this.input = new RecordReader(this.engine, wire);
    this.output = new RecordWriter(this.engine, wire);
    this.closing = new EngineClosing(this, this.engine, wire, reading, writing);
  }

  /** This connection cannot be used in this way any more, or not yet: no reason to end it. */
  private static final class Unusable extends SocketException {
    Unusable(String message) {
      super(message);
    }
  }

  /** The session of the last complete handshake; null before the first. */
  @Nullable SSLSession session() {
    return session;
  }

  boolean inputShut() {
    return inputShut || peerClosed;
  }

  boolean outputShut() {
    return outputShut;
  }

  boolean peerClosed() {
    return peerClosed;
  }

  void handshake() throws IOException {
    if (session != null) {
      return;
    }
    try {
      checkUsable();
      engine.begin();
      complete();
    } catch (IOException failed) {
      throw ended(failed);
    }
  }

  /** The first handshake, or another one, or what TLS 1.3 has in its place. */
  void startHandshake() throws IOException {
    if (session == null) {
      handshake();
      return;
    }
    try {
      checkUsable();
      if (outputShut || peerClosed) {
        throw new Unusable("no handshake on a connection that is shut in one direction");
      }
      engine.renew();
      complete();
    } catch (IOException failed) {
      throw ended(failed);
    }
  }

  int read(byte[] bytes, int offset, int length) throws IOException {
    handshake();
    reading.lock();
    try {
      while (!inputShut) {
        checkUsable();
        ByteBuffer content = input.content();
        if (content.hasRemaining()) {
          int count = Math.min(length, content.remaining());
          content.get(bytes, offset, count);
          return count;
        }
        if (peerClosed) {
          return -1;
        }
        receive();
        answer();
      }
      return -1;
    } catch (IOException failed) {
      throw ended(failed);
    } finally {
      releaseReading();
    }
  }

  /** What can be read without waiting for the peer or for another reader. */
  int available() {
    if (inputShut || !reading.tryLock()) {
      return 0;
    }
    try {
      return input.content().remaining();
    } finally {
      releaseReading();
    }
  }

  void write(byte[] bytes, int offset, int length) throws IOException {
    handshake();
    ByteBuffer from = ByteBuffer.wrap(bytes, offset, length);
    try {
      while (!sent(from)) {
        complete();
      }
    } catch (IOException failed) {
      throw ended(failed);
    }
  }

  /** False when the engine wants a handshake first. */
  private boolean sent(ByteBuffer from) throws IOException {
    writing.lock();
    try {
      while (from.hasRemaining()) {
        checkUsable();
        if (outputShut) {
          throw new Unusable("Socket output is shutdown");
        }
        SSLEngineResult result = output.write(from);
        noteHandshake(result);
        if (result.getStatus() == Status.CLOSED) {
          throw new Unusable("Socket output is shutdown: the peer has closed the connection");
        }
        if (result.bytesConsumed() == 0
            && result.bytesProduced() == 0
            && result.getHandshakeStatus() != HandshakeStatus.NEED_WRAP) {
          return false;
        }
      }
      if (!peerClosed) {
        flush();
      }
      return true;
    } finally {
      writing.unlock();
    }
  }

  /** Sends what the engine has to say by itself. */
  void flush() throws IOException {
    writing.lock();
    try {
      if (output.flush()) {
        noteHandshake();
      }
    } finally {
      writing.unlock();
    }
  }

  /** Works at the handshake until the engine asks for no more of it. */
  private void complete() throws IOException {
    while (true) {
      HandshakeStatus status = engine.settle();
      checkUsable();
      if (status == HandshakeStatus.NOT_HANDSHAKING || status == HandshakeStatus.FINISHED) {
        if (session == null) {
          noteHandshake();
        }
        return;
      }
      if (peerClosed || outputShut) {
        throw new SSLHandshakeException("the connection was closed during the handshake");
      }
      switch (status) {
        case NEED_WRAP -> flush();
        case NEED_TASK ->
            throw new SSLException("the engine waits for a task that it does not give");
        default -> progress();
      }
    }
  }

  /** Has one record unwrapped, by this thread or by the one that reads already. */
  private void progress() throws IOException {
    if (!reading.tryLock()) {
      engine.awaitMove(reading);
      return;
    }
    try {
      // Another reader may have unwrapped what the engine needed.
      HandshakeStatus status = engine.settle();
      if (status == HandshakeStatus.NEED_UNWRAP || status == HandshakeStatus.NEED_UNWRAP_AGAIN) {
        receive();
      }
    } finally {
      releaseReading();
    }
  }

  private void releaseReading() {
    reading.unlock();
    engine.signal();
  }

  /** Has one record unwrapped or more read. Needs {@link #reading}. */
  void receive() throws IOException {
    try {
      SSLEngineResult result = input.receive();
      if (result.getStatus() == Status.CLOSED) {
        peerClosed = true;
      }
      noteHandshake(result);
    } catch (EOFException end) {
      if (inputShut) {
        return;
      }
      checkUsable();
      throw session == null
          ? new SSLHandshakeException("the peer ended the connection during the handshake")
          : new SSLException(
              "the connection ended without the peer's close_notify: data may be missing", end);
    }
  }

  /** Receives and drops the content. Needs {@link #reading}. */
  void discard() throws IOException {
    receive();
    input.content().position(input.content().limit());
  }

  /** Does what a record asked for: a key update, a renegotiation, the peer's farewell. */
  private void answer() throws IOException {
    if (!peerClosed) {
      if (engine.settle() == HandshakeStatus.NEED_WRAP) {
        flush();
      }
      return;
    }
    SSLSession known = session;
    if (known == null || !known.getProtocol().equals("TLSv1.3")) {
      // Up to TLS 1.2 both directions end together (RFC 5246, 7.2.1).
      outputShut = true;
      closing.sayGoodbye();
    }
  }

  private void noteHandshake(SSLEngineResult result) {
    if (result.getHandshakeStatus() == HandshakeStatus.FINISHED) {
      noteHandshake();
    }
  }

  private void noteHandshake() {
    boolean first = session == null;
    SSLSession made = engine.session();
    session = made;
    // In TLS 1.3 the engine may call a ticket or a key update finished, too.
    if (first || !made.getProtocol().equals("TLSv1.3")) {
      handshaken.accept(made);
    }
  }

  void checkUsable() throws IOException {
    if (closed) {
      throw new Unusable("Socket is closed");
    }
    IOException earlier = failure;
    if (earlier != null) {
      throw new SSLException("the connection has failed: " + earlier.getMessage(), earlier);
    }
  }

  /** Ends the connection if {@code failed} is for good; a timeout leaves it as it was. */
  private IOException ended(IOException failed) {
    boolean usable = failed instanceof SocketTimeoutException || failed instanceof Unusable;
    if (!usable && failure == null && !closed) {
      failure = failed;
      closing.afterFailure(failed);
    }
    return failed;
  }

  /**
   * No more reading: what was not read is lost.
   *
   * @throws SSLException when the peer's close_notify has not come, so that data may be missing
   */
  void shutdownInput() throws IOException {
    inputShut = true;
    wire.shutdownInput();
    if (engine.begun() && !peerClosed) {
      throw new SSLException("the input is shut down before the peer's close_notify has come");
    }
  }

  /** No more writing: sends a close_notify, behind what other threads are writing. */
  void shutdownOutput() throws IOException {
    try {
      writing.lock();
      try {
        outputShut = true;
        if (engine.begun()) {
          engine.closeOutbound(Long.MAX_VALUE);
          flush();
        }
      } finally {
        writing.unlock();
      }
      wire.shutdownOutput();
    } catch (IOException failed) {
      throw ended(failed);
    }
  }

  void close() throws IOException {
    closed = true;
    closing.close(failure == null && !outputShut && engine.begun());
  }
}
