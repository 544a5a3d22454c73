package io.tlsmgm.api.backend;

import io.tlsmgm.api.hello.ClientHello;
import io.tlsmgm.api.hello.ClientHelloException;
import io.tlsmgm.api.hello.ClientHelloReader;
import java.nio.ByteBuffer;
import java.util.Optional;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;

/** The ClientHello that a client engine really sends, whatever its getters say. */
public final class HelloOffer {
  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  /** More records than any ClientHello has. */
  private static final int MOST_RECORDS = 8;

  private HelloOffer() {}

  /**
   * The first flight of {@code engine}, as bytes. The engine is of no use afterwards.
   *
   * @param engine in client mode, before its handshake
   * @throws SSLException when the engine has nothing to offer with these settings
   */
  public static ByteBuffer bytes(SSLEngine engine) throws SSLException {
    engine.beginHandshake();
    ByteBuffer out = ByteBuffer.allocate(MOST_RECORDS * engine.getSession().getPacketBufferSize());
    for (int i = 0; i < MOST_RECORDS; i++) {
      while (engine.getHandshakeStatus() == HandshakeStatus.NEED_TASK) {
        engine.getDelegatedTask().run();
      }
      if (engine.getHandshakeStatus() != HandshakeStatus.NEED_WRAP) {
        break;
      }
      engine.wrap(NOTHING.duplicate(), out);
    }
    return out.flip();
  }

  /**
   * What {@code engine} offers. The engine is closed afterwards.
   *
   * @param engine in client mode, before its handshake
   * @return empty when the engine refuses to offer anything with these settings
   */
  public static Optional<ClientHello> of(SSLEngine engine) {
    try {
      return new ClientHelloReader().read(bytes(engine));
    } catch (SSLException refused) {
      return Optional.empty();
    } catch (ClientHelloException e) {
      throw new IllegalStateException("the library's own ClientHello cannot be read", e);
    } finally {
      EngineEnd.finish(engine);
    }
  }
}
