package io.tlsmgm.clients.jdbc;

import io.tlsmgm.clients.TlsRequest;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * How a driver is told of TLS.
 *
 * @param prefix of its URLs
 * @param mode the parameter that says how much TLS there is
 * @param checksHost values of it that ask for a check of the host name, in lower case
 * @param plain values of it that allow connections without TLS, in lower case
 * @param rivals parameters that would set what a domain sets
 */
record JdbcDriver(
    Kind kind,
    String prefix,
    String mode,
    List<String> checksHost,
    List<String> plain,
    List<String> rivals) {
  /** Which driver it is. */
  enum Kind {
    MARIADB,
    MYSQL,
    POSTGRESQL
  }

  private static final List<JdbcDriver> ALL =
      List.of(
          new JdbcDriver(
              Kind.MARIADB,
              "jdbc:mariadb:",
              "sslMode",
              List.of("verify-full", "verify_full", "2"),
              List.of("disable", "allow", "0"),
              List.of(
                  "useSsl",
                  "serverSslCert",
                  "keyStore",
                  "keyStoreType",
                  "trustStore",
                  "trustStoreType",
                  "tlsSocketType",
                  "enabledSslProtocolSuites",
                  "enabledSslCipherSuites")),
          new JdbcDriver(
              Kind.MYSQL,
              "jdbc:mysql:",
              "sslMode",
              List.of("verify_identity"),
              List.of("disabled", "preferred"),
              List.of(
                  "useSSL",
                  "requireSSL",
                  "verifyServerCertificate",
                  "socketFactory",
                  "clientCertificateKeyStoreUrl",
                  "trustCertificateKeyStoreUrl",
                  "tlsVersions",
                  "enabledTLSProtocols",
                  "tlsCiphersuites",
                  "enabledSSLCipherSuites")),
          new JdbcDriver(
              Kind.POSTGRESQL,
              "jdbc:postgresql:",
              "sslmode",
              List.of("verify-full"),
              List.of("disable", "allow", "prefer"),
              List.of("ssl", "sslfactory", "sslfactoryarg", "sslcert", "sslkey", "sslrootcert")));

  static JdbcDriver of(String url) {
    return ALL.stream()
        .filter(driver -> url.startsWith(driver.prefix))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "TLS domains are for URLs that begin with "
                        + ALL.stream().map(JdbcDriver::prefix).collect(Collectors.joining(", "))));
  }

  Map<String, String> properties(String reference, boolean verifies, boolean verifyHost) {
    return switch (kind) {
      case MARIADB ->
          Map.of(
              mode,
              verifyHost ? "verify-full" : verifies ? "verify-ca" : "trust",
              "tlsSocketType",
              MariaDbTlsSocketPlugin.TYPE,
              TlsRequest.DOMAIN,
              reference);
      case MYSQL ->
          Map.of(
              mode,
              verifyHost ? "VERIFY_IDENTITY" : verifies ? "VERIFY_CA" : "REQUIRED",
              "socketFactory",
              "io.tlsmgm.clients.jdbc.MySqlSocketFactory",
              TlsRequest.DOMAIN,
              reference);
      case POSTGRESQL ->
          Map.of(
              mode,
              verifyHost ? "verify-full" : verifies ? "verify-ca" : "require",
              "sslfactory",
              "io.tlsmgm.clients.jdbc.PostgresSocketFactory",
              "sslfactoryarg",
              reference);
    };
  }
}
