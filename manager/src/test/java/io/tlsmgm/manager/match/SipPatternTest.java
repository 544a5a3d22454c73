package io.tlsmgm.manager.match;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tlsmgm.api.domain.SipDomainFilter;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SipPatternTest {
  private static SipPattern pattern(String text) {
    return SipPattern.of(new SipDomainFilter(text));
  }

  private static boolean matches(String pattern, String name) {
    return pattern(pattern).matches(Names.normalise(name));
  }

  @ParameterizedTest
  @CsvSource({
    "sip.example.com, sip.example.com, true",
    "sip.example.com, SIP.Example.COM, true",
    "SIP.example.com., sip.example.com, true",
    "sip.example.com, sip.example.com., true",
    "sip.example.com, sipXexample.com, false",
    "sip.example.com, sip.example.com.org, false",
    "*.bar.com, foo.bar.com, true",
    "*.bar.com, a.b.bar.com, true",
    "*.bar.com, bar.com, false",
    "*.BAR.com., FOO.bar.com., true",
    "*.bar.com, foo.bar.com.org, false",
    "sip*.example.com, sip12.example.com, true",
    "sip*.example.com, sip.example.com, true",
    "sip?.example.com, sip1.example.com, true",
    "sip?.example.com, sip.example.com, false",
    "sip?.example.com, sip12.example.com, false",
    "sip[0-9].example.com, sip7.example.com, true",
    "sip[0-9].example.com, sipx.example.com, false",
    "sip[!0-9].example.com, sipx.example.com, true",
    "sip[^0-9].example.com, sip7.example.com, false",
    "[A-C].example.com, b.example.com, true",
    "[[:digit:]].example.com, 5.example.com, true",
    "[[:UPPER:]x].example.com, a.example.com, true",
    "*, anything, true",
    "**, anything, true",
    "*., anything, true",
    "none, none, false",
    "NONE, none, false",
    "non[e], none, true",
    "none., none, true",
    "\\*.example.com, a.example.com, false",
    "\\*.example.com, *.example.com, true",
    "[a.example.com, [a.example.com, true",
    "[]a], ], true",
    "[!]a], b, true",
    "[a\\-z], b, false",
    "[z-a]x, mx, false",
    "[[=a=]]x, ax, true",
    "[[.a.]-c]x, bx, true",
  })
  void matchesLikeFnmatch(String pattern, String name, boolean expected) {
    assertThat(matches(pattern, name)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "a.com, EXACT, 5, 0",
    "A.com., EXACT, 5, 0",
    "\\a.com, EXACT, 5, 0",
    "[a.com, EXACT, 6, 0",
    "*.com, SUFFIX, 4, 0",
    "**.com, SUFFIX, 4, 0",
    "*com, SUFFIX, 3, 0",
    "a*.com, GLOB, 5, 0",
    "*.*.com, GLOB, 5, 0",
    "?.com, GLOB, 4, 1",
    "*[ab]?.com, GLOB, 4, 2",
    "*, ANY, 0, 0",
    "***, ANY, 0, 0",
    "none, NONE, 0, 0",
  })
  void knowsItsKindAndHowSpecificItIs(
      String text, SipPattern.Kind kind, int literals, int wildCharacters) {
    assertThat(pattern(text).kind()).isEqualTo(kind);
    assertThat(pattern(text).literals()).isEqualTo(literals);
    assertThat(pattern(text).wildCharacters()).isEqualTo(wildCharacters);
  }

  @ParameterizedTest
  @CsvSource({
    "a.com, A.COM., true",
    "a.com, \\a.c\\om, true",
    "*.a.com, **.A.com, true",
    "[^a]x, [!A]x, true",
    "\\*x, *x, false",
    "\\[a]x, [a]x, false",
    "none, none., false",
    "none, NONE, true",
  })
  void hasOneKeyForEqualFilters(String one, String other, boolean equal) {
    assertThat(pattern(one).key().equals(pattern(other).key())).isEqualTo(equal);
  }

  @Test
  void saysWhyAPatternMatchesNothing() {
    assertThatThrownBy(() -> pattern("a.com\\"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("match_sip_domain 'a.com\\' matches no name")
        .hasMessageContaining("backslash");
    assertThatThrownBy(() -> pattern("[[:Vowel:]].com"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("[[:Vowel:]].com")
        .hasMessageContaining("[:vowel:]");
  }

  @Test
  void doesNotBlowUp() {
    SipPattern many = pattern("*a".repeat(100) + "b");
    String name = "a".repeat(2000);
    Assertions.assertTimeoutPreemptively(
        Duration.ofSeconds(10),
        () -> {
          assertThat(many.matches(name)).isFalse();
          assertThat(many.matches(name + "b")).isTrue();
        });
  }

  /** Bash matches as fnmatch does, in the same locale and without case. */
  @Test
  void agreesWithTheShell(@TempDir Path directory) throws IOException, InterruptedException {
    Random random = new Random(20260101);
    List<String> lines = new ArrayList<>();
    List<Boolean> ours = new ArrayList<>();
    for (int i = 0; i < 3000; i++) {
      String text = randomPattern(random);
      String name = randomName(random);
      lines.add(text + "\t" + name);
      ours.add(matches(text, name));
    }
    List<Boolean> theirs = askShell(Files.write(directory.resolve("pairs"), lines));
    assertThat(theirs).hasSameSizeAs(ours);
    List<String> differences = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      if (!ours.get(i).equals(theirs.get(i))) {
        differences.add(lines.get(i) + " shell says " + theirs.get(i));
      }
    }
    assertThat(differences).isEmpty();
    assertThat(ours.stream().filter(b -> b).count()).isBetween(300L, 2700L);
  }

  private static List<Boolean> askShell(Path pairs) throws IOException, InterruptedException {
    String script =
        "shopt -s nocasematch; while IFS=$'\\t' read -r pattern name; do"
            + " if [[ $name == $pattern ]]; then echo true; else echo false; fi; done";
    ProcessBuilder builder = new ProcessBuilder("bash", "-c", script);
    builder.environment().put("LC_ALL", "C");
    Process shell = builder.redirectErrorStream(true).redirectInput(pairs.toFile()).start();
    List<Boolean> answers;
    try (BufferedReader out = shell.inputReader(StandardCharsets.US_ASCII)) {
      answers = out.lines().map(SipPatternTest::parse).toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    assertThat(shell.waitFor(20, TimeUnit.SECONDS)).isTrue();
    return answers;
  }

  private static boolean parse(String line) {
    assertThat(line).isIn("true", "false");
    return line.equals("true");
  }

  /** Of few different characters, so that a good part matches; ends in none that we treat apart. */
  private static String randomPattern(Random random) {
    String[] pieces = {
      "a",
      "b",
      "A",
      ".",
      "-",
      "*",
      "*",
      "*",
      "?",
      "[ab]",
      "[!a]",
      "[^b]",
      "[a-c]",
      "[B-C]",
      "[]a]",
      "[a-]",
      "[[:alpha:]]",
      "[![:digit:]b]",
      "\\a",
      "\\*",
      "[\\]a]",
      "[.-]",
      "1"
    };
    StringBuilder text = new StringBuilder();
    for (int count = 1 + random.nextInt(6); count > 0; count--) {
      text.append(pieces[random.nextInt(pieces.length)]);
    }
    return text.append(random.nextBoolean() ? "a" : "*").toString();
  }

  private static String randomName(Random random) {
    String characters = "aabbcABC.-1]*";
    StringBuilder name = new StringBuilder();
    for (int count = random.nextInt(7); count > 0; count--) {
      name.append(characters.charAt(random.nextInt(characters.length())));
    }
    return name.append('a').toString();
  }
}
