package io.tlsmgm.manager.pki;

import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.cert.CRLException;
import java.security.cert.X509CRL;
import java.security.cert.X509CRLEntry;
import java.time.Instant;
import java.util.Date;
import java.util.Set;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.IssuingDistributionPoint;
import org.jspecify.annotations.Nullable;

/** A revocation list with what its use asks of it, decoded once. Immutable. */
final class CrlView {
  private static final Set<String> HANDLED =
      Set.of(
          Extension.issuingDistributionPoint.getId(),
          Extension.authorityKeyIdentifier.getId(),
          Extension.deltaCRLIndicator.getId());

  private final X509CRL crl;
  private final CanonicalName issuer;
  private final AuthorityKey authorityKey;
  private final @Nullable IssuingDistributionPoint distributionPoint;
  private final Set<GeneralName> distributionPointNames;
  private final boolean unhandledCritical;
  private final boolean delta;

  private CrlView(X509CRL crl) {
    this.crl = crl;
    this.issuer = CanonicalName.of(X500Name.getInstance(crl.getIssuerX500Principal().getEncoded()));
    byte[] key = crl.getExtensionValue(Extension.authorityKeyIdentifier.getId());
    this.authorityKey =
        AuthorityKey.of(
            key == null
                ? null
                : new Extensions(
                    new Extension(
                        Extension.authorityKeyIdentifier,
                        false,
                        ASN1OctetString.getInstance(key).getOctets())));
    byte[] point = crl.getExtensionValue(Extension.issuingDistributionPoint.getId());
    this.distributionPoint =
        point == null
            ? null
            : IssuingDistributionPoint.getInstance(ASN1OctetString.getInstance(point).getOctets());
    this.distributionPointNames =
        distributionPoint == null || distributionPoint.getDistributionPoint() == null
            ? Set.of()
            : DistributionNames.of(distributionPoint.getDistributionPoint());
    this.delta = crl.getExtensionValue(Extension.deltaCRLIndicator.getId()) != null;
    this.unhandledCritical = hasUnhandledCritical(crl);
  }

  /**
   * The view of a list.
   *
   * @throws CRLException when an extension or a name is malformed
   */
  static CrlView of(X509CRL crl) throws CRLException {
    try {
      return new CrlView(crl);
    } catch (RuntimeException e) {
      // Bouncy Castle reports malformed values by several unchecked exceptions.
      throw new CRLException("malformed revocation list: " + e.getMessage(), e);
    }
  }

  private static boolean hasUnhandledCritical(X509CRL crl) {
    Set<String> critical = crl.getCriticalExtensionOIDs();
    if (critical != null && !HANDLED.containsAll(critical)) {
      return true;
    }
    Set<? extends X509CRLEntry> entries = crl.getRevokedCertificates();
    if (entries != null) {
      for (X509CRLEntry entry : entries) {
        Set<String> ofEntry = entry.getCriticalExtensionOIDs();
        if (ofEntry != null && !ofEntry.isEmpty()) {
          return true;
        }
      }
    }
    return false;
  }

  X509CRL crl() {
    return crl;
  }

  CanonicalName issuer() {
    return issuer;
  }

  AuthorityKey authorityKey() {
    return authorityKey;
  }

  @Nullable IssuingDistributionPoint distributionPoint() {
    return distributionPoint;
  }

  /** The full names of the distribution point; none when the list has none. */
  Set<GeneralName> distributionPointNames() {
    return distributionPointNames;
  }

  /** Has a critical extension, or an entry with one, that is not understood. */
  boolean unhandledCritical() {
    return unhandledCritical;
  }

  /** Only what changed since another list; not used. */
  boolean delta() {
    return delta;
  }

  Instant thisUpdate() {
    return crl.getThisUpdate().toInstant();
  }

  /** When it expires; {@link Instant#MAX} when it does not say. */
  Instant nextUpdate() {
    Date next = crl.getNextUpdate();
    return next == null ? Instant.MAX : next.toInstant();
  }

  /** Begun and not expired. */
  boolean current(TimeFrame time) {
    return time.reached(thisUpdate()) && !expired(time);
  }

  boolean expired(TimeFrame time) {
    Instant next = nextUpdate();
    return !next.equals(Instant.MAX) && time.reached(next);
  }

  boolean signedBy(PublicKey key) {
    try {
      Curves.verify(crl, key);
      return true;
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  /** The issuer, for a message. */
  String name() {
    return DistinguishedNames.forLog(crl.getIssuerX500Principal());
  }
}
