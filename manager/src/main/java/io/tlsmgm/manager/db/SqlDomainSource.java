package io.tlsmgm.manager.db;

import io.tlsmgm.api.ConfigurationException;
import io.tlsmgm.api.Problem;
import io.tlsmgm.api.TlsException;
import io.tlsmgm.manager.DomainSource;
import io.tlsmgm.manager.script.DatabaseSettings;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/** Domains of a SQL table with the OpenSIPS schema. */
public final class SqlDomainSource implements DomainSource {
  private final DatabaseSettings settings;

  private SqlDomainSource(DatabaseSettings settings) {
    this.settings = settings;
  }

  /**
   * The source that {@code db_url} names; empty when it is not set.
   *
   * @throws TlsException when the URL is wrong, or its driver is not on the class path
   */
  public static Optional<SqlDomainSource> of(DatabaseSettings settings) throws TlsException {
    return settings.url().map(url -> new SqlDomainSource(settings));
  }

  /** A source with connections of the program's own; the URL of the settings is not used. */
  public static SqlDomainSource of(DataSource connections, DatabaseSettings settings) {
    return new SqlDomainSource(settings);
  }

  @Override
  public Loaded load() throws TlsException {
    throw new ConfigurationException(
        List.of(Problem.error(description(), "", "cannot be read yet")));
  }

  @Override
  public String description() {
    return settings.table();
  }
}
