package io.tlsmgm.manager.db;

import io.tlsmgm.api.ConfigurationException;
import io.tlsmgm.api.domain.TlsDomain;
import io.tlsmgm.manager.script.DatabaseSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * A database with a table of domains, of the OpenSIPS schema: version 3 (OpenSIPS 3.x), or 1 and 2
 * (2.x). Every call makes a connection of its own and closes it. Immutable and thread-safe.
 *
 * <p>A {@code db_url} is {@code mysql://user:password@host[:port]/database}, {@code postgres://…},
 * {@code sqlite:///file}, or any {@code jdbc:} URL. MariaDB's driver serves {@code mysql://} too;
 * {@code localhost} there means the loopback address and no socket file. A connection is refused
 * after {@link #TIMEOUT}, and so is a statement; a {@code jdbc:} URL, or parameters behind the
 * {@code ?} of the others, may set the driver's own limits.
 *
 * <p>No exception has the password in its message, and none has an exception of a driver as its
 * cause.
 */
public final class SqlDatabase {
  /** What a connection is for. */
  enum Access {
    READ,
    WRITE,
    /** Makes a database that is a file when there is none. */
    CREATE
  }

  /** How long a server may take to answer. */
  public static final Duration TIMEOUT = Duration.ofSeconds(10);

  private static final String PRIVATE = "rw-------";

  private final DatabaseSettings settings;
  private final Optional<DatabaseUrl> url;
  private final Optional<DataSource> connections;
  private final Optional<String> password;
  private final Secrets secrets;

  private SqlDatabase(
      DatabaseSettings settings,
      Optional<DatabaseUrl> url,
      Optional<DataSource> connections,
      Optional<String> password) {
    this.settings = settings;
    this.url = url;
    this.connections = connections;
    this.password = password;
    this.secrets = url.map(u -> Secrets.of(u, password)).orElse(Secrets.none());
  }

  /**
   * The database that {@code db_url} names; empty when it is not set. Nothing connects yet.
   *
   * @throws ConfigurationException when the URL is wrong, or its driver is not on the class path
   */
  public static Optional<SqlDatabase> of(DatabaseSettings settings) throws ConfigurationException {
    if (settings.url().isEmpty()) {
      return Optional.empty();
    }
    DatabaseUrl url;
    try {
      url = DatabaseUrl.parse(settings.url().get(), settings.directory());
    } catch (IllegalArgumentException e) {
      String line = settings.location();
      String message = String.valueOf(e.getMessage());
      throw line.isEmpty()
          ? Messages.failure("db_url", message)
          : Messages.failure(line, "db_url: " + message);
    }
    SqlDatabase database =
        new SqlDatabase(settings, Optional.of(url), Optional.empty(), Optional.empty());
    database.driver(url);
    return Optional.of(database);
  }

  /**
   * A database with connections of the program's own; the URL of the settings is not used, and
   * limits of time are those of the connections.
   */
  public static SqlDatabase of(DataSource connections, DatabaseSettings settings) {
    return new SqlDatabase(settings, Optional.empty(), Optional.of(connections), Optional.empty());
  }

  /** The same database with a password that comes from elsewhere than its URL. */
  public SqlDatabase withPassword(String secret) {
    return new SqlDatabase(settings, url, connections, Optional.of(secret));
  }

  /** Whether the URL names a user and no password, and none was given otherwise. */
  public boolean lacksPassword() {
    return url.isPresent()
        && url.get().user().isPresent()
        && url.get().password().isEmpty()
        && password.isEmpty();
  }

  /** The table and where it is, for messages; without a secret. */
  public String description() {
    return Messages.name(settings.table())
        + settings.redactedUrl().filter(u -> url.isPresent()).map(u -> " at " + u).orElse("");
  }

  /** The domains in it, read anew at each load. */
  public SqlDomainSource domains() {
    return new SqlDomainSource(this);
  }

  /**
   * Creates the table of domains, empty, and its row in the table {@code version}, which is created
   * when it is missing.
   *
   * @param version 3 for OpenSIPS 3.x, 2 for 2.x
   * @throws ConfigurationException when the table exists, or cannot be created
   */
  public void create(int version) throws ConfigurationException {
    SchemaWriter.check(version);
    try (Connection connection = open(Access.CREATE)) {
      new SchemaWriter(this, connection).create(version);
    } catch (SQLException e) {
      throw failure("cannot create the table", e);
    }
  }

  /**
   * Writes domains: all of them or, when anything is wrong with one, none.
   *
   * @param replace whether rows of the same name and role are replaced; otherwise they are an error
   * @return for each domain whether its row replaced another, in the same order
   * @throws ConfigurationException with every problem: a row that exists, a file that cannot be
   *     read, a value that does not fit into its column
   */
  public List<Boolean> write(List<TlsDomain> domains, boolean replace)
      throws ConfigurationException {
    try (Connection connection = open(Access.WRITE)) {
      return new DomainWriter(this, connection).write(domains, replace);
    } catch (SQLException e) {
      throw failure("cannot write", e);
    }
  }

  DatabaseSettings settings() {
    return settings;
  }

  /** A new connection. */
  Connection open(Access access) throws ConfigurationException {
    try {
      if (connections.isPresent()) {
        return connections.get().getConnection();
      }
      return connect(url.orElseThrow(), access);
    } catch (SQLException e) {
      throw failure("cannot connect", e);
    }
  }

  private Connection connect(DatabaseUrl target, Access access)
      throws SQLException, ConfigurationException {
    if (target.file().isPresent()) {
      prepare(target.file().get(), access);
    }
    Properties properties = new Properties();
    String lowerUrl = target.jdbcUrl().toLowerCase(Locale.ROOT);
    target
        .product()
        .properties(access)
        .forEach(
            (name, value) -> {
              if (!lowerUrl.contains(name.toLowerCase(Locale.ROOT) + "=")) {
                properties.setProperty(name, value);
              }
            });
    properties.putAll(target.parameters());
    target.user().ifPresent(user -> properties.setProperty("user", user));
    password.or(target::password).ifPresent(secret -> properties.setProperty("password", secret));
    @Nullable Connection connection = driver(target).connect(target.jdbcUrl(), properties);
    if (connection == null) {
      throw Messages.failure(description(), "the driver does not take this URL");
    }
    return connection;
  }

  /** Private keys will be in the file: nobody else may read it, not even at first. */
  private void prepare(Path file, Access access) throws ConfigurationException {
    if (Files.isRegularFile(file)) {
      return;
    }
    String name = Messages.name(file.toString());
    if (Files.exists(file)) {
      throw Messages.failure(
          description(),
          name
              + " is "
              + (Files.isDirectory(file) ? "a directory" : "no regular file")
              + "; name a file in the URL");
    }
    if (access != Access.CREATE) {
      throw Messages.failure(
          description(), "there is no file " + name + "; create the database with: tlsmgm db init");
    }
    try {
      if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
        Files.createFile(
            file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(PRIVATE)));
      }
    } catch (IOException e) {
      throw Messages.failure(description(), "the file " + name + " cannot be made: " + e);
    }
  }

  /** Not {@link DriverManager} alone: it knows only drivers of its caller's class loader. */
  private Driver driver(DatabaseUrl target) throws ConfigurationException {
    Stream<Driver> installed = ServiceLoader.load(Driver.class).stream().map(this::instance);
    try {
      return Stream.concat(installed, DriverManager.drivers())
          .filter(driver -> accepts(driver, target.jdbcUrl()))
          .findFirst()
          .orElseThrow(() -> missingDriver(target));
    } catch (java.util.ServiceConfigurationError e) {
      throw Messages.failure(
          description(), "a JDBC driver on the class path is broken: " + e.getMessage());
    }
  }

  private Driver instance(ServiceLoader.Provider<Driver> provider) {
    return provider.get();
  }

  private static boolean accepts(Driver driver, String jdbcUrl) {
    try {
      return driver.acceptsURL(jdbcUrl);
    } catch (SQLException e) {
      // It knows the form, or it would have said no: its connect says what is wrong.
      return true;
    }
  }

  private ConfigurationException missingDriver(DatabaseUrl target) {
    String prefix = target.jdbcUrl().substring(0, target.jdbcUrl().indexOf(':', 5) + 1);
    String what =
        prefix.equals("jdbc:mysql:")
            ? "add com.mysql:mysql-connector-j to the class path, or write mysql://… or"
                + " jdbc:mariadb:… and add "
                + DatabaseProduct.MARIADB.artifact().orElseThrow()
            : target
                .product()
                .artifact()
                .map(artifact -> "add " + artifact + " to the class path")
                .orElse("add it to the class path");
    String message = "there is no JDBC driver for " + prefix + " URLs; " + what;
    return settings.location().isEmpty()
        ? Messages.failure(description(), message)
        : Messages.failure(settings.location(), "db_url: " + message);
  }

  /** What a driver's exception means, without the exception. */
  ConfigurationException failure(String what, SQLException e) {
    String state = e.getSQLState();
    boolean late = e instanceof SQLTimeoutException;
    return Messages.failure(
        description(),
        what
            + ": "
            + (late ? "no answer within " + TIMEOUT.toSeconds() + " s: " : "")
            + secrets.scrub(String.valueOf(e.getMessage()))
            + (state == null || state.isEmpty()
                ? ""
                : " (SQLSTATE " + Messages.line(state, 10) + ")"));
  }

  /** Names the table and the place, never a secret. */
  @Override
  public String toString() {
    return "SqlDatabase[" + description() + "]";
  }
}
