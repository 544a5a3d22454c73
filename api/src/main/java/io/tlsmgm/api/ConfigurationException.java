package io.tlsmgm.api;

import java.util.List;
import java.util.stream.Collectors;

/** A configuration that cannot be used, with every problem found in it. */
public final class ConfigurationException extends TlsException {
  private static final long serialVersionUID = 1L;
  private final transient List<Problem> problems;

  /**
   * Carries every problem; the message has one line each.
   *
   * @param problems errors and warnings, at least one error
   */
  public ConfigurationException(List<Problem> problems) {
    super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
    this.problems = List.copyOf(problems);
  }

  /** Everything that was found, in the order it was found. */
  public List<Problem> problems() {
    return problems;
  }
}
