package io.tlsmgm.testkit;

/** The kinds of key the certificate maker can give out. */
public enum KeyKind {
  /** ECDSA on secp256r1; the default, and the fastest to generate. */
  EC_P256("EC", "SHA256withECDSA"),
  /** ECDSA on secp384r1. */
  EC_P384("EC", "SHA384withECDSA"),
  /** RSA with a modulus of 2048 bits. */
  RSA_2048("RSA", "SHA256withRSA"),
  /** RSA with a modulus of 3072 bits. */
  RSA_3072("RSA", "SHA256withRSA"),
  /** Ed25519, RFC 8410. */
  ED25519("Ed25519", "Ed25519"),
  /** Ed448, RFC 8410. */
  ED448("Ed448", "Ed448");

  private final String generator;
  private final String signature;

  KeyKind(String generator, String signature) {
    this.generator = generator;
    this.signature = signature;
  }

  String generator() {
    return generator;
  }

  /** The signature algorithm a CA with such a key uses unless told otherwise. */
  String signature() {
    return signature;
  }
}
