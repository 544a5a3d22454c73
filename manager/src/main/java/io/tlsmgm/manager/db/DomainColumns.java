package io.tlsmgm.manager.db;

import io.tlsmgm.api.ConfigurationException;
import io.tlsmgm.api.Problem;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The table of domains, found and checked.
 *
 * @param table the table
 * @param version 3, or 1 or 2 of OpenSIPS 2.x
 * @param names the real name of each column that the version has
 */
record DomainColumns(SqlTable table, int version, Map<Column, String> names) {
  /** Where every table of OpenSIPS has its version. */
  static final String VERSION_TABLE = "version";

  DomainColumns {
    names = Collections.unmodifiableMap(new EnumMap<>(names));
  }

  /**
   * Looks the table up, and its version.
   *
   * @throws ConfigurationException when there is none, or of another version, or a column is
   *     missing
   */
  static DomainColumns find(SqlDatabase database, Connection connection)
      throws SQLException, ConfigurationException {
    String name = database.settings().table();
    SqlTable table =
        look(database, connection, name)
            .orElseThrow(
                () ->
                    Messages.failure(
                        database.description(),
                        "the table "
                            + Messages.name(name)
                            + " does not exist; create it with: tlsmgm db init, or name another"
                            + " with db_table"));
    int version = version(database, connection, name);
    Map<Column, String> names = new EnumMap<>(Column.class);
    List<Problem> missing = new ArrayList<>();
    for (Column column : Column.of(version)) {
      String wanted = database.settings().column(column.schemaName());
      table
          .column(wanted)
          .ifPresentOrElse(
              real -> names.put(column, real),
              () ->
                  missing.add(
                      Problem.error(
                          database.description(), "", missing(column, wanted, table, version))));
    }
    if (!missing.isEmpty()) {
      throw new ConfigurationException(missing);
    }
    return new DomainColumns(table, version, names);
  }

  private static String missing(Column column, String wanted, SqlTable table, int version) {
    return "there is no column "
        + Messages.name(wanted)
        + ", which a table of version "
        + version
        + " has; "
        + (column.renamedBy().isEmpty()
            ? "no parameter renames it"
            : "the parameter " + column.renamedBy() + " of the script renames it")
        + ". The table has "
        + table.columns().keySet().stream().map(Messages::name).collect(Collectors.joining(", "));
  }

  static Optional<SqlTable> look(SqlDatabase database, Connection connection, String name)
      throws SQLException, ConfigurationException {
    try {
      return SqlTable.find(connection, name);
    } catch (IllegalArgumentException e) {
      throw Messages.failure(database.description(), String.valueOf(e.getMessage()));
    }
  }

  /** The table {@code version} beside a table. */
  static String versionTable(String table) {
    int dot = table.indexOf('.');
    return dot < 0 ? VERSION_TABLE : table.substring(0, dot + 1) + VERSION_TABLE;
  }

  /** A table's name in the table {@code version}. */
  static String nameInVersions(String table) {
    return table.substring(table.indexOf('.') + 1);
  }

  private static int version(SqlDatabase database, Connection connection, String name)
      throws SQLException, ConfigurationException {
    SqlTable versions =
        look(database, connection, versionTable(name))
            .orElseThrow(
                () ->
                    Messages.failure(
                        database.description(),
                        "there is no table version, so the version of "
                            + Messages.name(name)
                            + " is not known; create both with: tlsmgm db init, or add the tables"
                            + " that every database of OpenSIPS has"));
    String row = nameInVersions(name);
    List<String> found = versions(database, connection, versions, row);
    if (found.isEmpty()) {
      throw Messages.failure(
          database.description(),
          "the table version has no row for "
              + Messages.name(row)
              + "; add it: INSERT INTO version (table_name, table_version) VALUES ('"
              + Messages.name(row).replace("'", "''")
              + "', 3), for a table of OpenSIPS 2.x with 2 in place of 3");
    }
    for (int version : Column.VERSIONS) {
      if (found.equals(List.of(Integer.toString(version)))) {
        return version;
      }
    }
    throw Messages.failure(
        database.description(),
        "the table version says that "
            + Messages.name(row)
            + " is of version "
            + found.stream().map(Messages::name).collect(Collectors.joining(" and "))
            + ", but only 3 (OpenSIPS 3.x), 2 and 1 (2.x) can be read");
  }

  /** Each version that is on record for a table; more than one is a mistake. */
  private static List<String> versions(
      SqlDatabase database, Connection connection, SqlTable versions, String row)
      throws SQLException, ConfigurationException {
    Optional<String> name = versions.column("table_name");
    Optional<String> number = versions.column("table_version");
    if (name.isEmpty() || number.isEmpty()) {
      throw Messages.failure(
          database.description(),
          "the table version is not that of OpenSIPS: it has no columns table_name and"
              + " table_version");
    }
    List<String> found = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT "
                    + versions.quotedColumn(name.get())
                    + ", "
                    + versions.quotedColumn(number.get())
                    + " FROM "
                    + versions.quotedName())) {
      while (rows.next()) {
        // CHAR columns come with blanks at the end, and compare in many ways.
        if (row.equalsIgnoreCase(String.valueOf(rows.getString(1)).strip())) {
          String version = String.valueOf(rows.getString(2)).strip();
          if (!found.contains(version)) {
            found.add(version);
          }
        }
      }
    }
    return found;
  }

  /** The real name of a column. */
  String name(Column column) {
    return java.util.Objects.requireNonNull(names.get(column), column.schemaName());
  }

  /** The real name of a column, ready for a statement. */
  String quoted(Column column) {
    return table.quotedColumn(name(column));
  }

  /** What the column takes. */
  SqlTable.Shape shape(Column column) {
    return table.shape(name(column));
  }
}
