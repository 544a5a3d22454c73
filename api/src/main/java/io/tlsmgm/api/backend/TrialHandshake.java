package io.tlsmgm.api.backend;

import java.nio.ByteBuffer;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;

/** Whether a server can answer a client at all, before the first one comes. */
public final class TrialHandshake {
  private static final int MOST_STEPS = 20;

  private TrialHandshake() {}

  /**
   * Hands the client's hello to the server and takes its answer, up to the point where the server
   * waits for the client: in TLS 1.3, and before it with an ephemeral key exchange, it has signed
   * with its key then. The engine is finished afterwards; no session is made.
   *
   * @param hello of a client with settings that fit the server's, as {@link HelloOffer#bytes} gives
   *     it; read to its end. The same will do for any number of servers
   * @param server new, in server mode
   * @throws SSLException what the server has to object
   */
  public static void run(ByteBuffer hello, SSLEngine server) throws SSLException {
    try {
      ByteBuffer plain = ByteBuffer.allocate(server.getSession().getApplicationBufferSize());
      ByteBuffer out = ByteBuffer.allocate(server.getSession().getPacketBufferSize());
      server.beginHandshake();
      for (int i = 0; i < MOST_STEPS; i++) {
        SSLEngineResult result;
        switch (server.getHandshakeStatus()) {
          case NEED_TASK -> {
            server.getDelegatedTask().run();
            continue;
          }
          case NEED_WRAP -> result = server.wrap(ByteBuffer.allocate(0), out.clear());
          default -> {
            if (!hello.hasRemaining()) {
              return;
            }
            result = server.unwrap(hello, plain);
          }
        }
        if (result.getStatus() != SSLEngineResult.Status.OK
            && result.getHandshakeStatus() != HandshakeStatus.NEED_TASK) {
          throw new SSLException("the server answered a client with " + result.getStatus());
        }
      }
      throw new SSLException("the server did not end its answer to a client");
    } finally {
      EngineEnd.finish(server);
    }
  }
}
