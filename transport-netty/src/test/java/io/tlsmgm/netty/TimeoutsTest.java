package io.tlsmgm.netty;

import static io.tlsmgm.netty.Lab.A;
import static io.tlsmgm.netty.Lab.B;
import static io.tlsmgm.netty.Lab.client;
import static io.tlsmgm.netty.Lab.echo;
import static io.tlsmgm.netty.Lab.failure;
import static io.tlsmgm.netty.Lab.server;
import static io.tlsmgm.netty.Lab.to;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.tlsmgm.manager.ClientTarget;
import io.tlsmgm.netty.Lab.Mailbox;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Peers that are slow or say nothing. */
class TimeoutsTest {
  private static Lab lab(String library) throws Exception {
    return Lab.of(
        library,
        server("doma", A).matchSipDomain("a.example"),
        server("domb", B).matchSipDomain("b.example"),
        client("out"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"jsse", "openssl", "wolfssl"})
  void silentClientsHoldNoThreadAndAreClosedAtTheDeadline(String library) throws Exception {
    int count = 500;
    try (Lab lab = lab(library)) {
      TlsTransport transport = lab.transport(b -> b.handshakeTimeout(Duration.ofSeconds(6)));
      TlsListener listener = echo(transport);
      byte[] half = RawClient.hello("a.example");
      List<SocketChannel> clients = new ArrayList<>();
      try {
        int threads = Thread.activeCount();
        long start = System.nanoTime();
        for (int i = 0; i < count; i++) {
          SocketChannel client = SocketChannel.open(listener.localAddress());
          clients.add(client);
          if (i % 2 == 1) {
            client.write(java.nio.ByteBuffer.wrap(half, 0, half.length / 2));
          }
        }
        Lab.waitFor("all accepted", () -> transport.statistics().handshaking() == count);
        // The transport's own, of which none is there for a connection.
        assertThat(Thread.activeCount()).isLessThanOrEqualTo(threads + 4);

        // Meanwhile others are served.
        Mailbox mailbox = new Mailbox();
        Channel channel = Lab.connect(transport, to(listener).withServerName("b.example"), mailbox);
        channel.writeAndFlush(Lab.text("still here"));
        mailbox.awaitText("still here");

        Lab.waitFor("the deadline", () -> transport.statistics().handshaking() == 0);
        long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start);
        assertThat(seconds).isGreaterThanOrEqualTo(5);
        assertThat(transport.statistics().handshakeTimeouts()).isEqualTo(count);
        assertThat(channel.isActive()).isTrue();
        assertThat(clients.get(0).read(java.nio.ByteBuffer.allocate(1))).isEqualTo(-1);
      } finally {
        for (SocketChannel client : clients) {
          client.close();
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"jsse", "openssl", "wolfssl"})
  void aClientThatDripsItsHelloIsClosedAtTheSameDeadline(String library) throws Exception {
    try (Lab lab = lab(library)) {
      TlsTransport transport = lab.transport(b -> b.handshakeTimeout(Duration.ofMillis(700)));
      TlsListener listener = echo(transport);
      byte[] hello = RawClient.hello("a.example");
      try (RawClient raw = new RawClient(listener.localAddress())) {
        // Five seconds of it: were each byte to begin the deadline anew, it would not come.
        for (int i = 0; transport.statistics().handshakeTimeouts() == 0 && i < 100; i++) {
          raw.send(new byte[] {hello[i]});
          Thread.sleep(50);
        }
      } catch (java.io.IOException e) {
        assertThat(e).hasMessageMatching("(?i).*(reset|broken pipe).*");
      }
      assertThat(transport.statistics().handshakeTimeouts()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"jsse", "openssl", "wolfssl"})
  void aServerThatSaysNothingFailsTheConnection(String library) throws Exception {
    try (Lab lab = lab(library);
        ServerSocket silent = new ServerSocket(0, 10, Lab.LOOPBACK)) {
      TlsTransport transport = lab.transport(b -> b.handshakeTimeout(Duration.ofMillis(300)));
      Throwable seen =
          failure(
              transport.connect(
                  ClientTarget.of((InetSocketAddress) silent.getLocalSocketAddress()), ch -> {}));
      assertThat(seen)
          .isInstanceOf(TlsConnectException.class)
          .hasMessageContaining("not complete within 300 ms; the peer sent 0 bytes");
      assertThat(((TlsConnectException) seen).reason()).isEqualTo(FailureReason.TIMEOUT);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"jsse", "openssl", "wolfssl"})
  void aPeerThatDoesNotReadIsClosed(String library) throws Exception {
    try (Lab lab = lab(library)) {
      TlsTransport transport = lab.transport(b -> b.sendTimeout(Duration.ofMillis(800)));
      TlsListener listener = transport.listen(Lab.anyPort(), Flood::start);
      Mailbox mailbox = new Mailbox(channel -> channel.config().setAutoRead(false));
      long start = System.nanoTime();
      Lab.connect(transport, to(listener).withServerName("a.example"), mailbox);
      Lab.waitFor("the timeout", () -> transport.statistics().sendTimeouts() == 1);
      assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start))
          .isGreaterThanOrEqualTo(800);
      Lab.waitFor("the end of the server's side", () -> transport.statistics().active() <= 1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"jsse", "openssl", "wolfssl"})
  void aPeerThatReadsSlowlyIsNotClosed(String library) throws Exception {
    try (Lab lab = lab(library)) {
      TlsTransport transport = lab.transport(b -> b.sendTimeout(Duration.ofSeconds(2)));
      TlsListener listener = transport.listen(Lab.anyPort(), Flood::start);
      SlowReader reader = new SlowReader();
      Channel channel =
          Lab.await(
              transport.connect(
                  to(listener).withServerName("a.example"),
                  ch -> {
                    ch.config().setAutoRead(false);
                    ch.pipeline().addLast(reader);
                  }));
      Thread.sleep(5000);
      assertThat(transport.statistics().sendTimeouts()).isZero();
      assertThat(channel.isActive()).isTrue();
      assertThat(reader.bytes.get()).isPositive();
    }
  }

  /** Sends whatever the peer reads, as fast as it reads. */
  private static final class Flood extends ChannelInboundHandlerAdapter {
    private static final ByteBuf BLOCK =
        Unpooled.unreleasableBuffer(Unpooled.wrappedBuffer(new byte[64 * 1024]));

    static void start(Channel channel) {
      channel.pipeline().addLast(new Flood());
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
      fill(ctx);
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
      fill(ctx);
    }

    private static void fill(ChannelHandlerContext ctx) {
      while (ctx.channel().isWritable()) {
        ctx.writeAndFlush(BLOCK.duplicate());
      }
    }
  }

  /** Reads a megabyte or so, then sleeps for a fifth of the send timeout. */
  private static final class SlowReader extends ChannelInboundHandlerAdapter {
    final AtomicLong bytes = new AtomicLong();
    private long inThisTurn;

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
      ctx.read();
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
      ByteBuf in = (ByteBuf) message;
      bytes.addAndGet(in.readableBytes());
      inThisTurn += in.readableBytes();
      in.release();
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
      if (inThisTurn > 4_000_000) {
        inThisTurn = 0;
        ctx.executor().schedule(() -> ctx.read(), 400, TimeUnit.MILLISECONDS);
      } else {
        ctx.read();
      }
    }
  }
}
