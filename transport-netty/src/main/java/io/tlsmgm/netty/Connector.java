package io.tlsmgm.netty;

import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.tlsmgm.api.Role;
import io.tlsmgm.api.TlsException;
import io.tlsmgm.manager.ClientTarget;
import io.tlsmgm.netty.HandshakeFailures.Failure;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Prepares one outgoing connection and hears how it went with TCP. */
final class Connector extends ChannelInitializer<Channel> {
  private static final Logger LOG = LoggerFactory.getLogger(TlsTransport.class);

  private final ClientTarget target;
  private final Consumer<? super Channel> init;
  private final CompletableFuture<Channel> outcome;
  private final ConnectionGuard guard;

  Connector(
      Connections connections,
      ClientTarget target,
      Consumer<? super Channel> init,
      CompletableFuture<Channel> outcome) {
    this.target = target;
    this.init = init;
    this.outcome = outcome;
    this.guard = new ConnectionGuard(connections, Role.CLIENT, target.remote(), outcome);
  }

  @Override
  protected void initChannel(Channel channel) {
    channel.pipeline().addLast(TlsPipeline.GUARD, guard);
    if (guard.handshake().failed()) {
      return;
    }
    try {
      TlsPipeline.addTls(
          channel.pipeline(), guard, guard.connections().manager().connect(target), init);
    } catch (TlsException e) {
      giveUp(e);
    } catch (RuntimeException e) {
      LOG.error("{}: the connection could not be prepared", guard.name(), e);
      giveUp(e);
    }
  }

  private void giveUp(Exception cause) {
    outcome.completeExceptionally(cause);
    guard
        .handshake()
        .fail(
            Failure.of(
                cause instanceof TlsException ? FailureReason.NO_DOMAIN : FailureReason.OTHER,
                FailureTexts.line(cause.getMessage())),
            cause);
    guard.closeNow();
  }

  /**
   * TCP is connected, or not.
   *
   * @param cause why not
   */
  void connected(@Nullable Throwable cause) {
    if (cause != null) {
      guard.handshake().notConnected(cause);
    }
  }

  /** The transport has ended, or ends: whoever waits for the connection is told. */
  void stopped() {
    guard
        .handshake()
        .fail(Failure.of(FailureReason.STOPPED, "the transport has been stopped"), null);
  }
}
