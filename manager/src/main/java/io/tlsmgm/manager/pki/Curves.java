package io.tlsmgm.manager.pki;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.Provider;
import java.security.PublicKey;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECFieldFp;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.ECNamedCurveTable;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/** Elliptic curves: the JDK reads keys of more of them than it can verify signatures with. */
final class Curves {
  /** The fields of the curves that the JDK computes with. */
  private static final Set<BigInteger> JDK_FIELDS =
      Stream.of("secp256r1", "secp384r1", "secp521r1")
          .map(name -> CustomNamedCurves.getByName(name).getCurve().getField().getCharacteristic())
          .collect(Collectors.toUnmodifiableSet());

  private Curves() {}

  /** Loaded only where it is needed: by keys on Brainpool and other rare curves. */
  private static final class Fallback {
    static final Provider PROVIDER = new BouncyCastleProvider();
  }

  /** The curve that a public key names; empty for one that is not named, or not known. */
  static Optional<X9ECParameters> named(PublicKey key) {
    SubjectPublicKeyInfo info = SubjectPublicKeyInfo.getInstance(key.getEncoded());
    if (!(info.getAlgorithm().getParameters() instanceof ASN1ObjectIdentifier name)) {
      return Optional.empty();
    }
    X9ECParameters fast = CustomNamedCurves.getByOID(name);
    return Optional.ofNullable(fast != null ? fast : ECNamedCurveTable.getByOID(name));
  }

  /**
   * Verifies the signature of a certificate.
   *
   * @throws GeneralSecurityException when it is not made by {@code key}
   */
  static void verify(X509Certificate certificate, PublicKey key) throws GeneralSecurityException {
    if (needsFallback(key)) {
      certificate.verify(key, Fallback.PROVIDER);
    } else {
      certificate.verify(key);
    }
  }

  /**
   * Verifies the signature of a revocation list.
   *
   * @throws GeneralSecurityException when it is not made by {@code key}
   */
  static void verify(X509CRL list, PublicKey key) throws GeneralSecurityException {
    if (needsFallback(key)) {
      list.verify(key, Fallback.PROVIDER);
    } else {
      list.verify(key);
    }
  }

  private static boolean needsFallback(PublicKey key) {
    return key instanceof ECPublicKey ec
        && !(ec.getParams().getCurve().getField() instanceof ECFieldFp field
            && JDK_FIELDS.contains(field.getP()));
  }
}
