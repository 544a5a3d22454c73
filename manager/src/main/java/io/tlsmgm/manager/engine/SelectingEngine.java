package io.tlsmgm.manager.engine;

import io.tlsmgm.api.EnginePeer;
import io.tlsmgm.api.hello.ClientHello;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/**
 * A server engine that reads the ClientHello, has a domain chosen by it, and from then on is that
 * domain's engine: the bytes received are replayed into it, and every later call goes straight to
 * it. A record costs one field read more than without.
 *
 * <p>The contract is that of {@link SSLEngine}. What is particular before the domain is chosen:
 *
 * <ul>
 *   <li>The whole domain applies: versions, suites and client authentication that a transport sets
 *       are remembered for its getters and then dropped. Only ALPN goes on to the domain's engine,
 *       {@link #setHandshakeApplicationProtocolSelector} or else {@link
 *       SSLParameters#setApplicationProtocols}, and only when the domain has none of its own.
 *   <li>The names that are supported are those that this project knows, whatever library the domain
 *       will have.
 *   <li>{@link #getSession} has no cipher suite ({@code SSL_NULL_WITH_NULL_NULL}) and buffer sizes
 *       that suffice for every library.
 *   <li>A hello that is malformed or refused makes {@link #unwrap} throw; the next {@link #wrap}
 *       gives the fatal alert, and the engine is closed.
 *   <li>{@link #closeOutbound} closes both directions, as there is no handshake yet to wait for;
 *       once bytes were expected or received, the next {@link #wrap} gives the close_notify alert.
 *       {@link #closeInbound} is a truncation from then on, and throws.
 * </ul>
 */
public final class SelectingEngine extends SSLEngine {
  private volatile SSLEngine current;

  private SelectingEngine(
      EnginePeer peer, Function<? super ClientHello, ? extends Selection> selector) {
    super(peer.host().isEmpty() ? null : peer.host(), peer.port());
    current = new ListeningEngine(this, peer, selector);
  }

  /**
   * An engine for a connection that was accepted.
   *
   * @param peer the client
   * @param selector is called once, with a well-formed hello, from within {@link #unwrap}. When it
   *     throws, the client gets {@code internal_error}
   */
  public static SelectingEngine create(
      EnginePeer peer, Function<? super ClientHello, ? extends Selection> selector) {
    return new SelectingEngine(peer, selector);
  }

  /** The domain's engine, as soon as it has the hello; empty before, and after a refusal. */
  public Optional<SSLEngine> selected() {
    SSLEngine engine = current;
    return engine instanceof ListeningEngine ? Optional.empty() : Optional.of(engine);
  }

  /** Sends every later call to {@code engine}. */
  void become(SSLEngine engine) {
    current = engine;
  }

  @Override
  public SSLEngineResult unwrap(ByteBuffer src, ByteBuffer dst) throws SSLException {
    return current.unwrap(src, dst);
  }

  @Override
  public SSLEngineResult unwrap(ByteBuffer src, ByteBuffer[] dsts) throws SSLException {
    return current.unwrap(src, dsts);
  }

  @Override
  public SSLEngineResult unwrap(ByteBuffer src, ByteBuffer[] dsts, int offset, int length)
      throws SSLException {
    return current.unwrap(src, dsts, offset, length);
  }

  @Override
  public SSLEngineResult wrap(ByteBuffer src, ByteBuffer dst) throws SSLException {
    return current.wrap(src, dst);
  }

  @Override
  public SSLEngineResult wrap(ByteBuffer[] srcs, ByteBuffer dst) throws SSLException {
    return current.wrap(srcs, dst);
  }

  @Override
  public SSLEngineResult wrap(ByteBuffer[] srcs, int offset, int length, ByteBuffer dst)
      throws SSLException {
    return current.wrap(srcs, offset, length, dst);
  }

  @Override
  public @Nullable Runnable getDelegatedTask() {
    return current.getDelegatedTask();
  }

  @Override
  public void beginHandshake() throws SSLException {
    current.beginHandshake();
  }

  @Override
  public HandshakeStatus getHandshakeStatus() {
    return current.getHandshakeStatus();
  }

  @Override
  public void closeInbound() throws SSLException {
    current.closeInbound();
  }

  @Override
  public boolean isInboundDone() {
    return current.isInboundDone();
  }

  @Override
  public void closeOutbound() {
    current.closeOutbound();
  }

  @Override
  public boolean isOutboundDone() {
    return current.isOutboundDone();
  }

  @Override
  public SSLSession getSession() {
    return current.getSession();
  }

  @Override
  public @Nullable SSLSession getHandshakeSession() {
    return current.getHandshakeSession();
  }

  @Override
  public @Nullable String getApplicationProtocol() {
    return current.getApplicationProtocol();
  }

  @Override
  public @Nullable String getHandshakeApplicationProtocol() {
    return current.getHandshakeApplicationProtocol();
  }

  @Override
  public void setHandshakeApplicationProtocolSelector(
      @Nullable BiFunction<SSLEngine, List<String>, String> selector) {
    current.setHandshakeApplicationProtocolSelector(selector);
  }

  @Override
  public @Nullable BiFunction<SSLEngine, List<String>, String>
      getHandshakeApplicationProtocolSelector() {
    return current.getHandshakeApplicationProtocolSelector();
  }

  @Override
  public SSLParameters getSSLParameters() {
    return current.getSSLParameters();
  }

  @Override
  public void setSSLParameters(SSLParameters parameters) {
    current.setSSLParameters(parameters);
  }

  @Override
  public String[] getSupportedCipherSuites() {
    return current.getSupportedCipherSuites();
  }

  @Override
  public String[] getEnabledCipherSuites() {
    return current.getEnabledCipherSuites();
  }

  @Override
  public void setEnabledCipherSuites(String[] suites) {
    current.setEnabledCipherSuites(suites);
  }

  @Override
  public String[] getSupportedProtocols() {
    return current.getSupportedProtocols();
  }

  @Override
  public String[] getEnabledProtocols() {
    return current.getEnabledProtocols();
  }

  @Override
  public void setEnabledProtocols(String[] protocols) {
    current.setEnabledProtocols(protocols);
  }

  /**
   * Takes {@code false} at any time and does nothing.
   *
   * @throws IllegalArgumentException when {@code mode} is true: this is a server
   */
  @Override
  public void setUseClientMode(boolean mode) {
    if (mode) {
      throw new IllegalArgumentException("an engine of a listening socket cannot be a client");
    }
  }

  @Override
  public boolean getUseClientMode() {
    return false;
  }

  @Override
  public void setNeedClientAuth(boolean need) {
    current.setNeedClientAuth(need);
  }

  @Override
  public boolean getNeedClientAuth() {
    return current.getNeedClientAuth();
  }

  @Override
  public void setWantClientAuth(boolean want) {
    current.setWantClientAuth(want);
  }

  @Override
  public boolean getWantClientAuth() {
    return current.getWantClientAuth();
  }

  @Override
  public void setEnableSessionCreation(boolean flag) {
    current.setEnableSessionCreation(flag);
  }

  @Override
  public boolean getEnableSessionCreation() {
    return current.getEnableSessionCreation();
  }
}
