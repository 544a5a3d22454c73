package io.tlsmgm.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tlsmgm.clients.jdbc.JdbcTls;
import io.tlsmgm.clients.jdbc.TlsDataSource;
import io.tlsmgm.testkit.TestCa;
import java.io.IOException;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No name and no password goes to a server without TLS, in whatever way a URL asks for that. */
class PlainLoginTest {
  private static final TestCa CA = TestCa.create("Plain Login CA");
  private static final String USER = "who-logs-in";
  private static final String HANDSHAKE = "\u0016\u0003";

  private static LoginListener listener(String url) throws IOException {
    return url.contains("postgresql") ? LoginListener.postgres() : LoginListener.mysql();
  }

  private static String at(LoginListener listener, String url) {
    return url.replace("PORT", String.valueOf(listener.port()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdbc:mysql://(host=127.0.0.1,port=PORT,sslMode=DISABLED)/db?",
        "jdbc:mysql://(host=127.0.0.1,port=PORT,sslMode=REQUIRED)/db?",
        "jdbc:mysql://(host=127.0.0.1,port=PORT,SSLMODE=disabled)/db?",
        "jdbc:mysql://(host=127.0.0.1,port=PORT,ssl%4Dode=DISABLED)/db?",
        "jdbc:mysql://(host=127.0.0.1,port=PORT,useSSL=false)/db?",
        "jdbc:mysql://(host=127.0.0.1,port=PORT,socketFactory=com.mysql.cj.protocol"
            + ".StandardSocketFactory)/db?",
        "jdbc:mysql://(host=127.0.0.1,port=PORT,tls_domain=other)/db?",
        "jdbc:mysql://(host=127.0.0.1,port=PORT,enabledTLSProtocols=TLSv1)/db?",
        "jdbc:mysql://address=(host=127.0.0.1)(port=PORT)(sslMode=DISABLED)/db?",
        "jdbc:mysql://address=(host=127.0.0.1)(port=PORT)(sslMode=PREFERRED)/db?",
        "jdbc:mysql://[127.0.0.1:PORT,(host=127.0.0.1,port=PORT,sslMode=DISABLED)]/db?",
        "jdbc:mysql:loadbalance://(host=127.0.0.1,port=PORT,sslMode=DISABLED),127.0.0.1:PORT/db?",
        "jdbc:mysql:replication://127.0.0.1:PORT,address=(host=127.0.0.1)(port=PORT)"
            + "(sslmode=disabled)/db?",
        "jdbc:mysql://(host=127.0.0.1,sslMode=DISABLED)/db?dnsSrv=true&",
        "jdbc:mysql://127.0.0.1:PORT/db?sslMode=DISABLED&",
        "jdbc:mysql://127.0.0.1:PORT/db?sslMode=PREFERRED&",
        "jdbc:mysql://127.0.0.1:PORT/db?ssl%4Dode=DIS%41BLED&",
        "jdbc:mysql://127.0.0.1:PORT/db?socket%46actory=com.mysql.cj.protocol"
            + ".StandardSocketFactory&",
        "jdbc:mysql://127.0.0.1:PORT/db?permitMysqlScheme&",
        "jdbc:mysql://127.0.0.1:PORT/permitMysqlScheme?",
        "jdbc:mariadb://address=(host=127.0.0.1)(port=PORT)(sslMode=disable)/db?",
        "jdbc:mariadb://address=(host=127.0.0.1)(port=PORT)(sslMode=trust)/db?",
        "jdbc:mariadb://address=(host=127.0.0.1)(port=PORT)(SSLMODE=DISABLED)/db?",
        "jdbc:mariadb:replication://address=(host=127.0.0.1)(port=PORT)(sslmode=0),"
            + "127.0.0.1:PORT/db?",
        "jdbc:mariadb:loadbalance://127.0.0.1:PORT,address=(host=127.0.0.1)(port=PORT)"
            + "(sslMode=false)/db?",
        "jdbc:mariadb://127.0.0.1:PORT/db?sslMode=allow&",
        "jdbc:mariadb://127.0.0.1:PORT/db?sslMode=false&",
        "jdbc:mariadb://127.0.0.1:PORT/db?SSLMODE=dis%61ble&",
        "jdbc:mariadb://127.0.0.1:PORT/db?useSSL=false&",
        "jdbc:mariadb://127.0.0.1:PORT/db?trustServerCertificate=true&",
        "jdbc:postgresql://127.0.0.1:PORT/db?sslmode=dis%61ble&",
        "jdbc:postgresql://127.0.0.1:PORT/db?sslmode=prefer&",
        "jdbc:postgresql://127.0.0.1:PORT/db?ss%6C=false&",
        "jdbc:postgresql://127.0.0.1:PORT/db?gssEncMode=prefer&",
      })
  void whatContradictsTheDomainConnectsNowhere(String url) throws Exception {
    try (Managers managers = Managers.of(Lab.client("app", CA, CA));
        LoginListener listener = listener(url)) {
      TlsDataSource source =
          new TlsDataSource(
              managers.domains(), at(listener, url) + "tls_domain=app", USER, "its password");
      assertThatThrownBy(source::getConnection)
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("contradicts tls_domain");
      assertThat(listener.heard()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdbc:mysql://127.0.0.1:PORT/db?",
        "jdbc:mysql://(host=127.0.0.1,port=PORT)/db?",
        "jdbc:mysql://address=(protocol=tcp)(host=127.0.0.1)(port=PORT)/db?",
        "jdbc:mysql://(host=127.0.0.1,port=PORT),127.0.0.1:PORT/db"
            + "?retriesAllDown=1&sslMode=REQUIRED&",
        "jdbc:mysql:replication://127.0.0.1:PORT,127.0.0.1:PORT/db?retriesAllDown=1&",
        "jdbc:mariadb://127.0.0.1:PORT/db?",
        "jdbc:mariadb://address=(host=127.0.0.1)(port=PORT)/db?sslMode=trust&",
        "jdbc:mariadb:sequential://127.0.0.1:PORT,address=(host=127.0.0.1)(port=PORT)"
            + "(type=primary)/db?retriesAllDown=1&",
        "jdbc:postgresql://127.0.0.1:PORT/db?",
        "jdbc:postgresql://127.0.0.1:PORT,127.0.0.1:PORT/db?gssEncMode=disable&sslmode=require&",
      })
  void whatDoesNotAsksForTlsFirst(String url) throws Exception {
    try (Managers managers = Managers.of(Lab.client("app", CA, CA));
        LoginListener listener = listener(url)) {
      TlsDataSource source =
          new TlsDataSource(
              managers.domains(), at(listener, url) + "tls_domain=app", USER, "its password");
      assertThatThrownBy(source::getConnection).isInstanceOf(SQLException.class);
      List<String> heard = listener.heard();
      assertThat(heard).isNotEmpty().allSatisfy(said -> assertThat(said).doesNotContain(USER));
      // PostgreSQL's driver waits for an answer to its request for TLS.
      if (!url.contains("postgresql")) {
        assertThat(heard).allSatisfy(said -> assertThat(said).contains(HANDSHAKE));
      }
    }
  }

  /** So the listener hears a login when there is one. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdbc:mysql://(host=127.0.0.1,port=PORT,sslMode=DISABLED)/db",
        "jdbc:mariadb://address=(host=127.0.0.1)(port=PORT)(sslMode=disable)/db",
        "jdbc:postgresql://127.0.0.1:PORT/db?sslmode=disable",
      })
  void withoutADomainTheLoginIsHeard(String url) throws Exception {
    try (LoginListener listener = listener(url)) {
      String there = at(listener, url);
      assertThatThrownBy(() -> DriverManager.getConnection(there, USER, "its password"))
          .isInstanceOf(SQLException.class);
      assertThat(listener.heard()).isNotEmpty().allMatch(said -> said.contains(USER));
    }
  }

  /** The URL alone, with the name of the class: there the factory is all that can say no. */
  @ParameterizedTest
  @ValueSource(strings = {"", "&sslMode=PREFERRED", "&sslMode=REQUIRED"})
  void theFactoryOfMySqlTakesNoModeWithoutTls(String mode) throws Exception {
    String url =
        "jdbc:mysql://127.0.0.1:PORT/db?tls_domain=app&socketFactory="
            + "io.tlsmgm.clients.jdbc.MySqlSocketFactory"
            + mode;
    try (Managers managers = Managers.of(Lab.client("app", CA, CA));
        LoginListener listener = LoginListener.mysql()) {
      assertThat(managers.domains().domain("app").verifies()).isTrue();
      String there = at(listener, url);
      assertThatThrownBy(() -> DriverManager.getConnection(there, USER, "its password"))
          .isInstanceOf(SQLException.class);
      assertThat(listener.heard()).hasSize(mode.endsWith("REQUIRED") ? 1 : 0);
    }
  }

  @Test
  void namesOfServiceRecordsAreNotLookedUp() throws Exception {
    try (Managers managers = Managers.of(Lab.client("app", CA, CA))) {
      String url = "jdbc:mysql://db.example.invalid/db?dnsSrv=true&tls_domain=app";
      assertThat(JdbcTls.settings(managers.domains(), url).url())
          .isEqualTo("jdbc:mysql://db.example.invalid/db?dnsSrv=true");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdbc:mysql://who:secret@h:port/db?tls_domain=app",
        "jdbc:mariadb://h/db?connectTimeout=secret&tls_domain=app",
        "jdbc:postgresql://h:port/db?password=secret&tls_domain=app",
      })
  void whatTheDriverDoesNotUnderstandIsToldWithoutTheUrl(String url) throws Exception {
    try (Managers managers = Managers.of(Lab.client("app", CA, CA))) {
      assertThatThrownBy(() -> JdbcTls.settings(managers.domains(), url))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("does not understand the URL")
          .hasMessageNotContaining("secret")
          .hasNoCause();
    }
  }
}
