package io.tlsmgm.manager.script;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Where the domains of a database are.
 *
 * @param url {@code db_url} with the password in it; empty when there is no database
 * @param table {@code db_table}
 * @param columns for each column of the OpenSIPS schema its name in this database. The keys are
 *     {@code domain}, {@code match_ip_address}, {@code match_sip_domain}, {@code address} (2.x),
 *     {@code method}, {@code verify_cert}, {@code require_cert}, {@code certificate}, {@code
 *     private_key}, {@code crl_check_all}, {@code crl_dir}, {@code ca_list}, {@code ca_dir}, {@code
 *     cipher_list}, {@code dh_params} and {@code ec_curve}; {@code id} and {@code type} cannot be
 *     renamed
 * @param directory what relative names of files and directories in the database are relative to,
 *     and where the default certificate and key are: that of the script
 * @param location {@code FILE:LINE} of {@code db_url}; empty when no script has it
 */
public record DatabaseSettings(
    Optional<String> url,
    String table,
    Map<String, String> columns,
    Path directory,
    String location) {
  /** The default of {@code db_table}. */
  public static final String DEFAULT_TABLE = "tls_mgm";

  /** Copies the map. */
  public DatabaseSettings {
    columns = Collections.unmodifiableMap(new LinkedHashMap<>(columns));
  }

  /** Settings of no script. */
  public DatabaseSettings(
      Optional<String> url, String table, Map<String, String> columns, Path directory) {
    this(url, table, columns, directory, "");
  }

  /** Settings whose relative names are relative to the working directory. */
  public DatabaseSettings(Optional<String> url, String table, Map<String, String> columns) {
    this(url, table, columns, Path.of(""));
  }

  /** The default table and columns at a URL. */
  public static DatabaseSettings at(String url) {
    return new DatabaseSettings(Optional.of(url), DEFAULT_TABLE, Map.of());
  }

  /** What a column of the schema is called in this database. */
  public String column(String schemaName) {
    return columns.getOrDefault(schemaName, schemaName);
  }

  /** The URL for a message or a log, without its password and without its parameters. */
  public Optional<String> redactedUrl() {
    return url.map(DatabaseSettings::redact);
  }

  /** Names everything but what {@link #redactedUrl()} leaves out. */
  @Override
  public String toString() {
    return "DatabaseSettings[url="
        + redactedUrl().orElse("")
        + ", table="
        + table
        + ", columns="
        + columns
        + "]";
  }

  /**
   * Leaves the scheme, the host and the path. A password may hold any character, and a URL may be
   * wrong in any way: whatever could be a part of a password goes, even if more goes than must.
   */
  private static String redact(String url) {
    int authority = url.indexOf("://");
    int at = url.lastIndexOf('@');
    int parameters = parameters(url);
    boolean whole = parameters == url.length();
    if (authority < 0 || (at >= 0 && at < authority)) {
      boolean plain = at < 0 && whole && !url.toLowerCase(Locale.ROOT).contains("pass");
      return plain ? url : (url.startsWith("jdbc:") ? "jdbc:" : "") + "***";
    }
    String end = whole ? "" : "?***";
    if (at < 0) {
      return url.substring(0, parameters) + end;
    }
    // With an '@' behind a '?' there is no telling which of the two belongs to the password.
    int start = authority + 3;
    return url.substring(0, start)
        + "***"
        + (parameters < at ? "" : url.substring(at, parameters) + end);
  }

  private static int parameters(String url) {
    for (int i = 0; i < url.length(); i++) {
      if ("?;#&".indexOf(url.charAt(i)) >= 0) {
        return i;
      }
    }
    return url.length();
  }
}
