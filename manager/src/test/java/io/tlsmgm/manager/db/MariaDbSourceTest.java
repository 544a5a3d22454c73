package io.tlsmgm.manager.db;

import static io.tlsmgm.manager.db.Fixtures.domains;
import static io.tlsmgm.manager.db.Fixtures.failure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tlsmgm.api.ConfigurationException;
import io.tlsmgm.api.Role;
import io.tlsmgm.api.domain.TlsDomain;
import io.tlsmgm.manager.script.DatabaseSettings;
import io.tlsmgm.manager.script.DomainDefinition;
import io.tlsmgm.testkit.server.DatabaseServers;
import io.tlsmgm.testkit.server.MariaDbServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(DatabaseServers.class)
class MariaDbSourceTest extends SqlContract {
  @SuppressWarnings("NullAway.Init") // set before all tests
  private static MariaDbServer server;

  @BeforeAll
  static void start(MariaDbServer shared) {
    server = shared;
  }

  @Override
  TestDatabase database() {
    return Fixtures.mariaDb(server);
  }

  /** What a MEDIUMBLOB takes. */
  @Override
  String sixteenMegabytes() {
    return "REPEAT('x', 16777215)";
  }

  /** Which the server would do without a word, were it not in strict mode. */
  @Test
  void nothingIsCutToTheSizeOfItsColumn() throws Exception {
    TestDatabase database = database().opensips(3);
    SqlDatabase target = SqlDatabase.of(database.settings()).orElseThrow();
    TlsDomain large =
        new DomainDefinition(
                "x".repeat(65), Role.SERVER, TlsDomain.Source.SCRIPT, "x:1", Path.of("/"))
            .set("ciphers_list", "HIGH:".repeat(60))
            .setContents("certificate", "x".repeat(65_536))
            .setContents("ca_list", "x".repeat(65_536))
            .build();
    assertThat(
            catchThrowableOfType(
                    ConfigurationException.class, () -> target.write(List.of(large), false))
                .problems())
        .extracting(problem -> problem.message().replace("x".repeat(65), "NAME"))
        .containsExactly(
            "domain NAME: column domain takes 64 characters, but domain has 65",
            "domain NAME: column certificate takes 65535 bytes, but certificate has 65536",
            "domain NAME: column cipher_list takes 255 characters, but ciphers_list has 300");
  }

  @Test
  void aLockedTableKeepsNobodyWaiting() throws Exception {
    TestDatabase database = database().opensips(3);
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      statement.execute("LOCK TABLES tls_mgm WRITE");
      assertThat(failure(withUrl(database, database.url() + "?socketTimeout=500")))
          .contains("cannot read the table: ");
      statement.execute("UNLOCK TABLES");
    }
    assertThat(domains(database.settings())).isEmpty();
  }

  @Test
  void aWrongPasswordIsNotRepeated() {
    TestDatabase database = database();
    String url = database.url().replace(MariaDbServer.PASSWORD, "WRONG-pass");
    assertThat(failure(withUrl(database, url)))
        .contains("cannot connect: ", "Access denied for user 'opensips'", "(SQLSTATE 28000)")
        .doesNotContain("WRONG-pass");
    assertThat(failure(withUrl(database, server.url() + "_none")))
        .contains("cannot connect: ", "Unknown database 'opensips_none'");
  }

  private static DatabaseSettings withUrl(TestDatabase database, String url) {
    return new TestDatabase(database.product(), url, database.jdbcUrl(), database.credentials())
        .settings();
  }
}
