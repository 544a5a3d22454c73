package io.tlsmgm.wolfssl;

import io.tlsmgm.api.SessionPolicy;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The clients' certificates that go with the tickets of a server context: a ticket has no room for
 * them. Without an entry the ticket is refused, and the client asked again. Safe for use by several
 * threads.
 */
final class ServerSessions {
  private final SessionPolicy policy;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<ByteBuffer, Session.Identity> byTicket = new LinkedHashMap<>();

  ServerSessions(SessionPolicy policy) {
    this.policy = policy;
  }

  void put(byte[] ticket, Session.Identity identity) {
    lock.lock();
    try {
      byTicket.put(ByteBuffer.wrap(ticket), identity);
      if (byTicket.size() > policy.cacheSize()) {
        byTicket.remove(byTicket.keySet().iterator().next());
      }
    } finally {
      lock.unlock();
    }
  }

  Optional<Session.Identity> get(byte[] ticket) {
    ByteBuffer key = ByteBuffer.wrap(ticket);
    lock.lock();
    try {
      Session.Identity identity = byTicket.get(key);
      if (identity == null) {
        return Optional.empty();
      }
      long age = System.currentTimeMillis() - identity.created();
      if (age < 0 || age >= policy.lifetime().toMillis()) {
        byTicket.remove(key);
        return Optional.empty();
      }
      return Optional.of(identity);
    } finally {
      lock.unlock();
    }
  }

  void remove(byte[] ticket) {
    lock.lock();
    try {
      byTicket.remove(ByteBuffer.wrap(ticket));
    } finally {
      lock.unlock();
    }
  }
}
