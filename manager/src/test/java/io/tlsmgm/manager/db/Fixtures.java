package io.tlsmgm.manager.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tlsmgm.api.ConfigurationException;
import io.tlsmgm.api.Problem;
import io.tlsmgm.api.domain.Material;
import io.tlsmgm.api.domain.TlsDomain;
import io.tlsmgm.manager.DomainSource.Loaded;
import io.tlsmgm.manager.script.DatabaseSettings;
import io.tlsmgm.testkit.server.MariaDbServer;
import io.tlsmgm.testkit.server.PostgresServer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Databases, and what is read of them. */
final class Fixtures {
  private static final AtomicInteger NUMBER = new AtomicInteger();

  private Fixtures() {}

  static TestDatabase mariaDb(MariaDbServer server) {
    Map<String, String> credentials =
        Map.of(
            "user", MariaDbServer.USER,
            "password", MariaDbServer.PASSWORD,
            "sslMode", "disable");
    TestDatabase whole =
        new TestDatabase(DatabaseProduct.MARIADB, server.url(), server.jdbcUrl(), credentials);
    String name = name();
    whole.execute("CREATE DATABASE " + name);
    return new TestDatabase(
        whole.product(), inside(whole.url(), name), inside(whole.jdbcUrl(), name), credentials);
  }

  private static String inside(String url, String database) {
    return url.substring(0, url.lastIndexOf('/') + 1) + database;
  }

  /** A schema, which takes a tenth of the time that a database takes. */
  static TestDatabase postgres(PostgresServer server) {
    Map<String, String> credentials =
        new LinkedHashMap<>(
            Map.of("user", PostgresServer.USER, "password", PostgresServer.PASSWORD));
    TestDatabase whole =
        new TestDatabase(DatabaseProduct.POSTGRESQL, server.url(), server.jdbcUrl(), credentials);
    String name = name();
    whole.execute("CREATE SCHEMA " + name);
    Map<String, String> inside = new LinkedHashMap<>(credentials);
    inside.put("currentSchema", name);
    return new TestDatabase(
        whole.product(), server.url() + "?currentSchema=" + name, server.jdbcUrl(), inside);
  }

  static TestDatabase sqlite(Path directory) {
    Path file = directory.resolve(name() + ".sqlite");
    return new TestDatabase(
        DatabaseProduct.SQLITE, "sqlite://" + file, "jdbc:sqlite:" + file, Map.of());
  }

  static TestDatabase h2() {
    String url = "jdbc:h2:mem:" + name() + ";DB_CLOSE_DELAY=-1";
    return new TestDatabase(DatabaseProduct.H2, url, url, Map.of());
  }

  private static String name() {
    return "t" + NUMBER.incrementAndGet();
  }

  /** A row from keys and values in turn. */
  static Map<String, @Nullable Object> values(@Nullable Object... pairs) {
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      values.put(String.valueOf(pairs[i]), pairs[i + 1]);
    }
    return values;
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  static Loaded load(DatabaseSettings settings) {
    try {
      return SqlDomainSource.of(settings).orElseThrow().load();
    } catch (io.tlsmgm.api.TlsException e) {
      throw new AssertionError(e.getMessage(), e);
    }
  }

  /** The domains of a table in which every row is good. */
  static List<TlsDomain> domains(DatabaseSettings settings) {
    Loaded loaded = load(settings);
    assertThat(loaded.problems()).isEmpty();
    return loaded.domains();
  }

  /** The only problem that keeps the database as a whole from being used. */
  static String failure(DatabaseSettings settings) {
    List<Problem> problems = failures(settings);
    assertThat(problems).hasSize(1);
    return problems.get(0).toString();
  }

  static List<Problem> failures(DatabaseSettings settings) {
    ConfigurationException failure =
        catchThrowableOfType(
            ConfigurationException.class, () -> SqlDomainSource.of(settings).orElseThrow().load());
    assertThat(failure).isNotNull().hasNoCause();
    return failure.problems();
  }

  static String pem(Optional<Material> material) {
    assertThat(material).isPresent();
    assertThat(material.get()).isInstanceOf(Material.Inline.class);
    return ((Material.Inline) material.get()).pem();
  }
}
