package io.tlsmgm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.tlsmgm.api.Problem;
import io.tlsmgm.testkit.Issued;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code check}, {@code list} and {@code libraries}, and how {@code serve} refuses. */
class CheckTest {
  @SuppressWarnings("NullAway.Init") // set before all tests
  private static Site site;

  @BeforeAll
  static void create(@TempDir Path directory) {
    site = Site.create(directory.resolve("site"));
  }

  @Test
  void aGoodFileIsGoodWithEveryLibrary() {
    Ran ran = Ran.of("check", site.config());
    assertThat(ran.err()).isEmpty();
    assertThat(ran.exit()).isZero();
    List<String> lines = ran.out().lines().toList();
    assertThat(lines.get(0))
        .isEqualTo(
            site.config()
                + ": OK (6 server domains, 2 client domains, 3 sockets; tls_library "
                + String.join(", ", Libraries.all())
                + ")");
    assertThat(lines.get(1)).matches("DAYS LEFT +ENDS +WHAT +DOMAINS");
    assertThat(lines.get(2)).matches("59 +[A-Z].* GMT +CRL of /CN=Test CA +strict \\(server\\)");
    assertThat(lines.get(3)).startsWith("364 ");
  }

  @Test
  void aLibraryThatIsNoneIsAMistakeOfTheCommandLine() {
    for (String command : List.of("check", "serve", "list")) {
      Ran ran = Ran.of(command, site.config(), "--library", "nope");
      assertThat(ran.exit()).as(command).isEqualTo(2);
      assertThat(ran.err())
          .contains(
              "--library nope: no such library; accepted are auto, none, openssl, wolfssl, jsse")
          .doesNotContain("tls_library is nope");
    }
  }

  private static Path ending(String name, Duration left) {
    Instant now = Instant.now();
    Issued leaf =
        site.ca().leaf(name).validity(now.minus(Duration.ofDays(99)), now.plus(left)).issue();
    leaf.write(Path.of(site.file(name + ".pem")), Path.of(site.file(name + ".key")));
    return site.write(
        name + ".cfg",
        String.join(
            "\n",
            "socket=tls:127.0.0.1:5061",
            Site.param("server_domain", name),
            Site.param("verify_cert", "[" + name + "]0"),
            Site.param("certificate", "[" + name + "]" + name + ".pem"),
            Site.param("private_key", "[" + name + "]" + name + ".key"),
            ""));
  }

  @Test
  void failsWithinAsManyDaysAsItIsTold() {
    String file = ending("soon", Duration.ofDays(10).plusHours(1)).toString();
    Ran fine = Ran.of("check", file, "--library", "jsse", "--fail-within", "10");
    assertThat(fine.exit()).as(fine.err()).isZero();
    assertThat(fine.out()).containsPattern("(?m)^10 +.*/CN=soon +soon \\(server\\)$");
    Ran ends = Ran.of("check", file, "--library", "jsse", "--fail-within", "11");
    assertThat(ends.exit()).isEqualTo(3);
    assertThat(ends.err()).contains(file + ": 1 certificate or list will have ended in 11 days");
    assertThat(Ran.of("check", file, "--library", "jsse").exit()).isZero();
    String ended = ending("ended", Duration.ofHours(-1)).toString();
    assertThat(Ran.of("check", ended, "--library", "jsse", "--fail-within", "0").exit())
        .isEqualTo(3);
    // A mistake is worse.
    assertThat(
            Ran.of("check", tenMistakes().toString(), "--library", "jsse", "--fail-within", "999")
                .exit())
        .isEqualTo(1);
    for (String days : List.of("-1", "soon", "999999999")) {
      assertThat(Ran.of("check", file, "--fail-within", days).exit()).isEqualTo(2);
    }
  }

  /** Ten different mistakes, each on a line of its own. */
  private static Path tenMistakes() {
    Issued other = site.ca().leaf("other").issue();
    site.write("other.key", other.keyPem());
    site.write("bad.pem", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");
    return site.write(
        "mistakes.cfg",
        String.join(
            "\n",
            "socket=tls:127.0.0.1:1",
            Site.param("server_domain", "a"),
            Site.param("match_ip_address", "[a]127.0.0.1:1"),
            Site.param("match_ip_address", "[a]here:5061"), // 4: no address
            Site.param("private_key", "[a]other.key"),
            Site.param("certificate", "[a]atlanta.pem"), // 6: of another key
            Site.param("verify_cert", "[a]maybe"), // 7: no number
            Site.param("tls_method", "[a]SSLv3"), // 8: refused
            Site.param("ca_list", "[a]nowhere.pem"), // 9: no file
            Site.param("ciphers_list", "[nobody]HIGH"), // 10: no such domain
            Site.param("require_cert", "[a1"), // 11: no ]
            Site.param("certificat", "[a]atlanta.pem"), // 12: no such parameter
            Site.param("server_domain", "b"),
            Site.param("certificate", "[b]bad.pem"), // 14: bad PEM
            Site.param("private_key", "[b]atlanta.key"),
            Site.param("server_domain", "b"), // 16: twice
            ""));
  }

  private static final List<Integer> MISTAKEN_LINES = List.of(4, 6, 7, 8, 9, 10, 11, 12, 14, 16);

  @Test
  void tellsTenMistakesWithTheirLines() {
    Path file = tenMistakes();
    Ran ran = Ran.of("check", file.toString(), "--library", "jsse");
    assertThat(ran.exit()).isEqualTo(1);
    assertThat(ran.err().lines().filter(line -> !line.contains(": warning: ")))
        .hasSize(10)
        .map(line -> line.substring(0, line.indexOf(": ")))
        .containsExactlyElementsOf(MISTAKEN_LINES.stream().map(n -> file + ":" + n).toList());
    assertThat(ran.out()).contains("10 errors");
  }

  @Test
  void tellsThemOnceWhenThereAreSeveralLibraries() {
    Path file = tenMistakes();
    Ran ran = Ran.of("check", file.toString());
    for (int line : MISTAKEN_LINES) {
      assertThat(ran.err().lines().filter(l -> l.startsWith(file + ":" + line + ": "))).hasSize(1);
    }
  }

  @Test
  void nothingListensWithAMistake() {
    Path file = tenMistakes();
    Ran ran = Ran.of("serve", file.toString(), "--library", "jsse");
    assertThat(ran.exit()).isEqualTo(1);
    assertThat(ran.out()).isEmpty();
    for (int line : MISTAKEN_LINES) {
      assertThat(ran.err()).contains(file + ":" + line + ": ");
    }
  }

  @Test
  void autoWithSeveralLibrariesSaysWhatToDo() {
    assertThat(Libraries.all()).hasSizeGreaterThan(1);
    Ran ran = Ran.of("serve", site.config());
    assertThat(ran.exit()).isEqualTo(1);
    assertThat(ran.out()).isEmpty();
    assertThat(ran.err()).contains("tls_library is auto", "--library").contains(Libraries.all());
  }

  @Test
  void aLibraryThatCannotServeIsRefused() {
    Ran ran = Ran.of("serve", site.config(), "--library", "none");
    assertThat(ran.exit()).isEqualTo(1);
    assertThat(ran.out()).isEmpty();
    assertThat(ran.err()).contains("none");
  }

  @Test
  void warnsAboutASocketThatNoDomainMatches() {
    Path file =
        site.write(
            "unmatched.cfg",
            String.join(
                "\n",
                "socket=tls:127.0.0.1:5061",
                "socket=tls:[::1]:5062",
                "socket=tls:127.0.0.1:5063",
                Site.param("server_domain", "a"),
                Site.param("match_ip_address", "[a]127.0.0.1:5061, [::1]:5062"),
                Site.param("verify_cert", "[a]0"),
                Site.param("certificate", "[a]atlanta.pem"),
                Site.param("private_key", "[a]atlanta.key"),
                ""));
    Ran ran = Ran.of("check", file.toString());
    assertThat(ran.exit()).as(ran.err()).isZero();
    assertThat(ran.err())
        .isEqualToIgnoringNewLines(
            file
                + ":3: warning: no server domain matches socket tls:127.0.0.1:5063, so every"
                + " connection to it would be closed; add a server_domain with match_ip_address"
                + " 127.0.0.1:5063 or *");
    assertThat(ran.out()).contains("0 errors, 1 warning ");
  }

  @Test
  void readsTheKeyPasswordFromAFile() {
    Path file =
        site.write(
            "encrypted.cfg",
            String.join(
                "\n",
                "socket=tls:127.0.0.1:5061",
                Site.param("server_domain", "locked"),
                Site.param("verify_cert", "[locked]0"),
                Site.param("certificate", "[locked]encrypted.pem"),
                Site.param("private_key", "[locked]encrypted.key"),
                ""));
    assertThat(Ran.of("check", file.toString()).exit()).isEqualTo(1);
    Map<String, Integer> exits = new LinkedHashMap<>();
    exits.put(Site.KEY_PASSWORD + "\n", 0);
    exits.put("[locked]" + Site.KEY_PASSWORD + "\nanother\n", 0);
    exits.put("[other]" + Site.KEY_PASSWORD + "\n", 1);
    exits.put("not-this-one\n", 1);
    exits.forEach(
        (passwords, exit) -> {
          String path = site.write("passwords", passwords).toString();
          Ran ran = Ran.of("check", file.toString(), "--key-password-file", path);
          assertThat(ran.exit()).as(passwords + ran.err()).isEqualTo(exit);
          assertThat(ran.out() + ran.err()).doesNotContain(Site.KEY_PASSWORD, "not-this-one");
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"check", "list", "serve"})
  void saysWhichFileIsMissing(String command) {
    Ran ran = Ran.of(command, site.file("nowhere.cfg"));
    assertThat(ran.exit()).isEqualTo(1);
    assertThat(ran.err()).contains(site.file("nowhere.cfg"), "no such file");
  }

  @Test
  void listsDomainsAsTlsListDoes() {
    Ran ran = Ran.of("list", site.config());
    assertThat(ran.exit()).as(ran.err()).isZero();
    JsonArray domains =
        JsonParser.parseString(ran.out()).getAsJsonObject().getAsJsonArray("Domains");
    assertThat(domains).hasSize(8);
    List<String> types = new ArrayList<>();
    Map<String, JsonObject> byName = new LinkedHashMap<>();
    for (JsonElement domain : domains) {
      types.add(domain.getAsJsonObject().get("type").getAsString());
      byName.put(domain.getAsJsonObject().get("name").getAsString(), domain.getAsJsonObject());
    }
    assertThat(types).isSorted().containsOnly("TLS_DOMAIN_CLI", "TLS_DOMAIN_SRV");
    JsonObject atlanta = Objects.requireNonNull(byName.get("atlanta"));
    assertThat(atlanta.keySet())
        .startsWith(
            "name",
            "type",
            "IP ADDRESS FILTERS",
            "SIP DOMAIN FILTERS",
            "METHOD",
            "VERIFY_CERT",
            "REQ_CLI_CERT",
            "CRL_CHECKALL",
            "CERT_FILE",
            "CRL_DIR",
            "CA_FILE",
            "CA_DIR",
            "PKEY_FILE",
            "CIPHER_LIST",
            "DH_PARAMS_FILE",
            "EC_CURVE",
            "CERT_SUBJECT");
    assertThat(atlanta.get("CERT_SUBJECT").getAsString()).isEqualTo("/CN=atlanta.com");
    assertThat(atlanta.get("DAYS_LEFT").getAsInt()).isEqualTo(364);
    assertThat(atlanta.get("CRL_DAYS_LEFT").isJsonNull()).isTrue();
    assertThat(atlanta.get("LOCATION").getAsString()).matches(site.config() + ":\\d+");
    assertThat(atlanta.get("type").getAsString()).isEqualTo("TLS_DOMAIN_SRV");
    assertThat(atlanta.get("METHOD").getAsString()).isEqualTo("TLSv1_2");
    assertThat(atlanta.get("VERIFY_CERT").getAsBoolean()).isFalse();
    assertThat(atlanta.get("CERT_FILE").getAsString()).isEqualTo("atlanta.pem");
    assertThat(ran.out()).doesNotContain("\\u00");
  }

  @Test
  void showsLibrariesAsATableAndAsJson() {
    Ran table = Ran.of("libraries");
    assertThat(table.exit()).isZero();
    assertThat(table.out().lines().findFirst().orElse(""))
        .matches("LIBRARY +AVAILABLE +VERSION +ORIGIN +PROTOCOLS +FEATURES +CAUSE");
    for (String library : Libraries.all()) {
      assertThat(table.out().lines())
          .anyMatch(line -> line.matches(library + " +yes .*TLSv1\\.3.*"));
    }
    JsonArray json =
        JsonParser.parseString(Ran.of("libraries", "--json").out())
            .getAsJsonObject()
            .getAsJsonArray("libraries");
    for (JsonElement element : json) {
      JsonObject library = element.getAsJsonObject();
      assertThat(library.keySet()).contains("name", "available", "version", "origin", "facts");
      boolean available = library.get("available").getAsBoolean();
      assertThat(library.has("cause")).isNotEqualTo(available);
      assertThat(library.has("capabilities")).isEqualTo(available);
    }
  }

  @Test
  void mergesWhatSeveralLibrariesSay() {
    Map<String, List<Problem>> said = new LinkedHashMap<>();
    said.put("jsse", problems("f:9: both", "f:3: tls_library jsse has no X", "f:2: only here"));
    said.put("openssl", problems("f:9: both", "f:3: tls_library openssl has no X"));
    assertThat(Problems.merged(said))
        .extracting(Problem::toString)
        .containsExactly(
            "f:2: only here (with tls_library jsse)",
            "f:3: tls_library jsse, openssl has no X",
            "f:9: both");
  }

  private static List<Problem> problems(String... lines) {
    return Arrays.stream(lines)
        .map(line -> Problem.error(line.substring(0, 3), "", line.substring(5)))
        .toList();
  }
}
