package io.tlsmgm.conscrypt;

import java.nio.ByteBuffer;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;

/** Handshakes in memory with as little around them as possible; for one thread. */
final class FastPump {
  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);
  private static final int MOST_ROUNDS = 20;

  private final ByteBuffer toServer = ByteBuffer.allocateDirect(1 << 16);
  private final ByteBuffer toClient = ByteBuffer.allocateDirect(1 << 16);
  private final ByteBuffer plain = ByteBuffer.allocateDirect(1 << 15);

  /** Whether both got through; when one of them threw, it has its alert still to be taken. */
  boolean handshake(SSLEngine client, SSLEngine server) {
    toServer.clear();
    toClient.clear();
    try {
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

  private boolean step(SSLEngine engine, ByteBuffer out, ByteBuffer in) throws SSLException {
    int before = out.position();
    engine.wrap(NOTHING.duplicate(), out);
    boolean moved = out.position() > before;
    in.flip();
    try {
      while (in.hasRemaining()) {
        if (engine.unwrap(in, plain.clear()).bytesConsumed() == 0) {
          break;
        }
        moved = true;
      }
    } finally {
      in.compact();
    }
    return moved;
  }

  /** {@code closeOutbound} and the {@code wrap} that takes the close_notify. */
  void closeOutbound(SSLEngine engine) throws SSLException {
    engine.closeOutbound();
    engine.wrap(NOTHING.duplicate(), toServer.clear());
  }

  /** Takes the alert of {@code from} and hands it to {@code to}. */
  void deliver(SSLEngine from, SSLEngine to) {
    try {
      from.wrap(NOTHING.duplicate(), toServer.clear());
      toServer.flip();
      while (toServer.hasRemaining() && to.unwrap(toServer, plain.clear()).bytesConsumed() > 0) {
        plain.clear();
      }
    } catch (SSLException alert) {
      // The point of an alert.
      return;
    }
  }
}
