package io.tlsmgm.api;

import java.security.Key;
import java.util.Optional;

/** The kinds of private key that a TLS certificate may have. */
public enum KeyType {
  /** RSA, {@code rsaEncryption}. */
  RSA,
  /** RSA limited to PSS, {@code id-RSASSA-PSS}. */
  RSASSA_PSS,
  /** DSA. */
  DSA,
  /** An elliptic curve key of NIST, SECG or Brainpool. */
  EC,
  /** Ed25519, RFC 8410. */
  ED25519,
  /** Ed448, RFC 8410. */
  ED448;

  /** The type of {@code key}, or empty when it is none of these. */
  public static Optional<KeyType> of(Key key) {
    return switch (key.getAlgorithm()) {
      case "RSA" -> Optional.of(RSA);
      case "RSASSA-PSS" -> Optional.of(RSASSA_PSS);
      case "DSA" -> Optional.of(DSA);
      case "EC", "ECDSA" -> Optional.of(EC);
      case "Ed25519" -> Optional.of(ED25519);
      case "Ed448" -> Optional.of(ED448);
      case "EdDSA" ->
          // The JDK calls both by one name; the encoding's last OID byte tells them apart.
          key instanceof java.security.interfaces.EdECKey ed
              ? Optional.of(ed.getParams().getName().equalsIgnoreCase("Ed448") ? ED448 : ED25519)
              : Optional.empty();
      default -> Optional.empty();
    };
  }
}
