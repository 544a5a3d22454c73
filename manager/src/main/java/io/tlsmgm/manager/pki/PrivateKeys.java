package io.tlsmgm.manager.pki;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Map;
import org.bouncycastle.asn1.ASN1Object;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.RSAPrivateKey;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;

/**
 * Private keys in PKCS#8, PKCS#1 (RFC 8017) and SEC1 (RFC 5915), as objects of the JDK's own
 * providers, which every library can use. No message says anything of a key but its kind.
 */
final class PrivateKeys {
  private static final Map<String, String> ALGORITHMS =
      Map.of(
          "1.2.840.113549.1.1.1", "RSA",
          "1.2.840.113549.1.1.10", "RSASSA-PSS",
          "1.2.840.10045.2.1", "EC",
          "1.3.101.112", "Ed25519",
          "1.3.101.113", "Ed448");

  private static final Map<String, String> USELESS =
      Map.of(
          "1.2.840.10040.4.1", "a DSA key, which no TLS library here can use",
          "1.3.101.110", "an X25519 key, which cannot sign",
          "1.3.101.111", "an X448 key, which cannot sign",
          "1.2.840.113549.1.3.1", "a Diffie-Hellman key, which cannot sign",
          "1.2.840.10046.2.1", "a Diffie-Hellman key, which cannot sign");

  private static final String ACCEPTED = "; accepted are RSA, RSASSA-PSS, EC, Ed25519 and Ed448";

  private PrivateKeys() {}

  /**
   * The key of a block that is not encrypted, or whose content was decrypted.
   *
   * @param der the content, decrypted
   * @throws PemException when it is no private key, or of a kind that is of no use
   */
  static PrivateKey decode(PemBlock block, byte[] der) throws PemException {
    return switch (block.type()) {
      case "PRIVATE KEY", "ENCRYPTED PRIVATE KEY" -> pkcs8(block, der);
      case "RSA PRIVATE KEY" -> pkcs1(block, der);
      case "EC PRIVATE KEY" -> sec1(block, der);
      case "DSA PRIVATE KEY" ->
          throw new PemException(
              block.where() + " is a DSA key, which no TLS library here can use" + ACCEPTED);
      case "OPENSSH PRIVATE KEY" ->
          throw new PemException(
              block.where()
                  + " is in OpenSSH's own format; convert it with ssh-keygen -p -m PKCS8 -f FILE");
      default -> throw new PemException(block.where() + " is no known form of a key" + ACCEPTED);
    };
  }

  private static PrivateKey pkcs1(PemBlock block, byte[] der) throws PemException {
    RSAPrivateKey key =
        parse(block, () -> RSAPrivateKey.getInstance(ASN1Primitive.fromByteArray(der)));
    return pkcs8(
        block,
        parse(
            block,
            () ->
                new PrivateKeyInfo(
                    new AlgorithmIdentifier(PKCSObjectIdentifiers.rsaEncryption, DERNull.INSTANCE),
                    key)));
  }

  private static PrivateKey sec1(PemBlock block, byte[] der) throws PemException {
    ECPrivateKey key =
        parse(block, () -> ECPrivateKey.getInstance(ASN1Primitive.fromByteArray(der)));
    ASN1Object curve =
        parse(
            block,
            () -> {
              ASN1Object parameters = key.getParametersObject();
              if (parameters == null) {
                throw new PemException(block.where() + " does not name its curve");
              }
              return parameters;
            });
    return pkcs8(
        block,
        parse(
            block,
            () ->
                new PrivateKeyInfo(
                    new AlgorithmIdentifier(X9ObjectIdentifiers.id_ecPublicKey, curve), key)));
  }

  private static PrivateKey pkcs8(PemBlock block, byte[] der) throws PemException {
    return pkcs8(
        block, parse(block, () -> PrivateKeyInfo.getInstance(ASN1Primitive.fromByteArray(der))));
  }

  private static PrivateKey pkcs8(PemBlock block, PrivateKeyInfo info) throws PemException {
    String type = info.getPrivateKeyAlgorithm().getAlgorithm().getId();
    String algorithm = ALGORITHMS.get(type);
    if (algorithm == null) {
      throw new PemException(
          block.where()
              + " is "
              + USELESS.getOrDefault(type, "a key of an unknown kind (" + type + ")")
              + ACCEPTED);
    }
    try {
      byte[] encoded = parse(block, info::getEncoded);
      return JdkProviders.keys(algorithm).generatePrivate(new PKCS8EncodedKeySpec(encoded));
    } catch (GeneralSecurityException e) {
      throw new PemException(
          block.where()
              + (algorithm.equals("EC")
                  ? " is damaged, or an EC key on a curve this Java does not know; use secp256r1,"
                      + " secp384r1 or secp521r1"
                  : " is no " + algorithm + " key this Java can use"),
          e);
    }
  }

  private interface Parser<T> {
    T parse() throws Exception;
  }

  /** What Bouncy Castle throws over malformed keys has many names, and may quote them. */
  private static <T> T parse(PemBlock block, Parser<T> parser) throws PemException {
    try {
      return parser.parse();
    } catch (PemException e) {
      throw e;
    } catch (Exception e) {
      throw new PemException(block.where() + " is no private key: its bytes are damaged");
    }
  }
}
