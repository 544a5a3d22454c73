package io.tlsmgm.manager.pki;

import io.tlsmgm.api.Role;
import java.time.Instant;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Verdicts on chains seen before, each for as long as no date it depends on is crossed. One cache
 * serves all domains of a configuration, so that memory stays bounded however many there are;
 * domains with the same trust share its entries. Reads take no lock.
 */
final class VerdictCache {
  /** About half a kilobyte each. */
  static final int CAPACITY = 8192;

  private final int capacity;
  private final Map<Key, Entry> entries = new ConcurrentHashMap<>();

  VerdictCache(int capacity) {
    this.capacity = capacity;
  }

  /** SHA-256 of a chain, under the trust it is judged by. */
  static final class Key {
    private final Trust trust;
    private final Role verifier;
    private final byte[] digest;

    Key(Trust trust, Role verifier, byte[] digest) {
      this.trust = trust;
      this.verifier = verifier;
      this.digest = digest;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Key key
          && trust == key.trust
          && verifier == key.verifier
          && Arrays.equals(digest, key.digest);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(digest);
    }
  }

  private record Entry(Verdict verdict, Instant from, Instant until) {}

  /** The verdict, if it was found before and nothing has begun or ended since. */
  @Nullable Verdict get(Key key, Instant now) {
    Entry entry = entries.get(key);
    if (entry == null || now.isBefore(entry.from) || !now.isBefore(entry.until)) {
      return null;
    }
    return entry.verdict;
  }

  void put(Key key, Verdict verdict, TimeFrame time) {
    entries.put(key, new Entry(verdict, time.from(), time.until()));
    if (entries.size() > capacity) {
      // Any will do: a chain that comes again is judged again.
      Iterator<Key> victims = entries.keySet().iterator();
      for (int excess = Math.max(1, capacity / 8); excess > 0 && victims.hasNext(); excess--) {
        victims.next();
        victims.remove();
      }
    }
  }

  int size() {
    return entries.size();
  }
}
