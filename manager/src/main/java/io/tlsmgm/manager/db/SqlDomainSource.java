package io.tlsmgm.manager.db;

import io.tlsmgm.api.ConfigurationException;
import io.tlsmgm.api.Role;
import io.tlsmgm.api.TlsException;
import io.tlsmgm.api.domain.TlsDomain;
import io.tlsmgm.manager.DomainSource;
import io.tlsmgm.manager.script.DatabaseSettings;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * The domains of a SQL table with the OpenSIPS schema; {@link SqlDatabase} says which databases.
 * Thread-safe; each load has a connection of its own.
 *
 * <p>A column means what the parameter of a script means. NULL, and text of blanks alone, is the
 * default. Certificates, keys, CA lists and DH parameters are PEM, as BLOB, BYTEA or text, at most
 * 4 MiB each. Rows come in the order of {@code id}. A row that cannot be used is left out, with
 * every reason in {@link Loaded#problems()}.
 */
public final class SqlDomainSource implements DomainSource {
  /** Rows that are in memory at a time, where the driver can do so. */
  private static final int FETCH_SIZE = 256;

  private final SqlDatabase database;

  SqlDomainSource(SqlDatabase database) {
    this.database = database;
  }

  /**
   * The source that {@code db_url} names; empty when it is not set. Nothing connects yet.
   *
   * @throws TlsException when the URL is wrong, or its driver is not on the class path
   */
  public static Optional<SqlDomainSource> of(DatabaseSettings settings) throws TlsException {
    return SqlDatabase.of(settings).map(SqlDomainSource::new);
  }

  /** A source with connections of the program's own; the URL of the settings is not used. */
  public static SqlDomainSource of(DataSource connections, DatabaseSettings settings) {
    return new SqlDomainSource(SqlDatabase.of(connections, settings));
  }

  /**
   * {@inheritDoc}
   *
   * @throws ConfigurationException when the database cannot be reached, the table is missing or of
   *     another version, or a column is missing; each within {@link SqlDatabase#TIMEOUT} for each
   *     answer of the server
   */
  @Override
  public Loaded load() throws ConfigurationException {
    try (Connection connection = database.open(SqlDatabase.Access.READ)) {
      DomainColumns columns = DomainColumns.find(database, connection);
      boolean autoCommit = connection.getAutoCommit();
      // PostgreSQL hands rows out bit by bit only inside a transaction.
      connection.setAutoCommit(false);
      try {
        return read(connection, columns);
      } finally {
        connection.rollback();
        connection.setAutoCommit(autoCommit);
      }
    } catch (SQLException e) {
      throw database.failure("cannot read the table", e);
    }
  }

  private Loaded read(Connection connection, DomainColumns columns) throws SQLException {
    String product = connection.getMetaData().getDatabaseProductName();
    RowReader reader =
        new RowReader(
            columns, database.settings(), DatabaseProduct.named(product).hasOctetLength());
    List<TlsDomain> domains = new ArrayList<>();
    Map<Role, Map<String, String>> seen =
        Map.of(Role.CLIENT, new HashMap<>(), Role.SERVER, new HashMap<>());
    try (Statement statement =
        connection.createStatement(ResultSet.TYPE_FORWARD_ONLY, ResultSet.CONCUR_READ_ONLY)) {
      statement.setFetchSize(FETCH_SIZE);
      statement.setQueryTimeout((int) SqlDatabase.TIMEOUT.toSeconds());
      try (ResultSet rows = statement.executeQuery(reader.query())) {
        while (rows.next()) {
          RowReader.Row row = reader.read(rows);
          for (TlsDomain domain : row.domains()) {
            Map<String, String> names =
                java.util.Objects.requireNonNull(seen.get(domain.role()), "every role");
            String first = names.putIfAbsent(domain.name(), row.location());
            if (first == null) {
              domains.add(domain);
            } else {
              reader.refuse(row.location(), domain.name(), duplicate(domain, first));
            }
          }
        }
      }
    }
    return new Loaded(domains, reader.problems());
  }

  private static String duplicate(TlsDomain domain, String first) {
    return "a "
        + (domain.role() == Role.CLIENT ? "client" : "server")
        + " domain of this name is defined already, in "
        + first;
  }

  @Override
  public String description() {
    return database.description();
  }
}
