package io.tlsmgm.manager.match;

import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the longest {@code *suffix} pattern that a name ends with. One pass over the name from its
 * end computes the hash of every suffix on the way; only lengths that occur are looked up, and
 * nothing is allocated.
 */
final class SuffixTable<T> {
  /**
   * An entry with its place.
   *
   * @param suffix what a name has to end with
   * @param hash its hash
   * @param rank its place among all patterns of the address, the first to be tried has 0
   * @param entry the entry
   */
  record Slot<T>(String suffix, int hash, int rank, Entry<T> entry) {}

  private final @Nullable Slot<T>[] slots;
  private final BitSet lengths = new BitSet();

  /** Of suffixes that differ. */
  SuffixTable(List<Slot<T>> suffixes) {
    // At most half full, so that a search ends after a step or two.
    int capacity = Integer.highestOneBit(Math.max(2, suffixes.size())) << 2;
    @SuppressWarnings({"unchecked", "rawtypes"}) // the array never leaves this object
    Slot<T>[] table = (Slot<T>[]) new Slot[capacity];
    slots = table;
    for (Slot<T> slot : suffixes) {
      int at = index(slot.hash);
      while (slots[at] != null) {
        at = next(at);
      }
      slots[at] = slot;
      lengths.set(slot.suffix.length());
    }
  }

  /** The entry of the longest suffix of {@code name}, or null. */
  @Nullable Slot<T> longest(String name) {
    Slot<T> longest = null;
    int hash = 0;
    int max = Math.min(name.length(), lengths.length() - 1);
    for (int length = 1; length <= max; length++) {
      hash = append(hash, name.charAt(name.length() - length));
      if (lengths.get(length)) {
        Slot<T> found = find(name, length, hash);
        longest = found == null ? longest : found;
      }
    }
    return longest;
  }

  private @Nullable Slot<T> find(String name, int length, int hash) {
    for (int at = index(hash); ; at = next(at)) {
      Slot<T> slot = slots[at];
      if (slot == null) {
        return null;
      }
      if (slot.hash == hash && slot.suffix.length() == length && name.endsWith(slot.suffix)) {
        return slot;
      }
    }
  }

  /** The hash of {@code suffix}, its last character first. */
  static int hash(String suffix) {
    int hash = 0;
    for (int i = suffix.length() - 1; i >= 0; i--) {
      hash = append(hash, suffix.charAt(i));
    }
    return hash;
  }

  private static int append(int hash, char c) {
    return 31 * hash + c;
  }

  private int index(int hash) {
    int mixed = hash * 0x9e37_79b9; // the golden ratio spreads what differs in the low bits
    return (mixed ^ mixed >>> 16) & (slots.length - 1);
  }

  private int next(int at) {
    return (at + 1) & (slots.length - 1);
  }
}
