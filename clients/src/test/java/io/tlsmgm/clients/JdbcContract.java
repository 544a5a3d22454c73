package io.tlsmgm.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.tlsmgm.api.domain.TlsDomainBuilder;
import io.tlsmgm.clients.jdbc.JdbcSettings;
import io.tlsmgm.clients.jdbc.JdbcTls;
import io.tlsmgm.clients.jdbc.TlsDataSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The contract for JDBC drivers, and what is JDBC's own. */
abstract class JdbcContract extends ClientContract {
  JdbcContract(Lab lab) {
    super(lab);
  }

  /** Such as {@code jdbc:mariadb://HOST:PORT/DATABASE}. */
  abstract String url(String host, int port);

  abstract String user();

  abstract String password();

  /** A query that tells the cipher of its connection. */
  abstract String cipher(Connection connection) throws SQLException;

  @Override
  Client client(ClientDomains domains, String host, int port, String parameters) {
    DataSource source =
        new TlsDataSource(domains, url(host, port) + "?" + parameters, user(), password());
    return data -> exchange(source, data);
  }

  static String exchange(DataSource source, String data) throws SQLException {
    try (Connection connection = source.getConnection()) {
      return exchange(connection, data);
    }
  }

  static String exchange(Connection connection, String data) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("CREATE TEMPORARY TABLE exchanged (data VARCHAR(64))");
      try (PreparedStatement insert =
          connection.prepareStatement("INSERT INTO exchanged VALUES (?)")) {
        insert.setString(1, data);
        insert.executeUpdate();
      }
      try (ResultSet rows = statement.executeQuery("SELECT data FROM exchanged")) {
        assertThat(rows.next()).isTrue();
        return rows.getString(1);
      } finally {
        statement.execute("DROP TABLE exchanged");
      }
    }
  }

  @Test
  void theServerSeesTls() throws Exception {
    try (Managers managers =
        Managers.of(
            Lab.client("app", lab.home, lab.home)
                .method("TLSv1_2")
                .ciphersList("ECDHE-ECDSA-AES256-GCM-SHA384"))) {
      JdbcSettings settings =
          JdbcTls.settings(managers.domains(), url("127.0.0.1", port()) + "?tls_domain=app");
      Properties properties = new Properties();
      properties.putAll(settings.properties());
      properties.setProperty("user", user());
      properties.setProperty("password", password());
      try (Connection connection = DriverManager.getConnection(settings.url(), properties)) {
        assertThat(cipher(connection)).isEqualTo("ECDHE-ECDSA-AES256-GCM-SHA384");
      }
    }
  }

  @Test
  void poolsOfHikariTakeTheSource() throws Exception {
    try (Managers managers = Managers.of(Lab.client("app", lab.home, lab.home))) {
      HikariConfig config = new HikariConfig();
      config.setDataSource(
          new TlsDataSource(
              managers.domains(),
              url("127.0.0.1", port()) + "?tls_domain=app",
              user(),
              password()));
      config.setMaximumPoolSize(2);
      try (HikariDataSource pool = new HikariDataSource(config)) {
        assertThat(exchange(pool, "one")).isEqualTo("one");
        assertThat(exchange(pool, "two")).isEqualTo("two");
      }
    }
  }

  @Test
  void poolsOfHikariTakeUrlAndProperties() throws Exception {
    try (Managers managers = Managers.of(Lab.client("app", lab.home, lab.home))) {
      JdbcSettings settings =
          JdbcTls.settings(managers.domains(), url("127.0.0.1", port()) + "?tls_domain=app");
      HikariConfig config = new HikariConfig();
      config.setJdbcUrl(settings.url());
      settings.properties().forEach(config::addDataSourceProperty);
      config.setUsername(user());
      config.setPassword(password());
      config.setMaximumPoolSize(2);
      try (HikariDataSource pool = new HikariDataSource(config)) {
        assertThat(exchange(pool, "one")).isEqualTo("one");
      }
    }
  }

  @Test
  void aPoolHasTheNewMaterialAfterAReload(@TempDir Path directory) throws Exception {
    Path certificate = directory.resolve("cert.pem");
    Path key = directory.resolve("key.pem");
    Path ca = Files.writeString(directory.resolve("ca.pem"), lab.home.pem());
    lab.home.leaf("app").clientAuth().issue().write(certificate, key);
    try (Managers managers =
        Managers.of(TlsDomainBuilder.client("app").key(certificate, key).caList(ca))) {
      HikariConfig config = new HikariConfig();
      config.setDataSource(
          new TlsDataSource(
              managers.domains(),
              url("127.0.0.1", port()) + "?tls_domain=app",
              user(),
              password()));
      config.setMaximumPoolSize(1);
      config.setConnectionTimeout(15_000);
      try (HikariDataSource pool = new HikariDataSource(config)) {
        assertThat(exchange(pool, "before")).isEqualTo("before");
        renew(lab.serverTls(lab.away));
        try {
          lab.away.leaf("app").clientAuth().issue().write(certificate, key);
          Files.writeString(ca, lab.away.pem());
          managers.manager().reload();
          assertThat(exchange(pool, "kept")).as("the old connection goes on").isEqualTo("kept");
          pool.getHikariPoolMXBean().softEvictConnections();
          assertThat(exchange(pool, "after")).isEqualTo("after");
          assertThat(managers.refusals()).isEmpty();
        } finally {
          renew(lab.serverTls(lab.home));
        }
      }
    }
  }

  @Test
  void theDriversOwnModeChecksTheHostName() throws Exception {
    String mode =
        switch (url("h", 1).split(":", 3)[1]) {
          case "postgresql" -> "sslmode=verify-full";
          case "mysql" -> "sslMode=VERIFY_IDENTITY";
          default -> "sslMode=verify-full";
        };
    try (Managers managers = Managers.of(Lab.client("app", lab.home, lab.home))) {
      ClientDomains domains = managers.domains();
      Client named = client(domains, "127.0.0.1", port(), "tls_domain=app&" + mode);
      assertThat(named.exchange("named")).isEqualTo("named");
      Client other = client(domains, "localhost", port(), mode + "&tls_domain=app");
      assertThatThrownBy(() -> other.exchange("other")).isInstanceOf(SQLException.class);
      assertThat(managers.refusals()).isNotEmpty().containsOnly("app host_mismatch");
    }
  }

  @Test
  void aModeWithoutTlsContradictsTheDomain() throws Exception {
    try (Managers managers = Managers.of(Lab.client("app", lab.home, lab.home))) {
      String mode = url("127.0.0.1", 1).startsWith("jdbc:postgresql") ? "sslmode" : "sslMode";
      String off = url("127.0.0.1", 1).startsWith("jdbc:mysql") ? "DISABLED" : "disable";
      assertThatThrownBy(
              () ->
                  JdbcTls.settings(
                      managers.domains(),
                      url("127.0.0.1", 1) + "?tls_domain=app&" + mode + "=" + off))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("contradicts tls_domain");
    }
  }
}
