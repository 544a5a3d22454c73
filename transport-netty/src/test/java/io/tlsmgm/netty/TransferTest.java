package io.tlsmgm.netty;

import static io.tlsmgm.netty.Lab.A;
import static io.tlsmgm.netty.Lab.client;
import static io.tlsmgm.netty.Lab.server;
import static io.tlsmgm.netty.Lab.to;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.ssl.SslHandler;
import io.tlsmgm.manager.TlsConnection;
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
  @ValueSource(strings = {"jsse", "openssl"})
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
      assertThat(connection.engine().getClass().getName()).doesNotStartWith("io.tlsmgm");
    }
  }

  /** Sends a known stream while the channel is writable, and checks the one that comes. */
  private static final class Mover extends ChannelInboundHandlerAdapter {
    private static final int BLOCK = 30_000;

    final CompletableFuture<Void> received = new CompletableFuture<>();
    final AtomicLong mostPending = new AtomicLong();
    final AtomicLong sentBytes = new AtomicLong();
    private long got;

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
        ByteBuf block = ctx.alloc().buffer(size);
        for (int i = 0; i < size; i++) {
          block.writeByte((int) ((sent + i) % 251));
        }
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
        while (in.isReadable()) {
          if (in.readUnsignedByte() != got % 251) {
            received.completeExceptionally(new AssertionError("wrong byte at " + got));
            return;
          }
          got++;
        }
        if (got == TOTAL) {
          received.complete(null);
        }
      } finally {
        in.release();
      }
    }
  }
}
