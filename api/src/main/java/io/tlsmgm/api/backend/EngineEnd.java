package io.tlsmgm.api.backend;

import java.nio.ByteBuffer;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLException;

/** The end of an engine that has no connection, or none any more. */
public final class EngineEnd {
  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);
  private static final System.Logger LOGGER = System.getLogger(EngineEnd.class.getName());

  private EngineEnd() {}

  /**
   * Closes {@code engine} in both directions and takes what it wants to send, so that a native
   * library lets go of all it holds.
   */
  public static void finish(SSLEngine engine) {
    engine.closeOutbound();
    closeInbound(engine);
    discardPending(engine);
  }

  /** Closes the inbound of {@code engine} without a close_notify of the peer. */
  public static void closeInbound(SSLEngine engine) {
    try {
      engine.closeInbound();
    } catch (SSLException truncated) {
      // The connection is over: what the peer may have cut off is lost on nobody.
      LOGGER.log(System.Logger.Level.TRACE, "closeInbound of an engine without owner", truncated);
    }
  }

  /** Takes what {@code engine} has to send by itself, such as an alert, and drops it. */
  public static void discardPending(SSLEngine engine) {
    ByteBuffer scratch = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
    try {
      SSLEngineResult result;
      do {
        result = engine.wrap(NOTHING.duplicate(), scratch.clear());
      } while (result.bytesProduced() > 0 && !engine.isOutboundDone());
    } catch (SSLException failed) {
      LOGGER.log(System.Logger.Level.TRACE, "last wrap of an engine without owner", failed);
    }
  }
}
