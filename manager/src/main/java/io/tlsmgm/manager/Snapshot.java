package io.tlsmgm.manager;

import io.tlsmgm.manager.match.DomainTable;
import java.util.ArrayList;
import java.util.List;

/**
 * All domains at one moment: built aside, published by one write, never changed.
 *
 * @param table the domains by what they match
 * @param fixed the domains of the script and of the program, in the order of definition
 * @param sourced the domains of the {@link DomainSource}, in its order
 * @param generation counts the tables that were published, from 1
 */
record Snapshot(
    DomainTable<ManagedDomain> table,
    List<ManagedDomain> fixed,
    List<ManagedDomain> sourced,
    long generation) {
  Snapshot {
    fixed = List.copyOf(fixed);
    sourced = List.copyOf(sourced);
  }

  /** No domains, before the first load and after the end. */
  static Snapshot empty(long generation) {
    return new Snapshot(
        DomainTable.<ManagedDomain>builder().build(), List.of(), List.of(), generation);
  }

  /**
   * Every domain, those that the table leaves out among them: the default domain of a script while
   * the database has one.
   */
  List<ManagedDomain> all() {
    List<ManagedDomain> all = new ArrayList<>(fixed);
    all.addAll(sourced);
    return all;
  }
}
