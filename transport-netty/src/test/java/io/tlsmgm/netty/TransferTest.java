package io.tlsmgm.netty;

import static io.tlsmgm.netty.Lab.A;
import static io.tlsmgm.netty.Lab.CA;
import static io.tlsmgm.netty.Lab.client;
import static io.tlsmgm.netty.Lab.server;
import static io.tlsmgm.netty.Lab.to;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.ssl.SslHandler;
import io.tlsmgm.api.domain.TlsDomainBuilder;
import io.tlsmgm.manager.TlsConnection;
import io.tlsmgm.testkit.Issued;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Much data, both ways at once, with flow control. */
class TransferTest {
  private static final long TOTAL = 50_000_000;

  @ParameterizedTest
  @CsvSource({"jsse,TLSv1_2", "jsse,TLSv1_3", "openssl,TLSv1_2", "openssl,TLSv1_3"})
  void fiftyMegabytesEachWayKeepTheirOrderAndLittleMemory(String library, String method)
      throws Exception {
    try (Lab lab = Lab.of(library, server("dom", A).method(method), client("out"))) {
      TlsTransport transport = lab.transport();
      Mover here = new Mover();
      Mover there = new Mover();
      TlsListener listener =
          transport.listen(Lab.anyPort(), channel -> channel.pipeline().addLast(there));
      Lab.await(transport.connect(to(listener), channel -> channel.pipeline().addLast(here)));
      for (Mover mover : new Mover[] {here, there}) {
        Lab.await(mover.received);
        Lab.waitFor("all sent", () -> mover.sentBytes.get() == TOTAL);
        // The high water mark, and what one write adds above it.
        assertThat(mover.mostPending.get()).isLessThan(200_000);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"jsse", "openssl", "wolfssl"})
  void theRecordPathHasTheLibrarysEngineAndNoneOfOurs(String library) throws Exception {
    try (Lab lab =
        Lab.of(
            library,
            server("doma", A).matchSipDomain("a.example"),
            server("domb", A).matchSipDomain("b.example"),
            client("out"))) {
      TlsTransport transport = lab.transport();
      CompletableFuture<ChannelPipeline> accepted = new CompletableFuture<>();
      TlsListener listener =
          transport.listen(Lab.anyPort(), channel -> accepted.complete(channel.pipeline()));
      Lab.await(transport.connect(to(listener).withServerName("b.example"), channel -> {}));
      ChannelPipeline pipeline = Lab.await(accepted);
      assertThat(pipeline.get(HelloHandler.class)).isNull();
      TlsConnection connection = TlsTransport.connection(pipeline.channel());
      assertThat(pipeline.get(SslHandler.class).engine()).isSameAs(connection.engine());
      String own =
          Map.of(
                  "jsse",
                  "sun.security.ssl.",
                  "openssl",
                  "org.conscrypt.",
                  "wolfssl",
                  "io.tlsmgm.wolfssl.")
              .get(library);
      assertThat(connection.engine().getClass().getName()).startsWith(own);
    }
  }

  @ParameterizedTest
  @CsvSource({"jsse,TLSv1_2", "jsse,TLSv1_3", "openssl,TLSv1_2", "openssl,TLSv1_3"})
  void aServerMaySpeakFirstAndAtLength(String library, String method) throws Exception {
    // The tickets that TLS 1.3 has to send first hold the client's chain.
    Issued client = CA.intermediate("one").intermediate("two").leaf("client").issue();
    try (Lab lab =
        Lab.of(
            library,
            TlsDomainBuilder.server("dom")
                .key(A.certPem(), A.keyPem())
                .caList(CA.pem())
                .method(method),
            client("out").key(client.certPem(), client.keyPem()))) {
      TlsTransport transport = lab.transport();
      int total = 1_000_000;
      TlsListener listener =
          transport.listen(
              Lab.anyPort(),
              channel -> channel.writeAndFlush(channel.alloc().buffer(total).writeZero(total)));
      CompletableFuture<Void> received = new CompletableFuture<>();
      AtomicLong bytes = new AtomicLong();
      Lab.await(
          transport.connect(
              to(listener),
              channel ->
                  channel
                      .pipeline()
                      .addLast(
                          new ChannelInboundHandlerAdapter() {
                            @Override
                            public void channelRead(ChannelHandlerContext ctx, Object message) {
                              ByteBuf in = (ByteBuf) message;
                              if (bytes.addAndGet(in.readableBytes()) == total) {
                                received.complete(null);
                              }
                              in.release();
                            }
                          })));
      Lab.await(received);
    }
  }

  /** Sends a known stream while the channel is writable, and checks the one that comes. */
  private static final class Mover extends ChannelInboundHandlerAdapter {
    private static final int BLOCK = 30_000;

    /** A prime number, so that no size of blocks or records fits. */
    private static final int PERIOD = 100_003;

    /** Enough of the stream for a block or a read that starts anywhere in its period. */
    private static final byte[] STREAM = stream();

    final CompletableFuture<Void> received = new CompletableFuture<>();
    final AtomicLong mostPending = new AtomicLong();
    final AtomicLong sentBytes = new AtomicLong();
    private long got;

    private static byte[] stream() {
      byte[] period = new byte[PERIOD];
      new Random(1).nextBytes(period);
      byte[] stream = new byte[3 * PERIOD];
      for (int i = 0; i < 3; i++) {
        System.arraycopy(period, 0, stream, i * PERIOD, PERIOD);
      }
      return stream;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
      send(ctx);
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
      send(ctx);
    }

    private void send(ChannelHandlerContext ctx) {
      while (ctx.channel().isWritable() && sentBytes.get() < TOTAL) {
        long sent = sentBytes.get();
        int size = (int) Math.min(BLOCK, TOTAL - sent);
        ByteBuf block = ctx.alloc().buffer(size).writeBytes(STREAM, (int) (sent % PERIOD), size);
        sentBytes.addAndGet(size);
        ctx.writeAndFlush(block);
        long pending = ctx.channel().unsafe().outboundBuffer().totalPendingWriteBytes();
        mostPending.accumulateAndGet(pending, Math::max);
      }
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
      ByteBuf in = (ByteBuf) message;
      try {
        int size = in.readableBytes();
        byte[] bytes = new byte[size];
        in.readBytes(bytes);
        int from = (int) (got % PERIOD);
        if (!Arrays.equals(bytes, 0, size, STREAM, from, from + size)) {
          received.completeExceptionally(new AssertionError("wrong bytes after " + got));
          return;
        }
        got += size;
        if (got == TOTAL) {
          received.complete(null);
        }
      } finally {
        in.release();
      }
    }
  }
}
