package io.tlsmgm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tlsmgm.testkit.Issued;
import io.tlsmgm.testkit.TestCa;
import io.tlsmgm.testkit.server.PostgresServer;
import io.tlsmgm.testkit.server.RedisServer;
import io.tlsmgm.testkit.server.ServerTls;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** {@code tlsmgm env}: what a client cannot be told is a note, and the rest has its effect. */
class EnvLossTest {
  @TempDir
  @SuppressWarnings("NullAway.Init") // set before all tests
  private static Path directory;

  /** Its certificate is on the list of its CA. */
  @SuppressWarnings("NullAway.Init") // set before all tests
  private static ServerTls revoked;

  @SuppressWarnings("NullAway.Init") // set before all tests
  private static String script;

  @BeforeAll
  static void write() throws IOException {
    TestCa ca = TestCa.create("Loss CA");
    Issued server = ca.leaf("localhost").ip("127.0.0.1").issue();
    server.write(directory.resolve("server.pem"), directory.resolve("server.key"));
    Files.writeString(directory.resolve("ca.pem"), ca.pem());
    Files.writeString(directory.resolve("other.pem"), TestCa.create("Other CA").pem());
    revoked =
        new ServerTls(
            directory.resolve("server.pem"),
            directory.resolve("server.key"),
            directory.resolve("ca.pem"));
    Issued client = ca.leaf("app").clientAuth().issue();
    client.write(directory.resolve("app.pem"), directory.resolve("app.key"));
    Path lists = Files.createDirectory(directory.resolve("lists"));
    Files.writeString(lists.resolve("list.pem"), ca.crl().revoke(server.leaf()).pem());
    script =
        Files.writeString(
                directory.resolve("opensips.cfg"),
                domain("revoking", "ca.pem", "crl_dir", "lists")
                    + domain("strict", "ca.pem", "crl_dir", "lists")
                    + parameter("strict", "crl_check_all", "1")
                    + domain("curves", "ca.pem", "ec_curve", "P-384,X25519")
                    + domain("suites", "ca.pem", "ciphers_list", "TLS_AES_256_GCM_SHA384")
                    + domain("lax", "other.pem", "verify_cert", "0")
                    + parameter("lax", "crl_dir", "lists"))
            .toString();
  }

  private static String domain(String name, String ca, String parameter, String value) {
    return "modparam(\"tls_mgm\", \"client_domain\", \""
        + name
        + "\")\n"
        + parameter(name, "certificate", "app.pem")
        + parameter(name, "private_key", "app.key")
        + parameter(name, "ca_list", ca)
        + parameter(name, parameter, value);
  }

  private static String parameter(String domain, String name, String value) {
    return "modparam(\"tls_mgm\", \"" + name + "\", \"[" + domain + "]" + value + "\")\n";
  }

  private static Ran env(String domain, String client, String... more) {
    List<String> args =
        new ArrayList<>(List.of("env", domain, "--config", script, "--for", client));
    args.addAll(List.of(more));
    Ran ran = Ran.of(args.toArray(new String[0]));
    assertThat(ran.exit()).as(ran.err()).isZero();
    return ran;
  }

  private static Tool.Result shell(String command) {
    return Tool.run(List.of("sh", "-c", command), "QUIT\r\n");
  }

  @ParameterizedTest
  @CsvSource({
    "openssl, openssl s_client takes no directory of revocation lists",
    "curl, curl takes no directory of revocation lists",
    "redis, redis-cli cannot be told revocation lists",
    "rabbitmq, RabbitMQ's client cannot be told revocation lists",
    "mysql, mysql finds revocation lists by the names",
    "postgres, PostgreSQL's client finds revocation lists by the names",
  })
  void revocationIsNotLostInSilence(String client, String note) {
    assertThat(env("revoking", client).err()).contains("note: " + note);
    assertThat(env("lax", client).err()).doesNotContain("revocation");
  }

  @ParameterizedTest
  @CsvSource({
    "redis, redis-cli cannot be told revocation lists",
    "rabbitmq, RabbitMQ's client cannot be told revocation lists",
    "curl, curl wants a revocation list of every CA",
    "mysql, mysql wants a revocation list of every CA",
    "postgres, PostgreSQL's client wants a revocation list of every CA",
  })
  void norWithWrittenFiles(String client, String note, @TempDir Path files) {
    assertThat(env("revoking", client, "--write", files.toString()).err())
        .contains("note: " + note);
  }

  @Test
  void opensslAndCurlRefuseARevokedServer(@TempDir Path files) {
    try (RedisServer redis = RedisServer.startRequiringCertificates(revoked)) {
      String address = "127.0.0.1:" + redis.port();
      for (String domain : List.of("revoking", "strict")) {
        Ran openssl = env(domain, "openssl", "--write", files.toString());
        assertThat(openssl.err()).doesNotContain("note");
        assertThat(shell(openssl.out().replace("HOST:PORT", address)).all())
            .contains("certificate revoked");
      }
      String curl = env("revoking", "curl", "--write", files.toString()).out();
      assertThat(shell(curl.strip().replace("HOST", address) + " --http0.9 -v").all())
          .contains("certificate revoked");
      // The same server, where nothing is said of revocation.
      assertThat(
              shell(env("curves", "curl").out().strip().replace("HOST", address) + " --http0.9 -v")
                  .all())
          .contains("certificate verify ok")
          // It trusts the CAs of the domain and no others.
          .contains("CApath: /dev/null");
      assertThat(shell(env("curves", "openssl").out().replace("HOST:PORT", address)).all())
          .contains("Verify return code: 0 (ok)");
    }
  }

  @Test
  void opensslReadsOneList(@TempDir Path two) throws IOException {
    TestCa first = TestCa.create("First CA");
    TestCa second = TestCa.create("Second CA");
    Files.writeString(two.resolve("ca.pem"), first.pem() + second.pem());
    Path lists = Files.createDirectory(two.resolve("lists"));
    Files.writeString(lists.resolve("both.pem"), first.crl().pem() + second.crl().pem());
    Path other =
        Files.writeString(
            two.resolve("two.cfg"),
            "modparam(\"tls_mgm\", \"client_domain\", \"two\")\n"
                + parameter("two", "ca_list", "ca.pem")
                + parameter("two", "crl_dir", "lists"));
    Ran ran =
        Ran.of(
            "env",
            "two",
            "--config",
            other.toString(),
            "--for",
            "openssl",
            "--write",
            two.resolve("files").toString());
    assertThat(ran.err()).contains("reads the first of the 2 revocation lists only");
    assertThat(ran.out()).contains("-CRL " + two.resolve("files/crl.pem") + " -crl_check ");
  }

  @ParameterizedTest
  @EnumSource(EnvClient.class)
  void groupsAreToldOrNoted(EnvClient client) {
    Ran ran = env("curves", client.name());
    switch (client) {
      case openssl -> assertThat(ran.out()).contains(" -groups secp384r1:X25519");
      case curl -> assertThat(ran.out()).contains(" --curves secp384r1:X25519");
      default -> assertThat(ran.err()).contains("cannot be told groups (ec_curve)");
    }
    assertThat(env("suites", client.name()).err()).doesNotContain("ec_curve");
  }

  @Test
  void mysqlIsNotToldSuitesOfTls13() {
    assertThat(env("suites", "mysql").err())
        .contains("mysql cannot be told the suites of TLS 1.3 (TLS_AES_256_GCM_SHA384)");
    assertThat(env("curves", "mysql").err()).doesNotContain("TLS 1.3");
  }

  @Test
  void postgresDoesNotVerifyWhereTheDomainDoesNot() {
    Ran lax = env("lax", "postgres");
    assertThat(lax.out()).contains("PGSSLMODE=require").doesNotContain("PGSSLROOTCERT");
    assertThat(lax.err()).contains("verifies all the same when there is a ~/.postgresql/root.crt");
    try (PostgresServer postgres = PostgresServer.startRequiringCertificates(revoked)) {
      Tool.Result result =
          shell(
              lax.out()
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
}
