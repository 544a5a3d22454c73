package io.tlsmgm.api.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.tlsmgm.api.ProtocolRange;
import io.tlsmgm.api.ProtocolVersion;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TlsMethodTest {
  @ParameterizedTest
  @ValueSource(strings = {"SSLv23", "sslv23", "TLSany", "TLSANY", " SSLv23 "})
  void sslv23IsEveryVersion(String value) {
    TlsMethod method = TlsMethod.parse(value);
    assertThat(method).isEqualTo(TlsMethod.SSLV23);
    assertThat(method.range()).isEmpty();
    assertThat(method).hasToString("SSLv23");
  }

  @ParameterizedTest
  @CsvSource({
    "TLSv1, TLSV1, TLSV1, TLSv1",
    "tlsv1, TLSV1, TLSV1, TLSv1",
    "TLSv1_1, TLSV1_1, TLSV1_1, TLSv1_1",
    "TLSV1_2, TLSV1_2, TLSV1_2, TLSv1_2",
    "TLSv1_3, TLSV1_3, TLSV1_3, TLSv1_3",
    "TLSv1-TLSv1_3, TLSV1, TLSV1_3, TLSv1-TLSv1_3",
    "TLSv1_2 - tlsv1_3, TLSV1_2, TLSV1_3, TLSv1_2-TLSv1_3",
    "TLSv1_1-TLSv1_1, TLSV1_1, TLSV1_1, TLSv1_1",
    "TLSv1-, TLSV1, TLSV1_3, TLSv1-TLSv1_3",
    "TLSv1_2-, TLSV1_2, TLSV1_3, TLSv1_2-TLSv1_3",
    "-TLSv1_2, TLSV1, TLSV1_2, TLSv1-TLSv1_2",
    "-, TLSV1, TLSV1_3, TLSv1-TLSv1_3",
    "' - ', TLSV1, TLSV1_3, TLSv1-TLSv1_3",
  })
  void readsVersionsAndRanges(String value, ProtocolVersion min, ProtocolVersion max, String text) {
    TlsMethod method = TlsMethod.parse(value);
    assertThat(method.range()).contains(new ProtocolRange(min, max));
    assertThat(method).hasToString(text);
  }

  @ParameterizedTest
  @CsvSource({
    "SSLv23, true, true",
    "TLSv1_2, false, false",
    "TLSv1-TLSv1_3, false, false",
    "TLSv1_2-, false, true",
    "-TLSv1_2, true, false",
    "-, true, true",
  })
  void knowsWhichEndsAreLeftOut(String value, boolean openMin, boolean openMax) {
    assertThat(TlsMethod.parse(value).openMin()).isEqualTo(openMin);
    assertThat(TlsMethod.parse(value).openMax()).isEqualTo(openMax);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "TLS",
        "TLSv",
        "TLSv1_",
        "TLSv1.2",
        "TLSv1_4",
        "TLSv2",
        "SSLv2",
        "SSLv3",
        "SSLv23-",
        "-SSLv23",
        "SSLv23-TLSv1_2",
        "TLSv1-SSLv3",
        "TLSv1--TLSv1_2",
        "TLSv1-TLSv1_2-TLSv1_3",
        "0"
      })
  void refusesEverythingElseAndListsWhatIsRight(String value) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TlsMethod.parse(value))
        .withMessageContaining("'" + value + "'")
        .withMessageContaining(TlsMethod.ACCEPTED);
  }

  @ParameterizedTest
  @CsvSource({"SSLv2, RFC 6176", "sslv3, RFC 7568", "SSLv3-TLSv1_2, RFC 7568"})
  void saysWhySslIsRefused(String value, String reason) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TlsMethod.parse(value))
        .withMessageContaining(reason);
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1_3-TLSv1_2", "TLSv1_2-TLSv1"})
  void turnsAReversedRangeRound(String value) {
    String[] ends = value.split("-");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TlsMethod.parse(value))
        .withMessageContaining("write " + ends[1] + "-" + ends[0]);
  }

  @Property
  void readsItsOwnText(@ForAll ProtocolVersion one, @ForAll ProtocolVersion other) {
    ProtocolVersion min = one.compareTo(other) < 0 ? one : other;
    ProtocolVersion max = min == one ? other : one;
    String text = min.methodName() + "-" + max.methodName();
    assertThat(TlsMethod.parse(TlsMethod.parse(text).text())).isEqualTo(TlsMethod.parse(text));
  }

  @Property
  void neverThrowsAnythingElse(@ForAll String value) {
    try {
      assertThat(TlsMethod.parse(value).text()).isNotEmpty();
    } catch (IllegalArgumentException e) {
      assertThat(e).hasMessageContaining(TlsMethod.ACCEPTED);
    }
  }
}
