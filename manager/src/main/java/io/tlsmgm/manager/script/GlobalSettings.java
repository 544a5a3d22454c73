package io.tlsmgm.manager.script;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The parameters that belong to no domain; the last of repeated ones wins. */
final class GlobalSettings {
  private static final Pattern AVP = Pattern.compile("\\$avp\\(([^()]*)\\)");
  private static final Pattern COLUMN = Pattern.compile("[A-Za-z0-9_$]+");
  // The name of a schema may stand before it.
  private static final Pattern TABLE = Pattern.compile("(?:[A-Za-z0-9_$]+\\.)?[A-Za-z0-9_$]+");
  // In milliseconds it still fits an int, which is what sockets and selectors take.
  private static final int MAX_SECONDS = Integer.MAX_VALUE / 1000;

  String tlsLibrary = ScriptReader.DEFAULT_TLS_LIBRARY;
  Optional<String> clientTlsDomainAvp = Optional.empty();
  Optional<String> clientSipDomainAvp = Optional.empty();
  Optional<Duration> handshakeTimeout = Optional.empty();
  Optional<Duration> sendTimeout = Optional.empty();
  Optional<Duration> autoReload = Optional.empty();
  private Optional<String> url = Optional.empty();
  private String urlLocation = "";
  private String table = DatabaseSettings.DEFAULT_TABLE;
  private final Map<String, String> columns = new LinkedHashMap<>();

  GlobalSettings() {
    Parameter.columns().forEach(column -> columns.put(column, column));
  }

  DatabaseSettings database(Path directory) {
    return new DatabaseSettings(url, table, columns, directory, urlLocation);
  }

  /**
   * Sets a parameter.
   *
   * @param value without blanks around it
   * @param location {@code FILE:LINE}
   * @throws IllegalArgumentException with what is wrong and what would be right
   */
  void set(Parameter parameter, String value, String location) {
    switch (parameter) {
      case TLS_LIBRARY -> tlsLibrary = library(value);
      case CLIENT_TLS_DOMAIN_AVP -> clientTlsDomainAvp = avp(value);
      case CLIENT_SIP_DOMAIN_AVP -> clientSipDomainAvp = avp(value);
      case TLS_HANDSHAKE_TIMEOUT -> handshakeTimeout = Optional.of(seconds(value, 1));
      case TLS_SEND_TIMEOUT -> sendTimeout = Optional.of(seconds(value, 1));
      case AUTO_RELOAD -> autoReload = Optional.of(seconds(value, 0));
      case DB_URL -> {
        url = Optional.of(url(value));
        urlLocation = location;
      }
      case DB_TABLE -> table = identifier(TABLE, value, "the name of a table");
      default -> {
        if (parameter.kind() != Parameter.Kind.COLUMN) {
          throw new AssertionError(parameter + " belongs to a domain");
        }
        columns.put(parameter.column(), identifier(COLUMN, value, "the name of a column"));
      }
    }
  }

  private static String library(String value) {
    if (!ScriptReader.TLS_LIBRARIES.contains(value)) {
      throw new IllegalArgumentException(
          ProblemLog.quote(value)
              + " is no TLS library; accepted are "
              + String.join(", ", ScriptReader.TLS_LIBRARIES));
    }
    return value;
  }

  /** {@code name} or {@code $avp(name)}; 0 is how 2.x says none. */
  private static Optional<String> avp(String value) {
    Matcher matcher = AVP.matcher(value);
    String name = matcher.matches() ? matcher.group(1).strip() : value;
    if (name.isEmpty() || name.indexOf('$') >= 0 || name.chars().anyMatch(c -> c <= ' ')) {
      throw new IllegalArgumentException(
          ProblemLog.quote(value) + " is not the name of an AVP; write name or $avp(name)");
    }
    return name.equals("0") ? Optional.empty() : Optional.of(name);
  }

  private static Duration seconds(String value, int least) {
    int seconds = Values.isNumber(value) && value.length() <= 7 ? Integer.parseInt(value) : -1;
    if (seconds < least || seconds > MAX_SECONDS) {
      throw new IllegalArgumentException(
          (Values.isNumber(value) ? "" : "option is not a number: ")
              + ProblemLog.quote(value)
              + "; write a number of seconds from "
              + least
              + " to "
              + MAX_SECONDS);
    }
    return Duration.ofSeconds(seconds);
  }

  private static String url(String value) {
    if (value.toLowerCase(Locale.ROOT).contains("tls_domain=")) {
      throw new IllegalArgumentException(
          "the URL has a parameter tls_domain, but the domains are in this very database and are"
              + " not known before it is read; remove tls_domain= from the URL");
    }
    return value;
  }

  private static String identifier(Pattern pattern, String value, String what) {
    if (!pattern.matcher(value).matches()) {
      throw new IllegalArgumentException(
          ProblemLog.quote(value) + " is not " + what + "; accepted are letters, digits, _ and $");
    }
    return value;
  }
}
