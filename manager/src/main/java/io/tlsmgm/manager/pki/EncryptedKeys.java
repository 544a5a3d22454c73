package io.tlsmgm.manager.pki;

import java.io.IOException;
import java.math.BigInteger;
import java.util.HexFormat;
import java.util.Locale;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.misc.MiscObjectIdentifiers;
import org.bouncycastle.asn1.misc.ScryptParams;
import org.bouncycastle.asn1.pkcs.EncryptedPrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.KeyDerivationFunc;
import org.bouncycastle.asn1.pkcs.PBES2Parameters;
import org.bouncycastle.asn1.pkcs.PBKDF2Params;
import org.bouncycastle.asn1.pkcs.PKCS12PBEParams;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.PEMException;
import org.bouncycastle.openssl.bc.BcPEMDecryptorProvider;
import org.bouncycastle.openssl.jcajce.JceOpenSSLPKCS8DecryptorProviderBuilder;
import org.bouncycastle.operator.InputDecryptorProvider;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;
import org.bouncycastle.pkcs.PKCSException;

/**
 * Opens encrypted private keys: PKCS#8 (PBES1, PBES2 with PBKDF2 or scrypt, PKCS#12) and the
 * traditional {@code Proc-Type: 4,ENCRYPTED}.
 */
final class EncryptedKeys {
  /** Ten times what is customary for PBKDF2; a file must not decide how long a load takes. */
  private static final BigInteger MAX_ITERATIONS = BigInteger.valueOf(10_000_000);

  /** Bytes that scrypt may use: four times what OpenSSL takes unless told otherwise. */
  private static final BigInteger MAX_MEMORY = BigInteger.valueOf(64L << 20);

  private static final BigInteger MAX_PARALLEL = BigInteger.valueOf(16);

  private EncryptedKeys() {}

  static boolean isEncrypted(PemBlock block) {
    return block.type().equals("ENCRYPTED PRIVATE KEY") || block.headers().containsKey("DEK-Info");
  }

  /**
   * The decrypted content of an encrypted block, which {@link PrivateKeys#decode} takes.
   *
   * @throws PemException when the password is wrong or the encryption is not known
   */
  static byte[] decrypt(PemBlock block, char[] password) throws PemException {
    return block.type().equals("ENCRYPTED PRIVATE KEY")
        ? pkcs8(block, password)
        : traditional(block, password);
  }

  private static byte[] traditional(PemBlock block, char[] password) throws PemException {
    String[] info = block.headers().getOrDefault("DEK-Info", "").split(",", 2);
    String cipher = info[0].strip().toUpperCase(Locale.ROOT);
    byte[] iv;
    try {
      iv = HexFormat.of().parseHex(info.length < 2 ? "" : info[1].strip());
    } catch (IllegalArgumentException e) {
      throw new PemException(block.where() + " has a DEK-Info header whose IV is not hexadecimal");
    }
    try {
      return new BcPEMDecryptorProvider(password).get(cipher).decrypt(block.content(), iv);
    } catch (PEMException | RuntimeException e) {
      // Bouncy Castle does not tell an unknown cipher from a bad padding.
      throw wrongPassword(block);
    }
  }

  private static byte[] pkcs8(PemBlock block, char[] password) throws PemException {
    EncryptedPrivateKeyInfo info;
    try {
      info = EncryptedPrivateKeyInfo.getInstance(block.content());
      limit(block, info.getEncryptionAlgorithm());
    } catch (RuntimeException e) {
      // Bouncy Castle reports malformed values by several unchecked exceptions.
      throw new PemException(block.where() + " is no encrypted private key: its bytes are damaged");
    }
    try {
      InputDecryptorProvider decryptor =
          new JceOpenSSLPKCS8DecryptorProviderBuilder()
              .setProvider(new BouncyCastleProvider())
              .build(password);
      return new PKCS8EncryptedPrivateKeyInfo(info).decryptPrivateKeyInfo(decryptor).getEncoded();
    } catch (OperatorCreationException | PKCSException | IOException | RuntimeException e) {
      throw wrongPassword(block);
    }
  }

  private static PemException wrongPassword(PemBlock block) {
    return new PemException(
        block.where()
            + " cannot be decrypted: the password of the domain is wrong, the block is damaged, or"
            + " its encryption is not known");
  }

  private static void limit(PemBlock block, AlgorithmIdentifier algorithm) throws PemException {
    ASN1Encodable parameters = algorithm.getParameters();
    if (!algorithm.getAlgorithm().equals(PKCSObjectIdentifiers.id_PBES2)) {
      // PBES1 and PKCS#12: salt and iterations.
      iterations(block, PKCS12PBEParams.getInstance(parameters).getIterations());
      return;
    }
    KeyDerivationFunc derivation = PBES2Parameters.getInstance(parameters).getKeyDerivationFunc();
    if (derivation.getAlgorithm().equals(PKCSObjectIdentifiers.id_PBKDF2)) {
      iterations(block, PBKDF2Params.getInstance(derivation.getParameters()).getIterationCount());
    } else if (derivation.getAlgorithm().equals(MiscObjectIdentifiers.id_scrypt)) {
      ScryptParams scrypt = ScryptParams.getInstance(derivation.getParameters());
      BigInteger memory =
          scrypt
              .getCostParameter()
              .multiply(scrypt.getBlockSize())
              .multiply(BigInteger.valueOf(128));
      if (memory.compareTo(MAX_MEMORY) > 0
          || scrypt.getParallelizationParameter().compareTo(MAX_PARALLEL) > 0) {
        throw new PemException(
            block.where() + " wants more than 64 MiB of memory, or 16 rounds, for its password");
      }
    } else {
      throw new PemException(
          block.where() + " has an unknown password derivation; known are PBKDF2 and scrypt");
    }
  }

  private static void iterations(PemBlock block, BigInteger count) throws PemException {
    if (count.signum() <= 0 || count.compareTo(MAX_ITERATIONS) > 0) {
      throw new PemException(
          block.where()
              + " wants "
              + (count.bitLength() > 64 ? "far too many" : count)
              + " iterations for its password; at most "
              + MAX_ITERATIONS
              + " are done");
    }
  }
}
