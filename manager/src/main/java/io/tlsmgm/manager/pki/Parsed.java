package io.tlsmgm.manager.pki;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What came of reading something, with everything that was found: kept for all domains that name
 * the same file, each of which reports the findings as its own.
 *
 * @param value absent exactly when a finding is an error
 * @param findings in the order they were found
 */
record Parsed<T>(Optional<T> value, List<Finding> findings) {
  /**
   * Something to report.
   *
   * @param error whether it refuses the domain
   * @param text without the name of the file
   */
  record Finding(boolean error, String text) {}

  /** Collects findings; not thread-safe. */
  static final class Findings {
    /** A file of garbage need not be told line by line. */
    private static final int MAX = 10;

    private final List<Finding> list = new ArrayList<>();
    private int left;
    private boolean failed;

    void error(String text) {
      failed = true;
      add(new Finding(true, text));
    }

    void warning(String text) {
      add(new Finding(false, text));
    }

    private void add(Finding finding) {
      if (list.size() < MAX) {
        list.add(finding);
      } else {
        left++;
      }
    }

    /** The result; {@code value} counts only when no error was found. */
    <T> Parsed<T> result(@Nullable T value) {
      List<Finding> all = new ArrayList<>(list);
      if (left > 0) {
        all.add(new Finding(failed, "and " + left + " more problems"));
      }
      return new Parsed<>(failed ? Optional.empty() : Optional.ofNullable(value), List.copyOf(all));
    }
  }

  static <T> Parsed<T> of(T value) {
    return new Parsed<>(Optional.of(value), List.of());
  }

  static <T> Parsed<T> failed(String text) {
    return new Parsed<>(Optional.empty(), List.of(new Finding(true, text)));
  }

  static <T> Parsed<T> failed(PemException e) {
    return failed(String.valueOf(e.getMessage()));
  }
}
