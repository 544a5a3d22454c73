package io.tlsmgm.manager.match;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.tlsmgm.api.domain.SipDomainFilter;

/** Any filter compiles or is refused, and any name is decided upon in a moment. */
class SipPatternFuzzTest {
  private static final long TOO_LONG_NANOS = 2_000_000_000;

  @FuzzTest(maxDuration = "60s")
  void compilesAndMatches(FuzzedDataProvider data) {
    String text = data.consumeString(300);
    String name = Names.normalise(data.consumeRemainingAsString());
    if (text.isEmpty()) {
      return;
    }
    SipPattern pattern;
    try {
      pattern = SipPattern.of(new SipDomainFilter(text));
    } catch (IllegalArgumentException e) {
      assertThat(e).hasMessageContaining("matches no name");
      return;
    }
    long start = System.nanoTime();
    boolean matches = pattern.matches(name);
    assertThat(System.nanoTime() - start).isLessThan(TOO_LONG_NANOS);
    switch (pattern.kind()) {
      case EXACT -> assertThat(matches).isEqualTo(name.equals(pattern.tail()));
      case SUFFIX -> assertThat(matches).isEqualTo(name.endsWith(pattern.tail()));
      case ANY -> assertThat(matches).isTrue();
      case NONE -> assertThat(matches).isFalse();
      case GLOB -> {
        // A star before a pattern can only widen it.
        if (matches) {
          assertThat(SipPattern.of(new SipDomainFilter("*" + text)).matches(name)).isTrue();
        }
      }
    }
    if (pattern.kind() != SipPattern.Kind.NONE) {
      // The canonical spelling means the same.
      SipPattern again = SipPattern.of(new SipDomainFilter(pattern.canonical() + "."));
      assertThat(again.key()).isEqualTo(pattern.key());
      assertThat(again.matches(name)).isEqualTo(matches);
    }
  }
}
