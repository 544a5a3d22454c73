package io.tlsmgm.api.backend;

import io.tlsmgm.api.KeyEntry;
import io.tlsmgm.api.KeyType;
import io.tlsmgm.api.TlsContextConfig;
import io.tlsmgm.api.TlsContextException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECKey;
import java.security.interfaces.RSAKey;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Whether a private key and a certificate belong together. */
public final class KeyMatch {
  private static final byte[] CHALLENGE = "key and certificate".getBytes(StandardCharsets.US_ASCII);

  /** More than there are curves; beyond it, keys are tried one by one. */
  private static final int MOST_SHAPES = 100;

  /** Of keys that have signed. */
  private static final Set<Shape> SIGNED = ConcurrentHashMap.newKeySet();

  private KeyMatch() {}

  /**
   * Compares the moduli of RSA keys; otherwise, and for a key that never leaves its token, signs
   * with the key of {@code config} and verifies with its certificate. Nothing is done without a
   * key. For a key that is {@link TlsContextConfig#keyMatched() known to match}, what is left to
   * find out is whether such keys can sign at all: once for each type and curve.
   *
   * @throws TlsContextException naming the domain, when they do not belong together or the key
   *     cannot sign
   */
  public static void require(TlsContextConfig config) throws TlsContextException {
    KeyEntry key = config.key().orElse(null);
    if (key == null) {
      return;
    }
    Shape shape = Shape.of(key);
    if (config.keyMatched() && SIGNED.contains(shape)) {
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
      if (SIGNED.size() < MOST_SHAPES) {
        SIGNED.add(shape);
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

  /**
   * What decides whether a key can sign: one of a token and one in memory are of different classes.
   *
   * @param parameters the curve of an EC key; otherwise empty
   */
  private record Shape(Class<?> publicKey, Class<?> privateKey, String type, List<?> parameters) {
    static Shape of(KeyEntry key) {
      PublicKey certified = key.leaf().getPublicKey();
      return new Shape(
          certified.getClass(),
          key.privateKey().getClass(),
          certified.getAlgorithm() + " " + KeyType.of(certified),
          parameters(certified));
    }

    private static List<?> parameters(PublicKey key) {
      if (!(key instanceof ECKey ec)) {
        return List.of();
      }
      ECParameterSpec spec = ec.getParams();
      return List.of(spec.getCurve(), spec.getGenerator(), spec.getOrder(), spec.getCofactor());
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
