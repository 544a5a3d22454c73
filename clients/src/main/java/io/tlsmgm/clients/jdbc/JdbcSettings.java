package io.tlsmgm.clients.jdbc;

import java.util.Map;

/**
 * What a JDBC driver is to be given.
 *
 * @param url without our parameters
 * @param properties besides user and password, which stay the caller's; no secrets
 */
public record JdbcSettings(String url, Map<String, String> properties) {
  /** Copies the properties. */
  public JdbcSettings {
    properties = Map.copyOf(properties);
  }

  /** The properties alone; a URL may have a password in it. */
  @Override
  public String toString() {
    return "JdbcSettings" + properties;
  }
}
