package io.tlsmgm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {
  @ParameterizedTest
  @ValueSource(strings = {"", "libraries", "check", "list", "serve", "connect", "db"})
  void everyHelpHasAnExample(String command) {
    Ran ran = command.isEmpty() ? Ran.of("--help") : Ran.of(command, "--help");
    assertThat(ran.exit()).isZero();
    assertThat(ran.err()).isEmpty();
    assertThat(ran.out())
        .contains("Usage: tlsmgm")
        .contains("Example:")
        .contains("  tlsmgm " + (command.isEmpty() ? "check" : command));
  }

  @Test
  void everyOptionIsDescribed() {
    Main.commandLine(Ran.nowhere())
        .getSubcommands()
        .forEach(
            (name, command) ->
                assertThat(command.getCommandSpec().options())
                    .isNotEmpty()
                    .allSatisfy(
                        option -> assertThat(option.description()).as(name + option).isNotEmpty()));
  }

  @ParameterizedTest
  @CsvSource({
    "serve x --libary jsse, --libary, --library",
    "serve x --wwww, --wwww, --www",
    "serve x --handshake-timout=3, --handshake-timout, --handshake-timeout",
    "connect h:1 --var, --var, --vars",
    "connect h:1 --sni-name x, --sni-name, --server-name",
    "check x --key-pasword-file y, --key-pasword-file, --key-password-file",
    "libraries --jsno, --jsno, --json",
    "serv x, serv, serve",
    "conect h:1, conect, connect"
  })
  void aWrongWordSuggestsTheRightOne(String line, String wrong, String right) {
    Ran ran = Ran.of(line.split(" "));
    assertThat(ran.exit()).isEqualTo(2);
    assertThat(ran.out()).isEmpty();
    assertThat(ran.err()).contains(wrong + "; did you mean " + right + "?").contains("--help'");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "check",
        "check a b",
        "serve x --echo --www",
        "serve x --forward 127.0.0.1",
        "serve x --handshake-timeout soon",
        "serve x --handshake-timeout 0",
        "serve x --threads 0",
        "serve x --threads 1025",
        "serve x --threads two",
        "connect",
        "connect host",
        "connect host:0",
        "connect host:99999",
        "connect ::1:5061",
        "connect host:1 --config x --no-verify",
        "connect host:1 --tls-domain x"
      })
  void aWrongCommandLineIsExitCode2(String line) {
    Ran ran = line.isEmpty() ? Ran.of() : Ran.of(line.split(" "));
    assertThat(ran.exit()).as(ran.err()).isEqualTo(2);
    assertThat(ran.err()).startsWith("tlsmgm").contains("--help'").doesNotContain("\tat ");
  }

  @Test
  void readsAddresses() {
    PeerAddress.Converter converter = new PeerAddress.Converter();
    assertThat(converter.convert("h:1")).isEqualTo(new PeerAddress("h", 1));
    assertThat(converter.convert("[::1]:5061")).isEqualTo(new PeerAddress("::1", 5061));
    assertThat(new PeerAddress("::1", 5061)).hasToString("[::1]:5061");
  }

  @Test
  void showsTheVersion() {
    assertThat(Ran.of("--version").out()).matches("tlsmgm [0-9].*\\R");
  }

  @Test
  void measuresHowFarWordsAreApart() {
    Map<String, Integer> toServe = Map.of("serve", 0, "serv", 1, "srvee", 2, "esrve", 1, "", 5);
    toServe.forEach(
        (word, distance) -> assertThat(Suggestion.distance(word, "serve")).isEqualTo(distance));
    assertThat(Suggestion.of("xyzzy", List.of("serve", "check"))).isEmpty();
  }
}
