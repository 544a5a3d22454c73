package io.tlsmgm.manager.pki;

import io.tlsmgm.api.AlertDescription;

/**
 * What the rules say of a peer's chain: verified, or the first thing that is wrong with it, in the
 * order OpenSSL looks: building the path, then purposes and authorities, strength, revocation, and
 * last signatures and dates from the root down.
 *
 * @param status the verdict
 * @param reason for a log line: what is wrong with which certificate; control characters escaped
 * @param alert what to tell the peer; meaningless for {@link Status#VERIFIED}
 */
public record Verdict(Status status, String reason, AlertDescription alert) {
  /** The verdict on a peer that presented nothing. */
  public static final Verdict NO_CERTIFICATE =
      Status.NO_CERTIFICATE.verdict("the peer presented no certificate");

  /** The verdict on a chain that leads to a trusted root with nothing wrong. */
  public static final Verdict VERIFIED = Status.VERIFIED.verdict("verified");

  /** The kinds of verdict; {@code X509_V_ERR_} names are OpenSSL's for the same. */
  public enum Status {
    /** The chain is good ({@code X509_V_OK}). */
    VERIFIED(AlertDescription.CLOSE_NOTIFY),
    /** There is no chain. */
    NO_CERTIFICATE(AlertDescription.CERTIFICATE_REQUIRED),
    /** A certificate or an extension of it is not readable. */
    MALFORMED(AlertDescription.BAD_CERTIFICATE),
    /** No trusted root issued the chain ({@code UNABLE_TO_GET_ISSUER_CERT}, {@code _LOCALLY}). */
    UNKNOWN_ISSUER(AlertDescription.UNKNOWN_CA),
    /** The peer signed its own certificate ({@code DEPTH_ZERO_SELF_SIGNED_CERT}). */
    SELF_SIGNED(AlertDescription.UNKNOWN_CA),
    /** The chain ends in a root that is not trusted ({@code SELF_SIGNED_CERT_IN_CHAIN}). */
    SELF_SIGNED_IN_CHAIN(AlertDescription.UNKNOWN_CA),
    /** More intermediates than allowed ({@code CERT_CHAIN_TOO_LONG}). */
    PATH_TOO_LONG(AlertDescription.UNKNOWN_CA),
    /** More intermediates than one of them allows ({@code PATH_LENGTH_EXCEEDED}). */
    PATH_LENGTH_EXCEEDED(AlertDescription.UNKNOWN_CA),
    /** An issuer is no authority ({@code INVALID_CA}). */
    NOT_A_CA(AlertDescription.UNKNOWN_CA),
    /** Not for this side of TLS ({@code INVALID_PURPOSE}, {@code KEYUSAGE_NO_CERTSIGN}). */
    WRONG_PURPOSE(AlertDescription.UNSUPPORTED_CERTIFICATE),
    /** An extension that must be understood is not ({@code UNHANDLED_CRITICAL_EXTENSION}). */
    UNHANDLED_EXTENSION(AlertDescription.UNSUPPORTED_CERTIFICATE),
    /** A key or a hash below 80 bits of security ({@code EE_KEY_TOO_SMALL} and others). */
    TOO_WEAK(AlertDescription.BAD_CERTIFICATE),
    /** Revoked by its issuer ({@code CERT_REVOKED}). */
    REVOKED(AlertDescription.CERTIFICATE_REVOKED),
    /** A revocation list is needed and there is none that applies ({@code UNABLE_TO_GET_CRL}). */
    CRL_MISSING(AlertDescription.CERTIFICATE_UNKNOWN),
    /** The revocation list has expired ({@code CRL_HAS_EXPIRED}). */
    CRL_EXPIRED(AlertDescription.CERTIFICATE_UNKNOWN),
    /** The revocation list is of the future ({@code CRL_NOT_YET_VALID}). */
    CRL_NOT_YET_VALID(AlertDescription.CERTIFICATE_UNKNOWN),
    /** The revocation list is not signed by the issuer ({@code CRL_SIGNATURE_FAILURE}). */
    CRL_BAD_SIGNATURE(AlertDescription.CERTIFICATE_UNKNOWN),
    /** The revocation list has an extension that must be understood, or its issuer none to sign. */
    CRL_UNUSABLE(AlertDescription.CERTIFICATE_UNKNOWN),
    /** Not signed by its issuer's key ({@code CERT_SIGNATURE_FAILURE}). */
    BAD_SIGNATURE(AlertDescription.BAD_CERTIFICATE),
    /** Not valid before a time to come ({@code CERT_NOT_YET_VALID}). */
    NOT_YET_VALID(AlertDescription.BAD_CERTIFICATE),
    /** Valid until a time that has passed ({@code CERT_HAS_EXPIRED}). */
    EXPIRED(AlertDescription.CERTIFICATE_EXPIRED),
    /** A name that an authority above may not give ({@code PERMITTED_VIOLATION} and others). */
    NAME_NOT_PERMITTED(AlertDescription.BAD_CERTIFICATE),
    /** Not the host that was asked for ({@code HOSTNAME_MISMATCH}); only where that is asked. */
    HOST_MISMATCH(AlertDescription.BAD_CERTIFICATE);

    private final AlertDescription alert;

    Status(AlertDescription alert) {
      this.alert = alert;
    }

    /** A verdict of this kind with the alert that fits. */
    public Verdict verdict(String reason) {
      return new Verdict(this, reason, alert);
    }
  }

  /** Whether the chain is good. */
  public boolean verified() {
    return status == Status.VERIFIED;
  }
}
