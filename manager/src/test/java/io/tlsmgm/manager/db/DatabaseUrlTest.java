package io.tlsmgm.manager.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseUrlTest {
  private static final Path DIRECTORY = Path.of("/etc/opensips");

  private static DatabaseUrl parse(String url) {
    return DatabaseUrl.parse(url, DIRECTORY);
  }

  @ParameterizedTest
  @CsvSource({
    "mysql://root:admin@localhost/opensips, jdbc:mariadb://localhost/opensips, root, admin",
    "MySQL://root@db.example:3307/sip, jdbc:mariadb://db.example:3307/sip, root,",
    "mariadb://db/sip, jdbc:mariadb://db/sip,,",
    "mysql://db:3306/sip, jdbc:mariadb://db:3306/sip,,",
    "mysql://u:@db/sip, jdbc:mariadb://db/sip, u, ''",
    "mysql://u:p@ss@db/sip, jdbc:mariadb://db/sip, u, p@ss",
    "mysql://u:p:w@db/sip, jdbc:mariadb://db/sip, u, p:w",
    "mysql://u:p/w@db/sip, jdbc:mariadb://db/sip, u, p/w",
    "mysql://u:p?w@db/sip, jdbc:mariadb://db/sip, u, p?w",
    "mysql://u:p#w@db/sip, jdbc:mariadb://db/sip, u, p#w",
    "mysql://u:p%40w@db/sip, jdbc:mariadb://db/sip, u, p%40w",
    "mysql://u:a@b/c@db/sip, jdbc:mariadb://db/sip, u, a@b/c",
    "mysql://u:pw@db/sip?connectTimeout=1&x=ab, jdbc:mariadb://db/sip, u, pw",
    "postgres://u:pw@[2001:db8::1]:5432/sip, jdbc:postgresql://[2001:db8::1]:5432/sip, u, pw",
    "postgresql://u:pw@10.0.0.1/sip-1.0, jdbc:postgresql://10.0.0.1/sip-1.0, u, pw",
  })
  void readsTheFormOfOpenSips(String url, String jdbc, String user, String password) {
    DatabaseUrl read = parse(url);
    assertThat(read.jdbcUrl()).isEqualTo(jdbc);
    assertThat(read.user()).isEqualTo(Optional.ofNullable(user));
    assertThat(read.password()).isEqualTo(Optional.ofNullable(password));
    assertThat(read.file()).isEmpty();
  }

  @Test
  void parametersGoToTheDriverAndMysqlHasNoTlsUnlessTheySaySo() {
    assertThat(parse("mysql://u:pw@db/sip").parameters()).isEqualTo(Map.of("sslMode", "disable"));
    assertThat(parse("mysql://u:pw@db/sip?sslMode=verify-full&a=b=c").parameters())
        .isEqualTo(Map.of("sslMode", "verify-full", "a", "b=c"));
    assertThat(parse("postgres://u:pw@db/sip?sslmode=require&&x=").parameters())
        .isEqualTo(Map.of("sslmode", "require", "x", ""));
  }

  @ParameterizedTest
  @CsvSource({
    "sqlite:///var/lib/sip.db, /var/lib/sip.db",
    "sqlite://sip.db, /etc/opensips/sip.db",
    "sqlite://../a b.db, /etc/a b.db",
  })
  void readsAFileOfSqlite(String url, String file) {
    DatabaseUrl read = parse(url);
    assertThat(read.product()).isEqualTo(DatabaseProduct.SQLITE);
    assertThat(read.file()).contains(Path.of(file));
    assertThat(read.jdbcUrl()).isEqualTo("jdbc:sqlite:" + file);
  }

  @ParameterizedTest
  @CsvSource({
    "jdbc:mariadb://h/d?user=u, MARIADB",
    "JDBC:postgresql:d, POSTGRESQL",
    "jdbc:sqlite::memory:, SQLITE",
    "jdbc:h2:mem:x;A=B, H2",
    "jdbc:oracle:thin:@h:1521:x, OTHER",
    "jdbc:mysql://h/d, OTHER",
  })
  void passesJdbcUrlsOn(String url, DatabaseProduct product) {
    assertThat(parse(url).product()).isEqualTo(product);
    assertThat(parse(url).jdbcUrl()).isEqualTo("jdbc:" + url.substring(5));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "mysql://u:SECRET@db/x?tls_domain=d|has a parameter tls_domain",
        "mysql://u:SECRET@db/x?TLS_DOMAIN=d|has a parameter tls_domain",
        "mysql://u:SECRET@db|the database is missing",
        "mysql://u:SECRET@db/x?y=a@b|the database is missing",
        "mysql://u:SECRET@db/|the database is missing",
        "mysql://u:SECRET@db/a b|the name of the database is wrong",
        "mysql://u:SECRET@db/a/b|the name of the database is wrong",
        "mysql://u:SECRET@/x|the host is missing",
        "mysql://u:SECRET@a b/x|the host is no name",
        "mysql://u:SECRET@db:0/x|the port is no number from 1 to 65535",
        "mysql://u:SECRET@db:65536/x|the port is no number",
        "mysql://u:SECRET@db:/x|the port is no number",
        "mysql://:SECRET@db/x|the name of the user is empty",
        "mysql://u:SECRET@db/x?y|are no parameters",
        "mysql:u:SECRET@db/x|the URL has no scheme",
        "SECRET|the URL has no scheme",
        "text:///SECRET|databases of text:// are not supported; write mysql://",
        "unixodbc://u:SECRET@db/x|databases of unixodbc:// are not supported",
        "sqlite://|the URL names no file",
        "sqlite://u:SECRET@/x|a file has neither user nor password",
        "sqlite:///x?SECRET=1|neither '?' nor '#'",
        "jdbc:SECRET|the URL names no driver",
      })
  void saysWhatIsWrongAndNoSecret(String url, String message) {
    assertThatThrownBy(() -> parse(url))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message)
        .message()
        .doesNotContain("SECRET");
  }

  @Test
  void refusesControlCharacters() {
    assertThatThrownBy(() -> parse("mysql://u:pw@db/x\n"))
        .hasMessage("the URL has a control character or line break in it");
  }

  @Provide
  Arbitrary<String> passwords() {
    return Arbitraries.strings()
        .withChars("@:/?#&%=;[]{}'\"\\ aZ0")
        .withChars('\u00e4')
        .ofMaxLength(12);
  }

  /** Whatever a password is, it comes out as it went in, and host and database too. */
  @Property
  void aPasswordOfAnyCharactersIsReadWhole(
      @ForAll("passwords") String password,
      @ForAll("hosts") String host,
      @ForAll("parameters") String parameters) {
    DatabaseUrl url = parse("mysql://user:" + password + "@" + host + "/data" + parameters);
    assertThat(url.user()).contains("user");
    assertThat(url.password()).contains(password);
    assertThat(url.jdbcUrl()).isEqualTo("jdbc:mariadb://" + host + "/data");
    assertThat(url.toString()).isEqualTo("DatabaseUrl[MARIADB]");
  }

  @Provide
  Arbitrary<String> hosts() {
    return Arbitraries.of("localhost", "db.example:3306", "10.0.0.1", "[::1]:3306", "[fe80::1]");
  }

  @Provide
  Arbitrary<String> parameters() {
    return Arbitraries.of("", "?a=b", "?a=b&c=d", "?");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mysql://u:Tr0ub4dor@db/x",
        "postgres://u@db/x?sslpassword=Tr0ub4dor",
        "jdbc:postgresql://db/x?user=u&password=Tr0ub4dor",
        "jdbc:mariadb://db/x?user=u&password=Tr0ub4dor&x=y",
        "jdbc:h2:tcp://db/x;USER=u;PASSWORD=Tr0ub4dor",
        "jdbc:oracle:thin:u/Tr0ub4dor@db:1521:x",
        "jdbc:postgresql://u:Tr0ub4dor@db/x",
        "jdbc:mysql://db/x?user=u&password=Tr0ub%34dor",
      })
  void scrubsThePasswordFromMessages(String text) {
    DatabaseUrl url = parse(text);
    Secrets secrets = Secrets.of(url, Optional.empty());
    assertThat(secrets.scrub("login of u with tr0UB4dor\nfailed: " + text))
        .doesNotContainIgnoringCase("Tr0ub4dor")
        .contains("login of u with *** failed");
    assertThat(secrets).hasToString("Secrets");
  }

  @Test
  void aShortPasswordIsHiddenWithTheMessage() {
    Secrets secrets = Secrets.of(parse("mysql://u:a@db/x"), Optional.of("xyz"));
    assertThat(secrets.scrub("bad"))
        .isEqualTo("the message of the driver is left out, for it may have the password in it");
    assertThat(secrets.scrub("no")).isEqualTo("no");
    assertThat(Secrets.of(parse("mysql://u:@db/x"), Optional.empty()).values())
        .isEqualTo(List.of());
  }
}
