package io.tlsmgm.testkit;

import java.security.Key;

/** Which algorithm a key signs with. */
final class Signatures {
  private Signatures() {}

  /** The usual one of {@code kind}, unless the key is of quite another algorithm. */
  static String usual(Key key, KeyKind kind) {
    return switch (key.getAlgorithm()) {
      case "RSA" -> "SHA256withRSA";
      case "RSASSA-PSS" -> "SHA256withRSAandMGF1";
      case "DSA" -> "SHA256withDSA";
      case "EC" -> kind == KeyKind.EC_P384 ? "SHA384withECDSA" : "SHA256withECDSA";
      default -> kind.signature();
    };
  }
}
