package io.tlsmgm.manager.match;

import io.tlsmgm.manager.match.SuffixTable.Slot;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The filters at one address: which domain a SIP domain name leads to. */
final class NameTable<T> {
  private final Map<String, Entry<T>> exact = new HashMap<>();
  private final SuffixTable<T> suffixes;
  private final List<Slot<T>> globs = new ArrayList<>();
  private final @Nullable Entry<T> any;
  private final @Nullable Entry<T> none;

  /** Of entries whose filters differ. */
  NameTable(List<Entry<T>> entries) {
    List<Entry<T>> patterns = new ArrayList<>();
    Entry<T> foundAny = null;
    Entry<T> foundNone = null;
    for (Entry<T> entry : entries) {
      switch (entry.pattern().kind()) {
        case EXACT -> exact.put(entry.pattern().tail(), entry);
        case SUFFIX, GLOB -> patterns.add(entry);
        case ANY -> foundAny = entry;
        case NONE -> foundNone = entry;
      }
    }
    any = foundAny;
    none = foundNone;
    patterns.sort(Entry.specificFirst());
    List<Slot<T>> bySuffix = new ArrayList<>();
    for (int rank = 0; rank < patterns.size(); rank++) {
      Entry<T> entry = patterns.get(rank);
      String tail = entry.pattern().tail();
      Slot<T> slot = new Slot<>(tail, SuffixTable.hash(tail), rank, entry);
      (entry.pattern().kind() == SipPattern.Kind.SUFFIX ? bySuffix : globs).add(slot);
    }
    suffixes = new SuffixTable<>(bySuffix);
  }

  /**
   * The domain for a name that was given.
   *
   * @param name in the form of {@link Names#normalise}
   */
  @Nullable Candidate<T> find(String name) {
    Entry<T> named = exact.get(name);
    if (named != null) {
      return named.candidate();
    }
    Slot<T> suffix = suffixes.longest(name);
    int before = suffix == null ? Integer.MAX_VALUE : suffix.rank();
    for (int i = 0; i < globs.size() && globs.get(i).rank() < before; i++) {
      if (globs.get(i).entry().pattern().matches(name)) {
        return globs.get(i).entry().candidate();
      }
    }
    return suffix == null ? any() : suffix.entry().candidate();
  }

  /** The domain of {@code *}. */
  @Nullable Candidate<T> any() {
    return any == null ? null : any.candidate();
  }

  /** The domain of {@code none}, or else of {@code *}. */
  @Nullable Candidate<T> withoutName() {
    return none == null ? any() : none.candidate();
  }
}
