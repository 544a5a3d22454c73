package io.tlsmgm.testkit.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A PostgreSQL of Debian's package {@code postgresql}, with one user and one database. */
public final class PostgresServer implements AutoCloseable {
  /** The only user, who may do everything. */
  public static final String USER = "opensips";

  /** The password of {@link #USER}. */
  public static final String PASSWORD = "opens1ps-rw";

  /** The database that is there from the start, empty. */
  public static final String DATABASE = "postgres";

  private static final Path VERSIONS = Path.of("/usr/lib/postgresql");
  private static final int ATTEMPTS = 3;

  private final ServerDirectory directory;
  private final int port;
  private final ServerProcess process;

  private PostgresServer(ServerDirectory directory, int port, ServerProcess process) {
    this.directory = directory;
    this.port = port;
    this.process = process;
  }

  /**
   * Starts a server without TLS.
   *
   * @throws IllegalStateException when it is not installed, or does not start
   */
  public static PostgresServer start() {
    return start(Optional.empty(), false);
  }

  /**
   * Starts a server that offers TLS and takes connections only with it.
   *
   * @throws IllegalStateException as {@link #start()}
   */
  public static PostgresServer start(ServerTls tls) {
    return start(Optional.of(tls), false);
  }

  /**
   * Starts a server that takes connections only with TLS and a certificate of the client.
   *
   * @throws IllegalStateException as {@link #start()}
   */
  public static PostgresServer startRequiringCertificates(ServerTls tls) {
    return start(Optional.of(tls), true);
  }

  private static PostgresServer start(Optional<ServerTls> tls, boolean certificates) {
    ServerDirectory directory = ServerDirectory.create("postgres");
    try {
      Path password = directory.write("password", PASSWORD.getBytes(UTF_8));
      ServerProcess.run(
          directory.asOwner(
              List.of(
                  program("initdb"),
                  "--pgdata=" + directory.file("data"),
                  "--username=" + USER,
                  "--pwfile=" + password,
                  "--auth=scram-sha-256",
                  "--encoding=UTF8",
                  "--locale=C",
                  "--no-sync")),
          directory.path());
      List<String> options = new ArrayList<>();
      tls.ifPresent(files -> options.addAll(options(directory, files, certificates)));
      return listen(directory, options);
    } catch (RuntimeException e) {
      directory.close();
      throw e;
    }
  }

  private static List<String> options(
      ServerDirectory directory, ServerTls tls, boolean certificates) {
    Path rules = directory.file("data/pg_hba.conf");
    try {
      Files.writeString(
          rules,
          "local all all scram-sha-256\nhostssl all all 127.0.0.1/32 scram-sha-256"
              + (certificates ? " clientcert=verify-ca\n" : "\n"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    directory.install(tls);
    return List.of(
        "-c", "ssl=on",
        "-c", "ssl_cert_file=" + directory.file(ServerDirectory.CERTIFICATE),
        "-c", "ssl_key_file=" + directory.file(ServerDirectory.KEY),
        "-c", "ssl_ca_file=" + directory.file(ServerDirectory.CA));
  }

  private static PostgresServer listen(ServerDirectory directory, List<String> options) {
    // Between the choice of a port and its use another process may take it.
    for (int attempt = 1; ; attempt++) {
      int port = ServerProcess.freePort();
      try {
        return new PostgresServer(directory, port, launch(directory, port, options));
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
                program("postgres"),
                "-D",
                directory.file("data").toString(),
                "-p",
                Integer.toString(port),
                "-k",
                directory.path().toString(),
                "-c",
                "listen_addresses=127.0.0.1",
                "-c",
                "fsync=off",
                "-c",
                "shared_buffers=16MB"));
    command.addAll(options);
    return ServerProcess.start(
        "PostgreSQL",
        directory.asOwner(command),
        directory.path(),
        "database system is ready to accept connections",
        // Fast shutdown; the one of SIGTERM waits for its clients.
        "INT");
  }

  /** The newest version that is installed; Debian keeps its programs out of {@code PATH}. */
  private static String program(String name) {
    List<Path> directories = new ArrayList<>();
    if (Files.isDirectory(VERSIONS)) {
      try (Stream<Path> versions = Files.list(VERSIONS)) {
        versions
            .sorted(
                Comparator.comparingInt((Path version) -> number(version.getFileName().toString()))
                    .reversed())
            .forEach(version -> directories.add(version.resolve("bin")));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return ServerProcess.program(name, "postgresql", directories).toString();
  }

  private static int number(String version) {
    return version.chars().allMatch(Character::isDigit) ? Integer.parseInt(version) : 0;
  }

  /** The port that it listens on, at 127.0.0.1. */
  public int port() {
    return port;
  }

  /** The database in the form of OpenSIPS. */
  public String url() {
    return "postgres://" + USER + ":" + PASSWORD + "@127.0.0.1:" + port + "/" + DATABASE;
  }

  /** The database for a JDBC driver, user and password being apart. */
  public String jdbcUrl() {
    return "jdbc:postgresql://127.0.0.1:" + port + "/" + DATABASE;
  }

  /** Gives the server other certificates; connections that start a moment later have them. */
  public void renew(ServerTls tls) {
    directory.renew(tls);
    process.signal("HUP");
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
