package io.tlsmgm.clients.jdbc;

import io.tlsmgm.api.TlsException;
import io.tlsmgm.clients.ClientDomains;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * What PostgreSQL's JDBC driver makes of {@code
 * sslfactory=io.tlsmgm.clients.jdbc.PostgresSocketFactory&sslfactoryarg=NAME}, anew for each
 * connection: sockets of the client domain NAME as it is then.
 */
public final class PostgresSocketFactory extends SSLSocketFactory {
  private final SSLSocketFactory domain;

  /**
   * Made by the driver.
   *
   * @param argument the name of a domain, or a {@link ClientDomains#reference}
   * @throws IllegalArgumentException when there is no such domain
   */
  public PostgresSocketFactory(String argument) {
    try {
      this.domain = ClientDomains.find(argument).context().getSocketFactory();
    } catch (TlsException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  @Override
  public String[] getDefaultCipherSuites() {
    return domain.getDefaultCipherSuites();
  }

  @Override
  public String[] getSupportedCipherSuites() {
    return domain.getSupportedCipherSuites();
  }

  @Override
  public Socket createSocket() throws IOException {
    return domain.createSocket();
  }

  @Override
  public Socket createSocket(Socket under, @Nullable String host, int port, boolean autoClose)
      throws IOException {
    return domain.createSocket(under, host, port, autoClose);
  }

  @Override
  public Socket createSocket(Socket under, @Nullable InputStream consumed, boolean autoClose)
      throws IOException {
    return domain.createSocket(under, consumed, autoClose);
  }

  @Override
  public Socket createSocket(String host, int port) throws IOException {
    return domain.createSocket(host, port);
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress local, int localPort)
      throws IOException {
    return domain.createSocket(host, port, local, localPort);
  }

  @Override
  public Socket createSocket(InetAddress host, int port) throws IOException {
    return domain.createSocket(host, port);
  }

  @Override
  public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort)
      throws IOException {
    return domain.createSocket(host, port, local, localPort);
  }
}
