package io.tlsmgm.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tlsmgm.clients.redis.RedisTls;
import io.tlsmgm.testkit.TestCa;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a Redis URL says besides its domain. */
class RedisUrlTest {
  private static final TestCa CA = TestCa.create("Redis URL CA");

  @ParameterizedTest
  @CsvSource({"'', 0", "/, 0", "/0, 0", "/15, 15"})
  void hasADatabase(String path, int database) throws Exception {
    try (Managers managers = Managers.of(Lab.client("app", CA, CA))) {
      assertThat(
              RedisTls.target(managers.domains(), "rediss://h:6379" + path + "?tls_domain=app")
                  .config()
                  .getDatabase())
          .isEqualTo(database);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/abc", "/-1", "/1/2", "/99999999999", "/0x1"})
  void saysThatADatabaseIsANumber(String path) throws Exception {
    try (Managers managers = Managers.of(Lab.client("app", CA, CA))) {
      assertThatThrownBy(
              () ->
                  RedisTls.target(
                      managers.domains(), "rediss://:secret@h:6379" + path + "?tls_domain=app"))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("the database '" + path + "' of the URL is no number")
          .hasMessageNotContaining("secret");
    }
  }
}
