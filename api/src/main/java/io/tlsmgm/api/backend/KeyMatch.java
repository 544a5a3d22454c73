package io.tlsmgm.api.backend;

import io.tlsmgm.api.KeyEntry;
import io.tlsmgm.api.KeyType;
import io.tlsmgm.api.TlsContextConfig;
import io.tlsmgm.api.TlsContextException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.RSAKey;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;

/** Whether a private key and a certificate belong together. */
public final class KeyMatch {
  private static final byte[] CHALLENGE = "key and certificate".getBytes(StandardCharsets.US_ASCII);

  private KeyMatch() {}

  /**
   * Compares the moduli of RSA keys; otherwise, and for a key that never leaves its token, signs
   * with the key of {@code config} and verifies with its certificate. Nothing is done without a
   * key.
   *
   * @throws TlsContextException naming the domain, when they do not belong together or the key
   *     cannot sign
   */
  public static void require(TlsContextConfig config) throws TlsContextException {
    KeyEntry key = config.key().orElse(null);
    if (key == null) {
      return;
    }
    String domain = "domain " + config.domain() + ": private_key: ";
    try {
      if (!matches(key)) {
        throw new TlsContextException(
            domain
                + "this is not the key of the certificate "
                + key.leaf().getSubjectX500Principal()
                + "; certificate and private_key must be of the same pair");
      }
    } catch (GeneralSecurityException e) {
      throw new TlsContextException(
          domain
              + "the key does not sign for the certificate "
              + key.leaf().getSubjectX500Principal()
              + ": "
              + e.getMessage(),
          e);
    }
  }

  private static boolean matches(KeyEntry key) throws GeneralSecurityException {
    PublicKey publicKey = key.leaf().getPublicKey();
    KeyType type = KeyType.of(publicKey).orElse(null);
    if (type == null || KeyType.of(key.privateKey()).filter(type::equals).isEmpty()) {
      return false;
    }
    if (publicKey instanceof RSAKey known && key.privateKey() instanceof RSAKey own) {
      return known.getModulus().equals(own.getModulus());
    }
    Signature signer = signature(type, publicKey);
    signer.initSign(key.privateKey());
    signer.update(CHALLENGE);
    byte[] signed = signer.sign();
    Signature verifier = signature(type, publicKey);
    verifier.initVerify(publicKey);
    verifier.update(CHALLENGE);
    return verifier.verify(signed);
  }

  private static Signature signature(KeyType type, PublicKey publicKey)
      throws GeneralSecurityException {
    Signature signature =
        Signature.getInstance(
            switch (type) {
              case RSA -> "SHA256withRSA";
              case RSASSA_PSS -> "RSASSA-PSS";
              case DSA -> "SHA256withDSA";
              case EC -> "SHA256withECDSA";
              case ED25519 -> "Ed25519";
              case ED448 -> "Ed448";
            });
    if (type == KeyType.RSASSA_PSS) {
      signature.setParameter(pssParameters(publicKey));
    }
    return signature;
  }

  /** Those the key is limited to, RFC 4055 section 1.2, or else what TLS uses with SHA-256. */
  private static AlgorithmParameterSpec pssParameters(PublicKey publicKey) {
    AlgorithmParameterSpec own = publicKey instanceof RSAKey rsa ? rsa.getParams() : null;
    return own != null
        ? own
        : new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, 1);
  }
}
