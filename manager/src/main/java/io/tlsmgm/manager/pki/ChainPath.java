package io.tlsmgm.manager.pki;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A path from a peer's certificate towards a trusted root, built as OpenSSL does: the trusted
 * certificates are asked for each issuer before those the peer has sent, and once a trusted one is
 * found only trusted ones follow. A path is good when it ends in a trusted self-signed certificate;
 * an intermediate authority alone is no anchor (OpenSSL's behaviour without {@code
 * X509_V_FLAG_PARTIAL_CHAIN}, which the C module does not set).
 */
final class ChainPath {
  /** Intermediate certificates between leaf and root. */
  static final int MAX_INTERMEDIATES = 3;

  /** One more than a leaf, its intermediates and the root: long enough to tell what is wrong. */
  private static final int MAX_LENGTH = MAX_INTERMEDIATES + 2;

  private final List<CertificateView> certificates = new ArrayList<>(MAX_LENGTH);

  /** How many of the certificates, from the leaf, are the peer's. */
  private int untrusted = 1;

  private boolean anchored;

  private ChainPath(CertificateView leaf) {
    certificates.add(leaf);
  }

  /**
   * The path of the first certificate.
   *
   * @param sent what the peer sent, the leaf first and the others in any order
   */
  static ChainPath build(List<CertificateView> sent, TrustStore trust, TimeFrame time) {
    ChainPath path = new ChainPath(sent.get(0));
    List<CertificateView> candidates = new ArrayList<>(sent);
    boolean more = true;
    while (more) {
      CertificateView trusted = path.extensible() ? trust.issuerOf(path.last(), time) : null;
      if (trusted != null && path.addTrusted(trusted)) {
        path.followTrusted(trust, time);
        return path;
      }
      CertificateView next =
          path.extensible() && !path.last().selfSigned() ? path.pick(candidates, time) : null;
      if (next == null) {
        more = false;
      } else {
        candidates.remove(next);
        path.certificates.add(next);
        path.untrusted++;
      }
    }
    return path;
  }

  private boolean extensible() {
    return certificates.size() < MAX_LENGTH;
  }

  private CertificateView last() {
    return certificates.get(certificates.size() - 1);
  }

  /** Whether {@code issuer} takes the path on, or takes the place of its own copy at the end. */
  private boolean addTrusted(CertificateView issuer) {
    if (!last().selfSigned()) {
      certificates.add(issuer);
    } else if (last().equals(issuer)) {
      certificates.set(certificates.size() - 1, issuer);
      untrusted--;
    } else {
      // Same name as a root, another certificate: an impostor.
      return false;
    }
    anchored = issuer.selfSigned();
    return true;
  }

  private void followTrusted(TrustStore trust, TimeFrame time) {
    while (!anchored && extensible()) {
      CertificateView issuer = trust.issuerOf(last(), time);
      if (issuer == null || !addTrusted(issuer)) {
        return;
      }
    }
  }

  private @Nullable CertificateView pick(List<CertificateView> candidates, TimeFrame time) {
    CertificateView subject = last();
    List<CertificateView> issuers =
        candidates.stream()
            .filter(c -> !c.equals(subject) && subject.likelyIssuedBy(c))
            .filter(c -> !certificates.contains(c))
            .toList();
    return TrustStore.mostValid(issuers, time);
  }

  /** The certificates, the leaf first. */
  List<CertificateView> certificates() {
    return certificates;
  }

  int size() {
    return certificates.size();
  }

  CertificateView get(int depth) {
    return certificates.get(depth);
  }

  /** The certificate that issued the one at {@code depth}; the last one is its own issuer. */
  CertificateView issuerAt(int depth) {
    return certificates.get(Math.min(depth + 1, certificates.size() - 1));
  }

  /** What keeps the path from a trusted root, if anything does. */
  Optional<Verdict> problem() {
    if (anchored) {
      return Optional.empty();
    }
    CertificateView last = last();
    if (!extensible()) {
      return Optional.of(
          Verdict.Status.PATH_TOO_LONG.verdict(
              "the chain of "
                  + get(0).name()
                  + " has more than "
                  + MAX_INTERMEDIATES
                  + " intermediate certificates"));
    }
    if (last.selfSigned()) {
      return Optional.of(
          size() == 1
              ? Verdict.Status.SELF_SIGNED.verdict(
                  last.name() + " is self-signed and not in ca_list or ca_dir")
              : Verdict.Status.SELF_SIGNED_IN_CHAIN.verdict(
                  "the chain ends in the root " + last.name() + ", not in ca_list or ca_dir"));
    }
    return Optional.of(
        Verdict.Status.UNKNOWN_ISSUER.verdict(
            "the issuer of "
                + last.name()
                + " is neither sent by the peer nor in ca_list or ca_dir: "
                + DistinguishedNames.forLog(last.certificate().getIssuerX500Principal())
                + (untrusted < size() ? " (a trusted intermediate needs its root as well)" : "")));
  }
}
