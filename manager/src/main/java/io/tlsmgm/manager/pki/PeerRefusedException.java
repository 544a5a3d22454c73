package io.tlsmgm.manager.pki;

import io.tlsmgm.api.AlertDescription;
import java.security.cert.CertPath;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertPathValidatorException.BasicReason;
import java.security.cert.CertPathValidatorException.Reason;
import java.security.cert.CertificateException;
import java.security.cert.PKIXReason;
import org.jspecify.annotations.Nullable;

/**
 * A peer's chain was refused. The cause is a {@link CertPathValidatorException} with the reason
 * that JSSE picks the same alert from.
 */
public final class PeerRefusedException extends CertificateException {
  private static final long serialVersionUID = 1L;

  private final transient @Nullable Verdict verdict;

  /** Carries {@code verdict}, whose reason is the message. */
  PeerRefusedException(Verdict verdict) {
    super(
        verdict.reason(),
        new CertPathValidatorException(
            verdict.reason(), null, (CertPath) null, -1, reason(verdict.status())));
    this.verdict = verdict;
  }

  /** What was wrong. */
  public Verdict verdict() {
    // Null only after deserialization, which no one has a use for.
    return verdict != null
        ? verdict
        : Verdict.Status.MALFORMED.verdict(String.valueOf(getMessage()));
  }

  /** The alert to send. */
  public AlertDescription alert() {
    return verdict().alert();
  }

  private static Reason reason(Verdict.Status status) {
    return switch (status) {
      case REVOKED -> BasicReason.REVOKED;
      case EXPIRED -> BasicReason.EXPIRED;
      case NOT_YET_VALID -> BasicReason.NOT_YET_VALID;
      // These have no reason of their own, and the alert of a bad signature.
      case BAD_SIGNATURE, TOO_WEAK, MALFORMED, NAME_NOT_PERMITTED, HOST_MISMATCH ->
          BasicReason.INVALID_SIGNATURE;
      // The reason that JSSE answers with unsupported_certificate.
      case WRONG_PURPOSE, UNHANDLED_EXTENSION -> BasicReason.ALGORITHM_CONSTRAINED;
      case CRL_MISSING, CRL_EXPIRED, CRL_NOT_YET_VALID, CRL_BAD_SIGNATURE, CRL_UNUSABLE ->
          BasicReason.UNDETERMINED_REVOCATION_STATUS;
      case UNKNOWN_ISSUER, SELF_SIGNED, SELF_SIGNED_IN_CHAIN -> PKIXReason.NO_TRUST_ANCHOR;
      case PATH_TOO_LONG, PATH_LENGTH_EXCEEDED -> PKIXReason.PATH_TOO_LONG;
      case NOT_A_CA -> PKIXReason.NOT_CA_CERT;
      case VERIFIED, NO_CERTIFICATE -> BasicReason.UNSPECIFIED;
    };
  }
}
