package io.tlsmgm.manager;

import io.tlsmgm.api.Problem;
import io.tlsmgm.api.TlsException;
import io.tlsmgm.api.domain.TlsDomain;
import java.util.List;

/**
 * Where domains besides those of the script come from; asked once when the manager starts, and at
 * each reload.
 */
public interface DomainSource {
  /**
   * What was read.
   *
   * @param domains the definitions of the good rows, in the order of the source
   * @param problems what is wrong with the others, and what is worth a warning; each names its
   *     domain and row
   */
  record Loaded(List<TlsDomain> domains, List<Problem> problems) {
    /** Copies the lists. */
    public Loaded {
      domains = List.copyOf(domains);
      problems = List.copyOf(problems);
    }
  }

  /**
   * Reads every definition anew.
   *
   * @throws TlsException when the source as a whole cannot be used: it cannot be reached, or is of
   *     another version
   */
  Loaded load() throws TlsException;

  /** What the source is, for messages; without a secret. */
  String description();
}
