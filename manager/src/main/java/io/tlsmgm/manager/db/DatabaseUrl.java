package io.tlsmgm.manager.db;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A {@code db_url}, understood. As in OpenSIPS nothing in it is decoded: the user name ends at the
 * first colon, the password at the last {@code @}, and whatever stands between them is the password
 * as it is.
 *
 * @param product what the database is, as far as the URL tells
 * @param jdbcUrl what the driver is asked for, without user and password unless written as JDBC URL
 * @param user who connects
 * @param password as written; empty when the URL has none
 * @param parameters what stands behind the {@code ?} of the OpenSIPS form
 * @param file the file of SQLite in the OpenSIPS form
 */
record DatabaseUrl(
    DatabaseProduct product,
    String jdbcUrl,
    Optional<String> user,
    Optional<String> password,
    Map<String, String> parameters,
    Optional<Path> file) {

  /** The forms that are understood, for messages. */
  static final String ACCEPTED =
      "mysql://user:password@host[:port]/database, postgres://user:password@host[:port]/database,"
          + " sqlite:///path/of/file, or a jdbc: URL";

  private static final Pattern SCHEME = Pattern.compile("([A-Za-z][A-Za-z0-9_+.-]{0,20})://");
  private static final Pattern HOST =
      Pattern.compile("(\\[[0-9A-Fa-f:.]+(?:%[A-Za-z0-9]+)?]|[A-Za-z0-9._-]*)(?::([0-9]*))?");
  private static final Pattern DATABASE = Pattern.compile("[\\p{L}\\p{N}_$.-]+");
  private static final Pattern PARAMETER_NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_.-]*");
  private static final Pattern JDBC = Pattern.compile("jdbc:([A-Za-z0-9]+):.*", Pattern.DOTALL);
  private static final int MAX_PORT = 65535;

  DatabaseUrl {
    parameters = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
  }

  /**
   * Reads a URL.
   *
   * @param directory what the file of SQLite is relative to
   * @throws IllegalArgumentException with what is wrong, but nothing of the URL that may be secret
   */
  static DatabaseUrl parse(String url, Path directory) {
    if (url.toLowerCase(Locale.ROOT).contains("tls_domain=")) {
      throw new IllegalArgumentException(
          "the URL has a parameter tls_domain, but the domains are in this very database and are"
              + " not known before it is read; remove tls_domain= from the URL");
    }
    if (url.chars().anyMatch(c -> c < ' ' || c == 0x7f)) {
      throw new IllegalArgumentException("the URL has a control character or line break in it");
    }
    if (url.regionMatches(true, 0, "jdbc:", 0, 5)) {
      return jdbc(url);
    }
    Matcher scheme = SCHEME.matcher(url);
    if (!scheme.lookingAt()) {
      throw new IllegalArgumentException("the URL has no scheme; write " + ACCEPTED);
    }
    String rest = url.substring(scheme.end());
    return switch (scheme.group(1).toLowerCase(Locale.ROOT)) {
      case "mysql", "mariadb" -> server(DatabaseProduct.MARIADB, "mariadb", rest);
      case "postgres", "postgresql" -> server(DatabaseProduct.POSTGRESQL, "postgresql", rest);
      case "sqlite" -> sqlite(rest, directory);
      default ->
          throw new IllegalArgumentException(
              "databases of " + scheme.group(1) + ":// are not supported; write " + ACCEPTED);
    };
  }

  private static DatabaseUrl jdbc(String url) {
    Matcher jdbc = JDBC.matcher("jdbc:" + url.substring(5));
    if (!jdbc.matches()) {
      throw new IllegalArgumentException(
          "the URL names no driver: write jdbc:DRIVER:, such as jdbc:postgresql://host/database");
    }
    DatabaseProduct product =
        switch (jdbc.group(1).toLowerCase(Locale.ROOT)) {
          // MySQL's own driver has other properties; its users set them in the URL.
          case "mariadb" -> DatabaseProduct.MARIADB;
          case "postgresql" -> DatabaseProduct.POSTGRESQL;
          case "sqlite" -> DatabaseProduct.SQLITE;
          case "h2" -> DatabaseProduct.H2;
          default -> DatabaseProduct.OTHER;
        };
    return new DatabaseUrl(
        product, jdbc.group(), Optional.empty(), Optional.empty(), Map.of(), Optional.empty());
  }

  private static DatabaseUrl sqlite(String rest, Path directory) {
    if (rest.isEmpty()) {
      throw new IllegalArgumentException(
          "the URL names no file; write sqlite:///var/lib/opensips/opensips.sqlite");
    }
    if (rest.indexOf('@') >= 0) {
      // Whoever writes one may have a password before it, and names of files are in messages.
      throw new IllegalArgumentException(
          "a file has neither user nor password; write sqlite:///path/of/file, and for a file with"
              + " '@' in its name a jdbc:sqlite: URL");
    }
    if (rest.indexOf('?') >= 0 || rest.indexOf('#') >= 0) {
      throw new IllegalArgumentException(
          "the file of a sqlite:// URL has neither '?' nor '#' in its name, and there are no"
              + " parameters; for those write a jdbc:sqlite: URL");
    }
    try {
      Path file = directory.resolve(rest).toAbsolutePath().normalize();
      return new DatabaseUrl(
          DatabaseProduct.SQLITE,
          "jdbc:sqlite:" + file,
          Optional.empty(),
          Optional.empty(),
          Map.of(),
          Optional.of(file));
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException("the URL names no file: " + e.getReason(), e);
    }
  }

  private static DatabaseUrl server(DatabaseProduct product, String driver, String rest) {
    // The last one: a password may have any character in it, a host and a database may not.
    int at = rest.lastIndexOf('@');
    Optional<String> user = Optional.empty();
    Optional<String> password = Optional.empty();
    if (at >= 0) {
      String credentials = rest.substring(0, at);
      int colon = credentials.indexOf(':');
      user = Optional.of(colon < 0 ? credentials : credentials.substring(0, colon));
      password = colon < 0 ? Optional.empty() : Optional.of(credentials.substring(colon + 1));
      if (user.get().isEmpty()) {
        throw new IllegalArgumentException("the name of the user is empty; write " + ACCEPTED);
      }
    }
    String place = rest.substring(at + 1);
    int slash = place.indexOf('/');
    if (slash < 0) {
      throw new IllegalArgumentException("the database is missing; write " + ACCEPTED);
    }
    String address = address(place.substring(0, slash));
    int question = place.indexOf('?', slash);
    String database = place.substring(slash + 1, question < 0 ? place.length() : question);
    if (!DATABASE.matcher(database).matches()) {
      throw new IllegalArgumentException(
          (database.isEmpty() ? "the database is missing" : "the name of the database is wrong")
              + "; it has letters, digits and _ $ . - only. Write "
              + ACCEPTED);
    }
    Map<String, String> parameters =
        question < 0 ? new LinkedHashMap<>() : parameters(place.substring(question + 1));
    if (product == DatabaseProduct.MARIADB) {
      // What this form means in OpenSIPS. The driver alone would take no server without TLS.
      parameters.putIfAbsent("sslMode", "disable");
    }
    return new DatabaseUrl(
        product,
        "jdbc:" + driver + "://" + address + "/" + database,
        user,
        password,
        parameters,
        Optional.empty());
  }

  private static String address(String text) {
    Matcher host = HOST.matcher(text);
    if (!host.matches() || host.group(1).isEmpty()) {
      throw new IllegalArgumentException(
          "the host is "
              + (text.isEmpty() ? "missing" : "no name, IPv4 address or [IPv6 address]")
              + "; write "
              + ACCEPTED);
    }
    String port = host.group(2);
    if (port == null) {
      return host.group(1);
    }
    int number = !port.isEmpty() && port.length() <= 5 ? Integer.parseInt(port) : 0;
    if (number < 1 || number > MAX_PORT) {
      throw new IllegalArgumentException("the port is no number from 1 to " + MAX_PORT);
    }
    return host.group(1) + ":" + number;
  }

  private static Map<String, String> parameters(String text) {
    Map<String, String> parameters = new LinkedHashMap<>();
    for (String parameter : text.split("&")) {
      int equals = parameter.indexOf('=');
      String name = equals < 0 ? parameter : parameter.substring(0, equals);
      if (parameter.isEmpty()) {
        continue;
      }
      if (equals < 0 || !PARAMETER_NAME.matcher(name).matches()) {
        throw new IllegalArgumentException(
            "what stands behind the '?' are no parameters; write NAME=VALUE&NAME=VALUE");
      }
      parameters.put(name, parameter.substring(equals + 1));
    }
    return parameters;
  }

  /** Names neither password nor parameters. */
  @Override
  public String toString() {
    return "DatabaseUrl[" + product + "]";
  }
}
