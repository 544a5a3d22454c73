package io.tlsmgm.manager.pki;

import java.security.cert.CRLReason;
import java.security.cert.X509CRL;
import java.security.cert.X509CRLEntry;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.IssuingDistributionPoint;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.jspecify.annotations.Nullable;

/**
 * Revocation by the lists of {@code crl_dir}, RFC 5280 section 6.3: complete lists signed by the
 * certificate's own issuer. Indirect lists, lists for some reasons only and deltas do not count, as
 * in OpenSSL without its extended support. What is not proven good is refused. Immutable.
 */
final class Revocation {
  private final Map<CanonicalName, List<CrlView>> byIssuer = new HashMap<>();
  private final List<X509CRL> all;
  private final boolean wholeChain;

  /**
   * @param wholeChain {@code crl_check_all}: every certificate needs a list, the root's own among
   *     them; otherwise the leaf only
   */
  Revocation(Collection<CrlView> lists, boolean wholeChain) {
    for (CrlView list : lists) {
      byIssuer.computeIfAbsent(list.issuer(), i -> new ArrayList<>(1)).add(list);
    }
    this.all = lists.stream().map(CrlView::crl).toList();
    this.wholeChain = wholeChain;
  }

  List<X509CRL> lists() {
    return all;
  }

  boolean wholeChain() {
    return wholeChain;
  }

  Optional<Verdict> check(ChainPath path, TimeFrame time) {
    int last = wholeChain ? path.size() - 1 : 0;
    for (int depth = 0; depth <= last; depth++) {
      Optional<Verdict> problem = check(path, depth, time);
      if (problem.isPresent()) {
        return problem;
      }
    }
    return Optional.empty();
  }

  /** A list that may apply, how well it does, and the certificate that must have signed it. */
  private record Candidate(
      CrlView list, CertificateView issuer, boolean inScope, boolean current, boolean understood) {
    int score() {
      return (understood ? 4 : 0) + (inScope ? 2 : 0) + (current ? 1 : 0);
    }
  }

  private Optional<Verdict> check(ChainPath path, int depth, TimeFrame time) {
    CertificateView certificate = path.get(depth);
    Candidate best = null;
    for (CrlView list : byIssuer.getOrDefault(certificate.issuer(), List.of())) {
      Candidate candidate = candidate(list, path, depth, time);
      if (candidate != null
          && (best == null
              || candidate.score() > best.score()
              || (candidate.score() == best.score()
                  && list.thisUpdate().isAfter(best.list.thisUpdate())))) {
        best = candidate;
      }
    }
    if (best == null || !best.inScope) {
      return PathRules.refuse(
          Verdict.Status.CRL_MISSING,
          certificate,
          depth,
          "needs a revocation list of its issuer, and crl_dir has none that covers it");
    }
    return judge(best, certificate, depth, time);
  }

  private static Optional<Verdict> judge(
      Candidate best, CertificateView certificate, int depth, TimeFrame time) {
    CrlView list = best.list;
    if (!best.issuer.allowsUsage(KeyUsage.cRLSign)) {
      return refuse(Verdict.Status.CRL_UNUSABLE, list, "has an issuer that may not sign lists");
    }
    if (!time.reached(list.thisUpdate())) {
      return refuse(
          Verdict.Status.CRL_NOT_YET_VALID,
          list,
          "is not valid before " + CertificateText.time(list.thisUpdate()));
    }
    if (list.expired(time)) {
      return refuse(
          Verdict.Status.CRL_EXPIRED,
          list,
          "expired on " + CertificateText.time(list.nextUpdate()));
    }
    if (!list.signedBy(best.issuer.certificate().getPublicKey())) {
      return refuse(
          Verdict.Status.CRL_BAD_SIGNATURE,
          list,
          "is not signed by the key of " + best.issuer.name());
    }
    if (list.unhandledCritical()) {
      return refuse(
          Verdict.Status.CRL_UNUSABLE, list, "has a critical extension that is not understood");
    }
    X509CRLEntry entry =
        list.crl().getRevokedCertificate(certificate.certificate().getSerialNumber());
    if (entry != null && entry.getRevocationReason() != CRLReason.REMOVE_FROM_CRL) {
      return PathRules.refuse(
          Verdict.Status.REVOKED,
          certificate,
          depth,
          "was revoked on " + CertificateText.time(entry.getRevocationDate()));
    }
    return Optional.empty();
  }

  private static Optional<Verdict> refuse(Verdict.Status status, CrlView list, String what) {
    return Optional.of(status.verdict("the revocation list of " + list.name() + " " + what));
  }

  private static @Nullable Candidate candidate(
      CrlView list, ChainPath path, int depth, TimeFrame time) {
    IssuingDistributionPoint point = list.distributionPoint();
    if (list.delta() || (point != null && !complete(point))) {
      return null;
    }
    CertificateView issuer = issuer(list, path, depth);
    if (issuer == null) {
      return null;
    }
    return new Candidate(
        list, issuer, covers(list, path.get(depth)), list.current(time), !list.unhandledCritical());
  }

  /** For all reasons, of one's own certificates, and for one kind of certificate at most. */
  private static boolean complete(IssuingDistributionPoint point) {
    int kinds =
        (point.onlyContainsUserCerts() ? 1 : 0)
            + (point.onlyContainsCACerts() ? 1 : 0)
            + (point.onlyContainsAttributeCerts() ? 1 : 0);
    return kinds <= 1 && !point.isIndirectCRL() && point.getOnlySomeReasons() == null;
  }

  /** The certificate's issuer, or another certificate of the path with its name. */
  private static @Nullable CertificateView issuer(CrlView list, ChainPath path, int depth) {
    CertificateView next = path.issuerAt(depth);
    if (list.authorityKey().fits(next)) {
      return next;
    }
    for (int above = depth + 2; above < path.size(); above++) {
      CertificateView other = path.get(above);
      if (other.subject().equals(list.issuer()) && list.authorityKey().fits(other)) {
        return other;
      }
    }
    return null;
  }

  /** Whether the list's distribution point is one of the certificate's, or it covers everything. */
  private static boolean covers(CrlView list, CertificateView certificate) {
    IssuingDistributionPoint point = list.distributionPoint();
    if (point == null) {
      return true;
    }
    BasicConstraints constraints = certificate.basicConstraints();
    boolean authority = constraints != null && constraints.isCA();
    if (point.onlyContainsAttributeCerts()
        || (authority ? point.onlyContainsUserCerts() : point.onlyContainsCACerts())) {
      return false;
    }
    if (point.getDistributionPoint() == null) {
      return true;
    }
    return certificate.distributionPoints().stream()
        .anyMatch(own -> own.covers(list.issuer(), list.distributionPointNames()));
  }
}
