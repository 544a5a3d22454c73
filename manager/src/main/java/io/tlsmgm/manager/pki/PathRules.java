package io.tlsmgm.manager.pki;

import io.tlsmgm.api.Role;
import java.math.BigInteger;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;

/**
 * The rules for the certificates of a path but revocation: authorities and purposes, strength,
 * signatures and dates. In the order and with the leniency of OpenSSL without {@code
 * X509_V_FLAG_X509_STRICT}: a root of version 1 and one without basic constraints but with key
 * usage {@code keyCertSign} count as authorities, an intermediate needs basic constraints.
 */
final class PathRules {
  private static final KeyPurposeId NETSCAPE_SGC = purpose("2.16.840.1.113730.4.1");
  private static final KeyPurposeId MICROSOFT_SGC = purpose("1.3.6.1.4.1.311.10.3.3");

  // Bits of Netscape's certificate type.
  private static final int NETSCAPE_CLIENT = 0x80;
  private static final int NETSCAPE_SERVER = 0x40;
  private static final int NETSCAPE_CA = 0x04;
  private static final int ANY_CA = 0x07;

  private final ChainPath path;
  private final Role verifier;

  /**
   * @param verifier the side that verifies: a server checks that its peer may be a client
   */
  PathRules(ChainPath path, Role verifier) {
    this.path = path;
    this.verifier = verifier;
  }

  private static KeyPurposeId purpose(String oid) {
    return KeyPurposeId.getInstance(new ASN1ObjectIdentifier(oid));
  }

  /** Critical extensions, authorities, purposes and path lengths, from the leaf up. */
  Optional<Verdict> extensions() {
    int below = 0;
    for (int depth = 0; depth < path.size(); depth++) {
      CertificateView certificate = path.get(depth);
      if (certificate.unhandledCritical() || certificate.proxy()) {
        return refuse(
            Verdict.Status.UNHANDLED_EXTENSION,
            certificate,
            depth,
            certificate.proxy()
                ? "is a proxy certificate"
                : "has a critical extension that is not understood");
      }
      if (depth > 0 && !authority(certificate, depth + 1 < path.size())) {
        return refuse(Verdict.Status.NOT_A_CA, certificate, depth, "is no certificate authority");
      }
      if (!purposeFits(certificate, depth > 0)) {
        return refuse(
            Verdict.Status.WRONG_PURPOSE,
            certificate,
            depth,
            "is not meant for a TLS " + (verifier == Role.SERVER ? "client" : "server"));
      }
      if (depth > 1 && tooManyBelow(certificate, below)) {
        return refuse(
            Verdict.Status.PATH_LENGTH_EXCEEDED,
            certificate,
            depth,
            "allows fewer intermediate certificates than the " + below + " below it");
      }
      if (depth > 0 && !certificate.selfIssued()) {
        below++;
      }
    }
    return Optional.empty();
  }

  private static boolean authority(CertificateView certificate, boolean strict) {
    if (!certificate.allowsUsage(KeyUsage.keyCertSign)) {
      return false;
    }
    BasicConstraints constraints = certificate.basicConstraints();
    if (constraints != null) {
      return constraints.isCA();
    }
    boolean version1Root = certificate.certificate().getVersion() == 1 && certificate.selfSigned();
    boolean netscapeCa = certificate.hasNetscapeType() && certificate.allowsNetscapeType(ANY_CA);
    boolean tolerated = version1Root || certificate.hasKeyUsage() || netscapeCa;
    return tolerated && !strict;
  }

  private boolean purposeFits(CertificateView certificate, boolean authority) {
    boolean server = verifier == Role.CLIENT;
    boolean extended =
        server
            ? certificate.allowsPurpose(KeyPurposeId.id_kp_serverAuth, NETSCAPE_SGC, MICROSOFT_SGC)
            : certificate.allowsPurpose(KeyPurposeId.id_kp_clientAuth);
    if (!extended) {
      return false;
    }
    if (authority) {
      boolean byNetscapeOnly = certificate.basicConstraints() == null && !certificate.hasKeyUsage();
      return !byNetscapeOnly || certificate.allowsNetscapeType(NETSCAPE_CA);
    }
    return server
        ? certificate.allowsNetscapeType(NETSCAPE_SERVER)
            && certificate.allowsUsage(
                KeyUsage.digitalSignature, KeyUsage.keyEncipherment, KeyUsage.keyAgreement)
        : certificate.allowsNetscapeType(NETSCAPE_CLIENT)
            && certificate.allowsUsage(KeyUsage.digitalSignature, KeyUsage.keyAgreement);
  }

  private static boolean tooManyBelow(CertificateView certificate, int below) {
    BasicConstraints constraints = certificate.basicConstraints();
    BigInteger limit = constraints == null ? null : constraints.getPathLenConstraint();
    return limit != null && limit.compareTo(BigInteger.valueOf(below)) < 0;
  }

  /** Keys of the authorities, and every signature but the root's own. */
  Optional<Verdict> strength() {
    for (int depth = 0; depth < path.size(); depth++) {
      CertificateView certificate = path.get(depth);
      if (depth > 0 && !Strength.keyEnough(certificate)) {
        return refuse(Verdict.Status.TOO_WEAK, certificate, depth, "has too small a key");
      }
      if (depth + 1 < path.size() && !Strength.signatureEnough(certificate)) {
        return refuse(
            Verdict.Status.TOO_WEAK,
            certificate,
            depth,
            "is signed with " + certificate.certificate().getSigAlgName() + ", which is too weak");
      }
    }
    return Optional.empty();
  }

  /** Signatures and dates, from the root down; the root's own signature proves nothing. */
  Optional<Verdict> signaturesAndDates(TimeFrame time) {
    int top = path.size() - 1;
    for (int depth = top; depth >= 0; depth--) {
      CertificateView certificate = path.get(depth);
      if (depth < top) {
        CertificateView issuer = path.get(depth + 1);
        if (!issuer.allowsUsage(KeyUsage.keyCertSign)) {
          return refuse(
              Verdict.Status.WRONG_PURPOSE, issuer, depth + 1, "may not sign certificates");
        }
        if (!certificate.signedBy(issuer)) {
          return refuse(
              Verdict.Status.BAD_SIGNATURE,
              certificate,
              depth,
              "is not signed by the key of its issuer " + issuer.name());
        }
      }
      if (!time.reached(certificate.notBefore())) {
        return refuse(
            Verdict.Status.NOT_YET_VALID,
            certificate,
            depth,
            "is not valid before " + CertificateText.time(certificate.notBefore()));
      }
      if (time.reached(certificate.notAfter())) {
        return refuse(
            Verdict.Status.EXPIRED,
            certificate,
            depth,
            "expired on " + CertificateText.time(certificate.notAfter()));
      }
    }
    return Optional.empty();
  }

  /** A refusal that names the certificate and its place: 0 is the peer's own. */
  static Optional<Verdict> refuse(
      Verdict.Status status, CertificateView certificate, int depth, String what) {
    return Optional.of(status.verdict(certificate.name() + " (depth " + depth + ") " + what));
  }
}
