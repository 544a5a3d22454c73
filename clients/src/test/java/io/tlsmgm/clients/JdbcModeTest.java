package io.tlsmgm.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tlsmgm.clients.jdbc.JdbcTls;
import io.tlsmgm.testkit.TestCa;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The mode of a driver, in every spelling, and what comes of it. */
class JdbcModeTest {
  private static final TestCa CA = TestCa.create("Modes CA");

  @ParameterizedTest
  @CsvSource({
    "jdbc:postgresql://h/db?sslmode=verify%2Dfull, verify-full",
    "jdbc:postgresql://h/db?sslmode=VERIFY-FULL, verify-full",
    "jdbc:postgresql://h/db?sslmode=require, verify-ca",
    "jdbc:postgresql://h/db?sslmode=verify%2Dca, verify-ca",
    "jdbc:mariadb://h/db?sslMode=verify%2Dfull, verify-full",
    "jdbc:mariadb://h/db?sslMode=VERIFY_IDENTITY, verify-full",
    "jdbc:mariadb://h/db?sslMode=true, verify-full",
    "jdbc:mariadb://h/db?ssl%4Dode=1, verify-full",
    "jdbc:mariadb://h/db?sslMode=trust, verify-ca",
    "jdbc:mysql://h/db?sslMode=VERIFY%5FIDENTITY, VERIFY_IDENTITY",
    "jdbc:mysql://h/db?SSLMODE=verify_identity, VERIFY_IDENTITY",
    "jdbc:mysql://h/db?ssl%4dode=+VERIFY_IDENTITY, VERIFY_IDENTITY",
    "jdbc:mysql://h/db?sslMode=REQUIRED, VERIFY_CA",
  })
  void isKept(String url, String mode) throws Exception {
    try (Managers managers = Managers.of(Lab.client("app", CA, CA))) {
      Map<String, String> properties =
          JdbcTls.settings(managers.domains(), url + "&tls_domain=app").properties();
      assertThat(properties.getOrDefault("sslMode", properties.get("sslmode"))).isEqualTo(mode);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "jdbc:postgresql://h/db?sslmode=bogus, 'bogus' is no mode of PostgreSQL's driver",
    "jdbc:postgresql://h/db?sslmode=verify_full, 'verify_full' is no mode of PostgreSQL's driver",
    "jdbc:postgresql://h/db?sslmode=, : '' is no mode of PostgreSQL's driver",
    "jdbc:postgresql://h/db?sslmode, : '' is no mode of PostgreSQL's driver",
    "jdbc:mariadb://h/db?sslMode=bogus, 'bogus' is no mode of MariaDB Connector/J",
    "jdbc:mariadb://h/db?sslMode=2, '2' is no mode of MariaDB Connector/J",
    "jdbc:mysql://h/db?sslMode=bogus, 'bogus' is no mode of MySQL Connector/J",
    "jdbc:mysql://h/db?sslMode=verify%2Dca, 'verify-ca' is no mode of MySQL Connector/J",
    "jdbc:mysql://h/db?sslMode=REQUIRED&sslmode=VERIFY_CA, has sslMode twice",
  })
  void isAnErrorWhenUnknown(String url, String message) throws Exception {
    try (Managers managers = Managers.of(Lab.client("app", CA, CA))) {
      assertThatThrownBy(() -> JdbcTls.settings(managers.domains(), url + "&tls_domain=app"))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining(message);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "jdbc:postgresql://h/db?sslmode=verify-ca, asks for a server that is verified",
    "jdbc:mariadb://h/db?sslMode=verify-ca, asks for a server that is verified",
    "jdbc:mysql://h/db?sslMode=VERIFY_CA, asks for a server that is verified",
    "jdbc:mysql://h/db?sslMode=VERIFY_IDENTITY, proves no name",
  })
  void contradictsADomainThatDoesNotVerify(String url, String message) throws Exception {
    try (Managers managers = Managers.of(Lab.client("lax", CA, CA).verifyCert(false))) {
      assertThatThrownBy(() -> JdbcTls.settings(managers.domains(), url + "&tls_domain=lax"))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining(message);
    }
  }
}
