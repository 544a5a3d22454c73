package io.tlsmgm.clients;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tlsmgm.testkit.server.MariaDbServer;
import io.tlsmgm.testkit.server.PostgresServer;
import io.tlsmgm.testkit.server.RabbitMqServer;
import io.tlsmgm.testkit.server.RedisServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Compiles the examples of docs/clients.md as they stand there, and runs them. */
@ExtendWith(Lab.Resolver.class)
class GuideTest {
  private static final Path GUIDE = Path.of("../docs/clients.md");
  private static final Pattern BLOCK = Pattern.compile("```([a-z]*)\\n(.*?)```", Pattern.DOTALL);
  private static final Pattern EXAMPLE =
      Pattern.compile("// example: (\\w+)\\n(.*)", Pattern.DOTALL);

  private final Lab lab;
  private final Path directory;

  GuideTest(Lab lab, @TempDir Path directory) {
    this.lab = lab;
    this.directory = directory;
  }

  private static List<String> blocks(String language) throws IOException {
    return BLOCK
        .matcher(Files.readString(GUIDE))
        .results()
        .filter(block -> block.group(1).equals(language))
        .map(block -> block.group(2))
        .toList();
  }

  private static Map<String, String> examples() throws IOException {
    Map<String, String> examples = new TreeMap<>();
    for (String block : blocks("java")) {
      Matcher example = EXAMPLE.matcher(block);
      if (example.matches()) {
        examples.put(example.group(1), example.group(2));
      }
    }
    return examples;
  }

  @Test
  void everyExampleIsTried() throws IOException {
    assertThat(examples())
        .containsOnlyKeys("mariadb", "hikari", "postgres", "rabbitmq", "redis", "forms");
  }

  @ParameterizedTest
  @ValueSource(strings = {"mariadb", "hikari", "postgres", "rabbitmq", "redis", "forms"})
  void runs(String name) throws Exception {
    String expected =
        switch (name) {
          case "mariadb" -> "TLSv1.3";
          case "hikari" -> "true";
          case "postgres" -> "/CN=app";
          case "rabbitmq" -> "published";
          case "redis" -> "hello";
          default -> "1 1 1\nTLS true";
        };
    assertThat(run(examples().getOrDefault(name, "")))
        .isEqualToNormalizingNewlines(expected + "\n");
  }

  /** With the guide's configuration; servers and files are where they are here. */
  private String run(String example) throws Exception {
    lab.home
        .leaf("app")
        .clientAuth()
        .issue()
        .write(directory.resolve("app.pem"), directory.resolve("app.key"));
    Files.writeString(directory.resolve("ca.pem"), lab.home.pem());
    Path script =
        Files.writeString(
            directory.resolve("opensips.cfg"),
            blocks("").get(0).replace("/etc/opensips/tls", directory.toString()));
    String setup = blocks("java").get(0);
    String user = MariaDbServer.USER;
    String password = MariaDbServer.PASSWORD;
    String text = example;
    if (example.contains("postgresql")) {
      user = PostgresServer.USER;
      password = PostgresServer.PASSWORD;
      text = text.replace("db.example.net:5432", "127.0.0.1:" + lab.postgres().port());
    } else if (example.contains("amqps")) {
      user = RabbitMqServer.USER;
      password = RabbitMqServer.PASSWORD;
      text = text.replace("mq.example.net:5671", "127.0.0.1:" + lab.rabbitMq().port());
    } else if (example.contains("rediss")) {
      password = RedisServer.PASSWORD;
      text = text.replace("cache.example.net:6379", "127.0.0.1:" + lab.redis().port());
    } else if (example.contains("3306")) {
      text = text.replace("db.example.net:3306", "127.0.0.1:" + lab.mariaDb().port());
    }
    return output(
        setup.replace("/etc/opensips/opensips.cfg", script.toString())
            + "try (manager; domains) {\n"
            + text
            + "}\n",
        user,
        password);
  }

  private String output(String body, String user, String password) throws Exception {
    String source =
        """
        import com.rabbitmq.client.Channel;
        import com.rabbitmq.client.ConnectionFactory;
        import com.zaxxer.hikari.*;
        import io.tlsmgm.clients.*;
        import io.tlsmgm.clients.jdbc.*;
        import io.tlsmgm.clients.rabbitmq.*;
        import io.tlsmgm.clients.redis.*;
        import io.tlsmgm.manager.*;
        import java.nio.charset.StandardCharsets;
        import java.nio.file.Path;
        import java.security.KeyStore;
        import java.sql.*;
        import java.sql.Connection;
        import javax.net.ssl.*;
        import javax.sql.DataSource;
        import redis.clients.jedis.RedisClient;

        public class Example {
          public static void run(String user, String password) throws Exception {
        %s
          }
        }
        """
            .formatted(body.indent(4));
    Path file = Files.writeString(directory.resolve("Example.java"), source);
    ByteArrayOutputStream messages = new ByteArrayOutputStream();
    PrintStream told = new PrintStream(messages, true, UTF_8);
    int failed =
        ToolProvider.findFirst("javac")
            .orElseThrow()
            .run(
                told,
                told,
                "-cp",
                System.getProperty("java.class.path"),
                "-d",
                directory.toString(),
                file.toString());
    assertThat(failed).as(messages.toString(UTF_8) + source).isZero();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream usual = System.out;
    try (URLClassLoader loader =
        new URLClassLoader(
            new URL[] {directory.toUri().toURL()}, GuideTest.class.getClassLoader())) {
      System.setOut(new PrintStream(out, true, UTF_8));
      loader
          .loadClass("Example")
          .getMethod("run", String.class, String.class)
          .invoke(null, user, password);
    } finally {
      System.setOut(usual);
    }
    return out.toString(UTF_8);
  }

  /** The URLs that name a class of ours, for a configuration that has room for nothing else. */
  @Test
  void urlsAloneWork() throws Exception {
    List<String> urls =
        Pattern.compile("`(jdbc:[^`]*)`")
            .matcher(Files.readString(GUIDE))
            .results()
            .map(url -> url.group(1))
            .filter(url -> url.contains("//host/db"))
            .toList();
    assertThat(urls).hasSize(3);
    try (Managers managers = Managers.of(Lab.client("app", lab.home, lab.home))) {
      assertThat(managers.domains().domain("app").verifies()).isTrue();
      for (String url : urls) {
        boolean postgres = url.startsWith("jdbc:postgresql");
        String there =
            postgres
                ? lab.postgres().port() + "/" + PostgresServer.DATABASE
                : lab.mariaDb().port() + "/" + MariaDbServer.DATABASE;
        try (java.sql.Connection connection =
            java.sql.DriverManager.getConnection(
                url.replace("host/db", "127.0.0.1:" + there),
                postgres ? PostgresServer.USER : MariaDbServer.USER,
                postgres ? PostgresServer.PASSWORD : MariaDbServer.PASSWORD)) {
          assertThat(JdbcContract.exchange(connection, "url")).isEqualTo("url");
        }
      }
    }
  }
}
