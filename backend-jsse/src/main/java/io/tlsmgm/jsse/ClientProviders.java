package io.tlsmgm.jsse;

import java.security.GeneralSecurityException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import javax.net.ssl.SSLContext;

/**
 * The JDK contexts of one client domain, one for each server name it sends. The JDK looks for a
 * session to resume by host and port alone and then sends the server name of that session instead
 * of the one that was asked for, so sessions of different names must not meet.
 */
final class ClientProviders {
  /** Beyond so many names the one that was not used for the longest time loses its sessions. */
  static final int MAX_NAMES = 256;

  /** Makes a context with keys, trust and session policy of the domain. */
  interface Maker {
    SSLContext make() throws GeneralSecurityException;
  }

  private final Maker maker;
  private final SSLContext unnamed;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<String, SSLContext> named = new LinkedHashMap<>(16, 0.75f, true);

  /**
   * @param unnamed for connections without a server name
   */
  ClientProviders(SSLContext unnamed, Maker maker) {
    this.unnamed = unnamed;
    this.maker = maker;
  }

  SSLContext of(Optional<String> serverName) {
    if (serverName.isEmpty()) {
      return unnamed;
    }
    lock.lock();
    try {
      SSLContext known = named.get(serverName.get());
      if (known != null) {
        return known;
      }
      SSLContext made = maker.make();
      named.put(serverName.get(), made);
      if (named.size() > MAX_NAMES) {
        named.remove(named.keySet().iterator().next());
      }
      return made;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the JDK made this context before and does not now", e);
    } finally {
      lock.unlock();
    }
  }
}
