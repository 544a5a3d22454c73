package io.tlsmgm.conscrypt;

import io.tlsmgm.api.KeyEntry;
import java.security.KeyFactory;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.ProviderException;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;

/**
 * Private keys as Conscrypt has them. It turns any other key into one of its own at every
 * handshake, and BoringSSL then prepares RSA keys again, which takes longer than many a signature.
 */
final class OwnKeys {
  private static final String ENCODING = "PKCS#8";

  private OwnKeys() {}

  /**
   * {@code entry} with a key that BoringSSL holds; as it is when its key cannot be read out, such
   * as one in a device, or is of a kind that the provider makes no keys of.
   */
  static KeyEntry of(KeyEntry entry) {
    PrivateKey key = entry.privateKey();
    byte[] encoded;
    try {
      encoded = ENCODING.equals(key.getFormat()) ? key.getEncoded() : null;
    } catch (ProviderException notToBeReadOut) {
      return entry;
    }
    if (encoded == null) {
      return entry;
    }
    try {
      KeyFactory factory = ConscryptProvider.keyFactory(key.getAlgorithm());
      return new KeyEntry(factory.generatePrivate(new PKCS8EncodedKeySpec(encoded)), entry.chain());
    } catch (NoSuchAlgorithmException | InvalidKeySpecException e) {
      // Conscrypt tries the key itself when it is needed, and says what is wrong with it.
      return entry;
    } finally {
      Arrays.fill(encoded, (byte) 0);
    }
  }
}
