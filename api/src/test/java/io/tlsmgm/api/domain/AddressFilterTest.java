package io.tlsmgm.api.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressFilterTest {
  @ParameterizedTest
  @CsvSource({
    "*, *",
    "' * ', *",
    "10.0.0.1:5061, 10.0.0.1:5061",
    "' 10.0.0.1:1 ', 10.0.0.1:1",
    "10.0.0.1:65535, 10.0.0.1:65535",
    "[2001:db8::1]:5061, 2001:DB8:0:0:0:0:0:1:5061",
    "2001:db8::1:5061, 2001:DB8:0:0:0:0:0:1:5061",
    "[::]:5061, 0:0:0:0:0:0:0:0:5061",
    "::1:5061, 0:0:0:0:0:0:0:1:5061",
    "[::ffff:10.0.0.1]:5061, 10.0.0.1:5061",
  })
  void readsOneFilter(String text, String canonical) {
    assertThat(AddressFilter.parse(text).canonical()).isEqualTo(canonical);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "``|an item is empty",
        "10.0.0.1|the port is missing",
        "10.0.0.1:|the port is missing",
        "[2001:db8::1]|the port is missing",
        "1:2:3:4:5:6:7:8|the port is missing",
        "10.0.0.1:0|'0' is not a port",
        "10.0.0.1:65536|'65536' is not a port",
        "10.0.0.1:99999999999|'99999999999' is not a port",
        "10.0.0.1:-1|'-1' is not a port",
        "10.0.0.1:sip|'sip' is not a port",
        "example.com:5061|'example.com' is not an IP address, and names are not looked up",
        "[10.0.0.1]:5061|'[10.0.0.1]' is not an IP address",
        "10.0.0.0/8:5061|networks are not supported",
        "*:5061|neither address nor port can be a wildcard",
        "10.0.0.1:*|neither address nor port can be a wildcard",
        "*x|neither address nor port can be a wildcard",
      })
  void saysWhatIsWrongAndWhatIsRight(String text, String problem) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> AddressFilter.parse(text))
        .withMessageContaining(problem)
        .withMessageContaining("accepted are '*' alone, or IP:port");
  }

  @Test
  void readsLists() {
    assertThat(AddressFilter.parseList("10.0.0.1:5061, [::1]:5061,10.0.0.1:5061"))
        .extracting(AddressFilter::canonical)
        .containsExactly("10.0.0.1:5061", "0:0:0:0:0:0:0:1:5061");
    assertThat(AddressFilter.parseList("*")).containsExactly(AddressFilter.ANY);
  }

  @Test
  void namesEveryBadItemOfAList() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> AddressFilter.parseList("10.0.0.1, 10.0.0.2:5061, *, ,x:1"))
        .withMessageContainingAll(
            "'10.0.0.1' is not IP:port",
            "'*' stands in a longer list",
            "an item is empty",
            "'x' is not an IP address")
        .withMessageNotContaining("10.0.0.2");
  }

  @Test
  void takesMoreThanSixtyFourFilters() {
    StringBuilder list = new StringBuilder("10.0.0.1:1");
    for (int port = 2; port <= 1000; port++) {
      list.append(",10.0.0.1:").append(port);
    }
    assertThat(AddressFilter.parseList(list.toString())).hasSize(1000);
  }

  @Test
  void aListIsNotOneFilter() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> AddressFilter.parse("10.0.0.1:1,10.0.0.2:2"));
  }

  @Property
  void readsItsOwnCanonicalForm(
      @ForAll @Size(16) byte[] bytes, @ForAll @IntRange(min = 1, max = 65535) int port)
      throws UnknownHostException {
    AddressFilter filter = AddressFilter.of(InetAddress.getByAddress(bytes), port);
    assertThat(AddressFilter.parseList(filter.canonical())).isEqualTo(List.of(filter));
  }

  @Property
  void neverThrowsAnythingElse(@ForAll String text) {
    try {
      assertThat(AddressFilter.parseList(text)).isNotEmpty();
    } catch (IllegalArgumentException e) {
      assertThat(e).hasMessageContaining("accepted are");
    }
  }
}
