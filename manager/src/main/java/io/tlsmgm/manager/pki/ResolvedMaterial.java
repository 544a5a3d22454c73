package io.tlsmgm.manager.pki;

import io.tlsmgm.api.KeyEntry;
import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.spec.DHParameterSpec;

/**
 * A domain's keys and trust, read.
 *
 * @param key chain and key to present; empty for a client domain without
 * @param verifier judges the peer's chain
 * @param dhParameters of {@code dh_params}
 */
public record ResolvedMaterial(
    Optional<KeyEntry> key, ChainVerifier verifier, Optional<DHParameterSpec> dhParameters) {

  /**
   * SHA-256 over all of it, in hexadecimal: the same for two loads exactly when no file or row of
   * the domain has changed in substance.
   */
  public String fingerprint() {
    MessageDigest digest = Trust.sha256();
    try {
      if (key.isPresent()) {
        for (X509Certificate certificate : key.get().chain()) {
          digest.update(certificate.getEncoded());
        }
        byte[] encoded = key.get().privateKey().getEncoded();
        digest.update(encoded == null ? new byte[0] : encoded);
      }
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException("what was decoded can be encoded", e);
    }
    digest.update(HexFormat.of().parseHex(verifier.fingerprint()));
    if (dhParameters.isPresent()) {
      update(digest, dhParameters.get().getP());
      update(digest, dhParameters.get().getG());
      update(digest, BigInteger.valueOf(dhParameters.get().getL()));
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static void update(MessageDigest digest, BigInteger number) {
    digest.update(number.toByteArray());
  }
}
