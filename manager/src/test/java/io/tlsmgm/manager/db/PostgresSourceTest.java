package io.tlsmgm.manager.db;

import static io.tlsmgm.manager.db.Fixtures.domains;
import static io.tlsmgm.manager.db.Fixtures.failure;
import static io.tlsmgm.manager.db.Fixtures.values;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tlsmgm.api.Role;
import io.tlsmgm.api.domain.TlsDomain;
import io.tlsmgm.manager.script.DatabaseSettings;
import io.tlsmgm.manager.script.DomainDefinition;
import io.tlsmgm.testkit.server.DatabaseServers;
import io.tlsmgm.testkit.server.PostgresServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(DatabaseServers.class)
class PostgresSourceTest extends SqlContract {
  @SuppressWarnings("NullAway.Init") // set before all tests
  private static PostgresServer server;

  @BeforeAll
  static void start(PostgresServer shared) {
    server = shared;
  }

  @Override
  TestDatabase database() {
    return Fixtures.postgres(server);
  }

  @Override
  String sixteenMegabytes() {
    return "convert_to(repeat('x', 16777216), 'UTF8')";
  }

  @Test
  void aLockedTableKeepsNobodyWaiting() throws Exception {
    TestDatabase database = database().opensips(3);
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute("LOCK TABLE tls_mgm IN ACCESS EXCLUSIVE MODE");
      assertThat(failure(withUrl(database, database.url() + "&socketTimeout=1")))
          .contains("cannot read the table: ");
      connection.rollback();
    }
    assertThat(domains(database.settings())).isEmpty();
  }

  @Test
  void aWrongPasswordIsNotRepeated() {
    TestDatabase database = database();
    String url = database.url().replace(PostgresServer.PASSWORD, "WRONG-pass");
    assertThat(failure(withUrl(database, url)))
        .contains("cannot connect: ", "password authentication failed", "(SQLSTATE 28P01)")
        .doesNotContain("WRONG-pass");
    assertThat(failure(withUrl(database, server.url() + "_none")))
        .contains("cannot connect: ", "database \"postgres_none\" does not exist");
  }

  @Test
  void aTableOfAnotherSchemaHasItBeforeADot() {
    TestDatabase database = database().opensips(3).row(values("domain", "x", "type", 2));
    String schema = String.valueOf(database.credentials().get("currentSchema"));
    TestDatabase whole =
        new TestDatabase(database.product(), server.url(), server.jdbcUrl(), Map.of());
    assertThat(domains(whole.settings(schema + ".tls_mgm", Map.of()))).hasSize(1);
    assertThat(failure(whole.settings("nowhere.tls_mgm", Map.of())))
        .contains("the table nowhere.tls_mgm does not exist");
    assertThat(failure(whole.settings(schema + ".", Map.of())))
        .contains("'' cannot be the name of a table");
  }

  /** The server's own message would show the whole row. */
  @Test
  void aRowThatTheServerRefusesIsNotShown() throws Exception {
    TestDatabase database = database().opensips(3);
    database.execute("ALTER TABLE tls_mgm ADD CONSTRAINT newer CHECK (method <> 'TLSv1')");
    TlsDomain old =
        new DomainDefinition("old", Role.SERVER, TlsDomain.Source.SCRIPT, "x:1", Path.of("/"))
            .set("tls_method", "TLSv1")
            .setContents("private_key", "-----BEGIN SECRET")
            .build();
    SqlDatabase target = SqlDatabase.of(database.settings()).orElseThrow();
    assertThatThrownBy(() -> target.write(List.of(old), false))
        .hasMessageContaining("cannot write: ")
        .hasMessageContaining("violates check constraint \"newer\"")
        .message()
        .doesNotContainIgnoringCase("2d2d2d")
        .doesNotContain("SECRET");
    assertThat(Secrets.none().scrub("row (x, \\x2D2D2d2d2d424547494e20)"))
        .isEqualTo("the message of the driver is left out, for it has contents of a row in it");
  }

  private static DatabaseSettings withUrl(TestDatabase database, String url) {
    return new TestDatabase(database.product(), url, database.jdbcUrl(), database.credentials())
        .settings();
  }
}
