package io.tlsmgm.benchmarks.servers;

/** Why nothing can be measured, in words for whoever started it. */
final class ComparisonException extends RuntimeException {
  private static final long serialVersionUID = 1;

  ComparisonException(String message) {
    super(message);
  }

  ComparisonException(String message, Throwable cause) {
    super(message, cause);
  }
}
