package io.tlsmgm.cli.serve;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.ssl.SslHandler;

/** Steps that both sides of a forwarded connection take. */
final class Relay {
  private Relay() {}

  /** Writes to the other side; when that fails there is no use in reading on. */
  static void pass(Channel from, Object message, Channel to) {
    to.writeAndFlush(message)
        .addListener(
            done -> {
              if (!done.isSuccess()) {
                from.close();
                to.close();
              }
            });
  }

  /** FIN, after everything written before. */
  static void shutdownOutput(Channel plain) {
    if (plain instanceof DuplexChannel duplex) {
      plain
          .writeAndFlush(Unpooled.EMPTY_BUFFER)
          .addListener(
              done -> {
                if (duplex.isActive()) {
                  duplex.shutdownOutput();
                }
              });
    }
  }

  /** close_notify, after everything written before. */
  static void closeNotify(Channel client, HeldClose held) {
    client
        .writeAndFlush(Unpooled.EMPTY_BUFFER)
        .addListener(
            done -> {
              SslHandler tls = client.pipeline().get(SslHandler.class);
              if (tls != null && client.isActive()) {
                tls.closeOutbound();
              }
              held.release();
            });
  }

  static void closeAfterWrites(Channel channel) {
    channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
  }
}
