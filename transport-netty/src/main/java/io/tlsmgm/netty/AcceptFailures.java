package io.tlsmgm.netty;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs in one line that a connection could not be accepted, mostly for want of file descriptors.
 * Netty's own acceptor, before this handler, pauses accepting for a second then.
 */
final class AcceptFailures extends ChannelInboundHandlerAdapter {
  private static final Logger LOG = LoggerFactory.getLogger(TlsTransport.class);

  private final String address;

  AcceptFailures(String address) {
    this.address = address;
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    LOG.warn(
        "cannot accept connections at {}: {}; trying again in a second",
        address,
        FailureTexts.line(cause.getMessage()));
  }
}
