package io.tlsmgm.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What {@code tlsmgm env} prints.
 *
 * @param lines for the client or a shell
 * @param notes for the operator: what the client cannot be told, or does otherwise
 */
record EnvText(List<String> lines, List<String> notes) {
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_/.:=,@%+-]+");

  EnvText {
    lines = List.copyOf(lines);
    notes = List.copyOf(notes);
  }

  /** A word as a POSIX shell reads it. */
  static String quoted(String word) {
    return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
  }

  /** Collects words of one command. */
  static final class Words {
    private final List<String> words = new ArrayList<>();

    Words(String... start) {
      words.addAll(List.of(start));
    }

    Words add(String word) {
      words.add(word);
      return this;
    }

    /** {@code NAME VALUE}. */
    Words option(String name, Optional<?> value) {
      value.ifPresent(v -> words.addAll(List.of(name, quoted(v.toString()))));
      return this;
    }

    /** {@code NAME=VALUE}. */
    Words assigned(String name, Optional<?> value) {
      value.ifPresent(v -> words.add(name + "=" + quoted(v.toString())));
      return this;
    }

    Words when(boolean wanted, String word) {
      if (wanted) {
        words.add(word);
      }
      return this;
    }

    /** One line. */
    String line() {
      return String.join(" ", words);
    }

    /** A line for each word. */
    List<String> lines(String prefix) {
      return words.stream().map(word -> prefix + word).toList();
    }
  }
}
