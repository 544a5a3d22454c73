package io.tlsmgm.manager.pki;

import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.asn1.ASN1BitString;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.misc.MiscObjectIdentifiers;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Certificate;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.NameConstraints;
import org.bouncycastle.asn1.x509.TBSCertificate;
import org.jspecify.annotations.Nullable;

/** A certificate with what path building and checking ask of it, decoded once. Immutable. */
final class CertificateView {
  private static final ASN1ObjectIdentifier PROXY_INFO =
      new ASN1ObjectIdentifier("1.3.6.1.5.5.7.1.14");

  /** Critical extensions that OpenSSL counts as handled; policies are, though not asked for. */
  private static final Set<String> HANDLED =
      Set.of(
          MiscObjectIdentifiers.netscapeCertType.getId(),
          Extension.keyUsage.getId(),
          Extension.subjectAlternativeName.getId(),
          Extension.basicConstraints.getId(),
          Extension.certificatePolicies.getId(),
          Extension.cRLDistributionPoints.getId(),
          Extension.extendedKeyUsage.getId(),
          "1.3.6.1.5.5.7.1.7", // RFC 3779 addresses
          "1.3.6.1.5.5.7.1.8", // RFC 3779 autonomous systems
          "1.3.6.1.5.5.7.48.1.5", // OCSP no check
          Extension.policyConstraints.getId(),
          PROXY_INFO.getId(),
          Extension.nameConstraints.getId(),
          Extension.policyMappings.getId(),
          Extension.inhibitAnyPolicy.getId());

  private final X509Certificate certificate;
  private final Certificate asn1;
  private final CanonicalName subject;
  private final CanonicalName issuer;
  private final AuthorityKey authorityKey;
  private final byte @Nullable [] subjectKeyId;
  private final @Nullable KeyUsage keyUsage;
  private final @Nullable Set<KeyPurposeId> purposes;
  private final @Nullable BasicConstraints basicConstraints;
  private final @Nullable NameConstraints nameConstraints;
  private final @Nullable ASN1BitString netscapeType;
  private final List<DistributionNames> distributionPoints;
  private final boolean unhandledCritical;
  private final boolean proxy;
  private final boolean selfSigned;

  private CertificateView(X509Certificate certificate) throws CertificateException {
    this.certificate = certificate;
    this.asn1 = Certificate.getInstance(certificate.getEncoded());
    TBSCertificate tbs = asn1.getTBSCertificate();
    this.subject = CanonicalName.of(tbs.getSubject());
    this.issuer = CanonicalName.of(tbs.getIssuer());
    Extensions extensions = tbs.getExtensions();
    this.authorityKey = AuthorityKey.of(extensions);
    this.subjectKeyId =
        value(extensions, Extension.subjectKeyIdentifier)
            .map(v -> ASN1OctetString.getInstance(v).getOctets())
            .orElse(null);
    this.keyUsage = value(extensions, Extension.keyUsage).map(KeyUsage::getInstance).orElse(null);
    this.purposes =
        value(extensions, Extension.extendedKeyUsage)
            .map(v -> Set.of(ExtendedKeyUsage.getInstance(v).getUsages()))
            .orElse(null);
    this.basicConstraints =
        value(extensions, Extension.basicConstraints)
            .map(BasicConstraints::getInstance)
            .orElse(null);
    this.nameConstraints =
        value(extensions, Extension.nameConstraints).map(NameConstraints::getInstance).orElse(null);
    this.netscapeType =
        value(extensions, MiscObjectIdentifiers.netscapeCertType)
            .map(ASN1BitString::getInstance)
            .orElse(null);
    this.distributionPoints =
        value(extensions, Extension.cRLDistributionPoints)
            .map(DistributionNames::of)
            .orElse(List.of());
    this.proxy = extensions != null && extensions.getExtension(PROXY_INFO) != null;
    this.unhandledCritical = hasUnhandledCritical(extensions);
    this.selfSigned =
        subject.equals(issuer) && authorityKey.fits(this) && Strength.sameFamily(this, this);
  }

  /**
   * The view of a certificate.
   *
   * @throws CertificateException when an extension or a name is malformed
   */
  static CertificateView of(X509Certificate certificate) throws CertificateException {
    try {
      return new CertificateView(Certificates.ofJdk(certificate));
    } catch (RuntimeException e) {
      // Bouncy Castle reports malformed values by several unchecked exceptions.
      throw new CertificateException("malformed certificate: " + e.getMessage(), e);
    }
  }

  private static Optional<ASN1Encodable> value(
      @Nullable Extensions extensions, ASN1ObjectIdentifier type) {
    return extensions == null
        ? Optional.empty()
        : Optional.ofNullable(extensions.getExtensionParsedValue(type));
  }

  private static boolean hasUnhandledCritical(@Nullable Extensions extensions) {
    if (extensions == null) {
      return false;
    }
    Set<String> critical = new HashSet<>();
    for (ASN1ObjectIdentifier type : extensions.getCriticalExtensionOIDs()) {
      critical.add(type.getId());
    }
    return !HANDLED.containsAll(critical);
  }

  X509Certificate certificate() {
    return certificate;
  }

  Certificate asn1() {
    return asn1;
  }

  CanonicalName subject() {
    return subject;
  }

  CanonicalName issuer() {
    return issuer;
  }

  AuthorityKey authorityKey() {
    return authorityKey;
  }

  byte @Nullable [] subjectKeyId() {
    return subjectKeyId;
  }

  Instant notBefore() {
    return certificate.getNotBefore().toInstant();
  }

  Instant notAfter() {
    return certificate.getNotAfter().toInstant();
  }

  /** Subject and issuer are the same name. */
  boolean selfIssued() {
    return subject.equals(issuer);
  }

  /**
   * Self-issued, and key identifier and algorithm are those of its own key. Nothing is verified.
   */
  boolean selfSigned() {
    return selfSigned;
  }

  boolean unhandledCritical() {
    return unhandledCritical;
  }

  /** A proxy certificate, RFC 3820, which no one accepts unless asked to. */
  boolean proxy() {
    return proxy;
  }

  @Nullable BasicConstraints basicConstraints() {
    return basicConstraints;
  }

  @Nullable NameConstraints nameConstraints() {
    return nameConstraints;
  }

  List<DistributionNames> distributionPoints() {
    return distributionPoints;
  }

  boolean hasKeyUsage() {
    return keyUsage != null;
  }

  /** Whether key usage, where there is one, allows any of these bits of {@link KeyUsage}. */
  boolean allowsUsage(int... bits) {
    if (keyUsage == null) {
      return true;
    }
    for (int bit : bits) {
      if (keyUsage.hasUsages(bit)) {
        return true;
      }
    }
    return false;
  }

  /** Whether extended key usage, where there is one, names any of these. */
  boolean allowsPurpose(KeyPurposeId... allowed) {
    return purposes == null || Arrays.stream(allowed).anyMatch(purposes::contains);
  }

  /** Whether Netscape's certificate type, where there is one, has this bit. */
  boolean allowsNetscapeType(int bit) {
    return netscapeType == null || (netscapeType.intValue() & bit) != 0;
  }

  boolean hasNetscapeType() {
    return netscapeType != null;
  }

  /**
   * Whether {@code issuer} can have issued this certificate, judged by names, key identifiers and
   * algorithms; no signature is verified.
   */
  boolean likelyIssuedBy(CertificateView authority) {
    return issuer.equals(authority.subject)
        && authorityKey.fits(authority)
        && Strength.sameFamily(authority, this);
  }

  /** Whether the key of {@code authority} signed this certificate. */
  boolean signedBy(CertificateView authority) {
    try {
      Curves.verify(certificate, authority.certificate.getPublicKey());
      return true;
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  /** The subject, for a message. */
  String name() {
    return DistinguishedNames.forLog(certificate.getSubjectX500Principal());
  }

  /** The same certificate, byte for byte. */
  @Override
  public boolean equals(Object other) {
    return other instanceof CertificateView view && certificate.equals(view.certificate);
  }

  @Override
  public int hashCode() {
    return certificate.hashCode();
  }

  @Override
  public String toString() {
    return "CertificateView[" + name() + "]";
  }
}
