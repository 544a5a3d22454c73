package io.tlsmgm.benchmarks.engines;

import io.tlsmgm.testkit.Issued;
import io.tlsmgm.testkit.TestCa;
import java.net.Socket;
import java.security.cert.X509Certificate;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * What is equal for all: TLS 1.3, AES-128-GCM, X25519, a P-256 certificate, and a client that
 * trusts everybody and counts how often it was asked, which is once for each full handshake.
 */
public final class Terms {
  static final String SUITE = "TLS_AES_128_GCM_SHA256";
  static final String VERSION = "TLSv1.3";
  static final String GROUP = "X25519";
  static final String HOST = "bench.example";
  static final int PORT = 5061;

  private final Issued identity = TestCa.create("CN=bench").leaf(HOST).issue();
  private final AtomicLong asked = new AtomicLong();

  Issued identity() {
    return identity;
  }

  /** How often a client was asked to trust a server. */
  public long fullHandshakes() {
    return asked.get();
  }

  X509ExtendedTrustManager trustManager() {
    return new X509ExtendedTrustManager() {
      @Override
      public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {
        asked.incrementAndGet();
      }

      @Override
      public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {
        asked.incrementAndGet();
      }

      @Override
      public void checkServerTrusted(X509Certificate[] chain, String type) {
        asked.incrementAndGet();
      }

      @Override
      public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

      @Override
      public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

      @Override
      public void checkClientTrusted(X509Certificate[] chain, String type) {}

      @Override
      public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[0];
      }
    };
  }
}
