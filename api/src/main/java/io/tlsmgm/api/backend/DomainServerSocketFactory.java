package io.tlsmgm.api.backend;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLServerSocketFactory;
import org.jspecify.annotations.Nullable;

/** A provider's server socket factory whose sockets start with a domain's settings. */
final class DomainServerSocketFactory extends SSLServerSocketFactory {
  private final SSLServerSocketFactory provider;
  private final String[] cipherSuites;
  private final DomainSettings settings;

  DomainServerSocketFactory(
      SSLServerSocketFactory provider, String[] cipherSuites, DomainSettings settings) {
    this.provider = provider;
    this.cipherSuites = cipherSuites;
    this.settings = settings;
  }

  private ServerSocket configured(ServerSocket socket) {
    SSLServerSocket tls = (SSLServerSocket) socket;
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
  public ServerSocket createServerSocket() throws IOException {
    return configured(provider.createServerSocket());
  }

  @Override
  public ServerSocket createServerSocket(int port) throws IOException {
    return configured(provider.createServerSocket(port));
  }

  @Override
  public ServerSocket createServerSocket(int port, int backlog) throws IOException {
    return configured(provider.createServerSocket(port, backlog));
  }

  @Override
  public ServerSocket createServerSocket(int port, int backlog, @Nullable InetAddress address)
      throws IOException {
    return configured(provider.createServerSocket(port, backlog, address));
  }
}
