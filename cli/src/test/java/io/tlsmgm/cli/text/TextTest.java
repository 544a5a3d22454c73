package io.tlsmgm.cli.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextTest {
  @Test
  void alignsColumnsWhateverTheirColours() {
    Table table = new Table(Style.ANSI, "A", "LONGER");
    table.row(new Table.Cell("über", Style.ANSI::good), Table.Cell.of("x"));
    table.row(Table.Cell.of(""), Table.Cell.of("y"));
    assertThat(table.lines())
        .containsExactly(
            "\u001b[1mA\u001b[0m     \u001b[1mLONGER\u001b[0m",
            "\u001b[32müber\u001b[0m  x",
            "-     y");
  }

  @Test
  void aRowHasOneCellPerColumn() {
    Table table = new Table(Style.PLAIN, "A", "B");
    assertThatThrownBy(() -> table.row(Table.Cell.of("only one")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void plainStyleAddsNothing() {
    assertThat(Style.PLAIN.bad("text")).isEqualTo("text");
    assertThat(Style.ANSI.bad("text")).isEqualTo("\u001b[31mtext\u001b[0m");
    assertThat(Style.ANSI.bad("")).isEmpty();
  }

  @Test
  void noColoursWhereTheyAreNotWantedOrNotSeen() {
    // The standard streams of a test are pipes or files.
    assertThat(Style.of(1, Map.of("TERM", "xterm"))).isEqualTo(Style.PLAIN);
    assertThat(Style.of(1, Map.of("TERM", "xterm", "NO_COLOR", "1"))).isEqualTo(Style.PLAIN);
    assertThat(Style.of(99, Map.of("TERM", "xterm"))).isEqualTo(Style.PLAIN);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "plain, 'plain'",
        "O'Hara, 'O\\'Hara'",
        "a\\b, 'a\\\\b'",
        "Zürich, 'Zürich'",
        "\"a\nb\", 'a\\x0ab'",
        "\"\u001b[31m\", '\\x1b[31m'",
        "\"\u202eevil\", '\\u{202e}evil'"
      })
  void quotesValuesOfThePeer(String value, String quoted) {
    assertThat(VariableText.quote(value)).isEqualTo(quoted);
  }
}
