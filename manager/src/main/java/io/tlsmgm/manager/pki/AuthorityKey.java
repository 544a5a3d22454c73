package io.tlsmgm.manager.pki;

import java.math.BigInteger;
import java.util.Arrays;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.GeneralName;
import org.jspecify.annotations.Nullable;

/** The authority key identifier of a certificate or a revocation list, RFC 5280 4.2.1.1. */
final class AuthorityKey {
  private static final AuthorityKey ANY = new AuthorityKey(null, null, null);

  private final byte @Nullable [] keyId;
  private final @Nullable BigInteger serial;
  private final @Nullable CanonicalName issuer;

  private AuthorityKey(
      byte @Nullable [] keyId, @Nullable BigInteger serial, @Nullable CanonicalName issuer) {
    this.keyId = keyId;
    this.serial = serial;
    this.issuer = issuer;
  }

  /** The identifier of these extensions; without one, any authority of the right name fits. */
  static AuthorityKey of(@Nullable Extensions extensions) {
    if (extensions == null || extensions.getExtension(Extension.authorityKeyIdentifier) == null) {
      return ANY;
    }
    AuthorityKeyIdentifier identifier = AuthorityKeyIdentifier.fromExtensions(extensions);
    ASN1OctetString keyId = identifier.getKeyIdentifierObject();
    CanonicalName issuer = null;
    if (identifier.getAuthorityCertIssuer() != null) {
      for (GeneralName name : identifier.getAuthorityCertIssuer().getNames()) {
        if (name.getTagNo() == GeneralName.directoryName) {
          issuer = CanonicalName.of(X500Name.getInstance(name.getName()));
          break;
        }
      }
    }
    return new AuthorityKey(
        keyId == null ? null : keyId.getOctets(),
        identifier.getAuthorityCertSerialNumber(),
        issuer);
  }

  /** Whether {@code authority} can be the one that is meant; what either does not state, fits. */
  boolean fits(CertificateView authority) {
    byte[] subjectKeyId = authority.subjectKeyId();
    if (keyId != null && subjectKeyId != null && !Arrays.equals(keyId, subjectKeyId)) {
      return false;
    }
    if (serial != null && !serial.equals(authority.certificate().getSerialNumber())) {
      return false;
    }
    return issuer == null || issuer.equals(authority.issuer());
  }
}
