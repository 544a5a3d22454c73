package io.tlsmgm.conscrypt;

import java.security.KeyFactory;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import javax.net.ssl.SSLContext;
import org.conscrypt.Conscrypt;

/** This library's own instance of Conscrypt's provider. */
final class ConscryptProvider {
  /**
   * TLS 1.0 and 1.1 can be asked for, and are not on by default. Conscrypt keeps this switch for
   * the whole process: another provider made later without it takes the two versions away, and a
   * domain that has nothing else then fails its handshakes.
   */
  private static final Provider PROVIDER =
      Conscrypt.newProviderBuilder()
          .setName("TlsmgmConscrypt")
          .isTlsV1Enabled(true)
          .isTlsV1Deprecated(true)
          .build();

  private ConscryptProvider() {}

  /** A context that is not initialised yet. */
  static SSLContext newSslContext() throws NoSuchAlgorithmException {
    return SSLContext.getInstance("TLS", PROVIDER);
  }

  /** What makes keys that BoringSSL holds. */
  static KeyFactory keyFactory(String algorithm) throws NoSuchAlgorithmException {
    return KeyFactory.getInstance(algorithm, PROVIDER);
  }
}
