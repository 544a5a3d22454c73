package io.tlsmgm.manager.engine;

import io.tlsmgm.api.AlertDescription;
import io.tlsmgm.api.EnginePeer;
import io.tlsmgm.api.hello.ClientHello;
import io.tlsmgm.api.hello.ClientHelloException;
import io.tlsmgm.api.hello.ClientHelloReader;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLEngineResult.Status;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLProtocolException;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link SelectingEngine} is until a domain's engine has the whole hello: first a reader of
 * the hello, then the one who feeds it to the domain's engine, or in the end a closed engine.
 */
final class ListeningEngine extends TransportSettings {
  private final SelectingEngine owner;
  private final Function<? super ClientHello, ? extends Selection> selector;
  private final ClientHelloReader reader = new ClientHelloReader();

  /** Reading and writing threads may meet here, and not yet at an engine that handles this. */
  private final ReentrantLock lock = new ReentrantLock();

  private boolean begun;
  private boolean closed;
  private byte @Nullable [] alert;

  /** Not null from the moment a domain is chosen. */
  private @Nullable Replay replay;

  ListeningEngine(
      SelectingEngine owner,
      EnginePeer peer,
      Function<? super ClientHello, ? extends Selection> selector) {
    super(peer);
    this.owner = owner;
    this.selector = selector;
  }

  @Override
  public SSLEngineResult unwrap(ByteBuffer src, ByteBuffer[] dsts, int offset, int length)
      throws SSLException {
    Buffers.checkUnwrap(src, dsts, offset, length);
    lock.lock();
    try {
      if (replay != null) {
        return replay.unwrap(src, dsts, offset, length);
      }
      if (closed) {
        return result(Status.CLOSED, 0, 0);
      }
      begun = true;
      int record = Records.lengthOfFirst(src);
      if (src.remaining() < record) {
        return result(Status.BUFFER_UNDERFLOW, 0, 0);
      }
      Optional<ClientHello> hello = read(src.slice(src.position(), record));
      src.position(src.position() + record);
      if (hello.isEmpty()) {
        return result(Status.OK, record, 0);
      }
      Replay started = new Replay(owner, select(hello.get()), reader.received());
      replay = started;
      SSLEngineResult result = started.start(dsts, offset, length);
      return new SSLEngineResult(
          result.getStatus(), result.getHandshakeStatus(), record, result.bytesProduced());
    } finally {
      lock.unlock();
    }
  }

  private Optional<ClientHello> read(ByteBuffer record) throws SSLException {
    try {
      return reader.read(record);
    } catch (ClientHelloException e) {
      SSLException reason = new SSLProtocolException(e.getMessage());
      reason.initCause(e);
      throw refuse(e.alert(), reason);
    }
  }

  private SSLEngine select(ClientHello hello) throws SSLException {
    try {
      Selection selection = selector.apply(hello);
      if (selection instanceof Selection.Engine chosen) {
        handOver(chosen.engine(), owner);
        return chosen.engine();
      }
      Selection.Refuse refusal = (Selection.Refuse) selection;
      throw refuse(
          refusal.alert(),
          new SSLHandshakeException(refusal.reason() + " (" + refusal.alert() + ")"));
    } catch (RuntimeException e) {
      throw refuse(
          AlertDescription.INTERNAL_ERROR,
          new SSLException("choosing a domain for the ClientHello failed: " + e.getMessage(), e));
    }
  }

  private SSLException refuse(AlertDescription description, SSLException reason) {
    close(description);
    return reason;
  }

  private void close(AlertDescription description) {
    closed = true;
    alert = Records.alert(description);
  }

  @Override
  public SSLEngineResult wrap(ByteBuffer[] srcs, int offset, int length, ByteBuffer dst)
      throws SSLException {
    Buffers.checkWrap(srcs, offset, length, dst);
    lock.lock();
    try {
      if (replay != null) {
        return replay.wrap(srcs, offset, length, dst);
      }
      if (!closed) {
        begun = true;
        return result(Status.OK, 0, 0);
      }
      byte[] record = alert;
      if (record == null) {
        return result(Status.CLOSED, 0, 0);
      }
      if (dst.remaining() < record.length) {
        return result(Status.BUFFER_OVERFLOW, 0, 0);
      }
      dst.put(record);
      alert = null;
      return result(Status.CLOSED, 0, record.length);
    } finally {
      lock.unlock();
    }
  }

  private SSLEngineResult result(Status status, int consumed, int produced) {
    return new SSLEngineResult(status, listeningStatus(), consumed, produced);
  }

  private HandshakeStatus listeningStatus() {
    if (closed) {
      return alert == null ? HandshakeStatus.NOT_HANDSHAKING : HandshakeStatus.NEED_WRAP;
    }
    return begun ? HandshakeStatus.NEED_UNWRAP : HandshakeStatus.NOT_HANDSHAKING;
  }

  @Override
  public HandshakeStatus getHandshakeStatus() {
    lock.lock();
    try {
      return replay == null ? listeningStatus() : replay.engine().getHandshakeStatus();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void beginHandshake() throws SSLException {
    lock.lock();
    try {
      if (replay != null) {
        return; // it has begun, and the first handshake cannot be over yet
      }
      if (closed) {
        throw new SSLException("the engine is closed");
      }
      begun = true;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public @Nullable Runnable getDelegatedTask() {
    lock.lock();
    try {
      if (replay == null) {
        return null;
      }
      Runnable task = replay.engine().getDelegatedTask();
      Replay running = replay;
      return task == null || running.isEnded() ? task : () -> runAndFeed(task, running);
    } finally {
      lock.unlock();
    }
  }

  private void runAndFeed(Runnable task, Replay running) {
    task.run();
    lock.lock();
    try {
      running.feedLater();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void closeInbound() throws SSLException {
    lock.lock();
    try {
      if (replay != null) {
        replay.engine().closeInbound();
      } else if (!closed && begun) {
        throw refuse(
            AlertDescription.INTERNAL_ERROR,
            new SSLException("closing inbound before receiving peer's close_notify"));
      } else {
        closed = true;
      }
    } finally {
      lock.unlock();
    }
  }

  @Override
  public boolean isInboundDone() {
    lock.lock();
    try {
      return replay == null ? closed : replay.engine().isInboundDone();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void closeOutbound() {
    lock.lock();
    try {
      if (replay != null) {
        replay.engine().closeOutbound();
      } else if (!closed && begun) {
        close(AlertDescription.CLOSE_NOTIFY);
      } else {
        closed = true; // nobody was spoken to, so there is nobody to notify
      }
    } finally {
      lock.unlock();
    }
  }

  @Override
  public boolean isOutboundDone() {
    lock.lock();
    try {
      return replay == null ? closed && alert == null : replay.engine().isOutboundDone();
    } finally {
      lock.unlock();
    }
  }
}
