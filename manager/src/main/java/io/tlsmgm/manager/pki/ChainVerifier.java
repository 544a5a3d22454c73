package io.tlsmgm.manager.pki;

import io.tlsmgm.api.Role;
import java.security.MessageDigest;
import java.security.cert.CRLException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Judges a peer's chain by a domain's trust: RFC 5280 path validation with the choices, and the
 * order of checks, of OpenSSL as the C module configures it (security level 1, at most three
 * intermediate certificates, no partial chains, no policies). The same for every TLS library. Safe
 * for use by several threads.
 */
public final class ChainVerifier {
  private final Trust trust;
  private final Clock clock;
  private final VerdictCache cache;

  ChainVerifier(Trust trust, Clock clock, VerdictCache cache) {
    this.trust = trust;
    this.clock = clock;
    this.cache = cache;
  }

  /**
   * A verifier that trusts these certificates and asks for no revocation lists.
   *
   * @param clock what time it is
   * @throws CertificateException when one of them is malformed
   */
  public static ChainVerifier trusting(Collection<X509Certificate> certificates, Clock clock)
      throws CertificateException {
    return of(store(certificates), Optional.empty(), clock);
  }

  /**
   * A verifier that trusts these certificates and needs a revocation list.
   *
   * @param wholeChain whether every certificate of a chain needs one, or the peer's only
   * @throws CertificateException when a certificate is malformed
   * @throws CRLException when a list is malformed
   */
  public static ChainVerifier trusting(
      Collection<X509Certificate> certificates,
      Collection<X509CRL> lists,
      boolean wholeChain,
      Clock clock)
      throws CertificateException, CRLException {
    List<CrlView> views = new ArrayList<>();
    for (X509CRL list : lists) {
      views.add(CrlView.of(list));
    }
    return of(store(certificates), Optional.of(new Revocation(views, wholeChain)), clock);
  }

  private static TrustStore store(Collection<X509Certificate> certificates)
      throws CertificateException {
    List<CertificateView> views = new ArrayList<>();
    for (X509Certificate certificate : certificates) {
      views.add(CertificateView.of(certificate));
    }
    return new TrustStore(views);
  }

  private static ChainVerifier of(TrustStore store, Optional<Revocation> revocation, Clock clock) {
    return new ChainVerifier(
        new Trust(store, revocation), clock, new VerdictCache(VerdictCache.CAPACITY));
  }

  /**
   * The verdict on a chain, now. Chains seen before are answered from a bounded cache, unless a
   * date that matters was crossed since.
   *
   * @param chain what the peer presented: its own certificate first, the others in any order
   * @param verifierRole the side that verifies: {@link Role#SERVER} judges a client
   */
  public Verdict verify(List<X509Certificate> chain, Role verifierRole) {
    if (chain.isEmpty()) {
      return Verdict.NO_CERTIFICATE;
    }
    Instant now = clock.instant();
    VerdictCache.Key key;
    try {
      key = new VerdictCache.Key(trust, verifierRole, digest(chain));
    } catch (CertificateEncodingException e) {
      return malformed(e);
    }
    Verdict known = cache.get(key, now);
    if (known != null) {
      return known;
    }
    TimeFrame time = new TimeFrame(now);
    Verdict verdict = judge(chain, verifierRole, time);
    cache.put(key, verdict, time);
    return verdict;
  }

  private static byte[] digest(List<X509Certificate> chain) throws CertificateEncodingException {
    MessageDigest digest = Trust.sha256();
    for (X509Certificate certificate : chain) {
      // Each encoding states its own length, so that no two lists give the same bytes.
      digest.update(certificate.getEncoded());
    }
    return digest.digest();
  }

  private Verdict judge(List<X509Certificate> chain, Role verifierRole, TimeFrame time) {
    List<CertificateView> sent = new ArrayList<>(chain.size());
    try {
      for (X509Certificate certificate : chain) {
        sent.add(CertificateView.of(certificate));
      }
    } catch (CertificateException e) {
      return malformed(e);
    }
    if (!Strength.keyEnough(sent.get(0))) {
      return Verdict.Status.TOO_WEAK.verdict(
          sent.get(0).name() + " has too small a key, or one of an unknown kind");
    }
    ChainPath path = ChainPath.build(sent, trust.store(), time);
    PathRules rules = new PathRules(path, verifierRole);
    return path.problem()
        .or(rules::extensions)
        .or(rules::strength)
        .or(() -> trust.revocation().flatMap(lists -> lists.check(path, time)))
        .or(() -> rules.signaturesAndDates(time))
        .or(() -> NameRules.check(path))
        .orElse(Verdict.VERIFIED);
  }

  private static Verdict malformed(CertificateException e) {
    return Verdict.Status.MALFORMED.verdict(
        LogText.escape("the peer's chain is not readable: " + e.getMessage()));
  }

  /** The certificates of {@code ca_list} and {@code ca_dir}, without duplicates. */
  public List<X509Certificate> trusted() {
    return trust.store().certificates();
  }

  /** The revocation lists of {@code crl_dir}; empty when no revocation is checked. */
  public Optional<List<X509CRL>> revocationLists() {
    return trust.revocation().map(Revocation::lists);
  }

  /** Whether revocation is checked for the whole chain. */
  public boolean checksWholeChain() {
    return trust.revocation().map(Revocation::wholeChain).orElse(false);
  }

  /** Says what is trusted, in hexadecimal: equal for verifiers that come to the same verdicts. */
  public String fingerprint() {
    return trust.fingerprint();
  }

  @Override
  public String toString() {
    return "ChainVerifier[" + trust.store().certificates().size() + " trusted certificates]";
  }
}
