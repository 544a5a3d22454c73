package io.tlsmgm.testkit.pump;

import java.nio.ByteBuffer;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;

/**
 * Handshakes in memory with as little around them as possible, for tests that make very many of
 * them. It checks nothing by the way, as {@link EnginePump} does. For one thread.
 */
public final class FastPump {
  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);
  private static final int MOST_ROUNDS = 20;

  private final ByteBuffer toServer = ByteBuffer.allocateDirect(1 << 16);
  private final ByteBuffer toClient = ByteBuffer.allocateDirect(1 << 16);
  private final ByteBuffer plain = ByteBuffer.allocateDirect(1 << 15);

  /** With buffers of its own, which serve all of its handshakes. */
  public FastPump() {}

  /** Whether both got through; when one of them threw, it has its alert still to be taken. */
  public boolean handshake(SSLEngine client, SSLEngine server) {
    toServer.clear();
    toClient.clear();
    try {
      client.beginHandshake();
      server.beginHandshake();
      for (int round = 0; round < MOST_ROUNDS; round++) {
        boolean moved = step(client, toServer, toClient);
        moved |= step(server, toClient, toServer);
        if (!moved) {
          return true;
        }
      }
    } catch (SSLException failed) {
      return false;
    }
    throw new AssertionError("no end after " + MOST_ROUNDS + " rounds");
  }

  /** A handshake that goes no further than the client's hello and what the server makes of it. */
  public void hello(SSLEngine client, SSLEngine server) throws SSLException {
    toServer.clear();
    toClient.clear();
    client.beginHandshake();
    server.beginHandshake();
    step(client, toServer, toClient);
    step(server, toClient, toServer);
    step(server, toClient, toServer);
  }

  private boolean step(SSLEngine engine, ByteBuffer out, ByteBuffer in) throws SSLException {
    boolean moved = false;
    if (engine.getHandshakeStatus() != HandshakeStatus.NOT_HANDSHAKING) {
      int before = out.position();
      engine.wrap(NOTHING.duplicate(), out);
      runTasks(engine);
      moved = out.position() > before;
    }
    in.flip();
    try {
      while (in.hasRemaining()) {
        if (engine.unwrap(in, plain.clear()).bytesConsumed() == 0) {
          break;
        }
        runTasks(engine);
        moved = true;
      }
    } finally {
      in.compact();
    }
    return moved;
  }

  private static void runTasks(SSLEngine engine) {
    for (Runnable task = engine.getDelegatedTask();
        task != null;
        task = engine.getDelegatedTask()) {
      task.run();
    }
  }

  /** {@code closeOutbound} and the {@code wrap} that takes the close_notify. */
  public void closeOutbound(SSLEngine engine) throws SSLException {
    engine.closeOutbound();
    engine.wrap(NOTHING.duplicate(), toServer.clear());
  }

  /** Takes the alert of {@code from} and hands it to {@code to}. */
  public void deliver(SSLEngine from, SSLEngine to) {
    try {
      from.wrap(NOTHING.duplicate(), toServer.clear());
      toServer.flip();
      while (toServer.hasRemaining() && to.unwrap(toServer, plain.clear()).bytesConsumed() > 0) {
        runTasks(to);
      }
    } catch (SSLException alert) {
      // The point of an alert.
      return;
    }
  }
}
