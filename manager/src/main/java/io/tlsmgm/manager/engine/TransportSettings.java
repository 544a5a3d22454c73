package io.tlsmgm.manager.engine;

import io.tlsmgm.api.CipherSuite;
import io.tlsmgm.api.ClientAuth;
import io.tlsmgm.api.EnginePeer;
import io.tlsmgm.api.ProtocolVersion;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/**
 * The settings of an engine that has no domain yet: what a transport sets is what it reads back.
 */
abstract class TransportSettings extends SSLEngine {
  private final NullSession session;
  private String[] cipherSuites = getSupportedCipherSuites();
  private String[] protocols = getSupportedProtocols();
  private String[] applicationProtocols = {};
  private @Nullable BiFunction<SSLEngine, List<String>, String> protocolSelector;
  private ClientAuth clientAuth = ClientAuth.NONE;
  private boolean sessionCreation = true;

  TransportSettings(EnginePeer peer) {
    session = new NullSession(peer);
  }

  /**
   * Gives ALPN as the transport wants it to an engine whose domain does not care.
   *
   * @param asked the engine that the transport knows
   */
  final void handOver(SSLEngine engine, SSLEngine asked) {
    BiFunction<SSLEngine, List<String>, String> selector = protocolSelector;
    if (selector == null && applicationProtocols.length == 0) {
      return;
    }
    SSLParameters parameters = engine.getSSLParameters();
    if (parameters.getApplicationProtocols().length > 0) {
      return;
    }
    if (selector != null) {
      engine.setHandshakeApplicationProtocolSelector((self, names) -> selector.apply(asked, names));
    } else {
      parameters.setApplicationProtocols(applicationProtocols);
      engine.setSSLParameters(parameters);
    }
  }

  @Override
  public final SSLParameters getSSLParameters() {
    SSLParameters parameters = super.getSSLParameters();
    parameters.setApplicationProtocols(applicationProtocols);
    return parameters;
  }

  @Override
  public final void setSSLParameters(SSLParameters parameters) {
    super.setSSLParameters(parameters);
    applicationProtocols = parameters.getApplicationProtocols();
  }

  @Override
  public final SSLSession getSession() {
    return session;
  }

  @Override
  public final @Nullable SSLSession getHandshakeSession() {
    return null;
  }

  @Override
  public final @Nullable String getApplicationProtocol() {
    return null;
  }

  @Override
  public final @Nullable String getHandshakeApplicationProtocol() {
    return null;
  }

  @Override
  public final void setHandshakeApplicationProtocolSelector(
      @Nullable BiFunction<SSLEngine, List<String>, String> selector) {
    protocolSelector = selector;
  }

  @Override
  public final @Nullable BiFunction<SSLEngine, List<String>, String>
      getHandshakeApplicationProtocolSelector() {
    return protocolSelector;
  }

  @Override
  public final String[] getSupportedCipherSuites() {
    return Arrays.stream(CipherSuite.values()).map(CipherSuite::ianaName).toArray(String[]::new);
  }

  @Override
  public final String[] getEnabledCipherSuites() {
    return cipherSuites.clone();
  }

  @Override
  public final void setEnabledCipherSuites(String[] suites) {
    cipherSuites = checked(suites, "cipher suites");
  }

  @Override
  public final String[] getSupportedProtocols() {
    return Arrays.stream(ProtocolVersion.values())
        .map(ProtocolVersion::jsseName)
        .toArray(String[]::new);
  }

  @Override
  public final String[] getEnabledProtocols() {
    return protocols.clone();
  }

  @Override
  public final void setEnabledProtocols(String[] names) {
    protocols = checked(names, "protocols");
  }

  /** Names are not looked at: which ones are supported depends on a library not yet known. */
  private static String[] checked(String @Nullable [] names, String what) {
    if (names == null || Arrays.asList(names).contains(null) || Arrays.asList(names).contains("")) {
      throw new IllegalArgumentException(
          what + " must not be null and hold no null or empty name: " + Arrays.toString(names));
    }
    return names.clone();
  }

  @Override
  public final void setUseClientMode(boolean mode) {
    throw new UnsupportedOperationException("the selecting engine answers this itself");
  }

  @Override
  public final boolean getUseClientMode() {
    return false;
  }

  @Override
  public final void setNeedClientAuth(boolean need) {
    clientAuth = need ? ClientAuth.NEED : ClientAuth.NONE;
  }

  @Override
  public final boolean getNeedClientAuth() {
    return clientAuth == ClientAuth.NEED;
  }

  @Override
  public final void setWantClientAuth(boolean want) {
    clientAuth = want ? ClientAuth.WANT : ClientAuth.NONE;
  }

  @Override
  public final boolean getWantClientAuth() {
    return clientAuth == ClientAuth.WANT;
  }

  @Override
  public final void setEnableSessionCreation(boolean flag) {
    sessionCreation = flag;
  }

  @Override
  public final boolean getEnableSessionCreation() {
    return sessionCreation;
  }
}
