package io.tlsmgm.api.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SipDomainFilterTest {
  @Test
  void readsLists() {
    assertThat(SipDomainFilter.parseList(" a.example ,*.b.example,none,\n*, a.example"))
        .extracting(SipDomainFilter::text)
        .containsExactly("a.example", "*.b.example", "none", "*");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a[bc].example",
        "[!a]x",
        "[]a]",
        "[!]a]",
        "a?",
        "a\\[b",
        "\\\\",
        "xn--nxa",
        "[[:alpha:]]"
      })
  void readsPatterns(String text) {
    assertThat(SipDomainFilter.parseList(text)).containsExactly(new SipDomainFilter(text));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a.example,|an item is empty",
        ",a.example|an item is empty",
        "a.example,,b.example|an item is empty",
        "a[b.example|'[' has no ']'",
        "[|'[' has no ']'",
        "[]|'[' has no ']'",
        "[!]|'[' has no ']'",
        "a\\|it ends with",
        "a.example b.example|there is a blank inside",
      })
  void saysWhatIsWrongAndWhatIsRight(String text, String problem) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SipDomainFilter.parseList(text))
        .withMessageContaining(problem)
        .withMessageContaining("accepted are names such as example.com");
  }

  @Test
  void anEmptyValueIsAnEmptyItem() {
    assertThatIllegalArgumentException().isThrownBy(() -> SipDomainFilter.parseList(" "));
  }

  @Property
  void neverThrowsAnythingElse(@ForAll String text) {
    try {
      assertThat(SipDomainFilter.parseList(text)).isNotEmpty();
    } catch (IllegalArgumentException e) {
      assertThat(e).hasMessageContaining("accepted are");
    }
  }
}
