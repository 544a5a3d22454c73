package io.tlsmgm.netty;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.tlsmgm.api.Role;
import io.tlsmgm.api.TlsException;
import io.tlsmgm.api.domain.TlsDomainBuilder;
import io.tlsmgm.manager.ClientTarget;
import io.tlsmgm.manager.ManagedDomain;
import io.tlsmgm.manager.TlsManager;
import io.tlsmgm.manager.TlsManagerBuilder;
import io.tlsmgm.testkit.Issued;
import io.tlsmgm.testkit.TestCa;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A manager with domains of one library, and transports on it, on loopback. */
final class Lab implements AutoCloseable {
  static final TestCa CA = TestCa.create("transport CA");
  static final TestCa STRANGER = TestCa.create("unknown CA");
  static final Issued A = leaf("a.example");
  static final Issued B = leaf("b.example");
  static final Issued CLIENT = CA.leaf("client").issue();
  static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

  final TlsManager manager;
  private final List<TlsTransport> transports = new ArrayList<>();

  private Lab(TlsManager manager) {
    this.manager = manager;
  }

  static Issued leaf(String name) {
    return CA.leaf(name).dns(name).issue();
  }

  static Lab of(String library, TlsDomainBuilder... domains) throws TlsException {
    TlsManagerBuilder builder = TlsManager.builder().library(library);
    for (TlsDomainBuilder domain : domains) {
      builder.domain(domain.build());
    }
    return new Lab(builder.build());
  }

  /** A server domain that asks for no certificate. */
  static TlsDomainBuilder server(String name, Issued key) {
    return TlsDomainBuilder.server(name).key(key.certPem(), key.keyPem()).verifyCert(false);
  }

  /** A client domain without certificate that trusts the authority of the servers. */
  static TlsDomainBuilder client(String name) {
    return TlsDomainBuilder.client(name).caList(CA.pem());
  }

  TlsTransport transport() throws TlsException {
    return transport(b -> b);
  }

  TlsTransport transport(UnaryOperator<TlsTransportBuilder> options) throws TlsException {
    TlsTransportBuilder builder =
        TlsTransport.builder(manager)
            .eventLoopThreads(2)
            .handshakeThreads(2)
            .handshakeTimeout(Duration.ofSeconds(20));
    TlsTransport transport = options.apply(builder).build();
    transports.add(transport);
    return transport;
  }

  ManagedDomain domain(Role role, String name) {
    return manager.findByName(role, name).orElseThrow();
  }

  static InetSocketAddress anyPort() {
    return new InetSocketAddress(LOOPBACK, 0);
  }

  static TlsListener echo(TlsTransport transport) throws IOException {
    return transport.listen(anyPort(), channel -> channel.pipeline().addLast(new Echo()));
  }

  static ClientTarget to(TlsListener listener) {
    return ClientTarget.of(listener.localAddress());
  }

  static Channel connect(TlsTransport transport, ClientTarget target, Mailbox mailbox)
      throws Exception {
    return await(transport.connect(target, channel -> channel.pipeline().addLast(mailbox)));
  }

  static <T> T await(CompletableFuture<T> future) throws Exception {
    return future.get(20, TimeUnit.SECONDS);
  }

  /** The failure of a future that is expected to fail. */
  static Throwable failure(CompletableFuture<?> future) throws Exception {
    return await(future.handle((value, failure) -> failure));
  }

  static void waitFor(String what, BooleanSupplier condition) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("not within 20 seconds: " + what);
      }
      Thread.sleep(5);
    }
  }

  static ByteBuf text(String text) {
    return Unpooled.copiedBuffer(text, StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    List<CompletableFuture<Void>> stops = new ArrayList<>();
    for (TlsTransport transport : transports) {
      stops.add(transport.stop(Duration.ZERO));
    }
    stops.forEach(CompletableFuture::join);
    manager.close();
  }

  /** Sends back what comes. */
  static final class Echo extends ChannelInboundHandlerAdapter {
    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
      ctx.write(message);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
      ctx.flush();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
      ctx.channel().config().setAutoRead(ctx.channel().isWritable());
      ctx.fireChannelWritabilityChanged();
    }
  }

  /** Keeps all that happens to a channel for a test to look at. */
  static final class Mailbox extends ChannelInboundHandlerAdapter {
    final BlockingQueue<Object> events = new LinkedBlockingQueue<>();
    final CompletableFuture<@Nullable Void> inactive = new CompletableFuture<>();
    private final StringBuilder text = new StringBuilder();
    private final @Nullable Consumer<Channel> onActive;

    Mailbox() {
      this(null);
    }

    Mailbox(@Nullable Consumer<Channel> onActive) {
      this.onActive = onActive;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
      events.add("active");
      if (onActive != null) {
        onActive.accept(ctx.channel());
      }
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
      ByteBuf bytes = (ByteBuf) message;
      synchronized (text) {
        text.append(bytes.toString(StandardCharsets.UTF_8));
      }
      bytes.release();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
      events.add(event);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
      events.add(cause);
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
      inactive.complete(null);
    }

    String text() {
      synchronized (text) {
        return text.toString();
      }
    }

    void awaitText(String expected) throws InterruptedException {
      waitFor("'" + expected + "'", () -> text().equals(expected));
    }

    <T> T awaitEvent(Class<T> type) throws InterruptedException {
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
      while (true) {
        Object event = events.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
        if (event == null) {
          throw new AssertionError("no " + type.getSimpleName() + " within 20 seconds");
        }
        if (type.isInstance(event)) {
          return type.cast(event);
        }
      }
    }
  }
}
