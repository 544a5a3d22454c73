package io.tlsmgm.manager.pki;

import java.io.ByteArrayInputStream;
import java.security.cert.CRLException;
import java.security.cert.CertificateException;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;

/** Certificates and revocation lists by the JDK's own decoder, as every library takes them. */
final class Certificates {
  private Certificates() {}

  /**
   * The certificate of a block.
   *
   * @throws PemException when it is none
   */
  static X509Certificate certificate(PemBlock block) throws PemException {
    wholeSequence(block);
    try {
      return (X509Certificate)
          JdkProviders.certificates()
              .generateCertificate(new ByteArrayInputStream(block.content()));
    } catch (CertificateException e) {
      throw new PemException(
          block.where() + " is no certificate this Java can read: " + cause(e), e);
    }
  }

  /**
   * The revocation list of a block.
   *
   * @throws PemException when it is none
   */
  static X509CRL crl(PemBlock block) throws PemException {
    wholeSequence(block);
    try {
      return crl(block.content());
    } catch (CRLException e) {
      throw new PemException(block.where() + " is no revocation list: " + cause(e), e);
    }
  }

  /**
   * A revocation list in DER.
   *
   * @throws CRLException when it is none
   */
  static X509CRL crl(byte[] der) throws CRLException {
    return (X509CRL) JdkProviders.certificates().generateCRL(new ByteArrayInputStream(der));
  }

  /** Whether these bytes are a certificate in DER. */
  static boolean isCertificate(byte[] der) {
    try {
      JdkProviders.certificates().generateCertificate(new ByteArrayInputStream(der));
      return true;
    } catch (CertificateException e) {
      return false;
    }
  }

  /**
   * A certificate as the JDK decodes it.
   *
   * @param certificate of any provider
   * @throws CertificateException when the JDK finds it malformed
   */
  static X509Certificate ofJdk(X509Certificate certificate) throws CertificateException {
    return certificate.getClass().getName().startsWith("sun.security.")
        ? certificate
        : (X509Certificate)
            JdkProviders.certificates()
                .generateCertificate(new ByteArrayInputStream(certificate.getEncoded()));
  }

  private static String cause(Exception e) {
    Throwable deepest = e;
    while (deepest.getCause() != null) {
      deepest = deepest.getCause();
    }
    return LogText.escape(String.valueOf(deepest.getMessage()));
  }

  /** Tells a block that lost its end, or gained one, from one that never was what it says. */
  private static void wholeSequence(PemBlock block) throws PemException {
    long length = Der.length(block.content());
    if (length < 0) {
      throw new PemException(block.where() + " is damaged: its bytes are no DER sequence");
    }
    if (length > block.content().length) {
      throw new PemException(
          block.where()
              + " is cut off: it has "
              + block.content().length
              + " of "
              + length
              + " bytes");
    }
    if (length < block.content().length) {
      throw new PemException(block.where() + " is damaged: bytes follow behind its end");
    }
  }
}
