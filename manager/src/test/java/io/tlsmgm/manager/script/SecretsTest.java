package io.tlsmgm.manager.script;

import static io.tlsmgm.manager.script.Scripts.parse;
import static io.tlsmgm.manager.script.Scripts.set;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.NotEmpty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecretsTest {
  private static String redact(String url) {
    return new DatabaseSettings(Optional.of(url), "t", Map.of()).redactedUrl().orElseThrow();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "mysql://u:pw@db.example:3306/sip|mysql://***@db.example:3306/sip",
        "mysql://db.example/sip|mysql://db.example/sip",
        "mysql://u:p@w@db/sip|mysql://***@db/sip",
        "mysql://u:p?w@db/sip|mysql://***",
        "mysql://u:pw@db/sip?ssl=1|mysql://***@db/sip?***",
        "jdbc:mysql://db/sip?user=u&password=pw|jdbc:mysql://db/sip?***",
        "jdbc:sqlserver://db;user=u;password=pw|jdbc:sqlserver://db?***",
        "jdbc:oracle:thin:u/pw@db|jdbc:***",
        "sqlite:///var/lib/sip.db|sqlite:///var/lib/sip.db",
        "jdbc:sqlite:/var/lib/sip.db|jdbc:sqlite:/var/lib/sip.db",
        "u:pw@mysql://db|***",
        "pw@db|***",
      })
  void hidesThePasswordOfAUrl(String url, String shown) {
    assertThat(redact(url)).isEqualTo(shown);
  }

  @Property
  void neverShowsAPassword(
      @ForAll @AlphaChars @NotEmpty String user,
      @ForAll @NotEmpty @Chars({'@', '?', '/', ':', ';', '#', '&', 'P', 'W', '='}) String rest) {
    String password = "XX" + rest + "XX";
    String url = "mysql://" + user.toLowerCase(Locale.ROOT) + ":" + password + "@db/sip";
    assertThat(redact(url)).doesNotContain("XX");
    assertThat(parse(set("db_url", url)).toString()).doesNotContain("XX");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "modparam(\"tls_mgm\", \"db_url\", \"mysql://u:SECRET@db/x?tls_domain=d\")",
        "modparam(\"tls_mgm\", \"db_url\", \"mysql://u:${SECRET}@db/x\")",
        "modparam(\"tls_mgm\", \"db_ulr\", \"mysql://u:SECRET@db/x\")",
        "modparam(\"tls_mgm\", \"db_url\" \"mysql://u:SECRET@db/x\")",
        "modparam(\"tls_mgm\", \"db_url\", \"mysql://u:x\"SECRET@db/x\")",
        "modparam(\"tls_mgm\", \"db_url\", mysql://u:SECRET@db/x)",
        "modparam(\"tls_mgm\", \"db_url\", \"mysql://u:SECRET@db/x)",
        "modparam(\"tls_mgm\", \"db_url\", \"mysql://u:SECRET\uFFFD@db/x\")",
        "modparam(\"auth_db\", \"db_url\", \"mysql://u:SECRET@db/x)",
        "modparam(\"tls_mgm\", \"private_key\", \"-----BEGIN PRIVATE KEY----- SECRET\")",
        "modparam(\"tls_[m]gm\", \"db_url\", \"mysql://u:SECRET@db/x\")",
      })
  void noProblemShowsASecret(String line) {
    Script script = parse(line, "");
    assertThat(script.problems()).isNotEmpty();
    assertThat(script.toString()).doesNotContain("SECRET");
  }

  @Test
  void theUrlItselfIsWhole() {
    Script script = parse(set("db_url", "mysql://u:SECRET@db/x"));
    assertThat(script.database().url()).contains("mysql://u:SECRET@db/x");
    assertThat(script.toString()).doesNotContain("SECRET").contains("mysql://***@db/x");
  }
}
