package io.tlsmgm.testkit;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * As fast as a trust manager can be; or refuses everybody, as fast. It remembers nothing: {@link
 * TestTrust} does.
 */
public final class TrustEverybody extends X509ExtendedTrustManager {
  private final boolean refuse;

  /**
   * For one context or many.
   *
   * @param refuse whether to refuse everybody
   */
  public TrustEverybody(boolean refuse) {
    this.refuse = refuse;
  }

  private void check() throws CertificateException {
    if (refuse) {
      throw new CertificateException("refused by the test");
    }
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    check();
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    check();
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    check();
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    check();
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    check();
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    check();
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return new X509Certificate[0];
  }
}
