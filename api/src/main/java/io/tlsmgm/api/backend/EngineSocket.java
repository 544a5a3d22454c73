package io.tlsmgm.api.backend;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiFunction;
import javax.net.ssl.HandshakeCompletedEvent;
import javax.net.ssl.HandshakeCompletedListener;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * A blocking TLS socket around an engine. Until it is connected, an engine that knows no peer holds
 * the settings.
 */
final class EngineSocket extends PlainSocketView {
  private static final System.Logger LOGGER = System.getLogger(EngineSocket.class.getName());

  private final EngineSource source;
  private final List<HandshakeCompletedListener> listeners = new CopyOnWriteArrayList<>();
  private final AtomicBoolean closed = new AtomicBoolean();
  private volatile SSLEngine engine;
  private volatile @Nullable EngineConnection connection;
  private volatile boolean changed;
  private volatile @Nullable BiFunction<SSLSocket, List<String>, String> selector;

  private EngineSocket(EngineSource source, Socket plain, SSLEngine engine) {
    super(plain);
    this.source = source;
    this.engine = engine;
  }

  static EngineSocket unconnected(EngineSource source) {
    return new EngineSocket(source, new Socket(), source.newEngine("", -1));
  }

  /** Over a connected socket to this peer; when {@code host} is null, to its address. */
  static EngineSocket over(
      EngineSource source, Socket plain, @Nullable String host, int port, boolean autoClose)
      throws IOException {
    requireConnected(plain);
    String peer = host == null ? plain.getInetAddress().getHostAddress() : host;
    EngineSocket socket = new EngineSocket(source, plain, source.newEngine(peer, port));
    socket.attach(new RecordWire(plain, null, autoClose));
    return socket;
  }

  /** The server over a connected socket, of which {@code consumed} was read already. */
  static EngineSocket accepted(
      EngineSource source, Socket plain, @Nullable InputStream consumed, boolean autoClose)
      throws IOException {
    requireConnected(plain);
    SSLEngine engine = source.newEngine(plain.getInetAddress().getHostAddress(), plain.getPort());
    engine.setUseClientMode(false);
    EngineSocket socket = new EngineSocket(source, plain, engine);
    socket.attach(new RecordWire(plain, consumed, autoClose));
    return socket;
  }

  private static void requireConnected(Socket plain) throws SocketException {
    if (!plain.isConnected()) {
      throw new SocketException("the socket under TLS is not connected");
    }
  }

  private void attach(RecordWire wire) {
    connection = new EngineConnection(engine, wire, this::completed);
  }

  @Override
  public void connect(SocketAddress endpoint) throws IOException {
    connect(endpoint, 0);
  }

  @Override
  public void connect(SocketAddress endpoint, int timeout) throws IOException {
    if (connection != null) {
      throw new SocketException("already connected");
    }
    plain.connect(endpoint, timeout);
    if (endpoint instanceof InetSocketAddress peer) {
      // Takes the name that the address was made with, if any, and asks no name service.
      SSLEngine unconnected = engine;
      SSLEngine connected = source.newEngine(peer.getHostString(), peer.getPort());
      engine = connected;
      if (changed) {
        copySettings(unconnected);
      }
      EngineEnd.finish(unconnected);
    }
    attach(new RecordWire(plain, null, true));
  }

  /** Takes over what can be set on an engine. */
  void copySettings(SSLEngine from) {
    SSLEngine to = engine;
    to.setUseClientMode(from.getUseClientMode());
    to.setSSLParameters(from.getSSLParameters());
    to.setEnableSessionCreation(from.getEnableSessionCreation());
    BiFunction<SSLSocket, List<String>, String> selecting = selector;
    if (selecting != null) {
      setHandshakeApplicationProtocolSelector(selecting);
    }
    changed = true;
  }

  private EngineConnection connection() throws SocketException {
    if (closed.get()) {
      throw new SocketException("Socket is closed");
    }
    EngineConnection known = connection;
    if (known == null) {
      throw new SocketException("Socket is not connected");
    }
    return known;
  }

  @Override
  public InputStream getInputStream() throws IOException {
    EngineConnection known = connection();
    if (known.inputShut()) {
      throw new SocketException("Socket input is shutdown");
    }
    return new EngineInput(known, this);
  }

  @Override
  public OutputStream getOutputStream() throws IOException {
    EngineConnection known = connection();
    if (known.outputShut()) {
      throw new SocketException("Socket output is shutdown");
    }
    return new EngineOutput(known, this);
  }

  @Override
  public void startHandshake() throws IOException {
    connection().startHandshake();
  }

  @Override
  public SSLSession getSession() {
    EngineConnection known = connection;
    SSLSession session = known == null ? null : known.session();
    if (session != null) {
      return session;
    }
    try {
      EngineConnection open = connection();
      open.handshake();
      return Objects.requireNonNullElseGet(open.session(), NullSession::new);
    } catch (IOException failed) {
      LOGGER.log(System.Logger.Level.DEBUG, "no session, as the handshake failed", failed);
      return new NullSession();
    }
  }

  @Override
  public @Nullable SSLSession getHandshakeSession() {
    return engine.getHandshakeSession();
  }

  private void completed(SSLSession session) {
    if (listeners.isEmpty()) {
      return;
    }
    // A listener may use the socket, whose locks the thread that finished the handshake holds.
    HandshakeCompletedEvent event = new HandshakeCompletedEvent(this, session);
    List<HandshakeCompletedListener> called = List.copyOf(listeners);
    Thread thread =
        new Thread(
            () -> called.forEach(listener -> listener.handshakeCompleted(event)),
            "tls-handshake-completed");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void addHandshakeCompletedListener(HandshakeCompletedListener listener) {
    if (listener == null) {
      throw new IllegalArgumentException("the listener is null");
    }
    listeners.add(listener);
  }

  @Override
  public void removeHandshakeCompletedListener(HandshakeCompletedListener listener) {
    if (!listeners.remove(listener)) {
      throw new IllegalArgumentException("the listener was not added");
    }
  }

  // Without the monitor of Socket.close: it would be held while the network is waited for.
  @SuppressWarnings("UnsynchronizedOverridesSynchronized")
  @Override
  public void close() throws IOException {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    EngineConnection known = connection;
    if (known != null) {
      known.close();
      return;
    }
    plain.close();
    EngineEnd.finish(engine);
  }

  /** Closes what could not be made. */
  void closeAfter(Exception failed) {
    try {
      close();
    } catch (IOException second) {
      failed.addSuppressed(second);
    }
  }

  @Override
  public void shutdownInput() throws IOException {
    connection().shutdownInput();
  }

  @Override
  public void shutdownOutput() throws IOException {
    connection().shutdownOutput();
  }

  @Override
  public boolean isClosed() {
    return closed.get() || plain.isClosed();
  }

  @Override
  public boolean isInputShutdown() {
    EngineConnection known = connection;
    return known != null && known.inputShut();
  }

  @Override
  public boolean isOutputShutdown() {
    EngineConnection known = connection;
    return known != null && known.outputShut();
  }

  @Override
  public String[] getSupportedCipherSuites() {
    return engine.getSupportedCipherSuites();
  }

  @Override
  public String[] getEnabledCipherSuites() {
    return engine.getEnabledCipherSuites();
  }

  @Override
  public void setEnabledCipherSuites(String[] suites) {
    engine.setEnabledCipherSuites(suites);
    changed = true;
  }

  @Override
  public String[] getSupportedProtocols() {
    return engine.getSupportedProtocols();
  }

  @Override
  public String[] getEnabledProtocols() {
    return engine.getEnabledProtocols();
  }

  @Override
  public void setEnabledProtocols(String[] protocols) {
    engine.setEnabledProtocols(protocols);
    changed = true;
  }

  @Override
  public void setUseClientMode(boolean mode) {
    engine.setUseClientMode(mode);
    changed = true;
  }

  @Override
  public boolean getUseClientMode() {
    return engine.getUseClientMode();
  }

  @Override
  public void setNeedClientAuth(boolean need) {
    engine.setNeedClientAuth(need);
    changed = true;
  }

  @Override
  public boolean getNeedClientAuth() {
    return engine.getNeedClientAuth();
  }

  @Override
  public void setWantClientAuth(boolean want) {
    engine.setWantClientAuth(want);
    changed = true;
  }

  @Override
  public boolean getWantClientAuth() {
    return engine.getWantClientAuth();
  }

  @Override
  public void setEnableSessionCreation(boolean flag) {
    engine.setEnableSessionCreation(flag);
    changed = true;
  }

  @Override
  public boolean getEnableSessionCreation() {
    return engine.getEnableSessionCreation();
  }

  @Override
  public SSLParameters getSSLParameters() {
    return engine.getSSLParameters();
  }

  @Override
  public void setSSLParameters(SSLParameters parameters) {
    engine.setSSLParameters(parameters);
    changed = true;
  }

  @Override
  public @Nullable String getApplicationProtocol() {
    return engine.getApplicationProtocol();
  }

  @Override
  public @Nullable String getHandshakeApplicationProtocol() {
    return engine.getHandshakeApplicationProtocol();
  }

  @Override
  public void setHandshakeApplicationProtocolSelector(
      @Nullable BiFunction<SSLSocket, List<String>, String> choose) {
    engine.setHandshakeApplicationProtocolSelector(
        choose == null ? null : (unused, names) -> choose.apply(this, names));
    selector = choose;
    changed = true;
  }

  @Override
  public @Nullable BiFunction<SSLSocket, List<String>, String>
      getHandshakeApplicationProtocolSelector() {
    return selector;
  }
}
