package io.tlsmgm.mi;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** HTTP around the calls: who, what, how long. */
final class MiHandler implements HttpHandler {
  /** More than any call needs. */
  static final int MAX_BODY = 64 << 10;

  private static final Logger LOG = LoggerFactory.getLogger(MiServer.class);
  private static final Set<String> JSON_TYPES =
      Set.of("application/json", "application/json-rpc", "application/jsonrequest");

  private final RequestGuard guard;
  private final RpcDispatcher dispatcher;
  private final String help;
  private final DeadlineExecutor executor;

  MiHandler(RequestGuard guard, RpcDispatcher dispatcher, String help, DeadlineExecutor executor) {
    this.guard = guard;
    this.dispatcher = dispatcher;
    this.help = help;
    this.executor = executor;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      answer(exchange);
    } catch (IOException e) {
      // The client has gone, or was too slow.
      LOG.debug("{}: {}", exchange.getRemoteAddress(), String.valueOf(e.getMessage()));
      throw e;
    }
  }

  private void answer(HttpExchange exchange) throws IOException {
    Optional<RequestGuard.Refusal> refusal = guard.refusal(exchange.getRequestHeaders());
    if (refusal.isPresent()) {
      if (refusal.get().status() == 401) {
        exchange.getResponseHeaders().set("WWW-Authenticate", "Bearer");
      }
      LOG.warn(
          "management interface: {} refused: {}",
          exchange.getRemoteAddress(),
          refusal.get().reason());
      refuse(exchange, refusal.get().status(), refusal.get().reason());
      return;
    }
    if (!MiServer.PATH.equals(exchange.getRequestURI().getPath())) {
      refuse(exchange, 404, "the interface is at " + MiServer.PATH);
      return;
    }
    switch (exchange.getRequestMethod()) {
      case "GET", "HEAD" -> send(exchange, 200, "text/plain; charset=utf-8", bytes(help));
      case "POST" -> post(exchange);
      default -> {
        exchange.getResponseHeaders().set("Allow", "GET, HEAD, POST");
        refuse(exchange, 405, "calls are sent with POST");
      }
    }
  }

  private void post(HttpExchange exchange) throws IOException {
    if (!isJson(exchange.getRequestHeaders())) {
      refuse(exchange, 415, "the Content-Type of a call is application/json");
      return;
    }
    if (length(exchange.getRequestHeaders()) > MAX_BODY) {
      refuse(exchange, 413, "a call has at most " + MAX_BODY + " bytes");
      return;
    }
    byte[] body = exchange.getRequestBody().readNBytes(MAX_BODY + 1);
    if (body.length > MAX_BODY) {
      refuse(exchange, 413, "a call has at most " + MAX_BODY + " bytes");
      return;
    }
    Optional<byte[]> answer = executor.untimed(() -> dispatcher.answer(body));
    if (answer.isPresent()) {
      send(exchange, 200, "application/json", answer.get());
    } else {
      common(exchange.getResponseHeaders());
      exchange.sendResponseHeaders(204, -1);
    }
  }

  /** A page of another origin can send other types without being asked, but not this one. */
  private static boolean isJson(Headers headers) {
    List<String> types = headers.getOrDefault("Content-Type", List.of());
    return types.size() == 1
        && JSON_TYPES.contains(types.get(0).split(";", 2)[0].strip().toLowerCase(Locale.ROOT));
  }

  private static long length(Headers headers) {
    String value = headers.getFirst("Content-Length");
    try {
      return value == null ? 0 : Long.parseLong(value.strip());
    } catch (NumberFormatException e) {
      return Long.MAX_VALUE; // more digits than any body has bytes
    }
  }

  /** Ends the connection too: what is left of the request is not waited for. */
  private static void refuse(HttpExchange exchange, int status, String reason) throws IOException {
    exchange.getResponseHeaders().set("Connection", "close");
    send(exchange, status, "text/plain; charset=utf-8", bytes(reason + "\n"));
  }

  private static void send(HttpExchange exchange, int status, String type, byte[] body)
      throws IOException {
    Headers headers = exchange.getResponseHeaders();
    common(headers);
    headers.set("Content-Type", type);
    if (exchange.getRequestMethod().equals("HEAD")) {
      headers.set("Content-Length", Integer.toString(body.length));
      exchange.sendResponseHeaders(status, -1);
      return;
    }
    exchange.sendResponseHeaders(status, body.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(body);
    }
  }

  private static void common(Headers headers) {
    headers.set("Cache-Control", "no-store");
    headers.set("X-Content-Type-Options", "nosniff");
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
