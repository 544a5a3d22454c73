package io.tlsmgm.jsse;

import io.tlsmgm.api.backend.DomainSettings;
import io.tlsmgm.api.backend.DomainSslContext;
import io.tlsmgm.api.backend.EngineSource;
import io.tlsmgm.api.backend.EngineSslContext;
import io.tlsmgm.api.backend.SingleKeyManager;
import io.tlsmgm.testkit.Issued;
import io.tlsmgm.testkit.TestCa;
import io.tlsmgm.testkit.TestTrust;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSessionContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/** A client and a server that are connected; either may be the JDK's or one around an engine. */
final class SocketPair implements AutoCloseable {
  static final int MILLIS = 20_000;
  static final TestCa CA = TestCa.create("sockets CA");
  private static final Issued KEY = CA.leaf("localhost").dns("localhost").issue();

  private final ExecutorService executor = Executors.newCachedThreadPool();
  private final SSLServerSocket listener;
  private final boolean closeListener;
  final SSLSocket client;
  final SSLSocket server;

  private SocketPair(SSLServerSocket listener, SSLSocket client, boolean closeListener)
      throws Exception {
    this.closeListener = closeListener;
    this.listener = listener;
    this.client = client;
    listener.setSoTimeout(MILLIS);
    Future<SSLSocket> accepted = start(() -> (SSLSocket) listener.accept());
    InetAddress loopback = InetAddress.getLoopbackAddress();
    client.connect(new InetSocketAddress(loopback, listener.getLocalPort()), MILLIS);
    this.server = await(accepted);
    client.setSoTimeout(MILLIS);
    server.setSoTimeout(MILLIS);
  }

  /** Connected, the handshake not begun. */
  static SocketPair of(SSLContext client, SSLContext server) throws Exception {
    return new SocketPair(listener(server), socket(client), true);
  }

  /** With these sockets, neither connected nor accepted from. */
  static SocketPair of(SSLSocket client, SSLServerSocket server) throws Exception {
    return new SocketPair(server, client, true);
  }

  /** With a listener that the caller closes. */
  static SocketPair of(SSLSocket client, SSLServerSocket server, boolean closeListener)
      throws Exception {
    return new SocketPair(server, client, closeListener);
  }

  static SSLSocket socket(SSLContext context) throws Exception {
    return (SSLSocket) context.getSocketFactory().createSocket();
  }

  static SSLServerSocket listener(SSLContext context) throws Exception {
    return (SSLServerSocket)
        context.getServerSocketFactory().createServerSocket(0, 5, InetAddress.getLoopbackAddress());
  }

  /** The JDK's, with a certificate, trusting the test's authority. */
  static SSLContext jdk(String version) throws Exception {
    return jdk(version, TestTrust.of(CA), KEY);
  }

  static SSLContext jdk(String version, X509ExtendedTrustManager trust, @Nullable Issued key)
      throws Exception {
    SSLContext context = SSLContext.getInstance("TLS");
    KeyManager[] keys =
        key == null ? new KeyManager[0] : new KeyManager[] {new SingleKeyManager(key.entry())};
    context.init(keys, new TrustManager[] {trust}, null);
    return restricted(context, version);
  }

  private static SSLContext restricted(SSLContext context, String version) {
    return new DomainSslContext(
        context,
        true,
        new DomainSettings() {
          @Override
          public SSLParameters apply(SSLParameters parameters) {
            parameters.setProtocols(new String[] {version});
            return parameters;
          }

          @Override
          public void apply(SSLEngine engine) {
            engine.setEnabledProtocols(new String[] {version});
          }

          @Override
          public void apply(SSLSocket socket) {
            socket.setEnabledProtocols(new String[] {version});
          }

          @Override
          public void apply(SSLServerSocket socket) {
            socket.setEnabledProtocols(new String[] {version});
          }
        });
  }

  /** Sockets around the JDK's engines. */
  static EngineSslContext engines(String version) throws Exception {
    return engines(jdk(version));
  }

  static EngineSslContext engines(SSLContext context) {
    return new EngineSslContext(
        new EngineSource() {
          @Override
          public SSLEngine newEngine(String host, int port) {
            return host.isEmpty() ? context.createSSLEngine() : context.createSSLEngine(host, port);
          }

          @Override
          public SSLParameters defaultParameters() {
            return context.getDefaultSSLParameters();
          }

          @Override
          public SSLParameters supportedParameters() {
            return context.getSupportedSSLParameters();
          }

          @Override
          public SSLSessionContext clientSessions() {
            return context.getClientSessionContext();
          }

          @Override
          public SSLSessionContext serverSessions() {
            return context.getServerSessionContext();
          }
        },
        "TLS",
        "engines",
        "sockets around the engines of the JDK");
  }

  <T extends @Nullable Object> Future<T> start(Callable<T> work) {
    return executor.submit(work);
  }

  static <T extends @Nullable Object> T await(Future<T> work) throws Exception {
    return work.get(MILLIS, TimeUnit.MILLISECONDS);
  }

  /** Closes {@code socket} and returns it. */
  static SSLSocket closed(SSLSocket socket) throws IOException {
    socket.close();
    return socket;
  }

  /** Shakes hands and lets a byte pass in both directions, so that late tickets are through. */
  SocketPair handshake() throws Exception {
    Future<Integer> got =
        start(
            () -> {
              int value = server.getInputStream().read();
              server.getOutputStream().write(value);
              return value;
            });
    client.getOutputStream().write(7);
    if (client.getInputStream().read() != 7 || await(got) != 7) {
      throw new AssertionError("the first byte was lost");
    }
    return this;
  }

  @Override
  public void close() throws IOException {
    if (closeListener) {
      listener.close();
    }
    // At once: the JDK's socket waits for its peer to close, too.
    Future<?> closing = start(() -> closed(client));
    server.close();
    try {
      await(closing);
    } catch (Exception e) {
      throw new IOException("the client does not close", e);
    } finally {
      executor.shutdownNow();
    }
  }
}
