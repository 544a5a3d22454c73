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
    private int errors;
    private int warnings;

    void error(String text) {
      if (errors++ < MAX) {
        list.add(new Finding(true, text));
      }
    }

    void warning(String text) {
      if (warnings++ < MAX) {
        list.add(new Finding(false, text));
      }
    }

    /** The result; {@code value} counts only when no error was found. */
    <T> Parsed<T> result(@Nullable T value) {
      // What refuses the domain is told before what does not.
      int room = MAX - Math.min(errors, MAX);
      List<Finding> told = new ArrayList<>();
      for (Finding finding : list) {
        if (finding.error() || room-- > 0) {
          told.add(finding);
        }
      }
      int left = errors + warnings - told.size();
      if (left > 0) {
        told.add(new Finding(errors > MAX, "and " + left + " more problems"));
      }
      return new Parsed<>(
          errors > 0 ? Optional.empty() : Optional.ofNullable(value), List.copyOf(told));
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
