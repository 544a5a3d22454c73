package io.tlsmgm.clients.jdbc;

import io.tlsmgm.api.TlsException;
import io.tlsmgm.clients.ClientDomains;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.Properties;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Connections to a URL with {@code tls_domain=NAME}, as {@link JdbcTls} understands it: for
 * programs and pools that take a {@link DataSource}. Every connection has the domain as it is when
 * it is made. Safe for use by several threads; keeps no connection itself.
 */
public final class TlsDataSource implements DataSource {
  private final ClientDomains domains;
  private final String url;
  private final @Nullable String user;
  private final @Nullable String password;

  /**
   * A source.
   *
   * @param url a JDBC URL with {@code tls_domain}
   * @param user who connects; null when the URL says so
   * @param password null for none
   */
  public TlsDataSource(
      ClientDomains domains, String url, @Nullable String user, @Nullable String password) {
    this.domains = domains;
    this.url = url;
    this.user = user;
    this.password = password;
  }

  /**
   * {@inheritDoc}
   *
   * @throws SQLException also when the domain cannot be used; nothing was sent then
   */
  @Override
  public Connection getConnection() throws SQLException {
    return getConnection(user, password);
  }

  @Override
  public Connection getConnection(@Nullable String who, @Nullable String secret)
      throws SQLException {
    JdbcSettings settings;
    try {
      settings = JdbcTls.settings(domains, url);
    } catch (TlsException | IllegalArgumentException e) {
      throw JdbcTls.failure(String.valueOf(e.getMessage()), e);
    }
    Properties properties = new Properties();
    properties.putAll(settings.properties());
    if (who != null) {
      properties.setProperty("user", who);
    }
    if (secret != null) {
      properties.setProperty("password", secret);
    }
    return DriverManager.getConnection(settings.url(), properties);
  }

  /** None: the driver has a log of its own. */
  @Override
  public @Nullable PrintWriter getLogWriter() {
    return null;
  }

  @Override
  public void setLogWriter(@Nullable PrintWriter out) throws SQLException {
    throw new SQLFeatureNotSupportedException("the driver has a log of its own");
  }

  @Override
  public void setLoginTimeout(int seconds) throws SQLException {
    throw new SQLFeatureNotSupportedException("set the driver's timeout in the URL");
  }

  /** Zero: the driver's own, which the URL may set. */
  @Override
  public int getLoginTimeout() {
    return 0;
  }

  @Override
  public Logger getParentLogger() throws SQLFeatureNotSupportedException {
    throw new SQLFeatureNotSupportedException("this data source logs with SLF4J");
  }

  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    if (type.isInstance(this)) {
      return type.cast(this);
    }
    throw new SQLException("this data source is no " + type.getName());
  }

  @Override
  public boolean isWrapperFor(Class<?> type) {
    return type.isInstance(this);
  }

  /** Nothing of the URL, which may have a password in it. */
  @Override
  public String toString() {
    return "TlsDataSource[" + domains + "]";
  }
}
