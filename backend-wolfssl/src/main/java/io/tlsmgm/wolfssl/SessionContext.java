package io.tlsmgm.wolfssl;

import io.tlsmgm.api.SessionPolicy;
import java.util.Collections;
import java.util.Enumeration;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSessionContext;
import org.jspecify.annotations.Nullable;

/** The policy of a context. Sessions live in tickets, so none can be looked up by its id. */
final class SessionContext implements SSLSessionContext {
  private final SessionPolicy policy;

  SessionContext(SessionPolicy policy) {
    this.policy = policy;
  }

  @Override
  public @Nullable SSLSession getSession(byte[] sessionId) {
    return null;
  }

  @Override
  public Enumeration<byte[]> getIds() {
    return Collections.emptyEnumeration();
  }

  /**
   * Not possible: the policy is the domain's.
   *
   * @throws UnsupportedOperationException always
   */
  @Override
  public void setSessionTimeout(int seconds) {
    throw new UnsupportedOperationException("the lifetime of sessions is the domain's");
  }

  @Override
  public int getSessionTimeout() {
    return (int) Math.min(Integer.MAX_VALUE, policy.lifetime().toSeconds());
  }

  /**
   * Not possible: the policy is the domain's.
   *
   * @throws UnsupportedOperationException always
   */
  @Override
  public void setSessionCacheSize(int size) {
    throw new UnsupportedOperationException("the number of sessions is the domain's");
  }

  @Override
  public int getSessionCacheSize() {
    return policy.cacheSize();
  }
}
