package io.tlsmgm.api.backend;

import java.security.Principal;
import java.security.cert.Certificate;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSessionContext;
import org.jspecify.annotations.Nullable;

/**
 * What {@link javax.net.ssl.SSLSocket#getSession()} gives when the handshake failed: that method
 * cannot throw, so it returns a session that is not valid and has neither protocol nor cipher
 * suite. It holds no values.
 */
final class NullSession implements SSLSession {
  /** A whole TLS 1.2 record (RFC 5246, 6.2.3). */
  private static final int PACKET = 5 + 16_384 + 2_048;

  private static final int CONTENT = 16_384;

  private final long created = System.currentTimeMillis();

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
    // It is not valid from the beginning.
  }

  @Override
  public boolean isValid() {
    return false;
  }

  @Override
  public void putValue(String name, Object value) {
    throw new IllegalStateException("there is no session: the handshake failed");
  }

  @Override
  public @Nullable Object getValue(String name) {
    return null;
  }

  @Override
  public void removeValue(String name) {
    // There are none.
  }

  @Override
  public String[] getValueNames() {
    return new String[0];
  }

  @Override
  public Certificate[] getPeerCertificates() throws SSLPeerUnverifiedException {
    throw unverified();
  }

  @Override
  public Certificate @Nullable [] getLocalCertificates() {
    return null;
  }

  @Override
  public Principal getPeerPrincipal() throws SSLPeerUnverifiedException {
    throw unverified();
  }

  private static SSLPeerUnverifiedException unverified() {
    return new SSLPeerUnverifiedException("peer not authenticated: the handshake failed");
  }

  @Override
  public @Nullable Principal getLocalPrincipal() {
    return null;
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
  public @Nullable String getPeerHost() {
    return null;
  }

  @Override
  public int getPeerPort() {
    return -1;
  }

  @Override
  public int getPacketBufferSize() {
    return PACKET;
  }

  @Override
  public int getApplicationBufferSize() {
    return CONTENT;
  }
}
