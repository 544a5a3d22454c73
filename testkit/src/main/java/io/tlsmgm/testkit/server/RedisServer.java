package io.tlsmgm.testkit.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.file.Path;
import java.util.List;

/** A Redis of Debian's package {@code redis-server} that needs TLS and a client's certificate. */
public final class RedisServer implements AutoCloseable {
  /** The password of the default user. */
  public static final String PASSWORD = "redis-s1ps";

  private static final int ATTEMPTS = 3;

  private final ServerDirectory directory;
  private final int port;
  private final ServerProcess process;

  private RedisServer(ServerDirectory directory, int port, ServerProcess process) {
    this.directory = directory;
    this.port = port;
    this.process = process;
  }

  /**
   * Starts a server.
   *
   * @throws IllegalStateException when it is not installed, or does not start
   */
  public static RedisServer startRequiringCertificates(ServerTls tls) {
    ServerDirectory directory = ServerDirectory.create("redis");
    try {
      directory.install(tls);
      // Between the choice of a port and its use another process may take it.
      for (int attempt = 1; ; attempt++) {
        int port = ServerProcess.freePort();
        try {
          return new RedisServer(directory, port, launch(directory, port, attempt));
        } catch (IllegalStateException e) {
          if (attempt == ATTEMPTS) {
            throw e;
          }
        }
      }
    } catch (RuntimeException e) {
      directory.close();
      throw e;
    }
  }

  private static ServerProcess launch(ServerDirectory directory, int port, int attempt) {
    String settings =
        String.join(
            "\n",
            "bind 127.0.0.1",
            "port 0",
            "tls-port " + port,
            "tls-cert-file " + directory.file(ServerDirectory.CERTIFICATE),
            "tls-key-file " + directory.file(ServerDirectory.KEY),
            "tls-ca-cert-file " + directory.file(ServerDirectory.CA),
            "tls-auth-clients yes",
            "requirepass " + PASSWORD,
            "unixsocket " + directory.file("socket"),
            "dir " + directory.path(),
            "save \"\"",
            "");
    Path file = directory.write("redis-" + attempt + ".conf", settings.getBytes(UTF_8));
    return ServerProcess.start(
        "Redis",
        directory.asOwner(List.of(program("redis-server"), file.toString())),
        directory.path(),
        "eady to accept connections",
        "TERM");
  }

  private static String program(String name) {
    return ServerProcess.program(name, "redis-server", List.of(Path.of("/usr/bin"))).toString();
  }

  /** The port that it listens on, at 127.0.0.1. */
  public int port() {
    return port;
  }

  /** Gives the server other certificates; connections that start after it have them. */
  public void renew(ServerTls tls) {
    directory.renew(tls);
    ServerProcess.run(
        directory.asOwner(
            List.of(
                program("redis-cli"),
                "-s",
                directory.file("socket").toString(),
                "--no-auth-warning",
                "-a",
                PASSWORD,
                "CONFIG",
                "SET",
                "tls-cert-file",
                directory.file(ServerDirectory.CERTIFICATE).toString())),
        directory.path());
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
