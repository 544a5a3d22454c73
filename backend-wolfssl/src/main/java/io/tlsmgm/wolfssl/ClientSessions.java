package io.tlsmgm.wolfssl;

import io.tlsmgm.api.EnginePeer;
import io.tlsmgm.api.SessionPolicy;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The sessions that a client context may resume, one for each peer: the last ticket it gave. Native
 * copies, freed when they are replaced, too old, too many, or closed with the context. Safe for use
 * by several threads.
 */
final class ClientSessions {
  private final SessionPolicy policy;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<EnginePeer, Entry> byPeer = new LinkedHashMap<>(16, 0.75f, true);
  private boolean closed;

  private record Entry(long session, Session.Identity identity) {}

  ClientSessions(SessionPolicy policy) {
    this.policy = policy;
  }

  private boolean keeps(EnginePeer peer) {
    return policy.enabled() && !peer.host().isEmpty();
  }

  /** Sets an engine up to resume the session of {@code peer}; who that session is of, if any. */
  Optional<Session.Identity> offer(EnginePeer peer, long engine) {
    if (!keeps(peer)) {
      return Optional.empty();
    }
    lock.lock();
    try {
      Entry entry = byPeer.get(peer);
      if (entry == null) {
        return Optional.empty();
      }
      if (tooOld(entry) || Native.sessionOffer(engine, entry.session()) != 0) {
        byPeer.remove(peer);
        Native.sessionFree(entry.session());
        return Optional.empty();
      }
      return Optional.of(entry.identity());
    } finally {
      lock.unlock();
    }
  }

  private boolean tooOld(Entry entry) {
    long age = System.currentTimeMillis() - entry.identity().created();
    return age < 0 || age >= policy.lifetime().toMillis();
  }

  /** Keeps the session of an engine, if it can be resumed. */
  void keep(EnginePeer peer, long engine, Session.Identity identity) {
    if (!keeps(peer)) {
      return;
    }
    lock.lock();
    try {
      if (closed) {
        return;
      }
      long copy = Native.sessionCopy(engine);
      if (copy == 0) {
        return;
      }
      Entry before = byPeer.put(peer, new Entry(copy, identity));
      if (before != null) {
        Native.sessionFree(before.session());
      }
      if (byPeer.size() > policy.cacheSize()) {
        Iterator<Entry> eldest = byPeer.values().iterator();
        Native.sessionFree(eldest.next().session());
        eldest.remove();
      }
    } finally {
      lock.unlock();
    }
  }

  void forget(EnginePeer peer) {
    lock.lock();
    try {
      Entry entry = byPeer.remove(peer);
      if (entry != null) {
        Native.sessionFree(entry.session());
      }
    } finally {
      lock.unlock();
    }
  }

  void close() {
    lock.lock();
    try {
      closed = true;
      byPeer.values().forEach(entry -> Native.sessionFree(entry.session()));
      byPeer.clear();
    } finally {
      lock.unlock();
    }
  }
}
