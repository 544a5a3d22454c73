package io.tlsmgm.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code serve --mi} and SIGHUP, from outside of the process. */
class MiTest {
  private static final String TOKEN = "not-a-secret-token";

  private static JsonObject call(String uri, String method, String params) throws IOException {
    return call(uri, method, params, "");
  }

  private static JsonObject call(String uri, String method, String params, String token)
      throws IOException {
    HttpURLConnection answer = post(uri, method, params, token);
    assertThat(answer.getResponseCode()).isEqualTo(200);
    try (InputStream in = answer.getInputStream()) {
      return JsonParser.parseString(new String(in.readAllBytes(), UTF_8)).getAsJsonObject();
    }
  }

  private static HttpURLConnection post(String uri, String method, String params, String token)
      throws IOException {
    HttpURLConnection connection = (HttpURLConnection) URI.create(uri).toURL().openConnection();
    connection.setDoOutput(true);
    connection.setRequestProperty("Content-Type", "application/json");
    if (!token.isEmpty()) {
      connection.setRequestProperty("Authorization", "Bearer " + token);
    }
    String body = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"%s\",\"params\":%s}";
    try (OutputStream out = connection.getOutputStream()) {
      out.write(body.formatted(method, params).getBytes(UTF_8));
    }
    return connection;
  }

  private static JsonObject domain(String uri, String name) throws Exception {
    for (JsonElement domain :
        call(uri, "tls_list", "[]").getAsJsonObject("result").getAsJsonArray("Domains")) {
      if (domain.getAsJsonObject().get("name").getAsString().equals(name)) {
        return domain.getAsJsonObject();
      }
    }
    throw new AssertionError("no domain " + name);
  }

  private static void renew(Site site, String name) {
    site.ca()
        .leaf("new." + name)
        .dns(name + ".com")
        .issue()
        .write(Path.of(site.file(name + ".pem")), Path.of(site.file(name + ".key")));
  }

  @Test
  void listsAndReloadsByCallAndBySignal(@TempDir Path directory) throws Exception {
    Site site = Site.create(directory.resolve("site"));
    String mi = "127.0.0.1:" + Site.freePorts(1).get(0);
    try (Serving serving = Serving.start(site.config(), "--library", "jsse", "--mi", mi)) {
      String uri = "http://" + mi + "/mi";
      assertThat(serving.listening()).hasSize(4).endsWith("mi " + uri);
      assertThat(domain(uri, "biloxi").get("CERT_SUBJECT").getAsString())
          .isEqualTo("/CN=biloxi.com");
      assertThat(call(uri, "tls_reload", "[]").getAsJsonObject("error"))
          .hasToString("{\"code\":500,\"message\":\"DB url not set\"}");

      renew(site, "biloxi");
      assertThat(call(uri, "tls_mgm:reload", "[\"files\"]").get("result").getAsString())
          .isEqualTo("OK");
      assertThat(domain(uri, "biloxi").get("CERT_SUBJECT").getAsString())
          .isEqualTo("/CN=new.biloxi");
      assertThat(domain(uri, "biloxi").get("GENERATION").getAsInt()).isEqualTo(2);
      assertThat(domain(uri, "wild").get("GENERATION").getAsInt()).isEqualTo(1);

      renew(site, "wild");
      new ProcessBuilder("kill", "-HUP", Long.toString(serving.pid())).start().waitFor();
      Instant limit = Instant.now().plus(Tool.LIMIT);
      while (domain(uri, "wild").get("GENERATION").getAsInt() != 3
          && Instant.now().isBefore(limit)) {
        Thread.sleep(50);
      }
      assertThat(domain(uri, "wild").get("CERT_SUBJECT").getAsString()).isEqualTo("/CN=new.wild");
      serving.terminate();
      assertThat(serving.exit()).isZero();
    }
  }

  @Test
  void reloadsTheDatabase(@TempDir Path directory) throws Exception {
    Site site = Site.create(directory.resolve("site"));
    Path file = directory.resolve("tls.sqlite");
    String url = "sqlite:///" + file;
    assertThat(Ran.of("db", "init", url).exit()).isZero();
    Ran imported = Ran.of("db", "import", url, site.config());
    assertThat(imported.exit()).as(imported.err()).isZero();
    List<Integer> ports = Site.freePorts(2);
    String script =
        site.write(
                "db.cfg",
                "socket=tls:127.0.0.1:"
                    + ports.get(0)
                    + "\n"
                    + Site.param("db_url", url)
                    + "\n"
                    + Site.param("server_domain", "local")
                    + "\n"
                    + Site.param("certificate", "[local]atlanta.pem")
                    + "\n"
                    + Site.param("private_key", "[local]atlanta.key")
                    + "\n")
            .toString();
    assertThat(Ran.of("check", script, "--library", "jsse").out()).contains("7 server domains");
    String mi = "127.0.0.1:" + ports.get(1);
    try (Serving serving = Serving.start(script, "--library", "jsse", "--mi", mi)) {
      String uri = "http://" + mi + "/mi";
      assertThat(serving.listening()).endsWith("mi " + uri);
      JsonObject biloxi = domain(uri, "biloxi");
      assertThat(biloxi.get("SOURCE").getAsString()).isEqualTo("database");
      assertThat(biloxi.get("LOCATION").getAsString()).contains("tls_mgm", "biloxi");
      assertThat(biloxi.has("CERT_FILE")).isFalse();
      assertThat(call(uri, "tls_reload", "{\"details\":true}").get("result").toString())
          .contains("\"changed\":0,\"unchanged\":9,", "\"generation\":1,");

      renew(site, "biloxi");
      assertThat(Ran.of("db", "import", url, site.config(), "--replace").exit()).isZero();
      assertThat(call(uri, "tls_reload", "{\"details\":true}").get("result").toString())
          .contains("\"changed\":1,\"unchanged\":8,", "\"generation\":2,");
      assertThat(domain(uri, "biloxi").get("CERT_SUBJECT").getAsString())
          .isEqualTo("/CN=new.biloxi");
      assertThat(domain(uri, "local").get("SOURCE").getAsString()).isEqualTo("script");

      Files.move(file, directory.resolve("gone.sqlite"));
      JsonObject error = call(uri, "tls_reload", "[]").getAsJsonObject("error");
      assertThat(error.get("code").getAsInt()).isEqualTo(500);
      assertThat(error.get("message").getAsString()).isEqualTo("Failed to reload");
      assertThat(error.getAsJsonArray("data")).hasSize(1);
      assertThat(domain(uri, "biloxi").get("GENERATION").getAsInt()).isEqualTo(2);
    }
    Ran refused = Ran.of("serve", script, "--library", "jsse");
    assertThat(refused.exit()).isEqualTo(1);
    assertThat(refused.out()).isEmpty();
  }

  /** Every command of the three sections, in its order, with this test's places in theirs. */
  @Test
  void theCommandsOfTheOperatorGuideWork(@TempDir Path directory) throws Exception {
    Site site = Site.create(directory.resolve("site"));
    String guide = Files.readString(Path.of("../docs/operator-guide.md"));
    List<String> commands =
        guide
            .substring(guide.indexOf("## Management interface"), guide.indexOf("## What differs"))
            .lines()
            .filter(line -> line.matches("(curl|kill|tlsmgm) .*"))
            .toList();
    assertThat(commands).hasSize(10);
    assertThat(commands.get(0)).startsWith("tlsmgm serve ");
    String mi = "127.0.0.1:" + Site.freePorts(1).get(0);
    String serve = place(commands.get(0), site, mi).substring("tlsmgm serve ".length());
    try (Serving serving = Serving.start(serve.split(" "))) {
      assertThat(serving.listening()).endsWith("mi http://" + mi + "/mi");
      for (String command : commands.subList(1, commands.size())) {
        String line = place(command, site, mi).replace("PID", Long.toString(serving.pid()));
        if (line.startsWith("tlsmgm ")) {
          Ran ran = Ran.of(line.substring("tlsmgm ".length()).split(" "));
          assertThat(ran.exit()).as(line + ran.err()).isZero();
          assertThat(ran.out()).contains("strict");
        } else {
          Tool.Result result = Tool.run(List.of("sh", "-c", line));
          assertThat(result.exit()).as(line + result.err()).isZero();
          assertThat(result.out())
              .as(line)
              .matches(
                  line.startsWith("kill")
                      ? ""
                      : line.contains("-d ")
                          ? "\\{\"jsonrpc\":\"2.0\",\"(result|error)\":.*,\"id\":1}"
                          : "(?s)tlsmgm management interface.*");
        }
      }
    }
  }

  private static String place(String command, Site site, String mi) {
    return command.replace("127.0.0.1:8888", mi).replace(" opensips.cfg", " " + site.config());
  }

  @Test
  void wantsATokenBeyondLoopback(@TempDir Path directory) throws Exception {
    Site site = Site.create(directory.resolve("site"));
    String mi = "0.0.0.0:" + Site.freePorts(1).get(0);
    List<String> command = new ArrayList<>(Tool.tlsmgm("serve", site.config()));
    command.addAll(List.of("--library", "jsse", "--mi", mi));
    Tool.Result refused = Tool.run(command);
    assertThat(refused.exit()).isEqualTo(1);
    assertThat(refused.out()).isEmpty();
    assertThat(refused.err()).contains("needs a token", "--mi-token-file", "TLSMGM_MI_TOKEN");

    String token = site.write("token", TOKEN + "\n").toString();
    try (Serving serving =
        Serving.start(site.config(), "--library", "jsse", "--mi", mi, "--mi-token-file", token)) {
      String uri = "http://" + mi.replace("0.0.0.0", "127.0.0.1") + "/mi";
      assertThat(post(uri, "tls_list", "[]", "").getResponseCode()).isEqualTo(401);
      assertThat(call(uri, "tls_list", "[]", TOKEN).has("result")).isTrue();
      serving.terminate();
      assertThat(serving.exit()).isZero();
      assertThat(serving.err()).contains("refused").doesNotContain(TOKEN);
    }
  }

  @Test
  void looksAtFilesByItself(@TempDir Path directory) throws Exception {
    Site site = Site.create(directory.resolve("site"));
    String script =
        Files.readString(Path.of(site.config())) + Site.param("auto_reload", "1") + "\n";
    String file = site.write("auto.cfg", script).toString();
    String mi = "127.0.0.1:" + Site.freePorts(1).get(0);
    try (Serving serving = Serving.start(file, "--library", "openssl", "--mi", mi)) {
      String uri = "http://" + mi + "/mi";
      assertThat(serving.listening()).endsWith("mi " + uri);
      renew(site, "biloxi");
      Instant limit = Instant.now().plus(Tool.LIMIT);
      while (domain(uri, "biloxi").get("GENERATION").getAsInt() == 1
          && Instant.now().isBefore(limit)) {
        Thread.sleep(100);
      }
      assertThat(domain(uri, "biloxi").get("CERT_SUBJECT").getAsString())
          .isEqualTo("/CN=new.biloxi");
    }
  }
}
