package io.tlsmgm.testkit.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A MariaDB of Debian's package {@code mariadb-server}, with one user and one database. */
public final class MariaDbServer implements AutoCloseable {
  /** A user who may do everything. */
  public static final String USER = "opensips";

  /** The password of {@link #USER}; what it has in it is hard on the readers of URLs. */
  public static final String PASSWORD = "open:s1ps@rw";

  /** The database that is there from the start, empty. */
  public static final String DATABASE = "opensips";

  private static final List<Path> SBIN = List.of(Path.of("/usr/sbin"), Path.of("/usr/bin"));
  private static final int ATTEMPTS = 3;

  private final ServerDirectory directory;
  private final int port;
  private final ServerProcess process;

  private MariaDbServer(ServerDirectory directory, int port, ServerProcess process) {
    this.directory = directory;
    this.port = port;
    this.process = process;
  }

  /**
   * Starts a server without TLS.
   *
   * @throws IllegalStateException when it is not installed, or does not start
   */
  public static MariaDbServer start() {
    return start(Optional.empty(), false);
  }

  /**
   * Starts a server that offers TLS and takes connections over the network only with it.
   *
   * @throws IllegalStateException as {@link #start()}
   */
  public static MariaDbServer start(ServerTls tls) {
    return start(Optional.of(tls), false);
  }

  /**
   * Starts a server whose user needs TLS and a certificate to connect.
   *
   * @throws IllegalStateException as {@link #start()}
   */
  public static MariaDbServer startRequiringCertificates(ServerTls tls) {
    return start(Optional.of(tls), true);
  }

  private static MariaDbServer start(Optional<ServerTls> tls, boolean certificates) {
    ServerDirectory directory = ServerDirectory.create("mariadb");
    try {
      ServerProcess.run(
          directory.asOwner(
              List.of(
                  program("mariadb-install-db"),
                  "--no-defaults",
                  "--datadir=" + directory.file("data"),
                  "--tmpdir=" + directory.path(),
                  "--auth-root-authentication-method=normal",
                  "--skip-test-db",
                  "--skip-name-resolve",
                  "--innodb-log-file-size=8M",
                  "--innodb-flush-log-at-trx-commit=0")),
          directory.path());
      directory.write("init.sql", initialStatements(certificates).getBytes(UTF_8));
      List<String> options = new ArrayList<>();
      tls.ifPresent(files -> options.addAll(options(directory, files)));
      return listen(directory, options);
    } catch (RuntimeException e) {
      directory.close();
      throw e;
    }
  }

  /** One statement a line, as the server reads them. */
  private static String initialStatements(boolean certificates) {
    return "CREATE DATABASE IF NOT EXISTS "
        + DATABASE
        + " CHARACTER SET utf8mb4;\n"
        + "CREATE USER IF NOT EXISTS '"
        + USER
        + "'@'127.0.0.1' IDENTIFIED BY '"
        + PASSWORD
        + (certificates ? "' REQUIRE X509;\n" : "';\n")
        + "GRANT ALL ON *.* TO '"
        + USER
        + "'@'127.0.0.1' WITH GRANT OPTION;\n";
  }

  private static List<String> options(ServerDirectory directory, ServerTls tls) {
    directory.install(tls);
    return List.of(
        "--ssl-cert=" + directory.file(ServerDirectory.CERTIFICATE),
        "--ssl-key=" + directory.file(ServerDirectory.KEY),
        "--ssl-ca=" + directory.file(ServerDirectory.CA),
        "--require-secure-transport=ON");
  }

  private static MariaDbServer listen(ServerDirectory directory, List<String> options) {
    // Between the choice of a port and its use another process may take it.
    for (int attempt = 1; ; attempt++) {
      int port = ServerProcess.freePort();
      try {
        return new MariaDbServer(directory, port, launch(directory, port, options));
      } catch (IllegalStateException e) {
        if (attempt == ATTEMPTS) {
          throw e;
        }
      }
    }
  }

  private static ServerProcess launch(ServerDirectory directory, int port, List<String> options) {
    List<String> command =
        new ArrayList<>(
            List.of(
                program("mariadbd"),
                "--no-defaults",
                "--datadir=" + directory.file("data"),
                "--socket=" + directory.file("socket"),
                "--pid-file=" + directory.file("pid"),
                "--init-file=" + directory.file("init.sql"),
                "--skip-networking=0",
                "--bind-address=127.0.0.1",
                "--port=" + port,
                "--skip-name-resolve",
                "--skip-log-bin",
                "--innodb-buffer-pool-size=32M",
                "--innodb-flush-log-at-trx-commit=0"));
    command.addAll(options);
    return ServerProcess.start(
        "MariaDB", directory.asOwner(command), directory.path(), "ready for connections", "TERM");
  }

  private static String program(String name) {
    return ServerProcess.program(name, "mariadb-server", SBIN).toString();
  }

  /** The port that it listens on, at 127.0.0.1. */
  public int port() {
    return port;
  }

  /** The database in the form of OpenSIPS. */
  public String url() {
    return "mysql://" + USER + ":" + PASSWORD + "@127.0.0.1:" + port + "/" + DATABASE;
  }

  /**
   * The database for MariaDB's JDBC driver, user and password being apart, and so is {@code
   * sslMode}: the driver takes no server without TLS unless told to.
   */
  public String jdbcUrl() {
    return "jdbc:mariadb://127.0.0.1:" + port + "/" + DATABASE;
  }

  /** Gives the server other certificates; connections that start after it have them. */
  public void renew(ServerTls tls) {
    directory.renew(tls);
    ServerProcess.run(
        directory.asOwner(
            List.of(
                program("mariadb"),
                "--no-defaults",
                "--socket=" + directory.file("socket"),
                "--user=root",
                "--execute=FLUSH SSL")),
        directory.path());
  }

  /** Where its files are while it runs. */
  Path directory() {
    return directory.path();
  }

  /** Ends the server and removes its directory. */
  @Override
  public void close() {
    process.close();
    directory.close();
  }

  @Override
  public String toString() {
    return process + " at 127.0.0.1:" + port;
  }
}
