package io.tlsmgm.netty;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelInitializer;
import io.tlsmgm.api.LibraryUnavailableException;
import io.tlsmgm.api.NoMatchingDomainException;
import io.tlsmgm.api.Role;
import io.tlsmgm.manager.ServerEndpoint;
import io.tlsmgm.netty.HandshakeFailures.Failure;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Prepares accepted connections: by their local address, which may be narrower than the socket's.
 */
@Sharable
final class Acceptor extends ChannelInitializer<Channel> {
  private static final Logger LOG = LoggerFactory.getLogger(TlsTransport.class);

  private final Connections connections;
  private final Consumer<? super Channel> init;

  Acceptor(Connections connections, Consumer<? super Channel> init) {
    this.connections = connections;
    this.init = init;
  }

  @Override
  protected void initChannel(Channel channel) {
    ConnectionGuard guard =
        new ConnectionGuard(connections, Role.SERVER, null, new CompletableFuture<>());
    channel.pipeline().addLast(TlsPipeline.GUARD, guard);
    if (guard.handshake().failed()) {
      return;
    }
    if (!(channel.localAddress() instanceof InetSocketAddress local)) {
      // The peer has gone before it was accepted.
      guard.closeNow();
      return;
    }
    try {
      ServerEndpoint endpoint = connections.manager().endpoint(local);
      if (endpoint.only().isPresent()) {
        TlsPipeline.addTls(
            channel.pipeline(),
            guard,
            endpoint.newConnection(Peers.enginePeer(channel.remoteAddress())),
            init);
      } else {
        channel.pipeline().addLast(TlsPipeline.HELLO, new HelloHandler(guard, endpoint, init));
      }
    } catch (NoMatchingDomainException e) {
      guard
          .handshake()
          .fail(Failure.of(FailureReason.NO_DOMAIN, String.valueOf(e.getMessage())), e);
      guard.closeNow();
    } catch (LibraryUnavailableException e) {
      guard.handshake().fail(Failure.of(FailureReason.OTHER, String.valueOf(e.getMessage())), e);
      guard.closeNow();
    } catch (RuntimeException e) {
      LOG.error("{}: the connection could not be prepared", guard.name(), e);
      guard.handshake().fail(HandshakeFailures.of(e), e);
      guard.closeNow();
    }
  }
}
