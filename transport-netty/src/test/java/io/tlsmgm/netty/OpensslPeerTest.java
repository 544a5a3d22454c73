package io.tlsmgm.netty;

import static io.tlsmgm.netty.Lab.A;
import static io.tlsmgm.netty.Lab.B;
import static io.tlsmgm.netty.Lab.CA;
import static io.tlsmgm.netty.Lab.CLIENT;
import static io.tlsmgm.netty.Lab.STRANGER;
import static io.tlsmgm.netty.Lab.client;
import static io.tlsmgm.netty.Lab.echo;
import static io.tlsmgm.netty.Lab.failure;
import static io.tlsmgm.netty.Lab.server;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.Channel;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.tlsmgm.api.AlertDescription;
import io.tlsmgm.manager.ClientTarget;
import io.tlsmgm.netty.Lab.Mailbox;
import io.tlsmgm.testkit.Issued;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The command line of OpenSSL as the other side. */
class OpensslPeerTest {
  private final Path directory;

  OpensslPeerTest(@TempDir Path directory) {
    this.directory = directory;
  }

  @ParameterizedTest
  @ValueSource(strings = {"jsse", "openssl", "wolfssl"})
  void sClientGetsTheDomainOfTheNameAndAnEcho(String library) throws Exception {
    try (Lab lab =
        Lab.of(
            library,
            server("doma", A).matchSipDomain("a.example"),
            server("domb", B).matchSipDomain("b.example"))) {
      TlsTransport transport = lab.transport();
      TlsListener listener = echo(transport);
      Path ca = Files.writeString(directory.resolve("ca.pem"), CA.pem());
      for (String method : new String[] {"-tls1_2", "-tls1_3"}) {
        Tool client =
            new Tool(
                "s_client",
                "-connect",
                "127.0.0.1:" + listener.localAddress().getPort(),
                "-servername",
                "b.example",
                "-CAfile",
                ca.toString(),
                "-verify_return_error",
                "-verify_hostname",
                "b.example",
                method,
                "-ign_eof");
        client.type("ping from s_client\n");
        client.awaitOutput("ping from s_client");
        assertThat(client.output()).contains("Verify return code: 0 (ok)").contains("CN = b.examp");
        client.end();
      }
      assertThat(transport.statistics().handshakes()).isEqualTo(2);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"jsse", "openssl", "wolfssl"})
  void sClientReadsTheAlertUnrecognizedName(String library) throws Exception {
    try (Lab lab = Lab.of(library, server("doma", A).matchSipDomain("a.example"))) {
      TlsListener listener = echo(lab.transport());
      Tool client =
          new Tool(
              "s_client",
              "-connect",
              "127.0.0.1:" + listener.localAddress().getPort(),
              "-servername",
              "c.example");
      client.awaitOutput("SSL alert number 112");
      client.end();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"jsse", "openssl", "wolfssl"})
  void sServerGetsTheClientsCertificate(String library) throws Exception {
    try (Lab lab = Lab.of(library, client("out").key(CLIENT.certPem(), CLIENT.keyPem()))) {
      try (SServer server = new SServer(A, CA.pem(), "-Verify", "2", "-verify_return_error")) {
        Mailbox mailbox = new Mailbox();
        Channel channel = Lab.connect(lab.transport(), server.target(), mailbox);
        channel.writeAndFlush(Lab.text("to s_server\n"));
        server.tool.awaitOutput("to s_server");
        server.tool.type("from s_server\n");
        mailbox.awaitText("from s_server\n");
        assertThat(server.tool.output()).contains("CN = client");
        assertThat(TlsTransport.connection(channel).isPeerVerified()).isTrue();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"jsse", "openssl", "wolfssl"})
  void sServerWithoutOurCertificateRefusesWithCertificateRequired(String library) throws Exception {
    try (Lab lab = Lab.of(library, client("out"))) {
      try (SServer server =
          new SServer(A, CA.pem(), "-Verify", "2", "-verify_return_error", "-tls1_3")) {
        Mailbox mailbox = new Mailbox();
        Lab.connect(lab.transport(), server.target(), mailbox);
        Throwable alert = mailbox.awaitEvent(Throwable.class);
        assertThat(HandshakeFailures.describe(alert))
            .isEqualTo("the peer refused: certificate_required (116)");
        assertThat(HandshakeFailures.alert(alert)).contains(AlertDescription.CERTIFICATE_REQUIRED);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"jsse", "openssl", "wolfssl"})
  void aServerOfAnUnknownAuthorityIsRefusedAndToldSo(String library) throws Exception {
    Issued stranger = STRANGER.leaf("a.example").dns("a.example").issue();
    try (Lab lab = Lab.of(library, client("out"))) {
      try (SServer server = new SServer(stranger, CA.pem())) {
        assertThat(failure(lab.transport().connect(server.target(), channel -> {})))
            .hasMessageContaining("the peer's certificate is refused: ");
        server.tool.awaitOutput("alert");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"jsse", "openssl", "wolfssl"})
  void theEndOfSClientIsACloseNotifyAndThatOfSServerNone(String library) throws Exception {
    try (Lab lab = Lab.of(library, server("dom", A), client("out"))) {
      TlsTransport transport = lab.transport();
      Mailbox accepted = new Mailbox();
      TlsListener listener =
          transport.listen(Lab.anyPort(), channel -> channel.pipeline().addLast(accepted));
      Tool tool =
          new Tool("s_client", "-connect", "127.0.0.1:" + listener.localAddress().getPort());
      tool.type("the end");
      accepted.awaitText("the end");
      tool.endOfInput();
      assertThat(accepted.awaitEvent(SslCloseCompletionEvent.class).isSuccess()).isTrue();
      Lab.await(accepted.inactive);
      assertThat(transport.statistics().truncated()).isZero();

      try (SServer server = new SServer(A, CA.pem())) {
        Mailbox connected = new Mailbox();
        Lab.connect(transport, server.target(), connected);
        // This command closes the socket and nothing else.
        server.tool.type("Q\n");
        assertThat(connected.awaitEvent(SslCloseCompletionEvent.class).isSuccess()).isFalse();
        Lab.await(connected.inactive);
        assertThat(transport.statistics().truncated()).isEqualTo(1);
      }
    }
  }

  /** An {@code openssl s_server} on a free port. */
  private final class SServer implements AutoCloseable {
    final Tool tool;
    private final int port;

    SServer(Issued key, String caPem, String... options) throws Exception {
      Path cert = directory.resolve("server.pem");
      Path privateKey = directory.resolve("server.key");
      key.write(cert, privateKey);
      Path ca = Files.writeString(directory.resolve("server-ca.pem"), caPem);
      try (ServerSocket free = new ServerSocket(0)) {
        port = free.getLocalPort();
      }
      List<String> command =
          new ArrayList<>(
              List.of(
                  "s_server",
                  "-accept",
                  "127.0.0.1:" + port,
                  "-cert",
                  cert.toString(),
                  "-key",
                  privateKey.toString(),
                  "-CAfile",
                  ca.toString()));
      command.addAll(List.of(options));
      tool = new Tool(command.toArray(new String[0]));
      tool.awaitOutput("ACCEPT");
    }

    ClientTarget target() {
      return ClientTarget.of(new InetSocketAddress(Lab.LOOPBACK, port));
    }

    @Override
    public void close() {
      tool.end();
    }
  }

  /** A running {@code openssl} with its output in a file. */
  private final class Tool {
    private final Process process;
    private final File out;

    Tool(String... arguments) throws IOException {
      out = Files.createTempFile(directory, "openssl", ".txt").toFile();
      List<String> command = new ArrayList<>(List.of("openssl"));
      command.addAll(List.of(arguments));
      process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(out).start();
    }

    void type(String text) throws IOException {
      OutputStream in = process.getOutputStream();
      in.write(text.getBytes(StandardCharsets.UTF_8));
      in.flush();
    }

    void endOfInput() throws IOException {
      process.getOutputStream().close();
    }

    String output() throws IOException {
      return Files.readString(out.toPath(), StandardCharsets.ISO_8859_1);
    }

    void awaitOutput(String text) throws Exception {
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
      while (!output().contains(text)) {
        if (System.nanoTime() > end) {
          throw new AssertionError("openssl did not say '" + text + "':\n" + output());
        }
        Thread.sleep(10);
      }
    }

    void end() {
      process.destroy();
      // Completes when the process has gone.
      process.onExit().orTimeout(10, TimeUnit.SECONDS).join();
    }
  }
}
