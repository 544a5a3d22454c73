package io.tlsmgm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tlsmgm.testkit.Issued;
import io.tlsmgm.testkit.TestCa;
import io.tlsmgm.testkit.server.MariaDbServer;
import io.tlsmgm.testkit.server.PostgresServer;
import io.tlsmgm.testkit.server.RedisServer;
import io.tlsmgm.testkit.server.ServerTls;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** {@code tlsmgm env}: what it prints works with the clients that it is for. */
class EnvTest {
  @TempDir
  @SuppressWarnings("NullAway.Init") // set before all tests
  private static Path directory;

  @SuppressWarnings("NullAway.Init") // set before all tests
  private static ServerTls server;

  @SuppressWarnings("NullAway.Init") // set before all tests
  private static String script;

  @BeforeAll
  static void write() throws IOException {
    TestCa ca = TestCa.create("Env CA");
    Issued own = ca.leaf("localhost").ip("127.0.0.1").issue();
    own.write(directory.resolve("server.pem"), directory.resolve("server.key"));
    Files.writeString(directory.resolve("ca.pem"), ca.pem());
    server =
        new ServerTls(
            directory.resolve("server.pem"),
            directory.resolve("server.key"),
            directory.resolve("ca.pem"));
    ca.leaf("app")
        .clientAuth()
        .issue()
        .write(directory.resolve("app's.pem"), directory.resolve("app.key"));
    script =
        Files.writeString(
                directory.resolve("opensips.cfg"),
                """
                modparam("tls_mgm", "client_domain", "app")
                modparam("tls_mgm", "certificate", "[app]app's.pem")
                modparam("tls_mgm", "private_key", "[app]app.key")
                modparam("tls_mgm", "ca_list", "[app]ca.pem")
                modparam("tls_mgm", "tls_method", "[app]TLSv1_2-TLSv1_3")
                modparam("tls_mgm", "ciphers_list", "[app]ECDHE+AESGCM:TLS_AES_256_GCM_SHA384")
                modparam("tls_mgm", "server_domain", "sip")
                modparam("tls_mgm", "certificate", "[sip]server.pem")
                modparam("tls_mgm", "private_key", "[sip]server.key")
                modparam("tls_mgm", "ca_list", "[sip]ca.pem")
                """)
            .toString();
  }

  private static String env(String... more) {
    List<String> args = new java.util.ArrayList<>(List.of("env", "app", "--config", script));
    args.addAll(List.of(more));
    Ran ran = Ran.of(args.toArray(new String[0]));
    assertThat(ran.exit()).as(ran.err()).isZero();
    assertThat(ran.out() + ran.err()).doesNotContain("PRIVATE KEY").doesNotContain("-----");
    return ran.out().strip();
  }

  private static Tool.Result shell(String command) {
    return Tool.run(List.of("sh", "-c", command));
  }

  @Test
  void redisAndOpensslAndCurl() {
    try (RedisServer redis = RedisServer.startRequiringCertificates(server)) {
      Tool.Result ping =
          shell(
              env("--for", "redis")
                  + " --no-auth-warning -h 127.0.0.1 -p "
                  + redis.port()
                  + " -a "
                  + RedisServer.PASSWORD
                  + " PING");
      assertThat(ping.all()).isEqualToIgnoringNewLines("PONG");
      String address = "127.0.0.1:" + redis.port();
      Tool.Result openssl =
          Tool.run(
              List.of("sh", "-c", env("--for", "openssl").replace("HOST:PORT", address)),
              "QUIT\r\n");
      assertThat(openssl.all()).contains("Verify return code: 0 (ok)").contains("subject=CN = lo");
      // Redis speaks no HTTP, but takes the connection and answers that.
      Tool.Result curl = shell(env("--for", "curl").replace("HOST", address) + " --http0.9 -v");
      assertThat(curl.all())
          .contains("SSL connection using TLSv1.3")
          .contains("certificate verify ok");
    }
  }

  @Test
  void mysql() {
    try (MariaDbServer mariaDb = MariaDbServer.startRequiringCertificates(server)) {
      Tool.Result result =
          shell(
              env("--for", "mysql").replaceFirst("mysql", "mysql --no-defaults")
                  + " --skip-column-names -h 127.0.0.1 -P "
                  + mariaDb.port()
                  + " -u "
                  + MariaDbServer.USER
                  + " -p"
                  + MariaDbServer.PASSWORD
                  + " -e \"SHOW STATUS LIKE 'Ssl_version'\"");
      assertThat(result.all()).contains("TLSv1.3");
    }
  }

  @Test
  void postgres() {
    try (PostgresServer postgres = PostgresServer.startRequiringCertificates(server)) {
      Tool.Result result =
          shell(
              env("--for", "postgres")
                  + "\nexport PGPASSWORD="
                  + PostgresServer.PASSWORD
                  + "\npsql -At -h 127.0.0.1 -p "
                  + postgres.port()
                  + " -U "
                  + PostgresServer.USER
                  + " "
                  + PostgresServer.DATABASE
                  + " -c \"SELECT client_dn FROM pg_stat_ssl WHERE pid = pg_backend_pid()\"");
      assertThat(result.all()).isEqualToIgnoringNewLines("/CN=app");
    }
  }

  @Test
  void rabbitmq() {
    assertThat(env("--for", "rabbitmq"))
        .isEqualTo(
            "amqps://HOST:5671/?cacertfile="
                + directory
                + "/ca.pem&certfile="
                + directory
                + "/app%27s.pem&keyfile="
                + directory
                + "/app.key&verify=verify_peer&server_name_indication=disable");
  }

  @ParameterizedTest
  @EnumSource(EnvClient.class)
  void writesPrivateFiles(EnvClient client, @TempDir Path parent) throws IOException {
    Path files = parent.resolve("made/for it");
    String text = env("--for", client.name(), "--write", files.toString());
    assertThat(text).contains(client == EnvClient.rabbitmq ? "for%20it/key.pem" : "for it/key.pem");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(files)))
        .isEqualTo("rwx------");
    for (String name : List.of("cert.pem", "key.pem", "ca.pem")) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(files.resolve(name))))
          .isEqualTo("rw-------");
    }
    assertThat(files.resolve("crl.pem")).doesNotExist();
  }

  @Test
  void aDomainOfADatabaseNeedsFiles(@TempDir Path parent) throws IOException {
    String database = "sqlite://" + parent.resolve("db.sqlite");
    assertThat(Ran.of("db", "init", database).exit()).isZero();
    assertThat(Ran.of("db", "import", database, script).exit()).isZero();
    Path other =
        Files.writeString(
            parent.resolve("db.cfg"), "modparam(\"tls_mgm\", \"db_url\", \"" + database + "\")\n");
    Ran without = Ran.of("env", "app", "--config", other.toString(), "--for", "curl");
    assertThat(without.exit()).isEqualTo(ExitCode.FAILED);
    assertThat(without.err()).contains("'app' is in a database").contains("add --write DIR");
    assertThat(without.out()).isEmpty();
    Ran with =
        Ran.of(
            "env",
            "app",
            "--config",
            other.toString(),
            "--for",
            "curl",
            "--write",
            parent.resolve("files").toString());
    assertThat(with.exit()).as(with.err()).isZero();
    assertThat(with.out()).contains("--cert " + parent.resolve("files/cert.pem"));
    assertThat(parent.resolve("files/ca.pem")).hasContent(Files.readString(server.ca()));
  }

  @Test
  void saysWhichDomainIsMissing() {
    assertThat(Ran.of("env", "nobody", "--config", script, "--for", "curl").err())
        .contains("no TLS client domain is called 'nobody'");
    assertThat(Ran.of("env", "sip", "--config", script, "--for", "curl").err())
        .contains("the one of that name is a server domain");
    assertThat(Ran.of("env", "app", "--config", script, "--for", "telnet").exit())
        .isEqualTo(ExitCode.USAGE);
  }
}
