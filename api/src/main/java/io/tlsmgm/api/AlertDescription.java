package io.tlsmgm.api;

import java.util.Locale;
import java.util.Optional;

/** The alert descriptions of RFC 8446 section 6 and of the TLS Alerts registry that are in use. */
public enum AlertDescription {
  /** close_notify. */
  CLOSE_NOTIFY(0),
  /** unexpected_message. */
  UNEXPECTED_MESSAGE(10),
  /** bad_record_mac. */
  BAD_RECORD_MAC(20),
  /** record_overflow. */
  RECORD_OVERFLOW(22),
  /** handshake_failure. */
  HANDSHAKE_FAILURE(40),
  /** bad_certificate. */
  BAD_CERTIFICATE(42),
  /** unsupported_certificate. */
  UNSUPPORTED_CERTIFICATE(43),
  /** certificate_revoked. */
  CERTIFICATE_REVOKED(44),
  /** certificate_expired. */
  CERTIFICATE_EXPIRED(45),
  /** certificate_unknown. */
  CERTIFICATE_UNKNOWN(46),
  /** illegal_parameter. */
  ILLEGAL_PARAMETER(47),
  /** unknown_ca. */
  UNKNOWN_CA(48),
  /** access_denied. */
  ACCESS_DENIED(49),
  /** decode_error. */
  DECODE_ERROR(50),
  /** decrypt_error. */
  DECRYPT_ERROR(51),
  /** protocol_version. */
  PROTOCOL_VERSION(70),
  /** insufficient_security. */
  INSUFFICIENT_SECURITY(71),
  /** internal_error. */
  INTERNAL_ERROR(80),
  /** inappropriate_fallback. */
  INAPPROPRIATE_FALLBACK(86),
  /** user_canceled. */
  USER_CANCELED(90),
  /** no_renegotiation. */
  NO_RENEGOTIATION(100),
  /** missing_extension. */
  MISSING_EXTENSION(109),
  /** unsupported_extension. */
  UNSUPPORTED_EXTENSION(110),
  /** unrecognized_name. */
  UNRECOGNIZED_NAME(112),
  /** bad_certificate_status_response. */
  BAD_CERTIFICATE_STATUS_RESPONSE(113),
  /** unknown_psk_identity. */
  UNKNOWN_PSK_IDENTITY(115),
  /** certificate_required. */
  CERTIFICATE_REQUIRED(116),
  /** no_application_protocol. */
  NO_APPLICATION_PROTOCOL(120);

  private final int code;

  AlertDescription(int code) {
    this.code = code;
  }

  /** The description with this code. */
  public static Optional<AlertDescription> ofCode(int code) {
    for (AlertDescription alert : values()) {
      if (alert.code == code) {
        return Optional.of(alert);
      }
    }
    return Optional.empty();
  }

  /** The byte on the wire. */
  public int code() {
    return code;
  }

  /** The name in the RFC, such as {@code unknown_ca}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
