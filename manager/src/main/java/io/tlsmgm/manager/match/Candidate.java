package io.tlsmgm.manager.match;

import io.tlsmgm.api.domain.TlsDomain;
import java.util.Comparator;
import java.util.Optional;

/**
 * A domain and what it stands for in a table.
 *
 * @param domain the definition
 * @param answer the value, ready to be returned without allocation; always present
 * @param order the place of the definition among all, from 0
 */
record Candidate<T>(TlsDomain domain, Optional<T> answer, int order) {
  /** The one that wins first: a database domain before a script domain, later before earlier. */
  static <T> Comparator<Candidate<T>> winnersFirst() {
    return Comparator.comparing((Candidate<T> c) -> c.domain.source() != TlsDomain.Source.DATABASE)
        .thenComparing(Comparator.comparingInt((Candidate<T> c) -> c.order).reversed());
  }

  /** Why {@link #winnersFirst} puts this one before {@code other}. */
  String reasonToWin(Candidate<T> other) {
    return domain.source() == other.domain.source()
        ? "it was defined last"
        : "it comes from the database";
  }

  /** The name and where it was defined, for messages. */
  String description() {
    String where = domain.location().isEmpty() ? "" : " (" + domain.location() + ")";
    return "'" + domain.name() + "'" + where;
  }
}
