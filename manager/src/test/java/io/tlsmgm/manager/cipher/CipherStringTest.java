package io.tlsmgm.manager.cipher;

import static io.tlsmgm.api.CipherSuite.TLS_AES_128_CCM_SHA256;
import static io.tlsmgm.api.CipherSuite.TLS_AES_128_GCM_SHA256;
import static io.tlsmgm.api.CipherSuite.TLS_AES_256_GCM_SHA384;
import static io.tlsmgm.api.CipherSuite.TLS_CHACHA20_POLY1305_SHA256;
import static io.tlsmgm.api.CipherSuite.TLS_DH_anon_WITH_AES_256_GCM_SHA384;
import static io.tlsmgm.api.CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256;
import static io.tlsmgm.api.CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384;
import static io.tlsmgm.api.CipherSuite.TLS_RSA_WITH_AES_128_CBC_SHA;
import static io.tlsmgm.api.CipherSuite.TLS_RSA_WITH_AES_256_CBC_SHA;
import static io.tlsmgm.api.CipherSuite.TLS_RSA_WITH_NULL_MD5;
import static io.tlsmgm.manager.cipher.CipherString.parse;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import io.tlsmgm.api.CipherSuite;
import io.tlsmgm.api.NamedGroup;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What the comparison with OpenSSL cannot see: our additions, messages, and speed. */
class CipherStringTest {
  @Nested
  class Legacy {
    @Test
    void suitesByOpenSslAndByIanaName() {
      assertThat(parse("AES256-SHA:TLS_RSA_WITH_AES_128_CBC_SHA").legacySuites())
          .containsExactly(TLS_RSA_WITH_AES_256_CBC_SHA, TLS_RSA_WITH_AES_128_CBC_SHA);
      assertThat(parse("RSA+AES:!TLS_RSA_WITH_AES_128_CBC_SHA").legacySuites())
          .contains(TLS_RSA_WITH_AES_256_CBC_SHA)
          .doesNotContain(TLS_RSA_WITH_AES_128_CBC_SHA);
    }

    @Test
    void nothingSelectedIsNoError() {
      for (String text :
          List.of("", " ", ":", "FOO", "ALL:!ALL", "RC4", "TLS_AES_128_GCM_SHA256")) {
        assertThat(parse(text).legacySuites()).as(text).isEmpty();
      }
    }

    @Test
    void listsAreImmutable() {
      CipherString cipherString = parse("HIGH:FOO:TLS_AES_128_GCM_SHA256");
      for (List<?> list :
          List.of(
              cipherString.legacySuites(),
              cipherString.permittedLegacySuites(),
              cipherString.tls13Suites(),
              cipherString.unknown(),
              cipherString.suiteBGroups())) {
        assertThat(list).isUnmodifiable();
      }
    }
  }

  @Nested
  class Tls13 {
    @Test
    void namedOnesInOrder() {
      assertThat(parse("TLS_CHACHA20_POLY1305_SHA256:HIGH TLS_AES_128_CCM_SHA256").tls13Suites())
          .containsExactly(TLS_CHACHA20_POLY1305_SHA256, TLS_AES_128_CCM_SHA256);
      assertThat(parse("TLS_AES_128_CCM_SHA256,TLS_AES_128_CCM_SHA256").tls13Suites())
          .containsExactly(TLS_AES_128_CCM_SHA256);
    }

    @Test
    void groupsLeaveThemAlone() {
      assertThat(parse("ALL").tls13Suites()).isEmpty();
      assertThat(parse("TLS_AES_128_GCM_SHA256:!ALL:!AESGCM:@STRENGTH").tls13Suites())
          .containsExactly(TLS_AES_128_GCM_SHA256);
      assertThat(parse("HIGH:TLS_AES_128_GCM_SHA256:!AES").legacySuites())
          .isEqualTo(parse("HIGH:!AES").legacySuites());
    }

    @Test
    void operatorsMeanWhatTheyMeanForOlderSuites() {
      String two = "TLS_AES_128_GCM_SHA256:TLS_AES_256_GCM_SHA384:";
      assertThat(parse(two + "+TLS_AES_128_GCM_SHA256").tls13Suites())
          .containsExactly(TLS_AES_256_GCM_SHA384, TLS_AES_128_GCM_SHA256);
      assertThat(parse(two + "+TLS_AES_128_CCM_SHA256").tls13Suites())
          .containsExactly(TLS_AES_128_GCM_SHA256, TLS_AES_256_GCM_SHA384);
      assertThat(parse(two + "-TLS_AES_128_GCM_SHA256:TLS_AES_128_GCM_SHA256").tls13Suites())
          .containsExactly(TLS_AES_256_GCM_SHA384, TLS_AES_128_GCM_SHA256);
      assertThat(parse(two + "!TLS_AES_128_GCM_SHA256:TLS_AES_128_GCM_SHA256").tls13Suites())
          .containsExactly(TLS_AES_256_GCM_SHA384);
    }

    @Test
    void exclusionsAloneWorkOnTheDefault() {
      assertThat(parse("HIGH:!TLS_AES_128_GCM_SHA256").tls13Suites())
          .containsExactly(TLS_AES_256_GCM_SHA384, TLS_CHACHA20_POLY1305_SHA256);
      assertThat(parse("HIGH:+TLS_AES_256_GCM_SHA384").tls13Suites())
          .containsExactly(
              TLS_CHACHA20_POLY1305_SHA256, TLS_AES_128_GCM_SHA256, TLS_AES_256_GCM_SHA384);
    }

    @Test
    void excludingAllIsRefused() {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> parse("TLS_AES_128_GCM_SHA256:HIGH:!TLS_AES_128_GCM_SHA256"))
          .withMessageContaining("excludes every TLS 1.3 suite")
          .withMessageContaining("protocol range");
    }

    @Test
    void mustStandAlone() {
      for (String text : List.of("TLS_AES_128_GCM_SHA256+AES", "TLS_AES_128_GCM_SHA256@STRENGTH")) {
        assertThat(parse(text).tls13Suites()).isEmpty();
        assertThat(parse(text).unknown()).containsExactly(text);
      }
      assertThat(parse("AES+TLS_AES_128_GCM_SHA256").unknown())
          .containsExactly("TLS_AES_128_GCM_SHA256");
    }
  }

  @Nested
  class Unknown {
    @Test
    void isWhatNamesNothing() {
      assertThat(parse("HIGH:!aNUL:TLS_RSA_WITH_FOO:foo").unknown())
          .containsExactly("aNUL", "TLS_RSA_WITH_FOO", "foo");
    }

    @Test
    void takesTheRestOfItsItemAlong() {
      assertThat(parse("FOO@SECLEVEL=5:HIGH").unknown()).containsExactly("FOO@SECLEVEL=5");
      assertThat(parse("ECDHE+FOO+AES").unknown()).containsExactly("FOO+AES");
      assertThat(parse("ALL:@STRENGTH!aNULL").unknown()).containsExactly("!aNULL");
      assertThat(parse("SUITEB128:!aNULL").unknown()).containsExactly("!aNULL");
      assertThat(parse("ALL:RC4!aNULL").unknown()).containsExactly("!aNULL");
      assertThat(parse("ALL:RC4+RSA!aNULL").unknown()).containsExactly("!aNULL");
      assertThat(parse("ALL:AES128+AES256!aNULL").unknown()).containsExactly("!aNULL");
    }

    @Test
    void wordsOutOfPlaceAreReported() {
      assertThat(parse("HIGH:DEFAULT:SUITEB128").unknown()).containsExactly("DEFAULT", "SUITEB128");
    }

    @Test
    void wordsOfOldAreNotReported() {
      Stream<String> words =
          Stream.concat(
              CipherStringGenerator.GROUPS.stream(), CipherStringGenerator.RETIRED.stream());
      assertThat(parse(words.collect(Collectors.joining(":"))).unknown()).isEmpty();
      assertThat(parse("ECDH-RSA-AES256-SHA:DH-DSS-AES128-SHA256:RC4+RSA:!RC4").unknown())
          .isEmpty();
      assertThat(parse("ECDH-RSA-AES512-SHA:DH-FOO").unknown())
          .containsExactly("ECDH-RSA-AES512-SHA", "DH-FOO");
    }
  }

  @Nested
  class Level {
    @Test
    void isTheLastOneGiven() {
      assertThat(parse("ALL").securityLevel()).isEqualTo(2);
      assertThat(parse("DEFAULT@SECLEVEL=1").securityLevel()).isEqualTo(1);
      assertThat(parse("@SECLEVEL=1:ALL:@SECLEVEL=0").securityLevel()).isZero();
    }

    @Test
    void decidesWhatMayBeNegotiated() {
      CipherString all = parse("ALL:eNULL");
      assertThat(all.legacySuites())
          .contains(TLS_DH_anon_WITH_AES_256_GCM_SHA384, TLS_RSA_WITH_NULL_MD5);
      assertThat(all.permittedLegacySuites())
          .contains(TLS_RSA_WITH_AES_128_CBC_SHA)
          .doesNotContain(TLS_DH_anon_WITH_AES_256_GCM_SHA384, TLS_RSA_WITH_NULL_MD5);
      CipherString anything = parse("ALL:eNULL@SECLEVEL=0");
      assertThat(anything.permittedLegacySuites()).isEqualTo(anything.legacySuites());
    }

    @Test
    void decidesAboutTls13Too() {
      assertThat(parse("ALL@SECLEVEL=3").permits(TLS_AES_128_GCM_SHA256)).isTrue();
      assertThat(parse("ALL@SECLEVEL=4").permits(TLS_AES_128_GCM_SHA256)).isFalse();
      assertThat(parse("ALL@SECLEVEL=5").permits(TLS_AES_256_GCM_SHA384)).isTrue();
    }
  }

  @Nested
  class SuiteBMode {
    @Test
    void restrictsTheGroups() {
      assertThat(parse("SUITEB128").suiteBGroups())
          .containsExactly(NamedGroup.SECP256R1, NamedGroup.SECP384R1);
      assertThat(parse("SUITEB128C2").legacySuites())
          .containsExactly(TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384);
      assertThat(parse("SUITEB128ONLY").legacySuites())
          .containsExactly(TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256);
      assertThat(parse("SUITEB128ONLY").suiteBGroups()).containsExactly(NamedGroup.SECP256R1);
      assertThat(parse("SUITEB192").suiteBGroups()).containsExactly(NamedGroup.SECP384R1);
      assertThat(parse("HIGH").suiteBGroups()).isEmpty();
    }
  }

  @Nested
  class Messages {
    @Test
    void sayWhereAndWhatWouldBeRight() {
      assertRefused(
          "HIGH:@STRONG:!MD5",
          "cipher string, position 6 in '@STRONG': no such command; expected @STRENGTH or"
              + " @SECLEVEL=0 to @SECLEVEL=5");
      assertRefused(
          "ALL:@SECLEVEL=6",
          "cipher string, position 5 in '@SECLEVEL=6': no such security level; expected one digit"
              + " from 0 to 5");
      String expected =
          "; expected a suite such as ECDHE-RSA-AES128-GCM-SHA256 or a group such as HIGH, with"
              + " : , ; or a blank between items";
      assertRefused("ALL:!", "cipher string, position 5 in '!': nothing follows '!'" + expected);
      assertRefused(
          "ALL:!!MD5", "cipher string, position 5 in '!!MD5': '!' follows '!'" + expected);
      assertRefused(
          "ALL RSA+ AES", "cipher string, position 5 in 'RSA+': nothing follows '+'" + expected);
      assertRefused(
          "${CIPHERS}",
          "cipher string, position 1 in '${CIPHERS}': '$' cannot be part of a cipher string"
              + expected);
      assertRefused(
          "HIGH\u0000",
          "cipher string, position 5 in 'HIGH\\u0000': '\\u0000' cannot be part of"
              + " a cipher string"
              + expected);
    }

    @Test
    void stayShortAndOnOneLine() {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> parse("A".repeat(100_000) + ":AES\n" + "B".repeat(100_000)))
          .withMessageContaining("position 100005 in 'AES\\u000ABBB")
          .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(400).doesNotContain("\n"));
    }

    private void assertRefused(String text, String message) {
      assertThatIllegalArgumentException().isThrownBy(() -> parse(text)).withMessage(message);
    }
  }

  @Test
  void printsAsGiven() {
    assertThat(parse("HIGH:!aNULL")).hasToString("HIGH:!aNULL");
  }

  /** Tens of microseconds each; the limit of 10 ms leaves room for slow and busy machines. */
  @Test
  void aThousandDomainsAreReadQuickly() {
    String text =
        CipherString.parse("DEFAULT").legacySuites().stream()
                .map(CipherSuite::opensslName)
                .collect(Collectors.joining(":"))
            + ":!aNULL:!MD5:@STRENGTH";
    assertTimeout(
        Duration.ofSeconds(10),
        () -> {
          for (int i = 0; i < 1_000; i++) {
            assertThat(parse(text).legacySuites().size()).isPositive();
          }
        });
  }
}
