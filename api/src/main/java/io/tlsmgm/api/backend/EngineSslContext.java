package io.tlsmgm.api.backend;

import java.security.KeyManagementException;
import java.security.Provider;
import java.security.SecureRandom;
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
 * An {@link SSLContext} over engines alone, for a library without a Java provider. Its sockets do
 * blocking I/O around an engine each and behave as those of the JDK, with one difference: an end of
 * stream without the peer's close_notify is an {@link javax.net.ssl.SSLException}, never a silent
 * end of data.
 *
 * <p>Sockets start in the mode of the source's engines; those that a server socket accepts, and
 * those layered over a socket of which something was read already, are servers. Closing a socket
 * waits two seconds at most for the network to take the close_notify; a connection that does not is
 * cut.
 */
public final class EngineSslContext extends SSLContext {

  /**
   * A context that is initialised already.
   *
   * @param source gives the engines of all its sockets
   * @param protocol what {@link #getProtocol()} says, such as {@code TLS}
   * @param providerName the name of {@link #getProvider()}, a provider without any service
   * @param providerInfo the provider's description, for people
   */
  public EngineSslContext(
      EngineSource source, String protocol, String providerName, String providerInfo) {
    super(new Spi(source), new NamedProvider(providerName, providerInfo), protocol);
  }

  /** The provider that {@link SSLContext} insists on; it is never registered. */
  private static final class NamedProvider extends Provider {
    NamedProvider(String name, String info) {
      super(name, "1.0", info);
    }
  }

  private static final class Spi extends SSLContextSpi {
    private final EngineSource source;

    Spi(EngineSource source) {
      this.source = source;
    }

    @Override
    protected void engineInit(
        KeyManager @Nullable [] keys,
        TrustManager @Nullable [] trust,
        @Nullable SecureRandom random)
        throws KeyManagementException {
      throw new KeyManagementException("the context of a TLS domain is initialised already");
    }

    @Override
    protected SSLEngine engineCreateSSLEngine() {
      return source.newEngine("", -1);
    }

    @Override
    protected SSLEngine engineCreateSSLEngine(@Nullable String host, int port) {
      return source.newEngine(host == null ? "" : host, port);
    }

    @Override
    protected SSLSocketFactory engineGetSocketFactory() {
      return new EngineSocketFactory(source);
    }

    @Override
    protected SSLServerSocketFactory engineGetServerSocketFactory() {
      return new EngineServerSocketFactory(source);
    }

    @Override
    protected @Nullable SSLSessionContext engineGetServerSessionContext() {
      return source.serverSessions();
    }

    @Override
    protected @Nullable SSLSessionContext engineGetClientSessionContext() {
      return source.clientSessions();
    }

    @Override
    protected SSLParameters engineGetDefaultSSLParameters() {
      return source.defaultParameters();
    }

    @Override
    protected SSLParameters engineGetSupportedSSLParameters() {
      return source.supportedParameters();
    }
  }
}
