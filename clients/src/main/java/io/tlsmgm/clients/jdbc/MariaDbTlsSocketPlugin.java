package io.tlsmgm.clients.jdbc;

import io.tlsmgm.api.TlsException;
import io.tlsmgm.clients.ClientDomains;
import io.tlsmgm.clients.TlsRequest;
import java.io.IOException;
import java.net.Socket;
import java.sql.SQLException;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;
import org.mariadb.jdbc.Configuration;
import org.mariadb.jdbc.HostAddress;
import org.mariadb.jdbc.export.ExceptionFactory;
import org.mariadb.jdbc.export.SslMode;
import org.mariadb.jdbc.plugin.TlsSocketPlugin;

/**
 * What MariaDB Connector/J uses for {@code tlsSocketType=tlsmgm&tls_domain=NAME}: sockets of the
 * client domain NAME as it is at each connect.
 */
public final class MariaDbTlsSocketPlugin implements TlsSocketPlugin {
  /** The value of {@code tlsSocketType}. */
  static final String TYPE = "tlsmgm";

  /**
   * The driver asks for trust and keys, makes a context of them, which knows neither protocols nor
   * ciphers of a domain, and then asks for the socket without saying which connection it is for;
   * all of that on the thread that connects.
   */
  private static final ThreadLocal<@Nullable SSLContext> CONNECTING = new ThreadLocal<>();

  /** For {@link java.util.ServiceLoader}. */
  public MariaDbTlsSocketPlugin() {}

  @Override
  public String type() {
    return TYPE;
  }

  /** Looks the domain up; what is handed out stands for it and is used for nothing. */
  @Override
  public TrustManager[] getTrustManager(
      Configuration configuration, ExceptionFactory exceptions, HostAddress host)
      throws SQLException {
    CONNECTING.set(context(configuration, host));
    return new TrustManager[0];
  }

  @Override
  public KeyManager[] getKeyManager(Configuration configuration, ExceptionFactory exceptions) {
    return new KeyManager[0];
  }

  @Override
  public SSLSocket createSocket(Socket socket, SSLSocketFactory ofDriver, @Nullable String host)
      throws IOException {
    SSLContext domain = CONNECTING.get();
    CONNECTING.remove();
    if (domain == null) {
      throw new IllegalStateException(
          "this MariaDB Connector/J asks for a socket before it asks for trust; its version is not"
              + " supported");
    }
    return (SSLSocket) domain.getSocketFactory().createSocket(socket, host, socket.getPort(), true);
  }

  private static SSLContext context(Configuration configuration, @Nullable HostAddress address)
      throws SQLException {
    String name = configuration.nonMappedOptions().getProperty(TlsRequest.DOMAIN);
    if (name == null) {
      throw JdbcTls.failure(
          "tlsSocketType=" + TYPE + " needs the name of a client domain; add tls_domain=NAME",
          null);
    }
    try {
      ClientDomains.Found found = ClientDomains.find(name);
      SslMode mode =
          address == null || address.sslMode == null ? configuration.sslMode() : address.sslMode;
      boolean host = mode == SslMode.VERIFY_FULL;
      return new ClientDomains.Found(
              found.domains(), host ? found.request().withVerifyHost(true) : found.request())
          .context();
    } catch (TlsException | IllegalArgumentException e) {
      throw JdbcTls.failure(String.valueOf(e.getMessage()), e);
    }
  }
}
