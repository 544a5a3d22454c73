package io.tlsmgm.manager;

import io.tlsmgm.api.Role;
import io.tlsmgm.manager.match.DomainTable;
import java.util.List;

/**
 * All domains at one moment: built aside, published by one write, never changed.
 *
 * @param table the domains by what they match
 * @param generation counts the tables that were published, from 1
 */
record Snapshot(DomainTable<ManagedDomain> table, long generation) {
  void retire() {
    for (Role role : Role.values()) {
      List<ManagedDomain> domains = table.all(role);
      domains.forEach(ManagedDomain::retire);
    }
  }
}
