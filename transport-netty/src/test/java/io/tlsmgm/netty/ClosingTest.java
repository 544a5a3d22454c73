package io.tlsmgm.netty;

import static io.tlsmgm.netty.Lab.A;
import static io.tlsmgm.netty.Lab.await;
import static io.tlsmgm.netty.Lab.client;
import static io.tlsmgm.netty.Lab.server;
import static io.tlsmgm.netty.Lab.to;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.netty.handler.ssl.SslHandler;
import io.tlsmgm.api.Role;
import io.tlsmgm.manager.ClientTarget;
import io.tlsmgm.netty.Lab.Mailbox;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The ends of connections. */
class ClosingTest {
  private static Lab lab(String library) throws Exception {
    return Lab.of(library, server("dom", A), client("out"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"jsse", "openssl", "wolfssl"})
  void closeNotifyIsSeenAndAnswered(String library) throws Exception {
    try (Lab lab = lab(library)) {
      TlsTransport transport = lab.transport(b -> b.closeTimeout(Duration.ofSeconds(30)));
      Mailbox server = new Mailbox();
      TlsListener listener =
          transport.listen(Lab.anyPort(), channel -> channel.pipeline().addLast(server));
      Mailbox client = new Mailbox();
      Channel channel = Lab.connect(transport, to(listener), client);
      server.awaitEvent(String.class);
      long start = System.nanoTime();
      channel.write(Lab.text("last "));
      channel.writeAndFlush(Lab.text("words"));
      channel.close();
      assertThat(server.awaitEvent(SslCloseCompletionEvent.class).isSuccess()).isTrue();
      server.awaitText("last words");
      await(server.inactive);
      await(client.inactive);
      // Neither side waited for a timeout.
      assertThat(TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start)).isLessThan(20);
      assertThat(transport.statistics().truncated()).isZero();
      Lab.waitFor("both ends gone", () -> transport.statistics().active() == 0);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"jsse", "openssl", "wolfssl"})
  void withHalfClosureAnAnswerCanComeAfterTheEndOfTheQuestion(String library) throws Exception {
    try (Lab lab = lab(library)) {
      TlsTransport transport = lab.transport();
      Mailbox server = new Mailbox();
      CompletableFuture<Channel> accepted = new CompletableFuture<>();
      TlsListener listener =
          transport.listen(
              Lab.anyPort(),
              channel -> {
                channel.config().setOption(ChannelOption.ALLOW_HALF_CLOSURE, true);
                channel.pipeline().addLast(server);
                accepted.complete(channel);
              });
      Mailbox client = new Mailbox();
      Channel channel = Lab.connect(transport, to(listener), client);
      channel.writeAndFlush(Lab.text("question"));
      channel.pipeline().get(SslHandler.class).closeOutbound();
      server.awaitText("question");
      assertThat(server.awaitEvent(SslCloseCompletionEvent.class).isSuccess()).isTrue();
      Thread.sleep(200);
      Channel answering = await(accepted);
      assertThat(answering.isActive()).isTrue();
      ChannelFuture answered = answering.writeAndFlush(Lab.text("answer")).await();
      // BoringSSL answers a close_notify with its own and is done.
      assertThat(answered.isSuccess()).isEqualTo(!library.equals("openssl"));
      if (answered.isSuccess()) {
        client.awaitText("answer");
      }
      answering.close();
      await(client.inactive);
      await(server.inactive);
      assertThat(transport.statistics().truncated()).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"jsse", "openssl", "wolfssl"})
  void anEndWithoutCloseNotifyIsSeenAsTruncation(String library) throws Exception {
    try (Lab lab = lab(library)) {
      TlsTransport transport = lab.transport();
      Mailbox server = new Mailbox();
      TlsListener listener =
          transport.listen(Lab.anyPort(), channel -> channel.pipeline().addLast(server));
      try (Cut cut = new Cut(listener.localAddress())) {
        Lab.connect(transport, ClientTarget.of(cut.address()), new Mailbox());
        server.awaitEvent(String.class);
        cut.now();
        SslCloseCompletionEvent event = server.awaitEvent(SslCloseCompletionEvent.class);
        assertThat(event.isSuccess()).isFalse();
        await(server.inactive);
      }
      Lab.waitFor("both ends count it", () -> transport.statistics().truncated() == 2);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"jsse", "openssl", "wolfssl"})
  void thePeersEndIsHeardAlthoughHandlersPauseWhileTheChannelIsNotWritable(String library)
      throws Exception {
    try (Lab lab = lab(library)) {
      TlsTransport transport = lab.transport(b -> b.closeTimeout(Duration.ofSeconds(60)));
      CompletableFuture<Channel> accepted = new CompletableFuture<>();
      TlsListener listener =
          transport.listen(
              Lab.anyPort(),
              channel -> {
                channel.pipeline().addLast(new Lab.Echo());
                accepted.complete(channel);
              });
      Lab.connect(transport, to(listener), new Mailbox());
      await(accepted).close();
      // A server that did not read would wait for the close timeout.
      Lab.waitFor("both ends gone", () -> transport.statistics().active() == 0);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"jsse", "openssl", "wolfssl"})
  void aCancelledConnectionIsClosed(String library) throws Exception {
    try (Lab lab = lab(library);
        java.net.ServerSocket silent = new java.net.ServerSocket(0, 10, Lab.LOOPBACK)) {
      TlsTransport transport = lab.transport();
      CompletableFuture<Channel> opening =
          transport.connect(
              ClientTarget.of((InetSocketAddress) silent.getLocalSocketAddress()), ch -> {});
      Lab.waitFor("the start", () -> transport.statistics().handshaking() == 1);
      opening.cancel(false);
      Lab.waitFor("the end", () -> transport.statistics().handshaking() == 0);
      Lab.waitFor(
          "the domain is released", () -> lab.domain(Role.CLIENT, "out").connections() == 0);
    }
  }

  /** A relay of bytes that can be cut, so that both ends see a FIN without close_notify. */
  private static final class Cut implements AutoCloseable {
    private final java.net.ServerSocket in = new java.net.ServerSocket(0, 1, Lab.LOOPBACK);
    private final InetSocketAddress to;
    private final List<Socket> sockets = new ArrayList<>();

    Cut(InetSocketAddress to) throws IOException {
      this.to = to;
      Thread thread = new Thread(this::relay, "cut");
      thread.setDaemon(true);
      thread.start();
    }

    InetSocketAddress address() {
      return (InetSocketAddress) in.getLocalSocketAddress();
    }

    private void relay() {
      try {
        Socket client = in.accept();
        Socket server = new Socket(to.getAddress(), to.getPort());
        synchronized (sockets) {
          sockets.add(client);
          sockets.add(server);
        }
        Thread back = new Thread(() -> copy(server, client), "cut-back");
        back.setDaemon(true);
        back.start();
        copy(client, server);
      } catch (IOException e) {
        throw new java.io.UncheckedIOException(e);
      }
    }

    private static void copy(Socket from, Socket to) {
      try {
        from.getInputStream().transferTo(to.getOutputStream());
      } catch (IOException e) {
        // The cut itself.
        assertThat(e).isNotNull();
      }
    }

    void now() throws IOException {
      synchronized (sockets) {
        for (Socket socket : sockets) {
          socket.shutdownOutput();
        }
      }
    }

    @Override
    public void close() throws IOException {
      synchronized (sockets) {
        for (Socket socket : sockets) {
          socket.close();
        }
      }
      in.close();
    }
  }
}
