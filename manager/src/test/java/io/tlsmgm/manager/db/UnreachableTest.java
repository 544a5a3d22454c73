package io.tlsmgm.manager.db;

import static io.tlsmgm.manager.db.Fixtures.failure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tlsmgm.api.ConfigurationException;
import io.tlsmgm.api.Problem;
import io.tlsmgm.api.Role;
import io.tlsmgm.manager.TlsManager;
import io.tlsmgm.manager.db.SqlDatabase.Access;
import io.tlsmgm.manager.script.DatabaseSettings;
import io.tlsmgm.manager.script.Script;
import io.tlsmgm.manager.script.ScriptReader;
import io.tlsmgm.testkit.Issued;
import io.tlsmgm.testkit.TestCa;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Databases that do not answer, that are not there, and those that nobody has a driver for. */
class UnreachableTest {
  private static final Duration LIMIT = Duration.ofSeconds(8);

  /** A server that takes connections and never says a word. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "mysql://u:SECRET@127.0.0.1:PORT/x?connectTimeout=300&socketTimeout=300",
        "postgres://u:SECRET@127.0.0.1:PORT/x?connectTimeout=1&loginTimeout=1&socketTimeout=1",
        "jdbc:mariadb://127.0.0.1:PORT/x?user=u&password=SECRET&connectTimeout=300",
        "jdbc:postgresql://127.0.0.1:PORT/x?user=u&password=SECRET&loginTimeout=1",
      })
  void aSilentServerIsGivenUp(String url) throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      DatabaseSettings settings =
          DatabaseSettings.at(url.replace("PORT", Integer.toString(silent.getLocalPort())));
      long start = System.nanoTime();
      assertThat(failure(settings))
          .startsWith("tls_mgm at ")
          .contains("cannot connect: ")
          .doesNotContain("SECRET");
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(LIMIT);
    }
  }

  @Test
  void withoutParametersTheLimitIsTenSeconds() {
    assertThat(SqlDatabase.TIMEOUT).isEqualTo(Duration.ofSeconds(10));
    assertThat(DatabaseProduct.MARIADB.properties(Access.READ))
        .containsEntry("connectTimeout", "10000")
        .containsEntry("socketTimeout", "10000")
        .containsEntry("allowLocalInfile", "false");
    assertThat(DatabaseProduct.POSTGRESQL.properties(Access.READ))
        .containsEntry("connectTimeout", "10")
        .containsEntry("loginTimeout", "10")
        .containsEntry("socketTimeout", "10");
    assertThat(DatabaseProduct.SQLITE.properties(Access.READ))
        .containsEntry("busy_timeout", "10000");
  }

  @ParameterizedTest
  @ValueSource(strings = {"mysql", "postgres"})
  void nobodyListens(String scheme) throws IOException {
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    String place = "127.0.0.1:" + port + "/x";
    assertThat(failure(DatabaseSettings.at(scheme + "://u:SECRET@" + place)))
        .startsWith("tls_mgm at " + scheme + "://***@" + place + ": cannot connect: ")
        .containsIgnoringCase("refused")
        .contains("(SQLSTATE 08")
        .doesNotContain("SECRET");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "jdbc:oracle:thin:u/SECRET@db|jdbc:*** |for jdbc:oracle: URLs; add it to the class path",
        "jdbc:mysql://db/x?password=SECRET|jdbc:mysql://db/x?*** |add com.mysql:mysql-connector-j",
        "jdbc:nothing:SECRET|jdbc:nothing:SECRET |there is no JDBC driver for jdbc:nothing: URLs",
      })
  void namesTheDriverThatIsMissing(String url, String shown, String message) {
    assertThatThrownBy(() -> SqlDomainSource.of(DatabaseSettings.at(url)))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(message)
        .message()
        .startsWith("tls_mgm at " + shown.strip());
  }

  @Test
  void noUrlIsNoSource() throws Exception {
    DatabaseSettings none = new DatabaseSettings(Optional.empty(), "tls_mgm", Map.of());
    assertThat(SqlDomainSource.of(none)).isEmpty();
  }

  @Test
  void aUrlWithATlsDomainIsRefused() {
    assertThatThrownBy(
            () -> SqlDomainSource.of(DatabaseSettings.at("mysql://u:SECRET@db/x?tls_domain=d")))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(
            "db_url: the URL has a parameter tls_domain, but the domains are in this very database"
                + " and are not known before it is read; remove tls_domain= from the URL");
  }

  @Test
  void readingMakesNoFile(@TempDir Path directory) {
    Path file = directory.resolve("none.sqlite");
    assertThat(failure(DatabaseSettings.at("sqlite://" + file)))
        .contains("there is no file " + file + "; create the database with: tlsmgm db init");
    assertThat(failure(DatabaseSettings.at("jdbc:sqlite:" + file))).contains("cannot connect: ");
    assertThat(failure(DatabaseSettings.at("jdbc:h2:file:" + directory.resolve("none"))))
        .contains("cannot connect: ");
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void aFileThatIsNoDatabaseSaysSo(@TempDir Path directory) throws IOException {
    Path file = Files.writeString(directory.resolve("text"), "no database ".repeat(1000));
    assertThat(failure(DatabaseSettings.at("sqlite://" + file))).contains("not a database");
  }

  @Test
  void whatIsWrongWithAKeyOrCertificateNamesTheRow(@TempDir Path directory) throws Exception {
    TestCa ca = TestCa.create("Database CA");
    Issued one = ca.leaf("one").issue();
    Issued other = ca.leaf("other").issue();
    TestDatabase database =
        Fixtures.sqlite(directory)
            .opensips(3)
            .row(
                Fixtures.values(
                    "domain",
                    "mixed",
                    "type",
                    2,
                    "certificate",
                    Fixtures.bytes(one.certPem()),
                    "private_key",
                    Fixtures.bytes(other.keyPem())))
            .row(
                Fixtures.values(
                    "domain",
                    "cut",
                    "type",
                    2,
                    "certificate",
                    Fixtures.bytes(one.certPem().substring(0, 200)),
                    "private_key",
                    Fixtures.bytes(one.keyPem())));
    var builder = TlsManager.builder().library("none");
    Fixtures.domains(database.settings()).forEach(builder::domain);
    assertThatThrownBy(builder::build)
        .hasMessageContaining(
            "tls_mgm: row 1 (domain mixed): column certificate: certificate: the private key (EC)"
                + " does not match the certificate /CN=one")
        .hasMessageContaining("tls_mgm: row 2 (domain cut): column certificate: certificate: ")
        .hasMessageContaining("is cut off");
  }

  @Test
  void mistakesOfContentsNameTheRenamedColumnAndTheFateOfTheRow(@TempDir Path directory)
      throws Exception {
    TestDatabase database =
        Fixtures.sqlite(directory)
            .opensips(3)
            .row(
                Fixtures.values(
                    "domain",
                    "bad",
                    "type",
                    2,
                    "certificate",
                    Fixtures.bytes("no PEM"),
                    "private_key",
                    Fixtures.bytes("no PEM"),
                    "cipher_list",
                    "!ALL",
                    "ec_curve",
                    "nocurve"))
            .row(Fixtures.values("domain", "good", "type", 1))
            .execute(
                "ALTER TABLE tls_mgm RENAME COLUMN certificate TO cert",
                "ALTER TABLE tls_mgm RENAME COLUMN cipher_list TO cl");
    String script =
        """
        modparam("tls_mgm", "db_url", "%s")
        modparam("tls_mgm", "certificate_col", "cert")
        modparam("tls_mgm", "ciphers_list_col", "cl")
        """
            .formatted(database.url());
    try (TlsManager manager =
        TlsManager.builder()
            .library("none")
            .script(ScriptReader.parse("db.cfg", directory, script))
            .build()) {
      assertThat(manager.domains(Role.CLIENT)).hasSize(1);
      assertThat(manager.warnings())
          .filteredOn(Problem::isError)
          .extracting(Problem::toString)
          .allMatch(text -> text.endsWith("; the row is skipped"))
          .usingElementComparator((text, start) -> text.startsWith(start) ? 0 : 1)
          .containsExactly(
              "tls_mgm: row 1 (domain bad): column cert: certificate: has no PEM",
              "tls_mgm: row 1 (domain bad): column private_key: private_key: has no PEM",
              "tls_mgm: row 1 (domain bad): column cl: ciphers_list '!ALL' leaves no",
              "tls_mgm: row 1 (domain bad): column ec_curve: ec_curve: unknown group");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "oracle://u:p@h/db",
        "mysql://u:p@host:99999/db",
        "mysql://u:p",
        "sqlite://",
        "sqlite://d?foo=bar",
        "jdbc:nosuch://host/db"
      })
  void aBadUrlOfAScriptIsToldWithItsLine(String url, @TempDir Path directory) {
    Script script =
        ScriptReader.parse(
            "dbx.cfg", directory, "\n\nmodparam(\"tls_mgm\", \"db_url\", \"" + url + "\")\n");
    assertThatThrownBy(() -> TlsManager.builder().library("none").script(script).build())
        .isInstanceOf(ConfigurationException.class)
        .hasMessageStartingWith("dbx.cfg:3: db_url: ");
  }

  @Test
  void aDirectoryIsNoDatabase(@TempDir Path directory) {
    assertThat(failure(DatabaseSettings.at("sqlite://" + directory)))
        .endsWith(directory + " is a directory; name a file in the URL");
  }
}
