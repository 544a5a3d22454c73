package io.tlsmgm.manager;

import io.tlsmgm.api.ConfigurationException;
import io.tlsmgm.api.Problem;
import io.tlsmgm.api.TlsException;
import java.util.List;

/** What an exception says, as problems. */
final class Problems {
  private Problems() {}

  static List<Problem> of(TlsException e) {
    return e instanceof ConfigurationException configuration
        ? configuration.problems()
        : List.of(Problem.error("", "", String.valueOf(e.getMessage())));
  }
}
