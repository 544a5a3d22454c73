package io.tlsmgm.manager.pki;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CRLException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.Optional;

/**
 * What a domain verifies against: {@code ca_list} and {@code ca_dir}, {@code crl_dir} and {@code
 * crl_check_all}. Domains that say the same share one; compared by identity. Immutable.
 */
final class Trust {
  private final TrustStore store;
  private final Optional<Revocation> revocation;
  private final String fingerprint;

  Trust(TrustStore store, Optional<Revocation> revocation) {
    this.store = store;
    this.revocation = revocation;
    this.fingerprint = fingerprintOf(store, revocation);
  }

  TrustStore store() {
    return store;
  }

  Optional<Revocation> revocation() {
    return revocation;
  }

  /** Equal exactly for the same certificates and lists in the same order. */
  String fingerprint() {
    return fingerprint;
  }

  private static String fingerprintOf(TrustStore store, Optional<Revocation> revocation) {
    try {
      MessageDigest digest = sha256();
      for (X509Certificate certificate : store.certificates()) {
        digest.update(certificate.getEncoded());
      }
      if (revocation.isPresent()) {
        String mode = revocation.get().wholeChain() ? "all" : "leaf";
        digest.update(mode.getBytes(StandardCharsets.US_ASCII));
        for (X509CRL crl : revocation.get().lists()) {
          digest.update(crl.getEncoded());
        }
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (CertificateEncodingException | CRLException e) {
      throw new IllegalStateException("what was decoded can be encoded", e);
    }
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
