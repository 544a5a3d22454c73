package io.tlsmgm.clients.jdbc;

import io.tlsmgm.api.TlsException;
import io.tlsmgm.clients.ClientDomain;
import io.tlsmgm.clients.ClientDomains;
import io.tlsmgm.clients.TlsRequest;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Turns {@code tls_domain=NAME} on the URL of MariaDB Connector/J, MySQL Connector/J or
 * PostgreSQL's driver into that driver's settings. {@code tls_verify_host=1}, or the driver's own
 * mode of that meaning, asks for a check of the host name; {@code tls_opts} chooses among the parts
 * of the domain, for MariaDB and MySQL.
 */
public final class JdbcTls {
  private JdbcTls() {}

  /**
   * The settings for a URL. They hold for connections after a reload too, and until {@code domains}
   * is closed.
   *
   * @throws IllegalArgumentException when the URL is wrong or contradicts itself or the domain; the
   *     message has no more of the URL than the parameter it is about
   * @throws TlsException when the domain does not exist, is a server domain, or asks for what the
   *     Java runtime's TLS cannot do
   */
  public static JdbcSettings settings(ClientDomains domains, String url) throws TlsException {
    JdbcDriver driver = JdbcDriver.of(url);
    TlsRequest.Split split = TlsRequest.split(url);
    if (split.partsNamed() && driver.kind() == JdbcDriver.Kind.POSTGRESQL) {
      throw new IllegalArgumentException(TlsRequest.PARTS + " is for MySQL and MariaDB only");
    }
    TlsRequest request = split.request();
    for (String rival : driver.rivals()) {
      if (parameter(split.url(), rival).isPresent()) {
        throw new IllegalArgumentException(
            rival + " on the URL contradicts tls_domain, which sets it; remove one of them");
      }
    }
    Optional<String> mode =
        parameter(split.url(), driver.mode()).map(value -> value.toLowerCase(Locale.ROOT));
    if (mode.isPresent() && driver.plain().contains(mode.get())) {
      throw new IllegalArgumentException(
          driver.mode()
              + "="
              + mode.get()
              + " allows connections without TLS and so contradicts tls_domain; remove it");
    }
    if (mode.isPresent() && driver.checksHost().contains(mode.get())) {
      request = request.withVerifyHost(true);
    }
    ClientDomain domain = domains.domain(request.domain());
    domains.sslContext(request);
    // What the URL says beats the properties of a driver, so its mode goes.
    return new JdbcSettings(
        without(split.url(), driver.mode()),
        driver.properties(domains.reference(request), domain.verifies(), request.verifyHost()));
  }

  private static Optional<String> parameter(String url, String name) {
    return parameters(url).stream()
        .filter(parameter -> named(parameter, name))
        .map(parameter -> parameter.substring(Math.min(name.length() + 1, parameter.length())))
        .findFirst();
  }

  private static List<String> parameters(String url) {
    int question = url.indexOf('?');
    return question < 0 ? List.of() : List.of(url.substring(question + 1).split("&"));
  }

  /** MariaDB and MySQL take the names of parameters in any case. */
  private static boolean named(String parameter, String name) {
    return parameter.regionMatches(true, 0, name, 0, name.length())
        && (parameter.length() == name.length() || parameter.charAt(name.length()) == '=');
  }

  private static String without(String url, String name) {
    String rest =
        parameters(url).stream()
            .filter(parameter -> !named(parameter, name))
            .collect(Collectors.joining("&"));
    int question = url.indexOf('?');
    String start = question < 0 ? url : url.substring(0, question);
    return rest.isEmpty() ? start : start + "?" + rest;
  }

  /** A connection that cannot be made, SQLSTATE class 08. */
  static SQLException failure(String message, @Nullable Exception cause) {
    return new SQLException(message, "08001", cause);
  }
}
