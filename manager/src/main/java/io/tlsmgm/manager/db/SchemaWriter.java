package io.tlsmgm.manager.db;

import io.tlsmgm.api.ConfigurationException;
import io.tlsmgm.manager.script.DatabaseSettings;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Creates the table of domains. */
final class SchemaWriter {
  private static final Set<String> OWN_NAMES =
      Stream.concat(
              Stream.of(DatabaseSettings.DEFAULT_TABLE, DomainColumns.VERSION_TABLE),
              Arrays.stream(Column.values()).map(Column::schemaName))
          .collect(Collectors.toUnmodifiableSet());

  private final SqlDatabase database;
  private final Connection connection;

  SchemaWriter(SqlDatabase database, Connection connection) {
    this.database = database;
    this.connection = connection;
  }

  /**
   * Refuses versions that nothing has.
   *
   * @throws IllegalArgumentException when the version is neither 2 nor 3
   */
  static void check(int version) {
    if (version != 2 && version != Column.CURRENT_VERSION) {
      throw new IllegalArgumentException(
          "there is no schema of version " + version + "; write 3 (OpenSIPS 3.x) or 2 (2.x)");
    }
  }

  void create(int version) throws SQLException, ConfigurationException {
    String name = database.settings().table();
    if (DomainColumns.look(database, connection, name).isPresent()) {
      throw Messages.failure(
          database.description(),
          "the table " + Messages.name(name) + " exists already, and is left as it is");
    }
    DatabaseProduct product =
        DatabaseProduct.named(connection.getMetaData().getDatabaseProductName());
    String quote = connection.getMetaData().getIdentifierQuoteString().strip();
    String versions = DomainColumns.versionTable(name);
    if (DomainColumns.look(database, connection, versions).isEmpty()) {
      execute(
          "CREATE TABLE "
              + written(versions, quote)
              + " (table_name "
              + product.text(64)
              + " NOT NULL UNIQUE, table_version INTEGER DEFAULT 0 NOT NULL)"
              + product.tableOptions());
    }
    execute(
        "CREATE TABLE "
            + written(name, quote)
            + " ("
            + String.join(", ", definitions(version, product, quote))
            + ")"
            + product.tableOptions());
    writeVersion(DomainColumns.nameInVersions(name), versions, version);
  }

  private List<String> definitions(int version, DatabaseProduct product, String quote) {
    List<String> definitions = new ArrayList<>();
    for (Column column : Column.of(version)) {
      definitions.add(quoted(column, quote) + " " + column.definition(product));
    }
    definitions.add(
        "UNIQUE (" + quoted(Column.DOMAIN, quote) + ", " + quoted(Column.TYPE, quote) + ")");
    return definitions;
  }

  private String quoted(Column column, String quote) {
    return written(database.settings().column(column.schemaName()), quote);
  }

  /** Names of OpenSIPS without quotation marks, so that everyone's statements find them. */
  private static String written(String name, String quote) {
    return OWN_NAMES.contains(name) ? name : SqlTable.quoted(name, quote);
  }

  /** A row of a table that is gone may still be there. */
  private void writeVersion(String name, String versions, int version)
      throws SQLException, ConfigurationException {
    SqlTable table = DomainColumns.look(database, connection, versions).orElseThrow();
    try (PreparedStatement delete =
        connection.prepareStatement(
            "DELETE FROM " + table.quotedName() + " WHERE table_name = ?")) {
      delete.setString(1, name);
      delete.executeUpdate();
    }
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO " + table.quotedName() + " (table_name, table_version) VALUES (?, ?)")) {
      insert.setString(1, name);
      insert.setInt(2, version);
      insert.executeUpdate();
    }
  }

  private void execute(String statement) throws SQLException {
    try (Statement create = connection.createStatement()) {
      create.execute(statement);
    }
  }
}
