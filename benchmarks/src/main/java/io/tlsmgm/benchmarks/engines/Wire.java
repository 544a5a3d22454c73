package io.tlsmgm.benchmarks.engines;

import java.nio.ByteBuffer;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** A client, a server, and direct buffers between them that are used again and again. */
public final class Wire {
  private static final int ROOM = 64 * 1024;
  private static final int MOST_ROUNDS = 100;

  private final ByteBuffer nothing = ByteBuffer.allocateDirect(0);
  private final ByteBuffer toServer = ByteBuffer.allocateDirect(ROOM);
  private final ByteBuffer toClient = ByteBuffer.allocateDirect(ROOM);
  private final ByteBuffer byteOfData = ByteBuffer.allocateDirect(1);
  private final ByteBuffer plain = ByteBuffer.allocateDirect(ROOM);

  /** With buffers of its own, which serve all of its connections. */
  public Wire() {}

  /** A whole handshake, with what comes right behind it: tickets are read by the client. */
  public ServerFlight handshake(SSLEngine client, SSLEngine server, Laps laps) throws SSLException {
    toServer.clear();
    toClient.clear();
    client.beginHandshake();
    laps.client();
    server.beginHandshake();
    laps.server();
    @Nullable ServerFlight flight = null;
    boolean progress = true;
    for (int i = 0; progress; i++) {
      if (i == MOST_ROUNDS) {
        throw new IllegalStateException("the handshake does not end");
      }
      boolean sent = turn(client, toClient, toServer);
      laps.client();
      progress = turn(server, toServer, toClient) || sent;
      laps.server();
      if (flight == null && toClient.position() > 0) {
        flight = ServerFlight.read(toClient, toClient.position());
      }
    }
    // tcnative finds out that it is done with its next call.
    plain.clear();
    server.unwrap(nothing, plain);
    laps.server();
    client.unwrap(nothing, plain);
    laps.client();
    if (flight == null
        || client.getHandshakeStatus() != HandshakeStatus.NOT_HANDSHAKING
        || server.getHandshakeStatus() != HandshakeStatus.NOT_HANDSHAKING) {
      throw new IllegalStateException("the handshake is stuck");
    }
    return flight;
  }

  /** A byte from the server, behind which some libraries keep their tickets. */
  void ticket(SSLEngine client, SSLEngine server, Laps laps) throws SSLException {
    toClient.clear();
    byteOfData.clear();
    server.wrap(byteOfData, toClient);
    laps.server();
    toClient.flip();
    while (toClient.hasRemaining()) {
      plain.clear();
      client.unwrap(toClient, plain);
    }
    laps.client();
  }

  private boolean turn(SSLEngine engine, ByteBuffer in, ByteBuffer out) throws SSLException {
    boolean progress = false;
    in.flip();
    while (true) {
      switch (engine.getHandshakeStatus()) {
        case NEED_TASK -> {
          for (Runnable task = engine.getDelegatedTask();
              task != null;
              task = engine.getDelegatedTask()) {
            task.run();
          }
          progress = true;
        }
        case NEED_WRAP -> {
          SSLEngineResult result = engine.wrap(nothing, out);
          if (result.getStatus() != SSLEngineResult.Status.OK) {
            throw new IllegalStateException("wrap: " + result);
          }
          progress = true;
        }
        default -> {
          if (!in.hasRemaining()) {
            in.clear();
            return progress;
          }
          plain.clear();
          SSLEngineResult result = engine.unwrap(in, plain);
          if (result.getStatus() == SSLEngineResult.Status.BUFFER_UNDERFLOW) {
            in.compact();
            return progress;
          }
          progress = true;
        }
      }
    }
  }

  /** Ends a connection as a transport does that has read the peer's close_notify. */
  public void close(SSLEngine client, SSLEngine server, Laps laps) throws SSLException {
    toServer.clear();
    toClient.clear();
    client.closeOutbound();
    drain(client, toServer);
    laps.client();
    plain.clear();
    toServer.flip();
    server.unwrap(toServer, plain);
    server.closeOutbound();
    drain(server, toClient);
    laps.server();
    toClient.flip();
    plain.clear();
    while (toClient.hasRemaining() && !client.isInboundDone()) {
      client.unwrap(toClient, plain);
    }
    laps.client();
  }

  /** Ends one side alone, whose peer has other records than it would read. */
  void abandon(SSLEngine engine) throws SSLException {
    toServer.clear();
    engine.closeOutbound();
    drain(engine, toServer);
  }

  private void drain(SSLEngine engine, ByteBuffer to) throws SSLException {
    while (!engine.isOutboundDone() && engine.wrap(nothing, to).bytesProduced() > 0) {
      // Until close_notify is out.
    }
  }
}
