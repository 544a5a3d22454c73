package io.tlsmgm.manager.db;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.tlsmgm.manager.script.DatabaseSettings;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

class DatabaseUrlFuzzTest {
  private static final Path DIRECTORY = Path.of("/etc/opensips");
  private static final String SECRET = "Zq7-Zq7";

  /** Any text is a URL or is refused with a message on one line, the same each time. */
  @FuzzTest(maxDuration = "60s")
  void parse(FuzzedDataProvider data) {
    String url = data.consumeRemainingAsString();
    try {
      DatabaseUrl read = DatabaseUrl.parse(url, DIRECTORY);
      assertThat(read).isEqualTo(DatabaseUrl.parse(url, DIRECTORY));
      assertThat(read.jdbcUrl()).startsWith("jdbc:");
      if (read.user().isPresent()) {
        assertThat(read.jdbcUrl().substring(5)).doesNotContainAnyWhitespaces();
      }
    } catch (IllegalArgumentException e) {
      assertThat(String.valueOf(e.getMessage())).doesNotContain("\n").isNotBlank();
    }
  }

  /** A password never comes back in a message, wherever the rest of the URL is broken. */
  @FuzzTest(maxDuration = "60s")
  void password(FuzzedDataProvider data) {
    String scheme = data.pickValue(new String[] {"mysql", "postgres", "jdbc:h2", "sqlite", "x"});
    String front = data.consumeString(8);
    String back = data.consumeString(8);
    String rest = data.consumeRemainingAsString();
    if (rest.toLowerCase(Locale.ROOT).contains(SECRET.toLowerCase(Locale.ROOT))) {
      return; // As a host or a database it is no secret.
    }
    String url = scheme + "://u:" + front + SECRET + back + "@" + rest;
    String shown;
    try {
      DatabaseUrl read = DatabaseUrl.parse(url, DIRECTORY);
      shown =
          read
              + new DatabaseSettings(Optional.of(url), "t", Map.of(), DIRECTORY).toString()
              + Secrets.of(read, Optional.empty()).scrub("cannot log in with " + url);
    } catch (IllegalArgumentException e) {
      shown = String.valueOf(e.getMessage());
    }
    assertThat(shown.toLowerCase(Locale.ROOT)).doesNotContain(SECRET.toLowerCase(Locale.ROOT));
  }
}
