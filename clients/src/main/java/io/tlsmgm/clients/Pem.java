package io.tlsmgm.clients;

import java.nio.charset.StandardCharsets;
import java.security.PrivateKey;
import java.security.cert.CRLException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.Collection;

/** Writes PEM text, RFC 7468. */
final class Pem {
  private static final int LINE = 64;

  private Pem() {}

  static String certificates(Collection<X509Certificate> certificates) {
    StringBuilder text = new StringBuilder();
    try {
      for (X509Certificate certificate : certificates) {
        text.append(block("CERTIFICATE", certificate.getEncoded()));
      }
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException("what was decoded can be encoded", e);
    }
    return text.toString();
  }

  static String lists(Collection<X509CRL> lists) {
    StringBuilder text = new StringBuilder();
    try {
      for (X509CRL list : lists) {
        text.append(block("X509 CRL", list.getEncoded()));
      }
    } catch (CRLException e) {
      throw new IllegalStateException("what was decoded can be encoded", e);
    }
    return text.toString();
  }

  /** PKCS#8, not encrypted. */
  static String key(PrivateKey key) {
    return block("PRIVATE KEY", key.getEncoded());
  }

  private static String block(String type, byte[] content) {
    String lines =
        Base64.getMimeEncoder(LINE, "\n".getBytes(StandardCharsets.US_ASCII))
            .encodeToString(content);
    return "-----BEGIN " + type + "-----\n" + lines + "\n-----END " + type + "-----\n";
  }
}
