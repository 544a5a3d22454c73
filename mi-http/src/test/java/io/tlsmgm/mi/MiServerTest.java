package io.tlsmgm.mi;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tlsmgm.manager.TlsManager;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The interface as it is on the wire. */
class MiServerTest {
  private static final String CALL = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tls_list\"}";
  private static final String TOKEN = "0123456789abcdef-token";

  private final TlsManager manager = Managers.plain();

  @SuppressWarnings("NullAway.Init") // set before each test
  private MiServer server;

  @BeforeEach
  void start() throws IOException {
    server = MiServer.start(manager, loopback());
  }

  @AfterEach
  void close() {
    server.close();
    manager.close();
  }

  private static InetSocketAddress loopback() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  }

  private static Socket connect(MiServer to) throws IOException {
    Socket socket = new Socket(to.address().getAddress(), to.address().getPort());
    socket.setSoTimeout(20_000);
    return socket;
  }

  /** Sends bytes and reads what comes until the other side closes. */
  private static String raw(MiServer to, String request) throws IOException {
    try (Socket socket = connect(to)) {
      socket.getOutputStream().write(request.getBytes(ISO_8859_1));
      return new String(socket.getInputStream().readAllBytes(), UTF_8);
    }
  }

  private String request(String line, String body, String... headers) throws IOException {
    return raw(server, text(server, line, body, headers));
  }

  private static String text(MiServer to, String line, String body, String... headers) {
    List<String> lines = new ArrayList<>();
    lines.add(line + " HTTP/1.1");
    boolean host = false;
    for (String header : headers) {
      host |= header.startsWith("Host:");
      lines.add(header);
    }
    if (!host) {
      lines.add("Host: 127.0.0.1:" + to.address().getPort());
    }
    lines.add("Connection: close");
    if (!body.isEmpty()) {
      lines.add("Content-Length: " + body.length());
    }
    return String.join("\r\n", lines) + "\r\n\r\n" + body;
  }

  private String post(String body, String... headers) throws IOException {
    List<String> all = new ArrayList<>(List.of(headers));
    all.add("Content-Type: application/json");
    return request("POST /mi", body, all.toArray(new String[0]));
  }

  private static String status(String answer) {
    return answer.lines().findFirst().orElse("").replaceFirst("HTTP/1.1 (\\d+).*", "$1");
  }

  @Test
  void answersACall() throws Exception {
    String answer = post(CALL);
    assertThat(status(answer)).isEqualTo("200");
    assertThat(answer.lines())
        .contains(
            "Content-type: application/json",
            "Cache-control: no-store",
            "X-content-type-options: nosniff");
    assertThat(answer).contains("{\"jsonrpc\":\"2.0\",\"result\":{\"Domains\":[{\"name\":");
    assertThat(server.uri().toString()).isEqualTo("http://127.0.0.1:" + port() + "/mi");
  }

  private int port() {
    return server.address().getPort();
  }

  @Test
  void errorsOfCallsAreAnswersOfHttp() throws Exception {
    assertThat(post("{")).startsWith("HTTP/1.1 200").contains("-32700");
    String nothing = post("{\"jsonrpc\":\"2.0\",\"method\":\"tls_list\"}");
    assertThat(status(nothing)).isEqualTo("204");
    assertThat(nothing).endsWith("\r\n\r\n");
  }

  @Test
  void aGetIsHelped() throws Exception {
    String page = request("GET /mi", "");
    assertThat(status(page)).isEqualTo("200");
    assertThat(page).contains("tls_list, tls_mgm:list, tls_reload, tls_mgm:reload", "curl");
    String head = request("HEAD /mi", "");
    assertThat(status(head)).isEqualTo("200");
    assertThat(head).endsWith("\r\n\r\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "post"})
  void otherMethodsAreNotAllowed(String method) throws Exception {
    String answer = request(method + " /mi", "");
    assertThat(status(answer)).isEqualTo("405");
    assertThat(answer).contains("Allow: GET, HEAD, POST");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/mi/", "/mi2", "/MI", "/mi/../etc", "/x?/mi"})
  void otherPathsAreNotThere(String path) throws Exception {
    assertThat(status(request("POST " + path, CALL, "Content-Type: application/json")))
        .isEqualTo("404");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"text/plain", "application/x-www-form-urlencoded", "multipart/form-data", ""})
  void otherTypesAreRefused(String type) throws Exception {
    assertThat(status(request("POST /mi", CALL, "Content-Type: " + type))).isEqualTo("415");
    assertThat(status(request("POST /mi", CALL))).isEqualTo("415");
  }

  @ParameterizedTest
  @ValueSource(strings = {"application/json; charset=utf-8", "Application/JSON-RPC"})
  void theTypesOfJsonRpcAreTaken(String type) throws Exception {
    assertThat(status(request("POST /mi", CALL, "Content-Type: " + type))).isEqualTo("200");
  }

  @Test
  void aBodyIsBounded() throws Exception {
    String blanks = " ".repeat(MiHandler.MAX_BODY - CALL.length());
    assertThat(status(post(CALL + blanks))).isEqualTo("200");
    assertThat(status(post(CALL + blanks + " "))).isEqualTo("413");
    String chunk = Integer.toHexString(MiHandler.MAX_BODY) + "\r\n" + CALL + blanks + "\r\n";
    String chunked =
        "POST /mi HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
            + "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
            + chunk;
    assertThat(status(raw(server, chunked + "0\r\n\r\n"))).isEqualTo("200");
    assertThat(status(raw(server, chunked + "1\r\n \r\n0\r\n\r\n"))).isEqualTo("413");
    // Told before a byte of it has come.
    String announced =
        String.join(
            "\r\n",
            "POST /mi HTTP/1.1",
            "Host: localhost",
            "Content-Type: application/json",
            "Content-Length: 99999999",
            "",
            "");
    try (Socket socket = connect(server)) {
      socket.getOutputStream().write(announced.getBytes(ISO_8859_1));
      byte[] first = socket.getInputStream().readNBytes(12);
      assertThat(new String(first, ISO_8859_1)).isEqualTo("HTTP/1.1 413");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"localhost", "LOCALHOST:80", "127.0.0.1", "127.9.9.9:1", "[::1]:8080", "[::1]"})
  void aLoopbackHostIsServed(String host) throws Exception {
    assertThat(status(post(CALL, "Host: " + host))).isEqualTo("200");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "evil.example",
        "evil.example:80",
        "127.0.0.1.evil.example",
        "localhost.evil.example",
        "10.0.0.1",
        "[2001:db8::1]",
        "2130706433"
      })
  void aNameThatDnsSendsHereIsRefused(String host) throws Exception {
    assertThat(status(post(CALL, "Host: " + host))).isEqualTo("403");
    assertThat(status(request("GET /mi", "", "Host: " + host))).isEqualTo("403");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "a b", "999.0.0.1", "user@localhost", "localhost/x", "localhost:99999999999"})
  void aHostThatIsNoneIsABadRequest(String host) throws Exception {
    assertThat(status(post(CALL, "Host: " + host))).isIn("400", "403");
  }

  @Test
  void pagesOfOtherOriginsAreRefused() throws Exception {
    assertThat(status(post(CALL, "Origin: http://evil.example"))).isEqualTo("403");
    assertThat(status(post(CALL, "Origin: null"))).isEqualTo("403");
    assertThat(status(post(CALL, "Origin: https://127.0.0.1:" + port()))).isEqualTo("403");
    assertThat(status(post(CALL, "Origin: http://127.0.0.1:" + port()))).isEqualTo("200");
  }

  @Test
  void otherAddressesNeedAToken() throws Exception {
    InetSocketAddress everywhere = new InetSocketAddress("0.0.0.0", 0);
    assertThatThrownBy(() -> MiServer.start(manager, everywhere))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("needs a token");
    // On loopback a token is wanted too, once there is one.
    try (MiServer guarded = MiServer.start(manager, loopback(), MiToken.of(TOKEN))) {
      for (String wrong :
          List.of(
              "X: y",
              "Authorization: Bearer",
              "Authorization: Bearer ",
              "Authorization: Basic " + TOKEN,
              "Authorization: Bearer " + TOKEN + "x",
              "Authorization: Bearer " + TOKEN.substring(1))) {
        String refused =
            raw(guarded, text(guarded, "POST /mi", CALL, "Content-Type: application/json", wrong));
        assertThat(status(refused)).as(wrong).isEqualTo("401");
        assertThat(refused).contains("Www-authenticate: Bearer").doesNotContain(TOKEN);
      }
      assertThat(status(raw(guarded, text(guarded, "GET /mi", "")))).isEqualTo("401");
      String served =
          raw(
              guarded,
              text(
                  guarded,
                  "POST /mi",
                  CALL,
                  "Content-Type: application/json",
                  "authorization: bearer " + TOKEN));
      assertThat(status(served)).isEqualTo("200");
    }
  }

  @Test
  void tokensComeFromFilesAndAreNeverShown(@TempDir Path directory) throws Exception {
    Path file = Files.writeString(directory.resolve("token"), TOKEN + "\nsecond line\n");
    MiToken token = MiToken.read(file);
    assertThat(token.isIn("Bearer " + TOKEN)).isTrue();
    assertThat(token).hasToString("MiToken");
    Files.writeString(file, "short\n");
    assertThatThrownBy(() -> MiToken.read(file))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining("at least 16 characters")
        .hasMessageNotContaining("short");
    assertThatThrownBy(() -> MiToken.of("has a blank in the midst"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("midst");
  }

  @Test
  void slowClientsAreCutOffAndOthersAreServed() throws Exception {
    List<Socket> slow = new ArrayList<>();
    try (MiServer hasty = MiServer.start(manager, loopback(), null, Duration.ofMillis(400))) {
      for (int i = 0; i < 20; i++) {
        Socket socket = connect(hasty);
        slow.add(socket);
        OutputStream out = socket.getOutputStream();
        String start =
            i % 2 == 0
                ? "POST /mi HT"
                : text(hasty, "POST /mi", CALL, "Content-Type: application/json")
                    .replace("Length: ", "Length: 1");
        out.write(start.getBytes(ISO_8859_1));
      }
      String served = raw(hasty, text(hasty, "POST /mi", CALL, "Content-Type: application/json"));
      assertThat(status(served)).isEqualTo("200");
      for (Socket socket : slow) {
        assertThat(ended(socket)).isTrue();
      }
    } finally {
      for (Socket socket : slow) {
        socket.close();
      }
    }
  }

  private static boolean ended(Socket socket) throws IOException {
    try {
      return !new String(socket.getInputStream().readAllBytes(), UTF_8).contains(" 200 ");
    } catch (java.net.SocketException e) {
      return true; // reset
    }
  }
}
