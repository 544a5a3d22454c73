package io.tlsmgm.testkit;

import java.io.IOException;
import java.io.StringWriter;
import java.security.PrivateKey;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.util.List;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.PKCS8Generator;
import org.bouncycastle.openssl.jcajce.JcaMiscPEMGenerator;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JceOpenSSLPKCS8EncryptorBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemObjectGenerator;

/** Writes PEM text. */
final class Pems {
  private Pems() {}

  static String certificates(List<X509Certificate> certificates) {
    StringBuilder text = new StringBuilder();
    for (X509Certificate certificate : certificates) {
      text.append(write(miscellaneous(certificate)));
    }
    return text.toString();
  }

  static String crl(X509CRL crl) {
    return write(miscellaneous(crl));
  }

  /** PKCS#8. */
  static String key(PrivateKey key) {
    return write(new PemObject("PRIVATE KEY", key.getEncoded()));
  }

  /** PKCS#1 or SEC1, the format of the key's own algorithm; PKCS#8 where there is none. */
  static String traditionalKey(PrivateKey key) {
    return write(miscellaneous(PrivateKeyInfo.getInstance(key.getEncoded())));
  }

  /** PKCS#8 encrypted with PBES2, AES-256-CBC. */
  static String encryptedKey(PrivateKey key, char[] password) {
    try {
      return write(
          new PKCS8Generator(
              PrivateKeyInfo.getInstance(key.getEncoded()),
              new JceOpenSSLPKCS8EncryptorBuilder(PKCS8Generator.AES_256_CBC)
                  .setProvider(new BouncyCastleProvider())
                  .setPassword(password.clone())
                  .build()));
    } catch (OperatorCreationException e) {
      throw new IllegalStateException("cannot encrypt the key", e);
    }
  }

  private static PemObjectGenerator miscellaneous(Object value) {
    try {
      return new JcaMiscPEMGenerator(value);
    } catch (IOException e) {
      throw new IllegalStateException("not encodable: " + value.getClass(), e);
    }
  }

  private static String write(PemObjectGenerator object) {
    StringWriter text = new StringWriter();
    try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
      writer.writeObject(object);
    } catch (IOException e) {
      throw new IllegalStateException("cannot write PEM", e);
    }
    return text.toString();
  }
}
