package io.tlsmgm.testkit;

import java.security.Key;
import java.security.PrivateKey;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

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

  static ContentSigner signer(PrivateKey key, String algorithm) throws OperatorCreationException {
    JcaContentSignerBuilder builder = new JcaContentSignerBuilder(algorithm);
    if (algorithm.endsWith("MGF1") || key.getClass().getName().startsWith("org.bouncycastle.")) {
      // The JDK has PSS under another name, and not every curve.
      builder.setProvider(new BouncyCastleProvider());
    }
    return builder.build(key);
  }
}
