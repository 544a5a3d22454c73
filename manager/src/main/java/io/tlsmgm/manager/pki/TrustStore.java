package io.tlsmgm.manager.pki;

import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Trusted certificates by subject. Immutable. */
final class TrustStore {
  static final TrustStore EMPTY = new TrustStore(List.of());

  private final Set<CertificateView> all;
  private final Map<CanonicalName, List<CertificateView>> bySubject = new HashMap<>();

  TrustStore(Collection<CertificateView> certificates) {
    this.all = new LinkedHashSet<>(certificates);
    for (CertificateView certificate : all) {
      bySubject.computeIfAbsent(certificate.subject(), s -> new ArrayList<>(1)).add(certificate);
    }
  }

  boolean contains(CertificateView certificate) {
    return all.contains(certificate);
  }

  boolean isEmpty() {
    return all.isEmpty();
  }

  List<X509Certificate> certificates() {
    return all.stream().map(CertificateView::certificate).toList();
  }

  Collection<CertificateView> views() {
    return all;
  }

  /**
   * The trusted certificate that issued {@code subject}: a valid one rather than an expired one,
   * and where names and key identifiers leave several (an authority that changed its key), the one
   * whose signature it is.
   */
  @Nullable CertificateView issuerOf(CertificateView subject, TimeFrame time) {
    if (subject.selfSigned() && contains(subject)) {
      return subject;
    }
    List<CertificateView> candidates =
        bySubject.getOrDefault(subject.issuer(), List.of()).stream()
            .filter(subject::likelyIssuedBy)
            .toList();
    if (candidates.size() > 1) {
      List<CertificateView> signers = candidates.stream().filter(subject::signedBy).toList();
      candidates = signers.isEmpty() ? candidates : signers;
    }
    return mostValid(candidates, time);
  }

  /** The first that is valid now, else the one that was for the longest. */
  static @Nullable CertificateView mostValid(List<CertificateView> candidates, TimeFrame time) {
    CertificateView latest = null;
    for (CertificateView candidate : candidates) {
      if (time.reached(candidate.notBefore()) && !time.reached(candidate.notAfter())) {
        return candidate;
      }
      if (latest == null || candidate.notAfter().isAfter(latest.notAfter())) {
        latest = candidate;
      }
    }
    return latest;
  }
}
