package io.tlsmgm.clients.jdbc;

import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;

/** Asks PostgreSQL's driver what it makes of settings; JDBC itself has a question for that. */
final class PostgresProof {
  private PostgresProof() {}

  static void of(JdbcSettings settings) {
    Map<String, String> read = read(settings);
    for (Map.Entry<String, String> wanted : settings.properties().entrySet()) {
      if (!wanted.getValue().equals(read.get(wanted.getKey()))) {
        throw JdbcDriver.contradiction(wanted.getKey(), "on the URL or of its service");
      }
    }
    String kerberos = read.getOrDefault("gssEncMode", "");
    if (!kerberos.equalsIgnoreCase("disable") && !kerberos.equalsIgnoreCase("allow")) {
      throw new IllegalArgumentException(
          "gssEncMode="
              + kerberos
              + " may encrypt with Kerberos in place of TLS and so contradicts tls_domain; remove"
              + " it");
    }
  }

  private static Map<String, String> read(JdbcSettings settings) {
    Properties properties = new Properties();
    properties.putAll(settings.properties());
    Map<String, String> read = new HashMap<>();
    try {
      Driver driver = DriverManager.getDriver(settings.url());
      for (DriverPropertyInfo info : driver.getPropertyInfo(settings.url(), properties)) {
        if (info.value != null) {
          read.put(info.name, info.value);
        }
      }
      return read;
    } catch (SQLException | RuntimeException e) {
      throw JdbcDriver.notUnderstood("PostgreSQL's driver is not on the class path, or");
    }
  }
}
