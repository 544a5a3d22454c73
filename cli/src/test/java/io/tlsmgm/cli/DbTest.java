package io.tlsmgm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.tlsmgm.testkit.server.DatabaseServers;
import io.tlsmgm.testkit.server.MariaDbServer;
import io.tlsmgm.testkit.server.PostgresServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code db init}, {@code db import} and {@code db list}, on real databases. */
@ExtendWith(DatabaseServers.class)
class DbTest {
  /** As they are listed: clients first, the last defined first. */
  private static final List<String> SITE_DOMAINS =
      List.of("mistrusting", "known", "lenient", "strict", "generic", "wild", "biloxi", "atlanta");

  @SuppressWarnings("NullAway.Init") // set before all tests
  private static Site site;

  @TempDir
  @SuppressWarnings("NullAway.Init") // set before each test
  private Path directory;

  private String sqlite = "";

  @BeforeAll
  static void create(@TempDir Path siteDirectory) {
    site = Site.create(siteDirectory.resolve("site"));
  }

  @BeforeEach
  void name() {
    sqlite = "sqlite://" + directory.resolve("db.sqlite");
  }

  private static Ran good(String... args) {
    Ran ran = Ran.of(args);
    assertThat(ran.exit()).as(ran.err()).isZero();
    return ran;
  }

  private void sql(String... statements) {
    try (Connection connection = DriverManager.getConnection("jdbc:" + sqlite.replace("//", ""));
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<String> names(String json) {
    List<String> names = new ArrayList<>();
    JsonObject answer = JsonParser.parseString(json).getAsJsonObject();
    answer
        .getAsJsonArray("Domains")
        .forEach(domain -> names.add(domain.getAsJsonObject().get("name").getAsString()));
    return names;
  }

  @Test
  void aScriptGoesInAndTheSameDomainsComeOut() {
    assertThat(good("db", "init", sqlite).out())
        .isEqualToIgnoringNewLines("tls_mgm at " + sqlite + ": created (version 3)");
    Ran imported = good("db", "import", sqlite, site.config());
    assertThat(imported.err()).isEmpty();
    assertThat(imported.out().lines())
        .contains("server domain atlanta: written", "client domain known: written")
        .contains("tls_mgm at " + sqlite + ": 8 domains written, 0 of them replaced")
        .hasSize(9);
    Ran listed = good("db", "list", sqlite, "--json");
    assertThat(names(listed.out())).containsExactlyElementsOf(SITE_DOMAINS);
    // What the script itself shows, but for the files, which are contents now.
    String script =
        good("list", site.config())
            .out()
            .replaceAll("\\s*\"(CERT|CA|PKEY|DH_PARAMS)_FILE\": \"[^\"]*\",", "")
            .replace("\"CRL_DIR\": \"crl\"", "\"CRL_DIR\": \"" + site.file("crl") + "\"");
    assertThat(domains(listed.out())).isEqualTo(domains(script));
    assertThat(listed.out()).doesNotContain("PRIVATE KEY");
  }

  /** But for where each comes from, and the library that shows it. */
  private static String domains(String json) {
    return json.replaceAll("\"(SOURCE|LOCATION|LIBRARY)\": \"[^\"]*\"", "\"$1\": \"\"");
  }

  @Test
  void listIsATableForPeople() {
    good("db", "init", sqlite);
    good("db", "import", sqlite, site.config());
    Ran listed = good("db", "list", sqlite);
    assertThat(listed.out().lines())
        .hasSize(9)
        .anyMatch(line -> line.startsWith("NAME ") && line.contains(" CERTIFICATE "))
        .anyMatch(
            line ->
                line.matches(
                    "atlanta +server +127.0.0.1:\\d+ +atlanta.com +TLSv1_2 +no +yes +in row +- +-"
                        + " +ECDHE-RSA-AES256-GCM-SHA384"))
        .anyMatch(line -> line.matches("known +client +\\* +atlanta.com,biloxi.com +SSLv23 .*"));
    assertThat(listed.out()).doesNotContain("BEGIN", "PRIVATE");
  }

  @Test
  void theFileOfSqliteIsForItsOwnerOnly() throws IOException {
    good("db", "init", sqlite);
    assertThat(Files.getPosixFilePermissions(directory.resolve("db.sqlite")))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    for (List<String> command :
        List.of(
            List.of("db", "list", "sqlite://" + directory.resolve("none")),
            List.of("db", "import", "sqlite://" + directory.resolve("none"), site.config()))) {
      Ran ran = Ran.of(command.toArray(String[]::new));
      assertThat(ran.exit()).isEqualTo(1);
      assertThat(ran.err()).contains("there is no file " + directory.resolve("none"));
      assertThat(directory.resolve("none")).doesNotExist();
    }
  }

  @Test
  void whatIsThereIsReplacedOnlyWhenAskedFor() {
    good("db", "init", sqlite);
    Path one =
        site.write(
            "one.cfg",
            Site.param("server_domain", "wild")
                + Site.param("certificate", "[wild]wild.pem")
                + Site.param("private_key", "[wild]wild.key")
                + Site.param("tls_method", "[wild]TLSv1_2"));
    good("db", "import", sqlite, one.toString());
    Ran again = Ran.of("db", "import", sqlite, site.config());
    assertThat(again.exit()).isEqualTo(1);
    assertThat(again.out()).isEmpty();
    assertThat(again.err())
        .contains(
            "domain wild: a server domain of this name is in row 1 already; replace it with"
                + " --replace, or give this one another name")
        .contains("tlsmgm db import: nothing is written");
    assertThat(names(good("db", "list", sqlite, "--json").out())).containsExactly("wild");
    Ran replaced = good("db", "import", sqlite, site.config(), "--replace");
    assertThat(replaced.out())
        .contains("server domain wild: replaced")
        .contains("server domain atlanta: written")
        .contains("8 domains written, 1 of them replaced");
    assertThat(good("db", "list", sqlite).out())
        .containsPattern("wild +server .* TLSv1_2-TLSv1_3 ");
  }

  @Test
  void aMistakeInTheScriptAndNothingIsWritten() {
    good("db", "init", sqlite);
    Path bad =
        site.write(
            "bad.cfg",
            Site.param("server_domain", "ok")
                + Site.param("certificate", "[ok]wild.pem")
                + Site.param("private_key", "[ok]wild.key")
                + "\n"
                + Site.param("server_domain", "mixed")
                + Site.param("certificate", "[mixed]wild.pem")
                + Site.param("private_key", "[mixed]biloxi.key"));
    Ran ran = Ran.of("db", "import", sqlite, bad.toString());
    assertThat(ran.exit()).isEqualTo(1);
    assertThat(ran.err()).contains(bad + ":2: ", "1 error", "; nothing is written");
    assertThat(names(good("db", "list", sqlite, "--json").out())).isEmpty();
  }

  @Test
  void aDefaultStaysOneAndIsPointedOut() throws IOException {
    good("db", "init", sqlite);
    Files.createDirectories(Path.of(site.file("tls")));
    Files.copy(Path.of(site.file("wild.pem")), Path.of(site.file("tls/cert.pem")));
    Files.copy(
        Path.of(site.file("wild.key")),
        Path.of(site.file("tls/ckey.pem")),
        java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);
    Path file = site.write("default.cfg", Site.param("server_domain", "plain"));
    Ran ran = good("db", "import", sqlite, file.toString());
    assertThat(ran.err())
        .contains(file + ":1: warning: domain plain has no certificate of its own");
  }

  @Test
  void rowsThatCannotBeUsedAreToldAndTheOthersShown() {
    good("db", "init", sqlite);
    good("db", "import", sqlite, site.config());
    sql(
        "UPDATE tls_mgm SET private_key = (SELECT private_key FROM tls_mgm WHERE domain ="
            + " 'biloxi') WHERE domain = 'wild'",
        "UPDATE tls_mgm SET certificate = substr(certificate, 1, 100) WHERE domain = 'generic'",
        "UPDATE tls_mgm SET method = 'SSLv3' WHERE domain = 'strict'");
    Ran ran = Ran.of("db", "list", sqlite, "--json");
    assertThat(ran.exit()).isEqualTo(1);
    assertThat(names(ran.out()))
        .containsExactly("mistrusting", "known", "lenient", "biloxi", "atlanta");
    assertThat(ran.err().lines().filter(line -> !line.contains(": warning: ")))
        .hasSize(3)
        .anyMatch(
            line ->
                line.startsWith(
                    "tls_mgm: row 3 (domain wild): column certificate: certificate: the private"))
        .anyMatch(
            line ->
                line.startsWith("tls_mgm: row 4 (domain generic): column certificate: certificate"))
        .anyMatch(
            line ->
                line.startsWith("tls_mgm: row 5 (domain strict): column method: 'SSLv3' is ref"));
  }

  @Test
  void renamedColumnsAreThoseOfAScript() {
    good("db", "init", sqlite, "--table", "renamed");
    sql(
        "ALTER TABLE renamed RENAME COLUMN method TO tls_method",
        "ALTER TABLE renamed RENAME COLUMN certificate TO cert");
    Ran without = Ran.of("db", "list", sqlite, "--table", "renamed");
    assertThat(without.exit()).isEqualTo(1);
    assertThat(without.err())
        .contains("no column method", "the parameter tls_method_col of the script renames it");
    String script =
        site.write(
                "renamed.cfg",
                Site.param("db_table", "renamed")
                    + Site.param("tls_method_col", "tls_method")
                    + Site.param("certificate_col", "cert"))
            .toString();
    good("db", "import", sqlite, site.config(), "--script", script);
    Ran listed = good("db", "list", sqlite, "--script", script, "--json");
    assertThat(names(listed.out())).containsExactlyElementsOf(SITE_DOMAINS);
    sql("UPDATE renamed SET cert = 'no PEM', ec_curve = 'nocurve' WHERE domain = 'wild'");
    Ran bad = Ran.of("db", "list", sqlite, "--script", script);
    assertThat(bad.exit()).isEqualTo(1);
    assertThat(bad.err().lines().filter(line -> line.endsWith("; the row is skipped")))
        .hasSize(2)
        .anyMatch(line -> line.contains("(domain wild): column cert: "))
        .anyMatch(line -> line.contains("(domain wild): column ec_curve: "));
    String mistaken = site.write("mistaken.cfg", Site.param("db_table", "a b")).toString();
    Ran refused = Ran.of("db", "list", sqlite, "--script", mistaken);
    assertThat(refused.exit()).isEqualTo(1);
    assertThat(refused.err()).contains("--script has mistakes", mistaken + ":1: db_table: 'a b'");
  }

  @Test
  void initLeavesWhatIsThere() {
    good("db", "init", sqlite, "--schema", "2");
    Ran again = Ran.of("db", "init", sqlite);
    assertThat(again.exit()).isEqualTo(1);
    assertThat(again.err()).contains("the table tls_mgm exists already, and is left as it is");
    assertThat(good("db", "init", sqlite, "--table", "other").out())
        .contains("other at " + sqlite + ": created (version 3)");
    Ran list = Ran.of("db", "list", sqlite, "--table", "third");
    assertThat(list.err()).contains("third at " + sqlite + ": the table third does not exist");
    assertThat(Ran.of("db", "init", sqlite, "--schema", "4").err())
        .contains("--schema 4: there are only 3 and 2");
    Ran imported = Ran.of("db", "import", sqlite, site.config());
    assertThat(imported.err()).contains("a table of version 2 has no match_sip_domain");
    assertThat(imported.exit()).isEqualTo(1);
  }

  @Test
  void mariaDbWithThePasswordInAFile(MariaDbServer server) throws IOException {
    Path password = Files.writeString(directory.resolve("password"), MariaDbServer.PASSWORD + "\n");
    String url = server.url().replace(":" + MariaDbServer.PASSWORD + "@", "@");
    assertThat(url).contains("mysql://" + MariaDbServer.USER + "@127.0.0.1:");
    String[] options = {"--password-file", password.toString(), "--table", "from_file"};
    good(with(options, "db", "init", url));
    good(with(options, "db", "import", url, site.config()));
    assertThat(names(good(with(options, "db", "list", url, "--json")).out()))
        .containsExactlyElementsOf(SITE_DOMAINS);
    Files.writeString(password, "not-this-one\n");
    Ran wrong = Ran.of(with(options, "db", "list", url));
    assertThat(wrong.exit()).isEqualTo(1);
    assertThat(wrong.err())
        .contains("from_file at mysql://***@127.0.0.1:" + server.port() + "/opensips: ")
        .contains("cannot connect: ", "Access denied", "(SQLSTATE 28000)")
        .doesNotContain("not-this-one");
  }

  private static String[] with(String[] options, String... command) {
    List<String> all = new ArrayList<>(List.of(command));
    all.addAll(List.of(options));
    return all.toArray(String[]::new);
  }

  @Test
  void postgresWithThePasswordInTheEnvironment(PostgresServer server) {
    String url = server.url().replace(":" + PostgresServer.PASSWORD + "@", "@");
    List<String> command =
        new ArrayList<>(
            List.of("env", DbOptions.PASSWORD_VARIABLE + "=" + PostgresServer.PASSWORD));
    command.addAll(Tool.tlsmgm("db", "init", url, "--table", "from_environment"));
    Tool.Result result = Tool.run(command);
    assertThat(result.exit()).as(result.all()).isZero();
    assertThat(result.out()).contains("from_environment at postgres://***@", ": created");
    Ran listed = good("db", "list", server.url(), "--table", "from_environment", "--json");
    assertThat(names(listed.out())).isEmpty();
  }

  /** On a terminal of its own, which would echo what is typed. */
  @Test
  void asksForAPasswordAndDoesNotShowIt(PostgresServer server) throws Exception {
    String url = server.url().replace(":" + PostgresServer.PASSWORD + "@", "@");
    String command =
        String.join(" ", Tool.tlsmgm("db", "init", url, "--table", "from_terminal"))
            .replace("'", "");
    Process process = Tool.start(List.of("script", "-qec", command, "/dev/null"));
    StringBuilder shown = new StringBuilder();
    try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
        OutputStream in = process.getOutputStream()) {
      boolean typed = false;
      for (int c = out.read(); c >= 0; c = out.read()) {
        shown.append((char) c);
        if (!typed && shown.toString().endsWith("/postgres: ")) {
          in.write((PostgresServer.PASSWORD + "\n").getBytes(StandardCharsets.UTF_8));
          in.flush();
          typed = true;
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(shown.toString(), e);
    }
    assertThat(process.waitFor(Tool.LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(shown.toString()).isZero();
    assertThat(shown.toString())
        .contains("Password for from_terminal at postgres://***@", "created")
        .doesNotContain(PostgresServer.PASSWORD);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "mysql://u:SECRET@db/x?tls_domain=d|db_url: the URL has a parameter tls_domain",
        "jdbc:oracle:thin:u/SECRET@db:1521:x|there is no JDBC driver for jdbc:oracle: URLs",
        "jdbc:mysql://db/x?password=SECRET|add com.mysql:mysql-connector-j to the class path",
        "mysql://u:SECRET@127.0.0.1:1/x|cannot connect: ",
        "postgres://u:SECRET@127.0.0.1:1/x|cannot connect: ",
        "SECRET@db|db_url: the URL has no scheme",
      })
  void aUrlThatCannotBeUsedIsNotRepeated(String url, String message) {
    for (String command : List.of("init", "list")) {
      Ran ran = Ran.of("db", command, url);
      assertThat(ran.exit()).isEqualTo(1);
      assertThat(ran.err()).startsWith("tlsmgm db " + command + ": ").contains(message);
      assertThat(ran.out() + ran.err()).doesNotContain("SECRET");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "db list mysql://u:SECRET@db/x mysql://u:SECRET@db/x",
        "db mysql://u:SECRET@db/x",
        "list mysql://u:SECRET@db/x x",
        "db import mysql://u:SECRET@db/x",
        "db init jdbc:h2:x;PASSWORD=SECRET --schema x",
        "db init --password SECRET",
      })
  void aWrongCommandLineDoesNotShowAUrl(String line) {
    Ran ran = Ran.of(line.split(" "));
    assertThat(ran.exit()).isEqualTo(2);
    String shown = ran.out() + ran.err();
    assertThat(shown.replace("--password SECRET", ""))
        .doesNotContain("mysql://u:SECRET", "=SECRET");
  }

  /** Every command of the section, in its order, with this test's places in place of theirs. */
  @Test
  void theCommandsOfTheOperatorGuideWork(MariaDbServer server) throws IOException {
    String guide = Files.readString(Path.of("../docs/operator-guide.md"));
    String section =
        guide.substring(
            guide.indexOf("## Domains in a database"), guide.indexOf("## Which domain"));
    Files.writeString(directory.resolve("password"), MariaDbServer.PASSWORD);
    List<String> commands = section.lines().filter(line -> line.startsWith("tlsmgm ")).toList();
    assertThat(commands).hasSizeGreaterThan(6);
    for (String command : commands) {
      String line =
          command
              .replace("/var/lib/opensips/", directory + "/")
              .replace("127.0.0.1:3306", "127.0.0.1:" + server.port())
              .replace("-file password", "-file " + directory.resolve("password"))
              .replace(" opensips.cfg", " " + site.config());
      Ran ran = Ran.of(line.substring("tlsmgm ".length()).split(" "));
      assertThat(ran.exit()).as(line + "\n" + ran.err()).isZero();
      assertThat(ran.out().toLowerCase(Locale.ROOT)).contains("t");
    }
  }
}
