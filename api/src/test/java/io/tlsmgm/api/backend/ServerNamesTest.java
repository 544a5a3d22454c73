package io.tlsmgm.api.backend;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import javax.net.ssl.SNIHostName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServerNamesTest {
  @ParameterizedTest
  @CsvSource({
    "sip.example.com, sip.example.com",
    "sip.example.com., sip.example.com",
    "localhost, localhost",
    "xn--bcher-kva.example, xn--bcher-kva.example",
    "bücher.example, xn--bcher-kva.example",
    "1.2.3.4.example, 1.2.3.4.example",
    "3com, 3com",
    "0xyz, 0xyz"
  })
  void sendsNames(String name, String sent) {
    assertThat(ServerNames.of(Optional.of(name))).isEqualTo(List.of(new SNIHostName(sent)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "192.0.2.1",
        "192.0.2.1.",
        "127.1",
        "2130706433",
        "0x7f000001",
        "0x7f.1",
        "::1",
        "2001:db8::1",
        "[2001:db8::1]",
        "fe80::1%eth0"
      })
  void neverSendsAddresses(String address) {
    assertThat(ServerNames.of(Optional.of(address))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "..", "a..b", "-a.example", "a b", "under_score.example", "a/b"})
  void neverSendsWhatIsNoHostName(String name) {
    assertThat(ServerNames.of(Optional.of(name))).isEmpty();
  }

  @Test
  void neverSendsWhatIsTooLong() {
    assertThat(ServerNames.of(Optional.of("a".repeat(64) + ".example"))).isEmpty();
    assertThat(ServerNames.of(Optional.of("abcdefghi.".repeat(26) + "example"))).isEmpty();
  }

  @Test
  void sendsNothingWhenNothingIsGiven() {
    assertThat(ServerNames.of(Optional.empty())).isEmpty();
  }
}
