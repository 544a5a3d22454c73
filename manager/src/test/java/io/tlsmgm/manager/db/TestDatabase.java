package io.tlsmgm.manager.db;

import io.tlsmgm.manager.script.DatabaseSettings;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/**
 * An empty database, and what a test does in it besides what is tested.
 *
 * @param product what it is
 * @param url as {@code db_url} would have it
 * @param jdbcUrl for the test's own connections
 * @param credentials of those
 */
record TestDatabase(
    DatabaseProduct product, String url, String jdbcUrl, Map<String, String> credentials) {

  Connection connect() {
    Properties properties = new Properties();
    properties.putAll(credentials);
    try {
      return DriverManager.getConnection(jdbcUrl, properties);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Runs statements one after the other. */
  TestDatabase execute(String... statements) {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
      return this;
    } catch (SQLException e) {
      throw new IllegalStateException(String.join("; ", statements), e);
    }
  }

  /** Adds a row; values are strings, numbers or byte arrays. */
  TestDatabase insert(String table, Map<String, ?> values) {
    List<String> columns = new ArrayList<>(values.keySet());
    String sql =
        "INSERT INTO "
            + table
            + " ("
            + String.join(", ", columns)
            + ") VALUES ("
            + String.join(", ", columns.stream().map(column -> "?").toList())
            + ")";
    try (Connection connection = connect();
        PreparedStatement insert = connection.prepareStatement(sql)) {
      for (int i = 0; i < columns.size(); i++) {
        Object value = values.get(columns.get(i));
        if (value instanceof byte[] bytes) {
          insert.setBytes(i + 1, bytes);
        } else {
          insert.setObject(i + 1, value);
        }
      }
      insert.executeUpdate();
      return this;
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  /** Adds a row to {@code tls_mgm}. */
  TestDatabase row(Map<String, ?> values) {
    return insert("tls_mgm", values);
  }

  /** The statements that an OpenSIPS of the version installs for the module, and its version. */
  TestDatabase opensips(int version) {
    return execute(Schemas.versionTable(product), Schemas.tlsMgm(product, version))
        .version("tls_mgm", version);
  }

  TestDatabase version(String table, int version) {
    return execute(
        "INSERT INTO version (table_name, table_version) VALUES ('"
            + table
            + "', "
            + version
            + ")");
  }

  DatabaseSettings settings() {
    return settings("tls_mgm", Map.of());
  }

  DatabaseSettings settings(String table, Map<String, String> columns) {
    return new DatabaseSettings(Optional.of(url), table, columns, Path.of("/etc/opensips"));
  }
}
