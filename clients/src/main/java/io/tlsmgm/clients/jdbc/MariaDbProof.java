package io.tlsmgm.clients.jdbc;

import io.tlsmgm.clients.TlsRequest;
import java.sql.SQLException;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.mariadb.jdbc.Configuration;
import org.mariadb.jdbc.HostAddress;
import org.mariadb.jdbc.export.SslMode;

/** Asks MariaDB Connector/J what it makes of settings. */
final class MariaDbProof {
  private MariaDbProof() {}

  static void of(JdbcSettings settings, String mode) {
    Map<String, String> wanted = settings.properties();
    Configuration read = read(settings);
    if (read.sslMode() != SslMode.from(String.valueOf(wanted.get(mode)))) {
      throw JdbcDriver.contradiction("a parameter that changes " + mode, "on the URL");
    }
    if (!MariaDbTlsSocketPlugin.TYPE.equals(read.tlsSocketType())) {
      throw JdbcDriver.contradiction("tlsSocketType", "on the URL");
    }
    if (!String.valueOf(wanted.get(TlsRequest.DOMAIN))
        .equals(read.nonMappedOptions().getProperty(TlsRequest.DOMAIN))) {
      throw JdbcDriver.contradiction("a second tls_domain", "on the URL");
    }
    for (HostAddress address : read.addresses()) {
      if (address.sslMode != null) {
        throw JdbcDriver.contradiction(mode, "of a single host");
      }
    }
  }

  private static Configuration read(JdbcSettings settings) {
    Properties properties = new Properties();
    properties.putAll(settings.properties());
    @Nullable Configuration read;
    try {
      read = Configuration.parse(settings.url(), properties);
    } catch (SQLException | RuntimeException e) {
      throw JdbcDriver.notUnderstood("MariaDB Connector/J");
    }
    if (read == null) {
      throw JdbcDriver.notUnderstood("MariaDB Connector/J");
    }
    return read;
  }
}
