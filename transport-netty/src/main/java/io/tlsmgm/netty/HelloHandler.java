package io.tlsmgm.netty;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;
import io.tlsmgm.api.AlertDescription;
import io.tlsmgm.api.LibraryUnavailableException;
import io.tlsmgm.api.NoMatchingDomainException;
import io.tlsmgm.api.hello.ClientHello;
import io.tlsmgm.api.hello.ClientHelloException;
import io.tlsmgm.api.hello.ClientHelloReader;
import io.tlsmgm.manager.ServerEndpoint;
import io.tlsmgm.manager.TlsConnection;
import io.tlsmgm.netty.HandshakeFailures.Failure;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the ClientHello of a connection that several domains may answer, then makes way for TLS
 * with the engine of the domain it chose, which gets every byte from the first.
 */
final class HelloHandler extends ChannelInboundHandlerAdapter {
  private static final Logger LOG = LoggerFactory.getLogger(TlsTransport.class);

  private static final int ALERT_RECORD = 21;
  private static final int FATAL = 2;

  private final ConnectionGuard guard;
  private final ServerEndpoint endpoint;
  private final Consumer<? super Channel> init;
  private final ClientHelloReader reader = new ClientHelloReader();

  HelloHandler(ConnectionGuard guard, ServerEndpoint endpoint, Consumer<? super Channel> init) {
    this.guard = guard;
    this.endpoint = endpoint;
    this.init = init;
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    ByteBuf in = (ByteBuf) message;
    try {
      if (guard.handshake().failed()) {
        return;
      }
      ByteBuffer bytes = in.nioBuffer();
      Optional<ClientHello> hello = reader.read(bytes);
      in.skipBytes(in.readableBytes() - bytes.remaining());
      if (hello.isPresent()) {
        makeWay(ctx, hello.get(), in);
      }
    } catch (ClientHelloException e) {
      FailureReason reason =
          e.alert() == AlertDescription.UNEXPECTED_MESSAGE
                  || e.alert() == AlertDescription.PROTOCOL_VERSION
              ? FailureReason.NOT_TLS
              : FailureReason.BAD_HELLO;
      refuse(ctx, e.alert(), reason, e);
    } finally {
      ReferenceCountUtil.release(in);
    }
  }

  private void makeWay(ChannelHandlerContext ctx, ClientHello hello, ByteBuf rest) {
    TlsConnection connection;
    try {
      connection = endpoint.newConnection(hello, Peers.enginePeer(ctx.channel().remoteAddress()));
    } catch (NoMatchingDomainException e) {
      refuse(ctx, AlertDescription.UNRECOGNIZED_NAME, FailureReason.UNRECOGNIZED_NAME, e);
      return;
    } catch (LibraryUnavailableException e) {
      refuse(ctx, AlertDescription.INTERNAL_ERROR, FailureReason.OTHER, e);
      return;
    } catch (RuntimeException e) {
      LOG.error("{}: the domain gave no engine", guard.name(), e);
      refuse(ctx, AlertDescription.INTERNAL_ERROR, FailureReason.OTHER, e);
      return;
    }
    ByteBuffer received = reader.received();
    ByteBuf replay = ctx.alloc().buffer(received.remaining() + rest.readableBytes());
    replay.writeBytes(received).writeBytes(rest);
    ctx.pipeline()
        .addAfter(TlsPipeline.HELLO, TlsPipeline.OBSERVER, new HandshakeObserver(guard, init));
    ctx.pipeline()
        .replace(this, TlsPipeline.TLS, TlsPipeline.adopt(ctx.channel(), guard, connection));
    ctx.fireChannelRead(replay);
  }

  private void refuse(
      ChannelHandlerContext ctx, AlertDescription alert, FailureReason reason, Exception cause) {
    guard.handshake().fail(Failure.of(reason, FailureTexts.line(cause.getMessage())), cause);
    ByteBuf record = ctx.alloc().buffer(7);
    record.writeByte(ALERT_RECORD).writeShort(0x0303).writeShort(2);
    record.writeByte(FATAL).writeByte(alert.code());
    ctx.writeAndFlush(record);
    ctx.close();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    guard.handshake().fail(HandshakeFailures.of(cause), cause);
    guard.closeNow();
  }
}
