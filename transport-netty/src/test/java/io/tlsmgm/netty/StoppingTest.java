package io.tlsmgm.netty;

import static io.tlsmgm.netty.Lab.A;
import static io.tlsmgm.netty.Lab.await;
import static io.tlsmgm.netty.Lab.client;
import static io.tlsmgm.netty.Lab.echo;
import static io.tlsmgm.netty.Lab.failure;
import static io.tlsmgm.netty.Lab.server;
import static io.tlsmgm.netty.Lab.to;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.tlsmgm.api.Role;
import io.tlsmgm.manager.ClientTarget;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The end of a whole transport. */
class StoppingTest {
  private static Lab lab(String library) throws Exception {
    return Lab.of(library, server("dom", A), client("out"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"jsse", "openssl", "wolfssl"})
  void aGracefulStopUnderLoadLosesNothingThatWasWritten(String library) throws Exception {
    try (Lab lab = lab(library)) {
      TlsTransport server = lab.transport();
      TlsTransport client = lab.transport();
      ConcurrentLinkedQueue<Sender> senders = new ConcurrentLinkedQueue<>();
      TlsListener listener =
          server.listen(
              Lab.anyPort(),
              channel -> {
                smallBuffers(channel);
                Sender sender = new Sender();
                senders.add(sender);
                channel.pipeline().addLast(sender);
              });
      List<Counter> counters = new ArrayList<>();
      for (int i = 0; i < 12; i++) {
        Counter counter = new Counter();
        counters.add(counter);
        // The clients send too: unread bytes at the server must not turn its close into a reset.
        await(
            client.connect(
                to(listener),
                channel -> {
                  smallBuffers(channel);
                  channel.pipeline().addLast(counter, new Sender());
                }));
      }
      Lab.waitFor("load", () -> counters.stream().allMatch(c -> c.bytes.get() > 500_000));
      await(server.stop(Duration.ofSeconds(15)));
      for (Counter counter : counters) {
        await(counter.inactive);
        assertThat(counter.closeNotify).isTrue();
      }
      assertThat(senders).hasSize(12);
      long written = senders.stream().mapToLong(s -> s.sentBytes.get()).sum();
      long read = counters.stream().mapToLong(c -> c.bytes.get()).sum();
      assertThat(read).isEqualTo(written);
      assertThat(client.statistics().truncated()).isZero();
      assertThat(server.statistics().active()).isZero();
      assertThat(lab.domain(Role.SERVER, "dom").connections()).isZero();
      assertThat(failure(client.connect(to(listener), channel -> {})))
          .hasMessageContaining("connection refused");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"jsse", "openssl", "wolfssl"})
  void afterTheGraceConnectionsAreClosedHard(String library) throws Exception {
    try (Lab lab = lab(library)) {
      TlsTransport server = lab.transport();
      TlsListener listener = echo(server);
      SSLSocketFactory sockets =
          lab.domain(Role.CLIENT, "out").context().sslContext().getSocketFactory();
      try (SSLSocket deaf =
              (SSLSocket) sockets.createSocket(Lab.LOOPBACK, listener.localAddress().getPort());
          RawClient silent = new RawClient(listener.localAddress())) {
        // Never reads again, so never sees the close_notify.
        deaf.startHandshake();
        Lab.waitFor("the silent one", () -> server.statistics().handshaking() == 1);
        long start = System.nanoTime();
        await(server.stop(Duration.ofMillis(600)));
        assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start))
            .isGreaterThanOrEqualTo(500);
        assertThat(silent.readAll()).isEmpty();
      }
      assertThat(server.statistics().active()).isZero();
      assertThat(server.statistics().failed(FailureReason.STOPPED)).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"jsse", "openssl", "wolfssl"})
  void aStoppedTransportSaysSo(String library) throws Exception {
    try (Lab lab = lab(library)) {
      TlsTransport transport = lab.transport();
      TlsListener listener = echo(transport);
      transport.close();
      transport.close();
      assertThat(listener.isOpen()).isFalse();
      assertThatThrownBy(() -> echo(transport))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("the transport has been stopped");
      assertThat(failure(transport.connect(to(listener), channel -> {})))
          .isInstanceOf(TlsConnectException.class)
          .hasMessageContaining("the transport has been stopped");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"jsse", "openssl", "wolfssl"})
  void aConnectionThatIsBeingOpenedFailsWhenTheTransportStops(String library) throws Exception {
    try (Lab lab = lab(library);
        java.net.ServerSocket silent = new java.net.ServerSocket(0, 10, Lab.LOOPBACK)) {
      TlsTransport transport = lab.transport();
      CompletableFuture<Channel> opening =
          transport.connect(
              ClientTarget.of((InetSocketAddress) silent.getLocalSocketAddress()), ch -> {});
      await(transport.stop(Duration.ofSeconds(10)));
      assertThat(failure(opening)).isInstanceOf(TlsConnectException.class);
    }
  }

  /** So that the system does not hold megabytes of each connection. */
  private static void smallBuffers(Channel channel) {
    channel.config().setOption(ChannelOption.SO_RCVBUF, 64 * 1024);
    channel.config().setOption(ChannelOption.SO_SNDBUF, 64 * 1024);
  }

  /** Sends until its connection ends, and knows how much of it TLS has taken and sent. */
  private static final class Sender extends ChannelInboundHandlerAdapter {
    private static final int BLOCK = 10_000;

    final AtomicLong sentBytes = new AtomicLong();
    private boolean waiting;

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
      fill(ctx);
      ctx.fireChannelActive();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
      fill(ctx);
    }

    /** As long as it may, and not at the expense of the other connections of the event loop. */
    private void fill(ChannelHandlerContext ctx) {
      if (!waiting && ctx.channel().isWritable()) {
        waiting = true;
        ctx.writeAndFlush(ctx.alloc().buffer(BLOCK).writeZero(BLOCK))
            .addListener(
                sent -> {
                  if (sent.isSuccess()) {
                    sentBytes.addAndGet(BLOCK);
                  }
                });
        ctx.executor()
            .execute(
                () -> {
                  waiting = false;
                  fill(ctx);
                });
      }
    }
  }

  private static final class Counter extends ChannelInboundHandlerAdapter {
    final AtomicLong bytes = new AtomicLong();
    final CompletableFuture<Void> inactive = new CompletableFuture<>();
    volatile boolean closeNotify;

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
      ByteBuf in = (ByteBuf) message;
      bytes.addAndGet(in.readableBytes());
      in.release();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
      if (event instanceof SslCloseCompletionEvent close) {
        closeNotify = close.isSuccess();
      }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
      inactive.complete(null);
    }
  }
}
