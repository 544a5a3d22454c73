package io.tlsmgm.api.backend;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import javax.net.ssl.SSLException;

/**
 * The end of an {@link EngineConnection}: what is owed to the peer is sent if the network takes it
 * in time.
 */
final class EngineClosing {
  /** How long a connection may take to end. */
  private static final long MOST_MILLIS = 2_000;

  private static final int MOST_LINGER_MILLIS = 500;

  private static final System.Logger LOGGER = System.getLogger(EngineClosing.class.getName());

  private final EngineConnection connection;
  private final LockedEngine engine;
  private final RecordWire wire;
  private final ReentrantLock reading;
  private final ReentrantLock writing;

  EngineClosing(
      EngineConnection connection,
      LockedEngine engine,
      RecordWire wire,
      ReentrantLock reading,
      ReentrantLock writing) {
    this.connection = connection;
    this.engine = engine;
    this.wire = wire;
    this.reading = reading;
    this.writing = writing;
  }

  /** Sends a close_notify. */
  void sayGoodbye() {
    sendLast(true);
  }

  /** Sends the alert that the engine has ready, and lets go of all. */
  void afterFailure(IOException failure) {
    sendLast(false);
    try {
      // The peer may still be sending: it gets the time to read the alert.
      release(failure instanceof SSLException ? MOST_LINGER_MILLIS : 0);
    } catch (IOException second) {
      failure.addSuppressed(second);
    }
  }

  /** Ends the connection, with a close_notify if it is {@code owed}. */
  void close(boolean owed) throws IOException {
    if (owed) {
      sendLast(true);
    }
    if (owed && !wire.owned()) {
      awaitPeer();
    }
    release(0);
  }

  private void release(int lingerMillis) throws IOException {
    try {
      if (wire.owned() && reading.tryLock()) {
        try {
          wire.shutdownOutput();
          wire.drain(lingerMillis);
        } catch (IOException gone) {
          LOGGER.log(System.Logger.Level.TRACE, "the connection was gone before its end", gone);
        } finally {
          reading.unlock();
        }
      }
    } finally {
      wire.close();
      engine.end(MOST_MILLIS);
    }
  }

  private void sendLast(boolean goodbye) {
    // Plain sockets cannot write with a timeout; closing one ends a write that hangs.
    CompletableFuture<Void> written = new CompletableFuture<>();
    written
        .orTimeout(MOST_MILLIS, TimeUnit.MILLISECONDS)
        .whenCompleteAsync(
            (done, late) -> {
              if (late != null) {
                abort();
              }
            });
    try {
      if (LockedEngine.lockWithin(writing, MOST_MILLIS)) {
        try {
          if (!goodbye || engine.closeOutbound(MOST_MILLIS)) {
            connection.flush();
          }
        } finally {
          writing.unlock();
        }
      }
    } catch (IOException gone) {
      LOGGER.log(System.Logger.Level.TRACE, "the last alert could not be sent", gone);
    } finally {
      written.complete(null);
    }
  }

  private void abort() {
    try {
      wire.abort();
    } catch (IOException gone) {
      LOGGER.log(System.Logger.Level.TRACE, "a connection that hung", gone);
    }
  }

  /** On a socket that is used further, takes the peer's records up to its close_notify. */
  private void awaitPeer() {
    long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(MOST_MILLIS);
    if (!LockedEngine.lockWithin(reading, MOST_MILLIS)) {
      return;
    }
    try {
      int timeout = wire.socket().getSoTimeout();
      try {
        while (!connection.peerClosed() && System.nanoTime() < deadline) {
          wire.socket().setSoTimeout((int) MOST_MILLIS);
          connection.discard();
        }
      } finally {
        wire.socket().setSoTimeout(timeout);
      }
    } catch (IOException gone) {
      LOGGER.log(System.Logger.Level.TRACE, "no close_notify of the peer", gone);
    } finally {
      reading.unlock();
    }
  }
}
