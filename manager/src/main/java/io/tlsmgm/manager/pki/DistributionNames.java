package io.tlsmgm.manager.pki;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.CRLDistPoint;
import org.bouncycastle.asn1.x509.DistributionPoint;
import org.bouncycastle.asn1.x509.DistributionPointName;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;

/**
 * One CRL distribution point of a certificate, decoded.
 *
 * @param names its full names
 * @param issuers who signs the lists; empty for the certificate's own issuer
 * @param allReasons whether its lists are for every reason
 */
record DistributionNames(Set<GeneralName> names, Set<CanonicalName> issuers, boolean allReasons) {
  /** The points of a certificate's extension. */
  static List<DistributionNames> of(ASN1Encodable extension) {
    List<DistributionNames> list = new ArrayList<>();
    for (DistributionPoint point : CRLDistPoint.getInstance(extension).getDistributionPoints()) {
      Set<CanonicalName> issuers = new HashSet<>();
      if (point.getCRLIssuer() != null) {
        for (GeneralName name : point.getCRLIssuer().getNames()) {
          if (name.getTagNo() == GeneralName.directoryName) {
            issuers.add(CanonicalName.of(X500Name.getInstance(name.getName())));
          }
        }
      }
      Set<GeneralName> names =
          point.getDistributionPoint() == null ? Set.of() : of(point.getDistributionPoint());
      list.add(new DistributionNames(names, issuers, point.getReasons() == null));
    }
    return List.copyOf(list);
  }

  /** The full names; names relative to the issuer are hardly used, and match nothing here. */
  static Set<GeneralName> of(DistributionPointName point) {
    return point.getType() == DistributionPointName.FULL_NAME
        ? new HashSet<>(Arrays.asList(GeneralNames.getInstance(point.getName()).getNames()))
        : Set.of();
  }

  /** Whether a list of {@code issuer} at one of these places is one of this point. */
  boolean covers(CanonicalName issuer, Set<GeneralName> places) {
    return allReasons
        && (issuers.isEmpty() || issuers.contains(issuer))
        && !Collections.disjoint(names, places);
  }
}
