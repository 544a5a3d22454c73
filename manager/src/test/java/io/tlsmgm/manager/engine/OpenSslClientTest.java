package io.tlsmgm.manager.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.tlsmgm.api.AlertDescription;
import io.tlsmgm.api.EnginePeer;
import io.tlsmgm.manager.engine.Contexts.Library;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a client of another make sees. */
class OpenSslClientTest {
  private static SelectingEngine engine(Library library) {
    return SelectingEngine.create(
        EnginePeer.UNKNOWN,
        hello ->
            hello
                .serverName()
                .filter(name -> name.endsWith(".example"))
                .<Selection>map(name -> new Selection.Engine(Contexts.server(library, name)))
                .orElseGet(
                    () -> new Selection.Refuse(AlertDescription.UNRECOGNIZED_NAME, "nobody")));
  }

  @ParameterizedTest
  @EnumSource(Library.class)
  void seesTheDomainThatItNames(Library library) throws Exception {
    assertThat(connect(engine(library), "-servername", "A.example"))
        .contains("CN = a.example", "TLSv1.3");
    assertThat(connect(engine(library), "-servername", "b.example", "-tls1_2"))
        .contains("CN = b.example", "TLSv1.2");
  }

  @Test
  void seesTheAlert() throws Exception {
    for (String version : List.of("-tls1_2", "-tls1_3")) {
      assertThat(connect(engine(Library.JSSE), "-noservername", version))
          .contains("tlsv1 unrecognized name", "SSL alert number 112");
    }
  }

  /** What {@code openssl s_client} prints. */
  private static String connect(SelectingEngine engine, String... options) throws Exception {
    try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      listener.setSoTimeout(20_000);
      List<String> command = new ArrayList<>(List.of("openssl", "s_client", "-connect"));
      command.add("127.0.0.1:" + listener.getLocalPort());
      command.addAll(List.of(options));
      Process client = new ProcessBuilder(command).redirectErrorStream(true).start();
      client.getOutputStream().close(); // ends it after the handshake
      CompletableFuture<String> output =
          CompletableFuture.supplyAsync(() -> readAll(client.getInputStream()));
      try (Socket socket = listener.accept()) {
        socket.setSoTimeout(20_000);
        serve(engine, socket);
      }
      try {
        return output.get(20, TimeUnit.SECONDS);
      } finally {
        client.destroy();
      }
    }
  }

  /** Until the client or the engine closes. */
  private static void serve(SelectingEngine engine, Socket socket) throws IOException {
    Wire server = Wire.of(engine);
    InputStream in = socket.getInputStream();
    OutputStream out = socket.getOutputStream();
    byte[] chunk = new byte[4096];
    for (int count = in.read(chunk); count >= 0; count = in.read(chunk)) {
      server.arrive(Arrays.copyOf(chunk, count));
      try {
        out.write(server.work());
      } catch (SSLException e) {
        out.write(server.flush());
        return;
      }
    }
  }

  private static String readAll(InputStream in) {
    try {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
