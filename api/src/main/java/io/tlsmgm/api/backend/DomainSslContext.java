package io.tlsmgm.api.backend;

import java.security.KeyManagementException;
import java.security.SecureRandom;
import java.util.function.Supplier;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLContextSpi;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocketFactory;
import javax.net.ssl.SSLSessionContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * A provider's initialised {@link SSLContext} with a domain's settings put over it: engines,
 * sockets and server sockets are the provider's own and start with these settings, and the default
 * parameters show them. Unlike an engine of {@code TlsContext.newEngine}, a client gets the
 * provider's usual server name from the host it connects to.
 */
public final class DomainSslContext extends SSLContext {

  /**
   * A domain's context.
   *
   * @param provider the provider's context, initialised
   * @param client whether engines start in client mode
   * @param settings asked for each new engine and socket
   */
  public DomainSslContext(SSLContext provider, boolean client, DomainSettings settings) {
    super(new Spi(provider, client, settings), provider.getProvider(), provider.getProtocol());
  }

  private static final class Spi extends SSLContextSpi {
    private final SSLContext provider;
    private final boolean client;
    private final DomainSettings settings;

    Spi(SSLContext provider, boolean client, DomainSettings settings) {
      this.provider = provider;
      this.client = client;
      this.settings = settings;
    }

    @Override
    protected void engineInit(
        KeyManager @Nullable [] keys,
        TrustManager @Nullable [] trust,
        @Nullable SecureRandom random)
        throws KeyManagementException {
      throw new KeyManagementException("the context of a TLS domain is initialised already");
    }

    private SSLEngine configured(Supplier<SSLEngine> source) {
      SSLEngine engine = source.get();
      engine.setUseClientMode(client);
      settings.apply(engine);
      return engine;
    }

    @Override
    protected SSLEngine engineCreateSSLEngine() {
      return configured(provider::createSSLEngine);
    }

    @Override
    protected SSLEngine engineCreateSSLEngine(String host, int port) {
      return configured(() -> provider.createSSLEngine(host, port));
    }

    @Override
    protected SSLSocketFactory engineGetSocketFactory() {
      return new DomainSocketFactory(provider.getSocketFactory(), cipherSuites(), settings);
    }

    @Override
    protected SSLServerSocketFactory engineGetServerSocketFactory() {
      return new DomainServerSocketFactory(
          provider.getServerSocketFactory(), cipherSuites(), settings);
    }

    private String[] cipherSuites() {
      return engineGetDefaultSSLParameters().getCipherSuites();
    }

    @Override
    protected SSLSessionContext engineGetServerSessionContext() {
      return provider.getServerSessionContext();
    }

    @Override
    protected SSLSessionContext engineGetClientSessionContext() {
      return provider.getClientSessionContext();
    }

    @Override
    protected SSLParameters engineGetDefaultSSLParameters() {
      return settings.apply(provider.getDefaultSSLParameters());
    }

    @Override
    protected SSLParameters engineGetSupportedSSLParameters() {
      return provider.getSupportedSSLParameters();
    }
  }
}
