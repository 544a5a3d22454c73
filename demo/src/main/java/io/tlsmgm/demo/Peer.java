package io.tlsmgm.demo;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.tlsmgm.api.Capabilities.Feature;
import io.tlsmgm.api.TlsException;
import io.tlsmgm.manager.ClientTarget;
import io.tlsmgm.manager.ConnectionVariables;
import io.tlsmgm.manager.ManagedDomain;
import io.tlsmgm.manager.TlsConnection;
import io.tlsmgm.manager.TlsManager;
import io.tlsmgm.netty.HandshakeFailures;
import io.tlsmgm.netty.TlsListener;
import io.tlsmgm.netty.TlsTransport;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** The configuration on one TLS library: a server, and a client of the others. */
final class Peer implements AutoCloseable {
  private static final int SECONDS = 20;

  private final TlsManager manager;
  private final TlsTransport transport;

  private Peer(TlsManager manager, TlsTransport transport) {
    this.manager = manager;
    this.transport = transport;
  }

  /**
   * Loads the configuration.
   *
   * @throws TlsException when the library cannot run it
   */
  static Peer load(Path script, String library) throws TlsException, IOException {
    TlsManager manager = TlsManager.builder().script(script).library(library).build();
    TlsTransport transport = TlsTransport.builder(manager).eventLoopThreads(1).build();
    return new Peer(manager, transport);
  }

  String library() {
    return manager.library().name();
  }

  /** Whether a refused certificate is answered with the alert that names the reason. */
  boolean namesReason() throws TlsException {
    return manager.library().capabilities().has(Feature.CERTIFICATE_ALERTS);
  }

  /**
   * Listens where the configuration says. Each client is sent a line with the name of the domain
   * that answers it and whether its certificate is verified.
   *
   * @param observer sees every connection whose handshake is complete
   */
  TlsListener listen(Consumer<TlsConnection> observer) throws IOException {
    int port = manager.script().sockets().get(0).port();
    return transport.listen(
        new InetSocketAddress("127.0.0.1", port),
        channel -> {
          TlsConnection connection = TlsTransport.connection(channel);
          observer.accept(connection);
          String domain = connection.domain().map(ManagedDomain::name).orElse("?");
          String line = domain + (connection.isPeerVerified() ? " verified\n" : "\n");
          channel.writeAndFlush(ByteBufUtil.writeUtf8(channel.alloc(), line));
        });
  }

  /** Connects as {@code attempt} says and waits for the server's line, or for its refusal. */
  Outcome connect(InetSocketAddress server, Attempt attempt) throws InterruptedException {
    ClientTarget target =
        new ClientTarget(
            server, Optional.of(attempt.clientDomain()), Optional.empty(), attempt.serverName());
    LineReader reader = new LineReader();
    CompletableFuture<Channel> connecting =
        transport.connect(target, channel -> channel.pipeline().addLast(reader));
    try {
      Channel channel = connecting.get(SECONDS, TimeUnit.SECONDS);
      String line = reader.line.get(SECONDS, TimeUnit.SECONDS);
      ConnectionVariables variables = TlsTransport.connection(channel).variables();
      Outcome outcome =
          new Outcome.Connected(
              line.split(" ")[0],
              text(variables, "tls_version"),
              text(variables, "tls_cipher_info"),
              line.endsWith(" verified") && variables.isPeerVerified());
      channel.close().sync();
      return outcome;
    } catch (ExecutionException e) {
      return new Outcome.Refused(HandshakeFailures.alert(e), HandshakeFailures.describe(e));
    } catch (TimeoutException e) {
      connecting.cancel(true);
      return new Outcome.Refused(Optional.empty(), "nothing came within " + SECONDS + " s");
    }
  }

  private static String text(ConnectionVariables variables, String name) {
    return variables.get(name).map(ConnectionVariables.Value::text).orElse("?");
  }

  @Override
  public void close() {
    transport.close();
    manager.close();
  }

  /** Waits for the first line, or for the end. */
  private static final class LineReader extends SimpleChannelInboundHandler<ByteBuf> {
    private final StringBuilder read = new StringBuilder();
    private final CompletableFuture<String> line = new CompletableFuture<>();

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, ByteBuf message) {
      read.append(message.toString(StandardCharsets.UTF_8));
      int end = read.indexOf("\n");
      if (end >= 0) {
        line.complete(read.substring(0, end));
      }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
      line.completeExceptionally(cause);
      ctx.close();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
      line.completeExceptionally(new ClosedChannelException());
    }
  }
}
