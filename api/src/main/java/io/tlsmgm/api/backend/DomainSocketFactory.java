package io.tlsmgm.api.backend;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/** A provider's socket factory whose sockets start with a domain's settings. */
final class DomainSocketFactory extends SSLSocketFactory {
  private final SSLSocketFactory provider;
  private final String[] cipherSuites;
  private final DomainSettings settings;

  DomainSocketFactory(SSLSocketFactory provider, String[] cipherSuites, DomainSettings settings) {
    this.provider = provider;
    this.cipherSuites = cipherSuites;
    this.settings = settings;
  }

  private Socket configured(Socket socket) {
    SSLSocket tls = (SSLSocket) socket;
    settings.apply(tls);
    return tls;
  }

  @Override
  public String[] getDefaultCipherSuites() {
    return cipherSuites.clone();
  }

  @Override
  public String[] getSupportedCipherSuites() {
    return provider.getSupportedCipherSuites();
  }

  @Override
  public Socket createSocket() throws IOException {
    return configured(provider.createSocket());
  }

  @Override
  public Socket createSocket(Socket under, @Nullable String host, int port, boolean autoClose)
      throws IOException {
    return configured(provider.createSocket(under, host, port, autoClose));
  }

  @Override
  public Socket createSocket(Socket under, @Nullable InputStream consumed, boolean autoClose)
      throws IOException {
    return configured(provider.createSocket(under, consumed, autoClose));
  }

  @Override
  public Socket createSocket(String host, int port) throws IOException {
    return configured(provider.createSocket(host, port));
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress local, int localPort)
      throws IOException {
    return configured(provider.createSocket(host, port, local, localPort));
  }

  @Override
  public Socket createSocket(InetAddress host, int port) throws IOException {
    return configured(provider.createSocket(host, port));
  }

  @Override
  public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort)
      throws IOException {
    return configured(provider.createSocket(host, port, local, localPort));
  }
}
