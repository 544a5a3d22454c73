package io.tlsmgm.netty;

import java.nio.ByteBuffer;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ends engines so that a native library lets go of what it holds. */
final class Engines {
  private static final Logger LOG = LoggerFactory.getLogger(Engines.class);
  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0).asReadOnlyBuffer();

  /** Records a dying engine may still want to say something in; more than any library does. */
  private static final int MAX_LAST_RECORDS = 16;

  private Engines() {}

  /**
   * Closes both directions of an engine whose connection has ended and throws away what it still
   * wants to send. A native library frees its memory, and BoringSSL two file descriptors, only when
   * both directions are done and nothing is left to fetch.
   */
  static void release(SSLEngine engine) {
    engine.closeOutbound();
    try {
      engine.closeInbound();
    } catch (SSLException e) {
      // A missing close_notify, of which the pipeline and the statistics have heard already.
      LOG.trace("closing the inbound side of an engine", e);
    }
    try {
      fetchRest(engine);
    } catch (SSLException e) {
      LOG.trace("fetching the last records of an engine", e);
    }
  }

  private static void fetchRest(SSLEngine engine) throws SSLException {
    if (engine.isOutboundDone()) {
      return;
    }
    ByteBuffer sink = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
    for (int i = 0; i < MAX_LAST_RECORDS && !engine.isOutboundDone(); i++) {
      SSLEngineResult result = engine.wrap(NOTHING.duplicate(), sink.clear());
      if (result.bytesProduced() == 0) {
        return;
      }
    }
  }
}
