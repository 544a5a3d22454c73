package io.tlsmgm.wolfssl;

import io.tlsmgm.api.backend.EngineSource;
import io.tlsmgm.api.backend.EngineSslContext;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSessionContext;

/** A domain as an {@link SSLContext}: sockets around its engines. */
final class Facade implements EngineSource {
  private final WolfContext context;

  private Facade(WolfContext context) {
    this.context = context;
  }

  static SSLContext of(WolfContext context) {
    return new EngineSslContext(
        new Facade(context), "TLS", "TlsmgmWolfSSL", "wolfSSL for one TLS domain");
  }

  @Override
  public SSLEngine newEngine(String host, int port) {
    return context.newEngine(host, port);
  }

  @Override
  public SSLParameters defaultParameters() {
    return context.newEngine("", -1).getSSLParameters();
  }

  @Override
  public SSLParameters supportedParameters() {
    return new SSLParameters(context.supportedSuites(), context.supportedProtocols());
  }

  @Override
  public SSLSessionContext clientSessions() {
    return context.sessionContext();
  }

  @Override
  public SSLSessionContext serverSessions() {
    return context.sessionContext();
  }
}
