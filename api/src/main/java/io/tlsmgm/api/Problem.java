package io.tlsmgm.api;

import java.util.List;
import java.util.Optional;

/**
 * Something wrong with a configuration, for an operator to read.
 *
 * @param severity whether the configuration can still be used
 * @param location {@code FILE:LINE}, {@code FILE}, or the row of a table; empty when there is none
 * @param domain the TLS domain it is about; empty when none
 * @param message what is wrong with which parameter and value, and what would be accepted. Never
 *     holds a secret
 */
public record Problem(Severity severity, String location, String domain, String message) {
  /** How bad a problem is. */
  public enum Severity {
    /** The configuration is refused. */
    ERROR,
    /** The configuration works, but hardly as meant. */
    WARNING
  }

  /** A problem that refuses the configuration. */
  public static Problem error(String location, String domain, String message) {
    return new Problem(Severity.ERROR, location, domain, message);
  }

  /** A problem that does not. */
  public static Problem warning(String location, String domain, String message) {
    return new Problem(Severity.WARNING, location, domain, message);
  }

  /** Whether this is an error. */
  public boolean isError() {
    return severity == Severity.ERROR;
  }

  /** The first error of a list. */
  public static Optional<Problem> firstError(List<Problem> problems) {
    return problems.stream().filter(Problem::isError).findFirst();
  }

  /** {@code FILE:LINE: message}, for where the severity is shown otherwise, such as a log. */
  public String text() {
    return location.isEmpty() ? message : location + ": " + message;
  }

  /** {@code FILE:LINE: message}; a warning says so. */
  @Override
  public String toString() {
    String where = location.isEmpty() ? "" : location + ": ";
    return where + (isError() ? "" : "warning: ") + message;
  }
}
