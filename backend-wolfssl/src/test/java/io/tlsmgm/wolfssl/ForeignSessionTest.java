package io.tlsmgm.wolfssl;

import static org.assertj.core.api.Assertions.assertThat;

import io.tlsmgm.api.ClientAuth;
import io.tlsmgm.api.Role;
import io.tlsmgm.api.TlsContext;
import io.tlsmgm.api.TlsContextConfig;
import io.tlsmgm.testkit.Issued;
import io.tlsmgm.testkit.KeyKind;
import io.tlsmgm.testkit.TestCa;
import io.tlsmgm.testkit.TrustEverybody;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Two domains in one process, of which one wants to see a certificate of its clients: a session of
 * the other one opens no door there, whatever {@code openssl s_client} does with it. wolfSSL keeps
 * one cache of sessions for the whole process; with its default setting this test fails.
 */
class ForeignSessionTest {
  private static final int SECONDS = 20;

  private static final WolfSslLibrary LIBRARY = new WolfSslLibrary();
  private static final TestCa CA = TestCa.create("Two domains CA");

  /** How a client comes back. */
  enum Return {
    BY_SESSION_ID("-tls1_2 -no_ticket"),
    BY_TICKET("-tls1_2"),
    BY_TICKET_OF_TLS13("-tls1_3");

    private final String options;

    Return(String options) {
      this.options = options;
    }
  }

  /**
   * One connection, as both ends saw it.
   *
   * @param failure of the server's handshake, or of its first read
   * @param output of {@code s_client}
   */
  private record Outcome(Optional<IOException> failure, String output) {}

  private final Path directory;
  private final TlsContext open;
  private final TlsContext strict;

  ForeignSessionTest(@TempDir Path directory) throws Exception {
    this.directory = directory;
    this.open = server("open", ClientAuth.NONE);
    this.strict = server("strict", ClientAuth.NEED);
  }

  private static TlsContext server(String name, ClientAuth clientAuth) throws Exception {
    return LIBRARY.newContext(
        TlsContextConfig.builder(name, Role.SERVER, new TrustEverybody(false))
            .cipherSuites(LIBRARY.capabilities().defaultCipherSuites())
            .clientAuth(clientAuth)
            .key(CA.leaf("server").keyKind(KeyKind.EC_P256).issue().entry())
            .build());
  }

  @AfterEach
  void close() {
    open.close();
    strict.close();
  }

  @ParameterizedTest
  @EnumSource(Return.class)
  void opensNoDoorElsewhere(Return how) throws Exception {
    Path session = directory.resolve("session.pem");
    Outcome first = connect(open, how, "-sess_out", session.toString());
    assertThat(first.failure()).isEmpty();
    assertThat(first.output()).contains("New, TLS");

    if (Files.exists(session)) {
      Outcome again = connect(open, how, "-sess_in", session.toString());
      assertThat(again.failure()).isEmpty();
      assertThat(again.output()).contains("Reused, TLS");

      Outcome elsewhere = connect(strict, how, "-sess_in", session.toString());
      assertThat(elsewhere.output()).doesNotContain("Reused, TLS", "welcome");
      assertThat(elsewhere.failure()).containsInstanceOf(SSLException.class);
    }
    // Without a ticket there is no session to come back with.
    assertThat(Files.exists(session)).isEqualTo(how != Return.BY_SESSION_ID);
  }

  @ParameterizedTest
  @EnumSource(Return.class)
  void aCertificateDoes(Return how) throws Exception {
    Issued client = CA.leaf("client").keyKind(KeyKind.EC_P256).issue();
    Path certificate = directory.resolve("client.pem");
    Path key = directory.resolve("client.key");
    client.write(certificate, key);
    Outcome outcome = connect(strict, how, "-cert", certificate.toString(), "-key", key.toString());
    assertThat(outcome.failure()).isEmpty();
    assertThat(outcome.output()).contains("New, TLS", "welcome");
  }

  private static Outcome connect(TlsContext domain, Return how, String... options)
      throws Exception {
    try (SSLServerSocket listener =
        (SSLServerSocket)
            domain
                .sslContext()
                .getServerSocketFactory()
                .createServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      listener.setSoTimeout(SECONDS * 1000);
      List<String> command = new ArrayList<>(List.of("openssl", "s_client", "-ign_eof"));
      command.addAll(List.of("-connect", "127.0.0.1:" + listener.getLocalPort()));
      command.addAll(List.of(how.options.split(" ")));
      command.addAll(List.of(options));
      Process client = new ProcessBuilder(command).redirectErrorStream(true).start();
      client.getOutputStream().close();
      CompletableFuture<String> output =
          CompletableFuture.supplyAsync(
              () -> {
                try {
                  return new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
      try {
        Optional<IOException> failure = serve(listener);
        return new Outcome(failure, output.get(SECONDS, TimeUnit.SECONDS));
      } finally {
        client.destroy();
      }
    }
  }

  private static Optional<IOException> serve(SSLServerSocket listener) throws IOException {
    try (SSLSocket socket = (SSLSocket) listener.accept()) {
      socket.setSoTimeout(SECONDS * 1000);
      socket.startHandshake();
      socket.getOutputStream().write("welcome\n".getBytes(StandardCharsets.US_ASCII));
      return Optional.empty();
    } catch (SSLException refused) {
      return Optional.of(refused);
    }
  }
}
