package io.tlsmgm.netty;

import io.netty.channel.Channel;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.AttributeKey;
import io.tlsmgm.manager.TlsConnection;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The handlers of a connection, from the socket up: guard, TLS (on a server the reader of the
 * ClientHello stands there first), observer, the application's, filter.
 */
final class TlsPipeline {
  static final String GUARD = "tlsmgm-guard";
  static final String HELLO = "tlsmgm-hello";
  static final String TLS = "tlsmgm-tls";
  static final String OBSERVER = "tlsmgm-observer";
  static final String FILTER = "tlsmgm-filter";

  private static final AttributeKey<TlsConnection> CONNECTION =
      AttributeKey.valueOf(TlsTransport.class, "connection");

  private TlsPipeline() {}

  static @Nullable TlsConnection connection(Channel channel) {
    return channel.attr(CONNECTION).get();
  }

  /** Hands a connection to its guard, and gives what runs its engine. */
  static SslHandler adopt(Channel channel, ConnectionGuard guard, TlsConnection connection) {
    guard.connection(connection);
    channel.attr(CONNECTION).set(connection);
    SslHandler handler = new SslHandler(connection.engine(), guard.connections().tasks());
    // The guard's own limits hold: for a handshake from its first moment, and for all that waits.
    handler.setHandshakeTimeoutMillis(0);
    handler.setCloseNotifyFlushTimeoutMillis(0);
    handler.setCloseNotifyReadTimeoutMillis(0);
    return handler;
  }

  /** The handlers of a connection whose engine is known from the start. */
  static void addTls(
      ChannelPipeline pipeline,
      ConnectionGuard guard,
      TlsConnection connection,
      Consumer<? super Channel> init) {
    SslHandler tls = adopt(pipeline.channel(), guard, connection);
    // The observer first: TLS begins as soon as it is added to a connected channel.
    pipeline.addLast(OBSERVER, new HandshakeObserver(guard, init));
    pipeline.addBefore(OBSERVER, TLS, tls);
  }
}
