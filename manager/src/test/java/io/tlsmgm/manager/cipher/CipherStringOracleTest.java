package io.tlsmgm.manager.cipher;

import static org.assertj.core.api.Assertions.assertThat;

import io.tlsmgm.api.CipherSuite;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Compares, suite by suite and in order, with OpenSSL 3.0. */
class CipherStringOracleTest {
  /** More of them: {@code -Dextra.argLine=-Dtlsmgm.cipherStrings=20000}. */
  private static final int GENERATED = Integer.getInteger("tlsmgm.cipherStrings", 700);

  private static final long SEED = Long.getLong("tlsmgm.cipherStringSeed", 20_260_401L);

  private static final Pattern STANDARD_NAME = Pattern.compile("TLS_[A-Za-z0-9_.=-]+");

  @BeforeAll
  static void version() {
    OpenSsl.requireVersion30();
  }

  @Test
  void stringsFromConfigurations() throws IOException {
    List<String> strings = strings();
    assertThat(strings).hasSizeGreaterThan(250);
    assertSameAsOpenSsl(strings.stream());
  }

  @Test
  void everyGroupAndEverySuiteAlone() {
    List<String> strings = new ArrayList<>(CipherStringGenerator.GROUPS);
    strings.addAll(CipherStringGenerator.RETIRED);
    for (CipherSuite suite : CipherSuite.values()) {
      if (!suite.isTls13()) {
        strings.add(suite.opensslName());
      }
    }
    assertSameAsOpenSsl(strings.stream());
  }

  @Test
  void generatedStrings() {
    CipherStringGenerator generator = new CipherStringGenerator(new Random(SEED));
    assertSameAsOpenSsl(Stream.generate(generator::next).limit(GENERATED));
  }

  /** A security level shortens what a connection can use, not what the string selects. */
  @Test
  void securityLevels() {
    List<String> strings = new ArrayList<>(List.of("ALL:eNULL", "DEFAULT"));
    for (int level = 0; level <= SecurityLevel.MAX; level++) {
      strings.add("@SECLEVEL=" + level + ":ALL:COMPLEMENTOFALL");
      strings.add("SHA:aNULL:MD5:AESCCM8@SECLEVEL=" + level);
    }
    List<String> differences =
        strings.parallelStream()
            .flatMap(
                text ->
                    difference(
                        text,
                        OpenSsl.supportedCiphers(text).suites(),
                        CipherString.parse(text).permittedLegacySuites()))
            .toList();
    assertThat(differences).isEmpty();
  }

  private static void assertSameAsOpenSsl(Stream<String> strings) {
    // Collected first, so that the generator is used by one thread only.
    List<String> differences =
        strings.toList().parallelStream().flatMap(CipherStringOracleTest::compare).toList();
    assertThat(differences).isEmpty();
  }

  private static Stream<String> compare(String text) {
    OpenSsl.Answer expected = OpenSsl.ciphers(withOpenSslNames(text));
    CipherString actual;
    try {
      actual = CipherString.parse(text);
    } catch (IllegalArgumentException e) {
      return expected.malformed()
          ? Stream.empty()
          : Stream.of("[" + text + "] is refused, but not by OpenSSL: " + e.getMessage());
    }
    return expected.malformed()
        ? Stream.of("[" + text + "] is refused by OpenSSL only")
        : difference(text, expected.suites(), actual.legacySuites());
  }

  private static Stream<String> difference(
      String text, List<CipherSuite> expected, List<CipherSuite> actual) {
    return expected.equals(actual)
        ? Stream.empty()
        : Stream.of(
            "[" + text + "]\n  OpenSSL: " + names(expected) + "\n  ours:    " + names(actual));
  }

  private static String names(List<CipherSuite> suites) {
    return suites.stream().map(CipherSuite::opensslName).collect(Collectors.joining(":"));
  }

  /** OpenSSL 3.0 does not know IANA names yet. */
  private static String withOpenSslNames(String text) {
    return STANDARD_NAME
        .matcher(text)
        .replaceAll(
            match ->
                Matcher.quoteReplacement(
                    CipherSuite.ofName(match.group())
                        .filter(suite -> !suite.isTls13())
                        .map(CipherSuite::opensslName)
                        .orElse(match.group())));
  }

  private static List<String> strings() throws IOException {
    try (InputStream in = CipherStringOracleTest.class.getResourceAsStream("cipher-strings.txt")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isEmpty() && !line.startsWith("#"))
          .toList();
    }
  }
}
