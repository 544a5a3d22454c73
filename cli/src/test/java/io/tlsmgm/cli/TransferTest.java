package io.tlsmgm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What goes through {@code serve --forward} and {@code --echo}, and what becomes of it at the end.
 */
@ParameterizedClass
@MethodSource("io.tlsmgm.cli.Libraries#all")
class TransferTest {
  private static final int MEGABYTE = 1 << 20;

  @SuppressWarnings("NullAway.Init") // set before all tests
  private static Site site;

  @Parameter
  @SuppressWarnings("NullAway.Init") // set by JUnit
  String library;

  @BeforeAll
  static void create(@TempDir Path directory) {
    site = Site.create(directory.resolve("site"));
  }

  @Test
  void forwardsTwentyMegabytesBothWays() throws Exception {
    byte[] data = random(20 * MEGABYTE);
    try (EchoServer backend = new EchoServer();
        Serving serving = serve("--forward", "127.0.0.1:" + backend.port());
        SSLSocket client = client()) {
      CompletableFuture<byte[]> echoed = read(client, data.length);
      client.getOutputStream().write(data);
      assertThat(Arrays.mismatch(echoed.get(), data)).isEqualTo(-1);
      // The client's close_notify is the end of the backend's input, and its end is ours.
      client.shutdownOutput();
      assertThat(client.getInputStream().read()).isEqualTo(-1);
      assertThat(backend.received.get()).isEqualTo(data.length);
      serving.terminate();
      assertThat(serving.exit()).isZero();
    }
  }

  @Test
  void readsTheClientNoFasterThanTheBackendDoes() throws Exception {
    try (ServerSocket backend = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        Serving serving = serve("--forward", "127.0.0.1:" + backend.getLocalPort());
        SSLSocket client = client();
        Socket accepted = backend.accept()) {
      AtomicLong sent = new AtomicLong();
      Thread writer =
          Tool.daemon(
              () -> {
                try {
                  OutputStream out = client.getOutputStream();
                  for (int i = 0; i < 64; i++) {
                    out.write(new byte[MEGABYTE]);
                    sent.addAndGet(MEGABYTE);
                  }
                } catch (IOException e) {
                  sent.set(-1);
                }
              });
      writer.start();
      // The sockets and buffers between them take some megabytes, and then nothing moves.
      long before = -1;
      while (sent.get() != before) {
        before = sent.get();
        Thread.sleep(700);
      }
      assertThat(before).isPositive().isLessThan(48L * MEGABYTE);
      InputStream in = accepted.getInputStream();
      byte[] buffer = new byte[1 << 16];
      for (long rest = 64L * MEGABYTE; rest > 0; ) {
        int n = in.read(buffer);
        assertThat(n).isPositive();
        rest -= n;
      }
      writer.join();
      assertThat(serving.listening()).hasSize(3);
      assertThat(sent.get()).isEqualTo(64L * MEGABYTE);
    }
  }

  @Test
  void closesWhenTheBackendIsNotThere() throws Exception {
    int nobody = Site.freePorts(1).get(0);
    try (Serving serving = serve("--forward", "127.0.0.1:" + nobody);
        SSLSocket client = client()) {
      assertThat(client.getInputStream().read()).isEqualTo(-1);
      serving.terminate();
      assertThat(serving.exit()).isZero();
      assertThat(serving.err()).contains("cannot forward");
    }
  }

  @Test
  void finishesATransferWhenAskedToStop() throws Exception {
    byte[] data = random(8 * MEGABYTE);
    try (Serving serving = serve("--echo", "--grace", "20000");
        SSLSocket client = client();
        SSLSocket idle = client()) {
      CompletableFuture<byte[]> echoed = read(client, data.length);
      OutputStream out = client.getOutputStream();
      out.write(data, 0, MEGABYTE);
      out.flush();
      serving.terminate();
      for (int i = MEGABYTE; i < data.length; i += MEGABYTE) {
        Thread.sleep(50);
        out.write(data, i, MEGABYTE);
      }
      assertThat(Arrays.mismatch(echoed.get(), data)).isEqualTo(-1);
      // Then, and for the idle one at once, the server says close_notify: a clean end of the
      // stream.
      assertThat(idle.getInputStream().read()).isEqualTo(-1);
      assertThat(client.getInputStream().read()).isEqualTo(-1);
      assertThat(serving.exit()).isZero();
      assertThat(refused()).isTrue();
    }
  }

  @Test
  void cutsOffWhatDoesNotEndInTime() throws Exception {
    try (Serving serving = serve("--echo", "--grace", "600");
        SSLSocket client = client()) {
      AtomicLong sent = new AtomicLong();
      Tool.daemon(
              () -> {
                try {
                  OutputStream out = client.getOutputStream();
                  // Without a pause: on a busy machine one might be as long as the quiet that ends
                  // it.
                  while (true) {
                    out.write(new byte[100]);
                    sent.incrementAndGet();
                  }
                } catch (IOException e) {
                  // the server has gone, as it should
                }
              })
          .start();
      Tool.daemon(
              () -> {
                try {
                  client.getInputStream().transferTo(OutputStream.nullOutputStream());
                } catch (IOException e) {
                  // as above
                }
              })
          .start();
      while (sent.get() == 0) {
        Thread.sleep(10);
      }
      serving.terminate();
      assertThat(serving.exit()).isZero();
      assertThat(serving.err()).contains("cut off 1 connection after 600 ms");
    }
  }

  @Test
  void answersTheRequestUnderWayWhenAskedToStop() throws Exception {
    try (Serving serving = serve("--www");
        SSLSocket client = client();
        SSLSocket idle = client()) {
      OutputStream out = client.getOutputStream();
      out.write(
          "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\na"
              .getBytes(StandardCharsets.US_ASCII));
      out.flush();
      idle.startHandshake();
      // The answer to another request tells that the server has read what was sent before.
      assertThat(OpensslClient.get(site, site.names(), "-noservername").out()).contains("200 OK");
      serving.terminate();
      assertThat(idle.getInputStream().read()).isEqualTo(-1);
      out.write('b');
      out.flush();
      String answer = new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(answer).startsWith("HTTP/1.1 200 OK").contains("$tls_version");
      assertThat(serving.exit()).isZero();
    }
  }

  @Test
  void handshakeTimeoutOverridesTheFile() throws Exception {
    try (Serving serving = serve("--handshake-timeout", "250");
        Socket silent = new Socket(InetAddress.getLoopbackAddress(), site.names())) {
      long start = System.nanoTime();
      assertThat(silent.getInputStream().read()).isEqualTo(-1);
      assertThat((System.nanoTime() - start) / 1_000_000).isBetween(200L, 10_000L);
      assertThat(serving.listening()).hasSize(3);
    }
  }

  @Test
  void aSocketThatIsTakenStopsEverything() throws Exception {
    try (ServerSocket taken = new ServerSocket()) {
      taken.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), site.lenient()));
      Tool.Result result = Tool.run(Tool.tlsmgm("serve", site.config(), "--library", library));
      assertThat(result.exit()).isEqualTo(1);
      assertThat(result.out()).isEmpty();
      assertThat(result.err())
          .contains(site.config() + ":4: ", "127.0.0.1:" + site.lenient())
          .containsIgnoringCase("address already in use")
          .doesNotContain("\tat ");
    }
  }

  private Serving serve(String... args) {
    List<String> all = new ArrayList<>(List.of(site.config(), "--library", library));
    all.addAll(Arrays.asList(args));
    return Serving.start(all.toArray(String[]::new));
  }

  private static byte[] random(int length) {
    byte[] data = new byte[length];
    new Random(length).nextBytes(data);
    return data;
  }

  /** Reads so many bytes, or what there is until the end, on a thread of its own. */
  private static CompletableFuture<byte[]> read(SSLSocket socket, int length) {
    CompletableFuture<byte[]> read = new CompletableFuture<>();
    Tool.daemon(
            () -> {
              try {
                read.complete(socket.getInputStream().readNBytes(length));
              } catch (IOException e) {
                read.completeExceptionally(e);
              }
            })
        .start();
    return read;
  }

  /** A connection of the JDK's to the domain for clients without a server name. */
  private static SSLSocket client() throws IOException, GeneralSecurityException {
    KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
    trusted.load(null, null);
    trusted.setCertificateEntry("ca", site.ca().certificate());
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    SSLSocket socket =
        (SSLSocket)
            context.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), site.names());
    socket.setSoTimeout((int) Tool.LIMIT.toMillis());
    socket.startHandshake();
    return socket;
  }

  private static boolean refused() {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), site.names())) {
      return !socket.isConnected();
    } catch (IOException e) {
      return true;
    }
  }
}
