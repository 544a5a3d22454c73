package io.tlsmgm.clients;

import io.tlsmgm.api.TlsException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.security.KeyManagementException;
import java.security.SecureRandom;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLContextSpi;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocketFactory;
import javax.net.ssl.SSLSessionContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * A context that looks its domain up for each socket and engine it makes, so that new connections
 * have what the last reload has put in force.
 */
final class FollowingContext extends SSLContext {
  /** The domain's context of the moment. */
  interface Source {
    SSLContext current() throws TlsException;
  }

  private FollowingContext(SSLContext first, Source source) {
    super(new Spi(source), first.getProvider(), first.getProtocol());
  }

  /** A context that follows {@code source}, which must have a domain now. */
  static SSLContext of(Source source) throws TlsException {
    return new FollowingContext(source.current(), source);
  }

  private static final class Spi extends SSLContextSpi {
    private final Source source;

    Spi(Source source) {
      this.source = source;
    }

    /** For methods that may throw nothing else. */
    private SSLContext current() {
      try {
        return source.current();
      } catch (TlsException e) {
        throw new IllegalStateException(e.getMessage(), e);
      }
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
    protected SSLSocketFactory engineGetSocketFactory() {
      return new Sockets(source);
    }

    @Override
    protected SSLServerSocketFactory engineGetServerSocketFactory() {
      throw new UnsupportedOperationException("the context is that of a client domain");
    }

    @Override
    protected SSLEngine engineCreateSSLEngine() {
      return current().createSSLEngine();
    }

    @Override
    protected SSLEngine engineCreateSSLEngine(String host, int port) {
      return current().createSSLEngine(host, port);
    }

    @Override
    protected SSLSessionContext engineGetServerSessionContext() {
      return current().getServerSessionContext();
    }

    @Override
    protected SSLSessionContext engineGetClientSessionContext() {
      return current().getClientSessionContext();
    }

    @Override
    protected SSLParameters engineGetDefaultSSLParameters() {
      return current().getDefaultSSLParameters();
    }

    @Override
    protected SSLParameters engineGetSupportedSSLParameters() {
      return current().getSupportedSSLParameters();
    }
  }

  private static final class Sockets extends SSLSocketFactory {
    private final Source source;

    Sockets(Source source) {
      this.source = source;
    }

    private SSLSocketFactory now() throws SSLException {
      try {
        return source.current().getSocketFactory();
      } catch (TlsException e) {
        throw new SSLException(e.getMessage(), e);
      }
    }

    private SSLSocketFactory known() {
      try {
        return now();
      } catch (SSLException e) {
        throw new IllegalStateException(e.getMessage(), e);
      }
    }

    @Override
    public String[] getDefaultCipherSuites() {
      return known().getDefaultCipherSuites();
    }

    @Override
    public String[] getSupportedCipherSuites() {
      return known().getSupportedCipherSuites();
    }

    @Override
    public Socket createSocket() throws IOException {
      return now().createSocket();
    }

    @Override
    public Socket createSocket(Socket under, @Nullable String host, int port, boolean autoClose)
        throws IOException {
      return now().createSocket(under, host, port, autoClose);
    }

    @Override
    public Socket createSocket(Socket under, @Nullable InputStream consumed, boolean autoClose)
        throws IOException {
      return now().createSocket(under, consumed, autoClose);
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
      return now().createSocket(host, port);
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress local, int localPort)
        throws IOException {
      return now().createSocket(host, port, local, localPort);
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
      return now().createSocket(host, port);
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort)
        throws IOException {
      return now().createSocket(host, port, local, localPort);
    }
  }
}
