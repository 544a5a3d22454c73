package io.tlsmgm.manager.pki;

import java.security.KeyFactory;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.Security;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;

/**
 * The JDK's own decoders, whichever providers an application has put before them: every library can
 * use their objects, and the rules come out the same. A Java without them uses what it has.
 */
final class JdkProviders {
  private JdkProviders() {}

  static CertificateFactory certificates() {
    try {
      Provider sun = Security.getProvider("SUN");
      return sun == null
          ? CertificateFactory.getInstance("X.509")
          : CertificateFactory.getInstance("X.509", sun);
    } catch (CertificateException e) {
      throw new IllegalStateException("every Java reads X.509", e);
    }
  }

  /**
   * The decoder of keys.
   *
   * @throws NoSuchAlgorithmException when this Java has none for {@code algorithm}
   */
  static KeyFactory keys(String algorithm) throws NoSuchAlgorithmException {
    for (String name : new String[] {"SunRsaSign", "SunEC"}) {
      Provider provider = Security.getProvider(name);
      if (provider != null && provider.getService("KeyFactory", algorithm) != null) {
        return KeyFactory.getInstance(algorithm, provider);
      }
    }
    return KeyFactory.getInstance(algorithm);
  }
}
