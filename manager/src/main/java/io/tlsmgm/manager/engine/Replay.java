package io.tlsmgm.manager.engine;

import java.nio.ByteBuffer;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLEngineResult.Status;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Gives a domain's engine what was received before it was chosen, and then lets the owner become
 * this engine.
 *
 * <p>Most engines take all of it at once. One that wants a task to be run or something to be sent
 * in between gets the rest right after that, so that a transport which is told {@code NEED_UNWRAP}
 * may go and wait for the network. Not thread-safe.
 */
final class Replay {
  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);
  private static final ByteBuffer[] NOWHERE = {NOTHING};

  private final SelectingEngine owner;
  private final SSLEngine engine;
  private final ByteBuffer received;
  private @Nullable SSLException failure;
  private boolean ended;

  Replay(SelectingEngine owner, SSLEngine engine, ByteBuffer received) {
    this.owner = owner;
    this.engine = engine;
    this.received = received;
  }

  SSLEngine engine() {
    return engine;
  }

  /** Begins; the result counts nothing as consumed. */
  SSLEngineResult start(ByteBuffer[] dsts, int offset, int length) throws SSLException {
    try {
      engine.beginHandshake();
      return feed(dsts, offset, length);
    } catch (SSLException | RuntimeException e) {
      end(); // the engine has an alert to send
      throw e;
    }
  }

  SSLEngineResult unwrap(ByteBuffer src, ByteBuffer[] dsts, int offset, int length)
      throws SSLException {
    throwFailure();
    if (!ended) {
      SSLEngineResult fed;
      try {
        fed = feed(dsts, offset, length);
      } catch (SSLException | RuntimeException e) {
        end();
        throw e;
      }
      boolean wantsMore = ended && fed.getHandshakeStatus() == HandshakeStatus.NEED_UNWRAP;
      if (!wantsMore || fed.getStatus() != Status.OK) {
        return fed;
      }
    }
    return engine.unwrap(src, dsts, offset, length);
  }

  SSLEngineResult wrap(ByteBuffer[] srcs, int offset, int length, ByteBuffer dst)
      throws SSLException {
    throwFailure();
    SSLEngineResult result = engine.wrap(srcs, offset, length, dst);
    if (ended) {
      return result;
    }
    if (result.getStatus() == Status.CLOSED) {
      end();
      return result;
    }
    feedLater();
    return new SSLEngineResult(
        result.getStatus(),
        engine.getHandshakeStatus(),
        result.bytesConsumed(),
        result.bytesProduced());
  }

  /**
   * Goes on after a task was run or something was sent. What goes wrong is thrown by the next
   * {@link #wrap} or {@link #unwrap}, as an engine does with a task that fails.
   */
  void feedLater() {
    try {
      feed(NOWHERE, 0, NOWHERE.length);
    } catch (SSLException e) {
      failure = e;
    }
  }

  boolean isEnded() {
    return ended;
  }

  /** The owner is the engine from here on. */
  void end() {
    ended = true;
    owner.become(engine);
  }

  private void throwFailure() throws SSLException {
    SSLException thrown = failure;
    if (thrown != null) {
      failure = null;
      end();
      throw thrown;
    }
  }

  private SSLEngineResult feed(ByteBuffer[] dsts, int offset, int length) throws SSLException {
    Status status = Status.OK;
    int produced = 0;
    while (status == Status.OK
        && received.hasRemaining()
        && engine.getHandshakeStatus() == HandshakeStatus.NEED_UNWRAP) {
      int before = received.remaining();
      SSLEngineResult result = engine.unwrap(received, dsts, offset, length);
      status = result.getStatus();
      produced += result.bytesProduced();
      if (received.remaining() == before
          && (status == Status.OK || status == Status.BUFFER_UNDERFLOW)) {
        engine.closeOutbound();
        throw new SSLException(
            "the engine of the domain leaves " + before + " bytes of the ClientHello: " + result);
      }
    }
    if (status == Status.CLOSED || !received.hasRemaining()) {
      end();
    }
    return new SSLEngineResult(status, engine.getHandshakeStatus(), 0, produced);
  }
}
