package io.tlsmgm.wolfssl;

import io.tlsmgm.api.CipherSuite;
import io.tlsmgm.api.ClientAuth;
import io.tlsmgm.api.EnginePeer;
import io.tlsmgm.api.ProtocolVersion;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/**
 * wolfSSL as an {@link SSLEngine}: one native call for each record, the caller's buffers as they
 * are.
 */
final class WolfEngine extends SSLEngine {
  private final WolfContext context;
  private final Guard guard = new Guard();
  private final Connection connection;
  private final Records records;
  private final EngineSettings settings;
  private List<SNIServerName> serverNames;
  private SSLParameters carried = new SSLParameters();
  private boolean sessionCreation = true;

  WolfEngine(WolfContext context, EnginePeer peer, List<SNIServerName> serverNames) {
    super(peer.host().isEmpty() ? null : peer.host(), peer.port());
    this.context = context;
    this.settings = context.engineSettings();
    this.serverNames = serverNames;
    this.connection = new Connection(context, this, peer);
    this.records = new Records(connection);
  }

  EngineSettings settings() {
    return settings;
  }

  List<SNIServerName> serverNames() {
    return serverNames;
  }

  @Override
  public SSLEngineResult wrap(ByteBuffer source, ByteBuffer destination) throws SSLException {
    Records.checkSource(source);
    Records.checkDestination(destination);
    guard.enter();
    try {
      return records.wrap(source, null, 0, 0, destination);
    } finally {
      guard.leave();
      Reference.reachabilityFence(this);
    }
  }

  @Override
  public SSLEngineResult wrap(ByteBuffer[] sources, int offset, int length, ByteBuffer destination)
      throws SSLException {
    Records.checkSources(sources, offset, length);
    Records.checkDestination(destination);
    guard.enter();
    try {
      return records.wrap(null, sources, offset, length, destination);
    } finally {
      guard.leave();
      Reference.reachabilityFence(this);
    }
  }

  @Override
  public SSLEngineResult unwrap(ByteBuffer source, ByteBuffer destination) throws SSLException {
    Records.checkSource(source);
    Records.checkDestination(destination);
    guard.enter();
    try {
      return records.unwrap(source, destination, null, 0, 0);
    } finally {
      guard.leave();
      Reference.reachabilityFence(this);
    }
  }

  @Override
  public SSLEngineResult unwrap(
      ByteBuffer source, ByteBuffer[] destinations, int offset, int length) throws SSLException {
    Records.checkSource(source);
    Records.checkSources(destinations, offset, length);
    for (int i = offset; i < offset + length; i++) {
      Records.checkDestination(destinations[i]);
    }
    guard.enter();
    try {
      return records.unwrap(source, null, destinations, offset, length);
    } finally {
      guard.leave();
      Reference.reachabilityFence(this);
    }
  }

  @Override
  public @Nullable Runnable getDelegatedTask() {
    if (connection.task() != Connection.Task.READY) {
      return null;
    }
    guard.enter();
    try {
      return connection.takeTask();
    } finally {
      guard.leave();
    }
  }

  void runTask() {
    guard.enter();
    try {
      connection.runTask();
    } finally {
      guard.leave();
      Reference.reachabilityFence(this);
    }
  }

  @Override
  public void closeInbound() throws SSLException {
    guard.enter();
    try {
      connection.closeInbound();
    } finally {
      guard.leave();
      Reference.reachabilityFence(this);
    }
  }

  @Override
  public boolean isInboundDone() {
    return connection.inboundDone();
  }

  @Override
  public void closeOutbound() {
    guard.enter();
    try {
      connection.closeOutbound();
    } finally {
      guard.leave();
      Reference.reachabilityFence(this);
    }
  }

  @Override
  public boolean isOutboundDone() {
    return connection.outboundDone();
  }

  @Override
  public void beginHandshake() throws SSLException {
    guard.enter();
    try {
      if (connection.inboundDone() || connection.outboundDone()) {
        throw new SSLException("the engine is closed");
      }
      connection.begin();
    } finally {
      guard.leave();
      Reference.reachabilityFence(this);
    }
  }

  @Override
  public HandshakeStatus getHandshakeStatus() {
    if (connection.task() != Connection.Task.NONE) {
      return HandshakeStatus.NEED_TASK; // without waiting for it
    }
    guard.enter();
    try {
      return connection.status();
    } finally {
      guard.leave();
    }
  }

  @Override
  public SSLSession getSession() {
    return connection.session();
  }

  @Override
  public @Nullable SSLSession getHandshakeSession() {
    return connection.handshakeSession();
  }

  @Override
  public @Nullable String getApplicationProtocol() {
    return connection.applicationProtocol();
  }

  @Override
  public @Nullable String getHandshakeApplicationProtocol() {
    return connection.handshakeSession() == null ? null : connection.applicationProtocol();
  }

  @Override
  public void setHandshakeApplicationProtocolSelector(
      @Nullable BiFunction<SSLEngine, List<String>, String> function) {
    if (function != null) {
      throw new UnsupportedOperationException(
          "wolfSSL chooses from a list; see SSLParameters.setApplicationProtocols");
    }
  }

  @Override
  public @Nullable BiFunction<SSLEngine, List<String>, String>
      getHandshakeApplicationProtocolSelector() {
    return null;
  }

  @Override
  public String[] getSupportedCipherSuites() {
    return context.supportedSuites();
  }

  @Override
  public String[] getEnabledCipherSuites() {
    return settings.suites.stream().map(CipherSuite::ianaName).toArray(String[]::new);
  }

  @Override
  public void setEnabledCipherSuites(String[] names) {
    if (names == null) {
      throw new IllegalArgumentException("the suites must not be null");
    }
    List<CipherSuite> suites = new ArrayList<>();
    for (String name : names) {
      suites.add(
          CipherSuite.ofName(name)
              .filter(context::canUse)
              .orElseThrow(
                  () -> new IllegalArgumentException("wolfSSL has no cipher suite " + name)));
    }
    settings.suites = List.copyOf(suites);
  }

  @Override
  public String[] getSupportedProtocols() {
    return context.supportedProtocols();
  }

  @Override
  public String[] getEnabledProtocols() {
    return settings.protocols.stream().map(ProtocolVersion::jsseName).toArray(String[]::new);
  }

  /**
   * A range: wolfSSL takes all versions between the oldest and the newest.
   *
   * @throws IllegalArgumentException when one is not known, or there are gaps between them
   */
  @Override
  public void setEnabledProtocols(String[] names) {
    if (names == null) {
      throw new IllegalArgumentException("the protocols must not be null");
    }
    Set<ProtocolVersion> versions = EnumSet.noneOf(ProtocolVersion.class);
    for (String name : names) {
      versions.add(
          ProtocolVersion.ofJsseName(name)
              .filter(version -> Arrays.asList(context.supportedProtocols()).contains(name))
              .orElseThrow(
                  () ->
                      new IllegalArgumentException(
                          "the domain has no protocol "
                              + name
                              + ", but "
                              + String.join(", ", context.supportedProtocols()))));
    }
    List<ProtocolVersion> ordered = List.copyOf(versions);
    if (ordered.isEmpty()
        || ordered.get(ordered.size() - 1).code() - ordered.get(0).code() != ordered.size() - 1) {
      throw new IllegalArgumentException(
          "wolfSSL enables a range of protocols without gaps: " + Arrays.toString(names));
    }
    settings.protocols = ordered;
  }

  @Override
  public void setUseClientMode(boolean client) {
    if (client != context.isClient()) {
      throw new IllegalArgumentException(
          "the domain is for "
              + (context.isClient() ? "outgoing" : "incoming")
              + " connections only");
    }
  }

  @Override
  public boolean getUseClientMode() {
    return context.isClient();
  }

  @Override
  public void setNeedClientAuth(boolean need) {
    settings.clientAuth = need ? ClientAuth.NEED : ClientAuth.NONE;
  }

  @Override
  public boolean getNeedClientAuth() {
    return settings.clientAuth == ClientAuth.NEED;
  }

  @Override
  public void setWantClientAuth(boolean want) {
    settings.clientAuth = want ? ClientAuth.WANT : ClientAuth.NONE;
  }

  @Override
  public boolean getWantClientAuth() {
    return settings.clientAuth == ClientAuth.WANT;
  }

  @Override
  public void setEnableSessionCreation(boolean create) {
    sessionCreation = create;
  }

  @Override
  public boolean getEnableSessionCreation() {
    return sessionCreation;
  }

  @Override
  public SSLParameters getSSLParameters() {
    SSLParameters parameters = super.getSSLParameters();
    parameters.setApplicationProtocols(settings.applicationProtocols.toArray(new String[0]));
    parameters.setUseCipherSuitesOrder(true);
    parameters.setServerNames(serverNames);
    parameters.setAlgorithmConstraints(carried.getAlgorithmConstraints());
    parameters.setEndpointIdentificationAlgorithm(carried.getEndpointIdentificationAlgorithm());
    return parameters;
  }

  /**
   * Settings for this engine. Endpoint identification and algorithm constraints are for the trust
   * manager, which finds them in {@link #getSSLParameters}.
   *
   * @throws UnsupportedOperationException for what wolfSSL cannot do: SNI matchers
   */
  @Override
  public void setSSLParameters(SSLParameters parameters) {
    if (parameters.getSNIMatchers() != null && !parameters.getSNIMatchers().isEmpty()) {
      throw new UnsupportedOperationException(
          "a domain is chosen by its server name before there is an engine");
    }
    List<String> names = List.of(parameters.getApplicationProtocols());
    EngineSettings.checkProtocols(names);
    super.setSSLParameters(parameters);
    settings.applicationProtocols = names;
    if (parameters.getServerNames() != null && context.isClient()) {
      serverNames = List.copyOf(parameters.getServerNames());
    }
    carried = parameters;
  }
}
