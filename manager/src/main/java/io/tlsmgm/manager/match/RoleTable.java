package io.tlsmgm.manager.match;

import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The domains of one role. */
final class RoleTable<T> {
  private final Map<AddressKey, ServerCandidates<T>> exact;
  private final @Nullable ServerCandidates<T> any;
  private final Map<String, Candidate<T>> names;
  private final List<T> all;

  /**
   * Copies what it is given.
   *
   * @param any the list of {@code *}, for every address without a list of its own
   */
  RoleTable(
      Map<AddressKey, ServerCandidates<T>> exact,
      @Nullable ServerCandidates<T> any,
      Map<String, Candidate<T>> names) {
    this.exact = Map.copyOf(exact);
    this.any = any;
    this.names = Map.copyOf(names);
    this.all =
        names.values().stream()
            .sorted(Candidate.winnersFirst())
            .map(candidate -> candidate.answer().orElseThrow())
            .toList();
  }

  @Nullable ServerCandidates<T> candidates(InetAddress address, int port) {
    ServerCandidates<T> list = exact.get(AddressKey.of(address, port));
    return list == null ? any : list;
  }

  Optional<T> byName(String name) {
    Candidate<T> candidate = names.get(name);
    return candidate == null ? Optional.empty() : candidate.answer();
  }

  List<T> all() {
    return all;
  }
}
