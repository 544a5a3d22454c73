package io.tlsmgm.manager.pki;

import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1String;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x500.AttributeTypeAndValue;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.NameConstraintValidatorException;
import org.bouncycastle.asn1.x509.NameConstraints;
import org.bouncycastle.asn1.x509.PKIXNameConstraintValidator;

/**
 * Name constraints, RFC 5280 4.2.1.10: what the authorities of a path, the root among them, allow
 * those below to be called.
 */
final class NameRules {
  private NameRules() {}

  static Optional<Verdict> check(ChainPath path) {
    for (int depth = path.size() - 1; depth >= 0; depth--) {
      CertificateView certificate = path.get(depth);
      if (depth > 0 && certificate.selfIssued()) {
        continue;
      }
      for (int above = path.size() - 1; above > depth; above--) {
        NameConstraints constraints = path.get(above).nameConstraints();
        if (constraints != null && !allows(constraints, certificate, depth == 0)) {
          return PathRules.refuse(
              Verdict.Status.NAME_NOT_PERMITTED,
              certificate,
              depth,
              "has a name that its authority " + path.get(above).name() + " may not give");
        }
      }
    }
    return Optional.empty();
  }

  private static boolean allows(
      NameConstraints constraints, CertificateView certificate, boolean leaf) {
    try {
      PKIXNameConstraintValidator validator = new PKIXNameConstraintValidator();
      if (constraints.getPermittedSubtrees() != null) {
        validator.intersectPermittedSubtree(constraints.getPermittedSubtrees());
      }
      if (constraints.getExcludedSubtrees() != null) {
        for (GeneralSubtree excluded : constraints.getExcludedSubtrees()) {
          validator.addExcludedSubtree(excluded);
        }
      }
      X500Name subject = certificate.asn1().getSubject();
      if (subject.getRDNs().length > 0) {
        validator.checkPermittedDN(subject);
        validator.checkExcludedDN(subject);
      }
      List<GeneralName> names = SubjectAltNames.of(certificate.certificate());
      for (GeneralName name : names) {
        check(validator, name);
      }
      checkSubject(validator, subject, leaf && !hasDns(names));
      return true;
    } catch (NameConstraintValidatorException | RuntimeException e) {
      // Unchecked: a constraint Bouncy Castle cannot read, which therefore permits nothing.
      return false;
    }
  }

  private static boolean hasDns(List<GeneralName> names) {
    return names.stream().anyMatch(name -> name.getTagNo() == GeneralName.dNSName);
  }

  /** Names that older certificates carry in the subject: e-mail, and the host of a leaf. */
  private static void checkSubject(
      PKIXNameConstraintValidator validator, X500Name subject, boolean commonNameIsHost)
      throws NameConstraintValidatorException {
    for (RDN rdn : subject.getRDNs()) {
      for (AttributeTypeAndValue attribute : rdn.getTypesAndValues()) {
        if (attribute.getType().equals(PKCSObjectIdentifiers.pkcs_9_at_emailAddress)) {
          check(validator, new GeneralName(GeneralName.rfc822Name, text(attribute.getValue())));
        } else if (commonNameIsHost
            && attribute.getType().equals(BCStyle.CN)
            && HostNames.looksLikeHost(text(attribute.getValue()))) {
          check(validator, new GeneralName(GeneralName.dNSName, text(attribute.getValue())));
        }
      }
    }
  }

  private static void check(PKIXNameConstraintValidator validator, GeneralName name)
      throws NameConstraintValidatorException {
    validator.checkPermitted(name);
    validator.checkExcluded(name);
  }

  private static String text(ASN1Encodable value) {
    return value instanceof ASN1String string ? DistinguishedNames.text(string) : "";
  }
}
