package io.tlsmgm.clients.jdbc;

import io.tlsmgm.api.TlsException;
import io.tlsmgm.clients.ClientDomain;
import io.tlsmgm.clients.ClientDomains;
import io.tlsmgm.clients.TlsRequest;
import io.tlsmgm.clients.jdbc.JdbcDriver.Protection;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Turns {@code tls_domain=NAME} on the URL of MariaDB Connector/J, MySQL Connector/J or
 * PostgreSQL's driver into that driver's settings. {@code tls_verify_host=1}, or the driver's own
 * mode of that meaning, asks for a check of the host name; {@code tls_opts} chooses among the parts
 * of the domain, for MariaDB and MySQL.
 *
 * <p>The driver itself reads what comes of it before anybody gets it, and a URL with which it would
 * make a connection without the domain's TLS is refused: such as one with a mode or a socket
 * factory of a single host.
 */
public final class JdbcTls {
  private JdbcTls() {}

  /**
   * The settings for a URL. They hold for connections after a reload too, and until {@code domains}
   * is closed.
   *
   * @throws IllegalArgumentException when the URL is wrong or contradicts itself or the domain, or
   *     the driver is not there; the message has no more of the URL than the parameter it is about
   * @throws TlsException when the domain does not exist, is a server domain, or asks for what the
   *     Java runtime's TLS cannot do
   */
  public static JdbcSettings settings(ClientDomains domains, String url) throws TlsException {
    JdbcDriver driver = JdbcDriver.of(url);
    TlsRequest.Split split = TlsRequest.split(url);
    if (split.partsNamed() && driver.kind() == JdbcDriver.Kind.POSTGRESQL) {
      throw new IllegalArgumentException(TlsRequest.PARTS + " is for MySQL and MariaDB only");
    }
    TlsRequest request = split.request();
    JdbcUrl plain = JdbcUrl.of(split.url());
    for (String rival : driver.rivals()) {
      if (plain.has(rival)) {
        throw new IllegalArgumentException(
            rival + " on the URL contradicts tls_domain, which sets it; remove one of them");
      }
    }
    Optional<String> mode = plain.value(driver.mode());
    Protection asked = mode.map(driver::protection).orElse(Protection.ENCRYPTED);
    if (asked == Protection.VERIFIED_HOST) {
      request = request.withVerifyHost(true);
    }
    ClientDomain domain = domains.domain(request.domain());
    if (asked == Protection.VERIFIED && !domain.verifies()) {
      throw new IllegalArgumentException(
          driver.mode()
              + "="
              + mode.orElseThrow()
              + " asks for a server that is verified, and TLS client domain '"
              + domain.name()
              + "' has verify_cert=0; change one of them");
    }
    domains.sslContext(request);
    // What the URL says beats the properties of a driver, so its mode goes.
    JdbcSettings settings =
        new JdbcSettings(
            plain.without(driver.mode()),
            driver.properties(domains.reference(request), domain.verifies(), request.verifyHost()));
    driver.prove(settings);
    return settings;
  }

  /** A connection that cannot be made, SQLSTATE class 08. */
  static SQLException failure(String message, @Nullable Exception cause) {
    return new SQLException(message, "08001", cause);
  }
}
