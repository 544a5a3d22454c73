package io.tlsmgm.api.backend;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Sessions that are never resumed, for a context that asks for it.
 *
 * <p>Providers have no switch for it, but {@link SSLSession#invalidate()} promises that an
 * invalidated session is not resumed. A full handshake asks the key manager of a server for its
 * key, and the trust manager of a client for its verdict, while the session is being made: that is
 * the moment to invalidate it, before it is cached or put into a ticket. The connection itself is
 * not affected.
 */
public final class OneShotSessions {
  private OneShotSessions() {}

  /** {@code keys}, for a provider that asks a server's key manager while the session is made. */
  public static X509ExtendedKeyManager keyManager(X509ExtendedKeyManager keys) {
    return new KeyManager(keys);
  }

  /** {@code trust}, for the sessions of clients. */
  public static X509ExtendedTrustManager trustManager(X509ExtendedTrustManager trust) {
    return new TrustManager(trust);
  }

  private static void invalidate(@Nullable SSLEngine engine) {
    if (engine != null) {
      invalidate(engine.getHandshakeSession());
    }
  }

  private static void invalidate(@Nullable Socket socket) {
    if (socket instanceof SSLSocket tls) {
      invalidate(tls.getHandshakeSession());
    }
  }

  private static void invalidate(@Nullable SSLSession session) {
    if (session != null) {
      session.invalidate();
    }
  }

  private static final class KeyManager extends X509ExtendedKeyManager {
    private final X509ExtendedKeyManager keys;

    KeyManager(X509ExtendedKeyManager keys) {
      this.keys = keys;
    }

    @Override
    public @Nullable String chooseEngineServerAlias(
        String keyType, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
      invalidate(engine);
      return keys.chooseEngineServerAlias(keyType, issuers, engine);
    }

    @Override
    public @Nullable String chooseServerAlias(
        String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
      invalidate(socket);
      return keys.chooseServerAlias(keyType, issuers, socket);
    }

    @Override
    public @Nullable String chooseEngineClientAlias(
        String[] keyTypes, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
      return keys.chooseEngineClientAlias(keyTypes, issuers, engine);
    }

    @Override
    public @Nullable String chooseClientAlias(
        String[] keyTypes, Principal @Nullable [] issuers, @Nullable Socket socket) {
      return keys.chooseClientAlias(keyTypes, issuers, socket);
    }

    @Override
    public String @Nullable [] getClientAliases(String keyType, Principal @Nullable [] issuers) {
      return keys.getClientAliases(keyType, issuers);
    }

    @Override
    public String @Nullable [] getServerAliases(String keyType, Principal @Nullable [] issuers) {
      return keys.getServerAliases(keyType, issuers);
    }

    @Override
    public X509Certificate @Nullable [] getCertificateChain(String alias) {
      return keys.getCertificateChain(alias);
    }

    @Override
    public @Nullable PrivateKey getPrivateKey(String alias) {
      return keys.getPrivateKey(alias);
    }
  }

  private static final class TrustManager extends X509ExtendedTrustManager {
    private final X509ExtendedTrustManager trust;

    TrustManager(X509ExtendedTrustManager trust) {
      this.trust = trust;
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
        throws CertificateException {
      invalidate(engine);
      trust.checkServerTrusted(chain, authType, engine);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
        throws CertificateException {
      invalidate(socket);
      trust.checkServerTrusted(chain, authType, socket);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType)
        throws CertificateException {
      trust.checkServerTrusted(chain, authType);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
        throws CertificateException {
      trust.checkClientTrusted(chain, authType, engine);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
        throws CertificateException {
      trust.checkClientTrusted(chain, authType, socket);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType)
        throws CertificateException {
      trust.checkClientTrusted(chain, authType);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return trust.getAcceptedIssuers();
    }
  }
}
