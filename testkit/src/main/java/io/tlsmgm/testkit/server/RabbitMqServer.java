package io.tlsmgm.testkit.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A RabbitMQ of Debian's package {@code rabbitmq-server} that needs TLS and a client's certificate,
 * with a port mapper of its own beside it.
 */
public final class RabbitMqServer implements AutoCloseable {
  /** The only user, who may do everything. */
  public static final String USER = "opensips";

  /** The password of {@link #USER}. */
  public static final String PASSWORD = "rabbit-s1ps";

  private static final int ATTEMPTS = 3;

  private final ServerDirectory directory;
  private final int port;
  private final ServerProcess mapper;
  private final ServerProcess process;

  private RabbitMqServer(
      ServerDirectory directory, int port, ServerProcess mapper, ServerProcess process) {
    this.directory = directory;
    this.port = port;
    this.mapper = mapper;
    this.process = process;
  }

  /**
   * Starts a server.
   *
   * @throws IllegalStateException when it is not installed, or does not start
   */
  public static RabbitMqServer startRequiringCertificates(ServerTls tls) {
    for (int attempt = 1; ; attempt++) {
      try {
        return launch(tls);
      } catch (IllegalStateException e) {
        // Between the choice of its three ports and their use another process may take one.
        if (attempt == ATTEMPTS) {
          throw e;
        }
      }
    }
  }

  private static RabbitMqServer launch(ServerTls tls) {
    ServerDirectory directory = ServerDirectory.create("rabbitmq");
    ServerProcess mapper = null;
    try {
      directory.install(tls);
      int mapperPort = ServerProcess.freePort();
      mapper =
          ServerProcess.start(
              "epmd",
              directory.asOwner(
                  List.of(
                      program("epmd", "erlang-base"),
                      "-d",
                      "-address",
                      "127.0.0.1",
                      "-port",
                      Integer.toString(mapperPort))),
              directory.path(),
              "epmd running",
              "TERM");
      int port = ServerProcess.freePort();
      return new RabbitMqServer(directory, port, mapper, launch(directory, port, mapperPort));
    } catch (RuntimeException e) {
      if (mapper != null) {
        mapper.close();
      }
      directory.close();
      throw e;
    }
  }

  private static ServerProcess launch(ServerDirectory directory, int port, int mapperPort) {
    Path settings = directory.write("rabbitmq.conf", settings(directory, port).getBytes(UTF_8));
    List<String> command = new ArrayList<>(List.of("env"));
    command.addAll(
        List.of(
            "HOME=" + directory.path(),
            "ERL_EPMD_PORT=" + mapperPort,
            "ERL_EPMD_ADDRESS=127.0.0.1",
            "RABBITMQ_NODENAME=tlsmgm" + port + "@localhost",
            "RABBITMQ_DIST_PORT=" + ServerProcess.freePort(),
            "RABBITMQ_CONF_ENV_FILE=" + directory.write("env.conf", new byte[0]),
            "RABBITMQ_CONFIG_FILE=" + settings,
            "RABBITMQ_ENABLED_PLUGINS_FILE="
                + directory.write("enabled_plugins", "[].\n".getBytes(UTF_8)),
            "RABBITMQ_MNESIA_BASE=" + directory.directory("mnesia"),
            "RABBITMQ_LOG_BASE=" + directory.directory("log"),
            "RABBITMQ_LOGS=-",
            // The shell that starts it is replaced by it, so that signals go to the server itself.
            "RUNNING_UNDER_SYSTEMD=true",
            // Certificates are read anew a second after they were replaced, not two minutes.
            "RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS=-ssl ssl_pem_cache_clean 1000"
                + " -kernel inet_dist_use_interface {127,0,0,1} +S 2:2 +sbwt none"));
    // Debian's own command insists on the user rabbitmq.
    command.add("/usr/lib/rabbitmq/bin/rabbitmq-server");
    program("rabbitmq-server", "rabbitmq-server");
    return ServerProcess.start(
        "RabbitMQ",
        directory.asOwner(command),
        directory.path(),
        "Server startup complete",
        "TERM");
  }

  private static String settings(ServerDirectory directory, int port) {
    return String.join(
        "\n",
        "listeners.tcp = none",
        "listeners.ssl.1 = 127.0.0.1:" + port,
        "num_acceptors.ssl = 2",
        "ssl_options.certfile = " + directory.file(ServerDirectory.CERTIFICATE),
        "ssl_options.keyfile = " + directory.file(ServerDirectory.KEY),
        "ssl_options.cacertfile = " + directory.file(ServerDirectory.CA),
        "ssl_options.verify = verify_peer",
        "ssl_options.fail_if_no_peer_cert = true",
        "default_user = " + USER,
        "default_pass = " + PASSWORD,
        "log.file = false",
        "log.console = true",
        "log.console.level = info",
        "");
  }

  private static String program(String name, String debianPackage) {
    return ServerProcess.program(
            name, debianPackage, List.of(Path.of("/usr/bin"), Path.of("/usr/sbin")))
        .toString();
  }

  /** The port that it listens on, at 127.0.0.1. */
  public int port() {
    return port;
  }

  /** Gives the server other certificates; it takes a few seconds to notice. */
  public void renew(ServerTls tls) {
    directory.renew(tls);
  }

  /** Ends the server and its port mapper, and removes its directory. */
  @Override
  public void close() {
    process.close();
    mapper.close();
    directory.close();
  }

  @Override
  public String toString() {
    return process + " at 127.0.0.1:" + port;
  }
}
