package io.tlsmgm.manager.engine;

import io.tlsmgm.api.EnginePeer;
import java.security.Principal;
import java.security.cert.Certificate;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSessionBindingEvent;
import javax.net.ssl.SSLSessionBindingListener;
import javax.net.ssl.SSLSessionContext;
import org.jspecify.annotations.Nullable;

/** The session of an engine that has not shaken hands: nothing negotiated, nobody verified. */
final class NullSession implements SSLSession {
  /** RFC 5246 section 6.2.3 lets encryption add 2048 bytes, more than any library here needs. */
  private static final int MAX_FRAGMENT = (1 << 14) + 2048;

  private static final int RECORD_HEADER = 5;

  private final EnginePeer peer;
  private final long created = System.currentTimeMillis();
  private final Map<String, Object> values = new ConcurrentHashMap<>();

  NullSession(EnginePeer peer) {
    this.peer = peer;
  }

  @Override
  public String getCipherSuite() {
    return "SSL_NULL_WITH_NULL_NULL";
  }

  @Override
  public String getProtocol() {
    return "NONE";
  }

  @Override
  public int getPacketBufferSize() {
    return RECORD_HEADER + MAX_FRAGMENT;
  }

  @Override
  public int getApplicationBufferSize() {
    return MAX_FRAGMENT;
  }

  @Override
  public byte[] getId() {
    return new byte[0];
  }

  @Override
  public @Nullable SSLSessionContext getSessionContext() {
    return null;
  }

  @Override
  public long getCreationTime() {
    return created;
  }

  @Override
  public long getLastAccessedTime() {
    return created;
  }

  @Override
  public void invalidate() {
    // It is not valid to begin with.
  }

  @Override
  public boolean isValid() {
    return false;
  }

  @Override
  public void putValue(String name, Object value) {
    if (name == null || value == null) {
      throw new IllegalArgumentException("neither name nor value may be null");
    }
    Object previous = values.put(name, value);
    if (value instanceof SSLSessionBindingListener listener) {
      listener.valueBound(new SSLSessionBindingEvent(this, name));
    }
    unbound(name, previous);
  }

  @Override
  public @Nullable Object getValue(String name) {
    if (name == null) {
      throw new IllegalArgumentException("the name may not be null");
    }
    return values.get(name);
  }

  @Override
  public void removeValue(String name) {
    if (name == null) {
      throw new IllegalArgumentException("the name may not be null");
    }
    unbound(name, values.remove(name));
  }

  private void unbound(String name, @Nullable Object value) {
    if (value instanceof SSLSessionBindingListener listener) {
      listener.valueUnbound(new SSLSessionBindingEvent(this, name));
    }
  }

  @Override
  public String[] getValueNames() {
    return values.keySet().toArray(new String[0]);
  }

  @Override
  public Certificate[] getPeerCertificates() throws SSLPeerUnverifiedException {
    throw new SSLPeerUnverifiedException("there was no handshake yet");
  }

  @Override
  public Principal getPeerPrincipal() throws SSLPeerUnverifiedException {
    throw new SSLPeerUnverifiedException("there was no handshake yet");
  }

  @Override
  public Certificate @Nullable [] getLocalCertificates() {
    return null;
  }

  @Override
  public @Nullable Principal getLocalPrincipal() {
    return null;
  }

  @Override
  public @Nullable String getPeerHost() {
    return peer.host().isEmpty() ? null : peer.host();
  }

  @Override
  public int getPeerPort() {
    return peer.port();
  }
}
