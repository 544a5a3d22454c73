package io.tlsmgm.mi;

import com.sun.net.httpserver.HttpServer;
import io.tlsmgm.manager.TlsManager;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The management interface of a {@link TlsManager}: JSON-RPC 2.0, POST to {@code /mi}. The methods
 * are {@code tls_list} and {@code tls_reload}, also as {@code tls_mgm:list} and {@code
 * tls_mgm:reload}; {@code docs/operator-guide.md} has their parameters and answers.
 *
 * <p>Whoever can call it can reload and see what is configured, so it binds to loopback addresses;
 * to others only with a token. On loopback a request also has to name a loopback host, and none may
 * come from a page of another origin: that keeps pages in a browser on the same machine out.
 */
public final class MiServer implements AutoCloseable {
  /** Where requests go. */
  public static final String PATH = "/mi";

  /** How long a client may take for its request, and for taking the answer. */
  static final Duration PATIENCE = Duration.ofSeconds(10);

  private static final int BACKLOG = 64;

  private final HttpServer server;
  private final DeadlineExecutor executor;

  private MiServer(HttpServer server, DeadlineExecutor executor) {
    this.server = server;
    this.executor = executor;
  }

  /**
   * Opens the interface on a loopback address, for every user of the machine.
   *
   * @param address port 0 takes a free one
   * @throws IllegalArgumentException when the address is not loopback
   * @throws IOException when it cannot be listened at, with the address
   */
  public static MiServer start(TlsManager manager, InetSocketAddress address) throws IOException {
    if (address.isUnresolved() || !address.getAddress().isLoopbackAddress()) {
      throw new IllegalArgumentException(
          "the management interface at "
              + address
              + ", which is no loopback address, needs a token");
    }
    return start(manager, address, null, PATIENCE);
  }

  /**
   * Opens the interface for those who have the token. It is plain HTTP: over a network that others
   * can listen to, put it behind something that speaks TLS.
   *
   * @param address port 0 takes a free one
   * @throws IOException when it cannot be listened at, with the address
   */
  public static MiServer start(TlsManager manager, InetSocketAddress address, MiToken token)
      throws IOException {
    return start(manager, address, token, PATIENCE);
  }

  static MiServer start(
      TlsManager manager, InetSocketAddress address, @Nullable MiToken token, Duration patience)
      throws IOException {
    HttpServer server;
    try {
      server = HttpServer.create(address, BACKLOG);
    } catch (IOException e) {
      throw new IOException("cannot listen at " + text(address) + ": " + e.getMessage(), e);
    }
    MethodTable methods = new MethodTable(manager);
    DeadlineExecutor executor = new DeadlineExecutor(patience);
    RequestGuard guard = new RequestGuard(server.getAddress(), Optional.ofNullable(token));
    server.createContext(
        "/", new MiHandler(guard, new RpcDispatcher(methods), HelpPage.of(methods), executor));
    server.setExecutor(executor);
    server.start();
    return new MiServer(server, executor);
  }

  /** Where it listens, with the real port. */
  public InetSocketAddress address() {
    return server.getAddress();
  }

  /** Where to send requests, such as {@code http://127.0.0.1:8888/mi}. */
  public URI uri() {
    return URI.create("http://" + text(address()) + PATH);
  }

  private static String text(InetSocketAddress address) {
    if (address.isUnresolved()) {
      return address.toString();
    }
    String host = address.getAddress().getHostAddress();
    boolean v6 = address.getAddress() instanceof Inet6Address;
    return (v6 ? "[" + host.replaceFirst("%.*", "") + "]" : host) + ":" + address.getPort();
  }

  /** Stops listening; requests that are being answered are cut off. */
  @Override
  public void close() {
    server.stop(0);
    executor.close();
  }
}
