package io.tlsmgm.clients.jdbc;

import static java.util.Map.entry;

import io.tlsmgm.clients.TlsRequest;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * How a driver is told of TLS.
 *
 * @param title what messages call it
 * @param prefix of its URLs
 * @param mode the parameter that says how much TLS there is
 * @param modes every value that the driver knows of it, in lower case
 * @param rivals parameters that would set what a domain sets
 */
record JdbcDriver(
    Kind kind,
    String title,
    String prefix,
    String mode,
    Map<String, Protection> modes,
    List<String> rivals) {
  /** Which driver it is. */
  enum Kind {
    MARIADB,
    MYSQL,
    POSTGRESQL
  }

  /** What a mode promises, from nothing to all. */
  enum Protection {
    /** There may be no TLS. */
    PLAIN,
    /** TLS with anybody. */
    ENCRYPTED,
    /** TLS with a server whose certificate is verified. */
    VERIFIED,
    /** The same, and the certificate names the host. */
    VERIFIED_HOST
  }

  /** As text: the class is there with the driver only. */
  static final String MYSQL_FACTORY = "io.tlsmgm.clients.jdbc.MySqlSocketFactory";

  private static final List<JdbcDriver> ALL =
      List.of(
          new JdbcDriver(
              Kind.MARIADB,
              "MariaDB Connector/J",
              "jdbc:mariadb:",
              "sslMode",
              Map.ofEntries(
                  entry("disable", Protection.PLAIN),
                  entry("disabled", Protection.PLAIN),
                  entry("0", Protection.PLAIN),
                  entry("false", Protection.PLAIN),
                  entry("allow", Protection.PLAIN),
                  entry("trust", Protection.ENCRYPTED),
                  entry("required", Protection.ENCRYPTED),
                  entry("verify-ca", Protection.VERIFIED),
                  entry("verify_ca", Protection.VERIFIED),
                  entry("verify-full", Protection.VERIFIED_HOST),
                  entry("verify_full", Protection.VERIFIED_HOST),
                  entry("verify_identity", Protection.VERIFIED_HOST),
                  entry("1", Protection.VERIFIED_HOST),
                  entry("true", Protection.VERIFIED_HOST)),
              List.of(
                  "useSsl",
                  "trustServerCertificate",
                  "disableSslHostnameVerification",
                  "serverSslCert",
                  "keyStore",
                  "keyStorePassword",
                  "keyStoreType",
                  "keyPassword",
                  "clientCertificateKeyStoreUrl",
                  "clientCertificateKeyStorePassword",
                  "clientCertificateKeyStoreType",
                  "trustStore",
                  "trustStorePassword",
                  "trustStoreType",
                  "trustCertificateKeyStoreUrl",
                  "trustCertificateKeyStorePassword",
                  "trustCertificateKeyStoreType",
                  "fallbackToSystemKeyStore",
                  "fallbackToSystemTrustStore",
                  "tlsSocketType",
                  "enabledSslProtocolSuites",
                  "enabledSslCipherSuites")),
          new JdbcDriver(
              Kind.MYSQL,
              "MySQL Connector/J",
              "jdbc:mysql:",
              "sslMode",
              Map.of(
                  "disabled", Protection.PLAIN,
                  "preferred", Protection.PLAIN,
                  "required", Protection.ENCRYPTED,
                  "verify_ca", Protection.VERIFIED,
                  "verify_identity", Protection.VERIFIED_HOST),
              List.of(
                  "useSSL",
                  "requireSSL",
                  "verifyServerCertificate",
                  "socketFactory",
                  "clientCertificateKeyStoreUrl",
                  "clientCertificateKeyStorePassword",
                  "clientCertificateKeyStoreType",
                  "trustCertificateKeyStoreUrl",
                  "trustCertificateKeyStorePassword",
                  "trustCertificateKeyStoreType",
                  "fallbackToSystemKeyStore",
                  "fallbackToSystemTrustStore",
                  "sslContextProvider",
                  "keyStoreProvider",
                  "keyManagerFactoryProvider",
                  "trustManagerFactoryProvider",
                  "fipsCompliantJsse",
                  "tlsVersions",
                  "enabledTLSProtocols",
                  "tlsCiphersuites",
                  "enabledSSLCipherSuites")),
          new JdbcDriver(
              Kind.POSTGRESQL,
              "PostgreSQL's driver",
              "jdbc:postgresql:",
              "sslmode",
              Map.of(
                  "disable", Protection.PLAIN,
                  "allow", Protection.PLAIN,
                  "prefer", Protection.PLAIN,
                  "require", Protection.ENCRYPTED,
                  "verify-ca", Protection.VERIFIED,
                  "verify-full", Protection.VERIFIED_HOST),
              List.of(
                  "ssl",
                  "sslfactory",
                  "sslfactoryarg",
                  "sslcert",
                  "sslkey",
                  "sslpassword",
                  "sslpasswordcallback",
                  "sslrootcert")));

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

  /**
   * What a value of {@link #mode} promises.
   *
   * @throws IllegalArgumentException when the driver does not know it, or it promises no TLS
   */
  Protection protection(String value) {
    Protection protection = modes.get(value.toLowerCase(Locale.ROOT));
    if (protection == null) {
      throw new IllegalArgumentException(
          mode
              + ": '"
              + value
              + "' is no mode of "
              + title
              + "; with tls_domain it is one of "
              + modes.entrySet().stream()
                  .filter(known -> known.getValue() != Protection.PLAIN)
                  .map(Map.Entry::getKey)
                  .sorted()
                  .collect(Collectors.joining(", ")));
    }
    if (protection == Protection.PLAIN) {
      throw new IllegalArgumentException(
          mode
              + "="
              + value
              + " allows connections without TLS and so contradicts tls_domain; remove it");
    }
    return protection;
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
              MYSQL_FACTORY,
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

  /**
   * Has the driver itself read the settings, which may say other things about TLS in places and
   * spellings of its own, for one host or for all.
   *
   * @throws IllegalArgumentException unless every connection it would make has the TLS that {@code
   *     properties} ask for
   */
  void prove(JdbcSettings settings) {
    try {
      switch (kind) {
        case MARIADB -> MariaDbProof.of(settings, mode);
        case MYSQL -> MySqlProof.of(settings, this);
        case POSTGRESQL -> PostgresProof.of(settings);
      }
    } catch (LinkageError e) {
      throw new IllegalArgumentException(
          title
              + " is not on the class path, or is of a version that cannot be asked whether it will"
              + " use the TLS domain",
          e);
    }
  }

  /** For a driver that says no to a URL; its own words may have a password in them. */
  static IllegalArgumentException notUnderstood(String title) {
    return new IllegalArgumentException(
        title + " does not understand the URL, or a value of one of its parameters");
  }

  /** For a setting that came to something else. */
  static IllegalArgumentException contradiction(String name, String where) {
    return new IllegalArgumentException(
        name + " " + where + " contradicts tls_domain, which sets it; remove it");
  }
}
