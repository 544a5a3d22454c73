package io.tlsmgm.manager.pki;

import java.security.PublicKey;
import java.security.interfaces.DSAPublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.HashMap;
import java.util.Map;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.pkcs.RSASSAPSSparams;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.jspecify.annotations.Nullable;

/**
 * How strong keys and signatures are, in bits of security as OpenSSL counts them. Below {@link
 * #REQUIRED} is refused: OpenSSL's security level 1, its default.
 */
final class Strength {
  /** RSA of 1024 bits, curves of 160 bits; hashes longer than SHA-1. */
  static final int REQUIRED = 80;

  private static final String RSA_PSS = "1.2.840.113549.1.1.10";

  /** OpenSSL counts what the known attacks on MD5 and SHA-1 leave of them. */
  private static final int MD5 = 39;

  private static final int SHA1 = 63;

  /** A kind of key; a signature is made with one. */
  private enum Family {
    RSA,
    PSS,
    EC,
    DSA,
    ED25519,
    ED448
  }

  private record Algorithm(Family family, int bits) {}

  private static final Map<String, Family> KEYS =
      Map.of(
          "1.2.840.113549.1.1.1",
          Family.RSA,
          RSA_PSS,
          Family.PSS,
          "1.2.840.10045.2.1",
          Family.EC,
          "1.2.840.10040.4.1",
          Family.DSA,
          "1.3.101.112",
          Family.ED25519,
          "1.3.101.113",
          Family.ED448);

  private static final Map<String, Integer> HASHES =
      Map.ofEntries(
          Map.entry("1.2.840.113549.2.5", MD5),
          Map.entry("1.3.14.3.2.26", SHA1),
          Map.entry("2.16.840.1.101.3.4.2.4", 112),
          Map.entry("2.16.840.1.101.3.4.2.1", 128),
          Map.entry("2.16.840.1.101.3.4.2.2", 192),
          Map.entry("2.16.840.1.101.3.4.2.3", 256),
          Map.entry("2.16.840.1.101.3.4.2.5", 112), // SHA-512/224
          Map.entry("2.16.840.1.101.3.4.2.6", 128), // SHA-512/256
          Map.entry("2.16.840.1.101.3.4.2.7", 112), // SHA3-224 and on
          Map.entry("2.16.840.1.101.3.4.2.8", 128),
          Map.entry("2.16.840.1.101.3.4.2.9", 192),
          Map.entry("2.16.840.1.101.3.4.2.10", 256));

  private static final Map<String, Algorithm> SIGNATURES = signatures();

  private Strength() {}

  private static Map<String, Algorithm> signatures() {
    Map<String, Algorithm> map = new HashMap<>();
    String rsa = "1.2.840.113549.1.1.";
    map.put(rsa + 2, new Algorithm(Family.RSA, 0)); // MD2
    map.put(rsa + 4, new Algorithm(Family.RSA, MD5));
    map.put(rsa + 5, new Algorithm(Family.RSA, SHA1));
    map.put("1.3.14.3.2.29", new Algorithm(Family.RSA, SHA1));
    map.put(rsa + 15, new Algorithm(Family.RSA, 112)); // SHA-512/224
    map.put(rsa + 16, new Algorithm(Family.RSA, 128)); // SHA-512/256
    map.put("1.2.840.10045.4.1", new Algorithm(Family.EC, SHA1));
    map.put("1.2.840.10040.4.3", new Algorithm(Family.DSA, SHA1));
    map.put("1.3.101.112", new Algorithm(Family.ED25519, 128));
    map.put("1.3.101.113", new Algorithm(Family.ED448, 224));
    // SHA-224, 256, 384 and 512, then SHA3 of the same lengths, in rows of four.
    int[] bits = {112, 128, 192, 256};
    int[] rsaSha2 = {14, 11, 12, 13};
    for (int i = 0; i < bits.length; i++) {
      map.put(rsa + rsaSha2[i], new Algorithm(Family.RSA, bits[i]));
      map.put("1.2.840.10045.4.3." + (1 + i), new Algorithm(Family.EC, bits[i]));
      map.put("2.16.840.1.101.3.4.3." + (1 + i), new Algorithm(Family.DSA, bits[i]));
      map.put("2.16.840.1.101.3.4.3." + (5 + i), new Algorithm(Family.DSA, bits[i]));
      map.put("2.16.840.1.101.3.4.3." + (9 + i), new Algorithm(Family.EC, bits[i]));
      map.put("2.16.840.1.101.3.4.3." + (13 + i), new Algorithm(Family.RSA, bits[i]));
    }
    return Map.copyOf(map);
  }

  /** Whether the certificate's key can be used at all. */
  static boolean keyEnough(CertificateView certificate) {
    return bits(certificate.certificate().getPublicKey()) >= REQUIRED;
  }

  /** Whether the signature on the certificate can be trusted at all. */
  static boolean signatureEnough(CertificateView certificate) {
    Algorithm algorithm = signature(certificate.asn1().getSignatureAlgorithm());
    return algorithm != null && algorithm.bits >= REQUIRED;
  }

  /**
   * Whether the key of {@code authority} is of the kind that the signature of {@code subject} is
   * made with.
   */
  static boolean sameFamily(CertificateView authority, CertificateView subject) {
    ASN1ObjectIdentifier type =
        authority.asn1().getSubjectPublicKeyInfo().getAlgorithm().getAlgorithm();
    Family key = KEYS.get(type.getId());
    Algorithm signature = signature(subject.asn1().getSignatureAlgorithm());
    if (key == null || signature == null) {
      return false;
    }
    return key == signature.family || (key == Family.RSA && signature.family == Family.PSS);
  }

  private static @Nullable Algorithm signature(AlgorithmIdentifier algorithm) {
    if (!algorithm.getAlgorithm().getId().equals(RSA_PSS)) {
      return SIGNATURES.get(algorithm.getAlgorithm().getId());
    }
    String hash =
        RSASSAPSSparams.getInstance(algorithm.getParameters())
            .getHashAlgorithm()
            .getAlgorithm()
            .getId();
    return new Algorithm(Family.PSS, HASHES.getOrDefault(hash, 0));
  }

  /** The security bits of a public key, NIST SP 800-57; 0 for one that is not understood. */
  static int bits(PublicKey key) {
    if (key instanceof RSAPublicKey rsa) {
      return ofModulus(rsa.getModulus().bitLength());
    }
    if (key instanceof DSAPublicKey dsa && dsa.getParams() != null) {
      return Math.min(
          ofModulus(dsa.getParams().getP().bitLength()), dsa.getParams().getQ().bitLength() / 2);
    }
    if (key instanceof ECPublicKey ec) {
      return ec.getParams().getOrder().bitLength() / 2;
    }
    return key.getAlgorithm().equals("EdDSA") ? 128 : 0;
  }

  private static int ofModulus(int length) {
    if (length < 1024) {
      return 0;
    }
    if (length < 2048) {
      return 80;
    }
    return length < 3072 ? 112 : 128;
  }
}
