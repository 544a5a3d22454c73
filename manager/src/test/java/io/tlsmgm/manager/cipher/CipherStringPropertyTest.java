package io.tlsmgm.manager.cipher;

import static org.assertj.core.api.Assertions.assertThat;

import io.tlsmgm.api.CipherSuite;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class CipherStringPropertyTest {
  @Property
  void refusesWithAMessageOrReads(@ForAll String text) {
    check(text);
  }

  @Property
  void refusesWithAMessageOrReadsTextOfTheLanguage(@ForAll("alphabet") String text) {
    check(text);
  }

  @Property
  void generatedStringsHoldTheInvariants(@ForAll long seed) {
    check(generator(seed).next());
  }

  /** Selecting what is selected already changes nothing. */
  @Property
  void addingTwiceIsAddingOnce(@ForAll long seed) {
    String group = generator(seed).group();
    assertThat(suites(group + ":" + group)).isEqualTo(suites(group));
  }

  @Property
  void movingTwiceIsMovingOnce(@ForAll long seed) {
    String group = generator(seed).group();
    assertThat(suites("ALL:eNULL:+" + group + ":+" + group))
        .isEqualTo(suites("ALL:eNULL:+" + group));
  }

  @Property
  void sortingTwiceIsSortingOnce(@ForAll long seed) {
    CipherStringGenerator generator = generator(seed);
    String text = generator.group() + ":" + generator.group() + ":" + generator.group();
    List<CipherSuite> sorted = suites(text + ":@STRENGTH");
    assertThat(sorted)
        .isEqualTo(suites(text + ":@STRENGTH:@STRENGTH"))
        .containsExactlyInAnyOrderElementsOf(suites(text));
    assertThat(sorted.stream().map(suite -> -suite.bits())).isSorted();
  }

  @Property
  void whatIsKilledNeverReturns(@ForAll long seed) {
    CipherStringGenerator generator = generator(seed);
    String group = generator.group();
    String before = generator.group();
    String after = generator.group();
    List<CipherSuite> others =
        suites("ALL:eNULL").stream().filter(suite -> !suites(group).contains(suite)).toList();
    assertThat(suites(before + ":!" + group + ":" + after + ":" + group + ":ALL:eNULL"))
        .containsExactlyInAnyOrderElementsOf(others);
  }

  /** What was removed comes back, and the others stay where they are. */
  @Property
  void whatIsRemovedCanBeAddedAgain(@ForAll long seed) {
    String group = generator(seed).group();
    List<CipherSuite> all = suites("ALL:eNULL");
    List<CipherSuite> kept = all.stream().filter(s -> !suites(group).contains(s)).toList();
    List<CipherSuite> result = suites("ALL:eNULL:-" + group + ":" + group);
    assertThat(result).containsExactlyInAnyOrderElementsOf(all);
    assertThat(result.subList(0, kept.size())).isEqualTo(kept);
    assertThat(suites("ALL:eNULL:-" + group)).isEqualTo(kept);
  }

  @Property
  void aJoinSelectsAmongBoth(@ForAll long seed) {
    CipherStringGenerator generator = generator(seed);
    String one = generator.group();
    String other = generator.group();
    // A suite's name is one of its attributes only where it comes last.
    boolean oneIsSuite = CipherSuite.ofName(one).isPresent();
    List<CipherSuite> both = suites(one + "+" + other);
    assertThat(suites(other)).containsAll(both);
    if (!oneIsSuite && !one.equals("COMPLEMENTOFDEFAULT")) {
      assertThat(suites(one)).containsAll(protocolFree(one, other) ? List.of() : both);
    }
  }

  /** The protocol is no condition where a suite is named in full. */
  private static boolean protocolFree(String one, String other) {
    return (one.startsWith("TLSv") || one.startsWith("SSLv"))
        && CipherSuite.ofName(other).isPresent();
  }

  @Provide
  Arbitrary<String> alphabet() {
    return Arbitraries.strings().withChars("!-+@:,; =_.AESGCMRTH12ADEFULT").ofMaxLength(40);
  }

  static void check(String text) {
    Optional<CipherString> parsed = parse(text);
    if (parsed.isEmpty()) {
      return;
    }
    CipherString result = parsed.get();
    assertThat(result.legacySuites()).doesNotHaveDuplicates().noneMatch(CipherSuite::isTls13);
    assertThat(result.tls13Suites()).doesNotHaveDuplicates().allMatch(CipherSuite::isTls13);
    assertThat(result.permittedLegacySuites())
        .isEqualTo(result.legacySuites().stream().filter(result::permits).toList());
    assertThat(result.securityLevel()).isBetween(0, 5);
    for (String unknown : result.unknown()) {
      assertThat(unknown).isNotEmpty();
      assertThat(text).contains(unknown);
    }
  }

  private static Optional<CipherString> parse(String text) {
    try {
      return Optional.of(CipherString.parse(text));
    } catch (IllegalArgumentException e) {
      assertThat(e).hasMessageContaining("cipher string");
      assertThat(e.getMessage()).matches("[ -~]*");
      return Optional.empty();
    }
  }

  private static List<CipherSuite> suites(String text) {
    return CipherString.parse(text).legacySuites();
  }

  private static CipherStringGenerator generator(long seed) {
    return new CipherStringGenerator(new Random(seed));
  }
}
