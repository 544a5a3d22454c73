package io.tlsmgm.cli;

import io.tlsmgm.api.ConfigurationException;
import io.tlsmgm.api.Problem;
import io.tlsmgm.manager.db.SqlDatabase;
import io.tlsmgm.manager.script.DatabaseSettings;
import io.tlsmgm.manager.script.Script;
import java.io.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which database, and the password for it. */
final class DbOptions {
  /** The variable of the environment that may hold the password. */
  static final String PASSWORD_VARIABLE = "TLSMGM_DB_PASSWORD";

  @Parameters(
      index = "0",
      paramLabel = "URL",
      description = {
        "mysql://user@host[:port]/database, postgres://user@host[:port]/database,"
            + " sqlite:///path/of/file, or a jdbc: URL."
      })
  private String url = "";

  @Option(
      names = "--table",
      paramLabel = "NAME",
      description =
          "The table, as db_table names it (default: that of --script, or "
              + DatabaseSettings.DEFAULT_TABLE
              + ").")
  private Optional<String> table = Optional.empty();

  @Option(
      names = "--script",
      paramLabel = "FILE",
      description = {
        "An opensips.cfg for this database: its db_table and its parameters that rename columns"
            + " (domain_col and so on) count here; its db_url and its domains do not."
      })
  private Optional<Path> script = Optional.empty();

  @Option(
      names = "--password-file",
      paramLabel = "FILE",
      description = {
        "A file whose first line is the password of the database. Without it the password is that of"
            + " the URL, or of the environment variable "
            + PASSWORD_VARIABLE
            + ", or is asked for. Every user of the machine can read command lines, so do not write"
            + " it into the URL."
      })
  private Optional<Path> passwordFile = Optional.empty();

  /** The database with its password. */
  SqlDatabase database() throws CommandFailedException {
    DatabaseSettings settings = settings();
    try {
      SqlDatabase database = SqlDatabase.of(settings).orElseThrow();
      return password(database).map(database::withPassword).orElse(database);
    } catch (ConfigurationException e) {
      throw new CommandFailedException(String.valueOf(e.getMessage()));
    }
  }

  private DatabaseSettings settings() throws CommandFailedException {
    if (script.isEmpty()) {
      return new DatabaseSettings(
          Optional.of(url), table.orElse(DatabaseSettings.DEFAULT_TABLE), Map.of());
    }
    Script read = Configuration.read(script.get());
    Optional<Problem> error = Problem.firstError(read.problems());
    if (error.isPresent()) {
      throw new CommandFailedException(
          "--script has mistakes, which tlsmgm check shows; the first: " + error.get());
    }
    DatabaseSettings database = read.database();
    return new DatabaseSettings(
        Optional.of(url), table.orElse(database.table()), database.columns());
  }

  private Optional<String> password(SqlDatabase database) throws CommandFailedException {
    if (passwordFile.isPresent()) {
      return Optional.of(firstLine(passwordFile.get()));
    }
    if (!database.lacksPassword()) {
      return Optional.empty();
    }
    Optional<String> variable = Optional.ofNullable(System.getenv(PASSWORD_VARIABLE));
    return variable.isPresent() ? variable : ask(database);
  }

  private static String firstLine(Path file) throws CommandFailedException {
    try {
      List<String> lines = Files.readAllLines(file);
      if (lines.isEmpty()) {
        throw new CommandFailedException("--password-file " + file + " is empty");
      }
      return lines.get(0);
    } catch (IOException e) {
      throw new CommandFailedException(
          "--password-file " + file + " cannot be read: " + Reasons.of(e));
    }
  }

  /** Without a terminal there is nobody to ask; the server may not want a password at all. */
  @SuppressWarnings("SystemConsoleNull") // a console without a terminal gives null, or the password
  private static Optional<String> ask(SqlDatabase database) {
    Console console = System.console();
    if (console == null) {
      return Optional.empty();
    }
    char[] typed = console.readPassword("Password for %s: ", database.description());
    return Optional.ofNullable(typed).map(String::new);
  }
}
