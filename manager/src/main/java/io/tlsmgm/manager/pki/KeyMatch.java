package io.tlsmgm.manager.pki;

import io.tlsmgm.api.KeyType;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPrivateKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPrivateKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.Optional;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.params.Ed448PrivateKeyParameters;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;

/**
 * Whether a private key is the one of a certificate, by the public key that follows from it: what a
 * file claims beside the private key is not believed. Faster than a signature to try.
 */
final class KeyMatch {
  private KeyMatch() {}

  static boolean matches(PrivateKey key, PublicKey certified) {
    Optional<KeyType> type = KeyType.of(key);
    if (type.isEmpty() || !type.equals(KeyType.of(certified))) {
      return false;
    }
    return switch (type.get()) {
      case RSA, RSASSA_PSS -> rsa(key, certified);
      case EC -> ec(key, certified);
      case ED25519, ED448 -> edwards(key, certified, type.get());
      case DSA -> false;
    };
  }

  private static boolean rsa(PrivateKey key, PublicKey certified) {
    if (!(key instanceof RSAPrivateKey own)
        || !(certified instanceof RSAPublicKey other)
        || !own.getModulus().equals(other.getModulus())) {
      return false;
    }
    return !(key instanceof RSAPrivateCrtKey crt)
        || (crt.getPublicExponent().equals(other.getPublicExponent())
            && crt.getPrimeP().multiply(crt.getPrimeQ()).equals(crt.getModulus()));
  }

  private static boolean ec(PrivateKey key, PublicKey certified) {
    if (!(key instanceof ECPrivateKey own) || !(certified instanceof ECPublicKey other)) {
      return false;
    }
    if (!own.getParams().getCurve().equals(other.getParams().getCurve())
        || own.getS().signum() <= 0
        || own.getS().compareTo(own.getParams().getOrder()) >= 0) {
      return false;
    }
    Optional<X9ECParameters> curve = Curves.named(certified);
    if (curve.isEmpty()) {
      return false;
    }
    ECPoint point =
        new FixedPointCombMultiplier().multiply(curve.get().getG(), own.getS()).normalize();
    return point.getAffineXCoord().toBigInteger().equals(other.getW().getAffineX())
        && point.getAffineYCoord().toBigInteger().equals(other.getW().getAffineY());
  }

  private static boolean edwards(PrivateKey key, PublicKey certified, KeyType type) {
    if (!(key instanceof EdECPrivateKey own) || own.getBytes().isEmpty()) {
      return false;
    }
    byte[] secret = own.getBytes().get();
    byte[] derived =
        type == KeyType.ED25519
            ? new Ed25519PrivateKeyParameters(secret, 0).generatePublicKey().getEncoded()
            : new Ed448PrivateKeyParameters(secret, 0).generatePublicKey().getEncoded();
    byte[] stated =
        SubjectPublicKeyInfo.getInstance(certified.getEncoded()).getPublicKeyData().getOctets();
    return Arrays.equals(derived, stated);
  }
}
