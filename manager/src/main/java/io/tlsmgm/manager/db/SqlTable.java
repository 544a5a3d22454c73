package io.tlsmgm.manager.db;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A table as the database knows it. Databases fold names without quotes to upper or lower case, and
 * names with quotes not at all; an operator writes what the one or the other has made of them. So
 * names are looked up, as written first, then without regard to case, and then always quoted.
 *
 * @param quotedName ready for a statement
 * @param columns the real name of each column, and what it takes
 * @param quote the database's quotation mark for names
 */
record SqlTable(String quotedName, Map<String, Shape> columns, String quote) {
  /**
   * What a column takes.
   *
   * @param type of {@link java.sql.Types}
   * @param capacity in characters or bytes; 0 when that is not known
   */
  record Shape(int type, long capacity) {
    boolean isText() {
      return switch (type) {
        case Types.CHAR,
            Types.VARCHAR,
            Types.LONGVARCHAR,
            Types.NCHAR,
            Types.NVARCHAR,
            Types.LONGNVARCHAR,
            Types.CLOB,
            Types.NCLOB ->
            true;
        default -> false;
      };
    }
  }

  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_$]+");
  private static final Set<String> UNDEFINED =
      Set.of(
          "42P01", // PostgreSQL: table
          "3F000", // PostgreSQL: schema
          "42S02", // MariaDB, H2: table
          "42S03", // H2: table, with a proposal
          "42S04", // H2: table of an empty database
          "90079"); // H2: schema

  SqlTable {
    columns = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(columns));
  }

  /**
   * Looks a table up. In auto-commit mode only: PostgreSQL gives up a transaction with an error.
   *
   * @param name as the operator wrote it, maybe with a schema before a dot
   */
  static Optional<SqlTable> find(Connection connection, String name) throws SQLException {
    String quote = connection.getMetaData().getIdentifierQuoteString().strip();
    Set<String> candidates = new LinkedHashSet<>();
    candidates.add(name);
    candidates.add(name.toLowerCase(Locale.ROOT));
    candidates.add(name.toUpperCase(Locale.ROOT));
    for (String candidate : candidates) {
      String quoted = quoted(candidate, quote);
      try (Statement statement = connection.createStatement();
          // Not a row, only its shape.
          ResultSet none = statement.executeQuery("SELECT * FROM " + quoted + " WHERE 1 = 0")) {
        return Optional.of(new SqlTable(quoted, columns(none.getMetaData()), quote));
      } catch (SQLException e) {
        if (!isUndefined(e)) {
          throw e;
        }
      }
    }
    return Optional.empty();
  }

  private static boolean isUndefined(SQLException e) {
    // SQLite has no states of its own.
    String message = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
    return UNDEFINED.contains(String.valueOf(e.getSQLState())) || message.contains("no such table");
  }

  private static Map<String, Shape> columns(ResultSetMetaData shape) throws SQLException {
    Map<String, Shape> columns = new LinkedHashMap<>();
    for (int i = 1; i <= shape.getColumnCount(); i++) {
      columns.put(shape.getColumnName(i), new Shape(shape.getColumnType(i), shape.getPrecision(i)));
    }
    return columns;
  }

  /** The name of a table, and of its schema, in quotation marks. */
  static String quoted(String name, String quote) {
    int dot = name.indexOf('.');
    return dot < 0
        ? quotedPart(name, quote)
        : quotedPart(name.substring(0, dot), quote)
            + "."
            + quotedPart(name.substring(dot + 1), quote);
  }

  private static String quotedPart(String name, String quote) {
    // A database without quotation marks takes plain names only.
    boolean sound = quote.isEmpty() ? PLAIN.matcher(name).matches() : name.indexOf('\0') < 0;
    if (name.isEmpty() || !sound) {
      throw new IllegalArgumentException(
          "'" + Messages.name(name) + "' cannot be the name of a table or column");
    }
    return quote.isEmpty() ? name : quote + name.replace(quote, quote + quote) + quote;
  }

  /** The real name of a column that someone has written in another case. */
  Optional<String> column(String name) {
    if (columns.containsKey(name)) {
      return Optional.of(name);
    }
    List<String> alike = new ArrayList<>();
    for (String column : columns.keySet()) {
      if (column.equalsIgnoreCase(name)) {
        alike.add(column);
      }
    }
    return alike.size() == 1 ? Optional.of(alike.get(0)) : Optional.empty();
  }

  /** The real name of a column, ready for a statement. */
  String quotedColumn(String name) {
    return quotedPart(name, quote);
  }

  /** What a column takes. */
  Shape shape(String name) {
    return java.util.Objects.requireNonNull(columns.get(name), name);
  }
}
