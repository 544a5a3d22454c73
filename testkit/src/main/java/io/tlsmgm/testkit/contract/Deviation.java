package io.tlsmgm.testkit.contract;

/**
 * Where a library is known not to keep the letter of the contract. A backend hands out the
 * library's own engine, so it cannot mend these.
 *
 * <p>For a library that names one, the test demands the deviating behaviour exactly as it stands
 * here: when the library mends it, the test fails, and the name has to go. A transport that is to
 * work with every library copes with all of them.
 */
public enum Deviation {
  /**
   * After the handshake of TLS 1.3 a client reports {@code FINISHED} again for each ticket that it
   * reads.
   */
  FINISHED_FOR_EVERY_TICKET,

  /** The handshake session has no peer certificates yet while the trust manager is asked. */
  NO_PEER_IN_HANDSHAKE_SESSION,

  /** {@code getPeerHost} of engine and session is the server name sent, if one is sent. */
  SERVER_NAME_IS_PEER_HOST,

  /** A source of {@code unwrap} that is read-only and encrypted is an {@code SSLException}. */
  READ_ONLY_SOURCE_IS_AN_ERROR,

  /** {@code unwrap} rejects a null among its destinations even outside of offset and length. */
  NULL_BESIDE_THE_RANGE_IS_AN_ERROR,

  /**
   * {@code unwrap} into too little room consumes the record, fills the room and reports {@code
   * BUFFER_OVERFLOW}; further calls, which need no source, return the rest.
   */
  OVERFLOW_KEEPS_THE_REST,

  /**
   * A server of TLS 1.3 writes its tickets in front of its first data, in one call. With as much
   * data as a record holds, {@code getPacketBufferSize} is too little: the call consumes the data,
   * produces nothing and reports {@code BUFFER_OVERFLOW}; further calls without data, but with more
   * room, produce it, and the last of them produces nothing.
   */
  TICKETS_WITH_THE_FIRST_DATA,

  /** When close_notify is to be written, {@code getHandshakeStatus} is not {@code NEED_WRAP}. */
  CLOSE_NOTIFY_NEEDS_NO_WRAP,

  /** close_notify ends both directions in TLS 1.3, too, as it does in the older versions. */
  NO_HALF_CLOSE,

  /**
   * {@code closeInbound} before the peer's close_notify is no error. The caller has to look at
   * {@code isInboundDone} first.
   */
  TRUNCATION_IS_SILENT,

  /**
   * {@code closeOutbound} during the handshake sends nothing, and a server that goes on reading
   * then throws {@code IllegalStateException}.
   */
  ABANDONED_HANDSHAKE_IS_SILENT,

  /** Without an application protocol {@code getApplicationProtocol} stays null, not empty. */
  NO_APPLICATION_PROTOCOL_IS_NULL,

  /** A server that has no application protocol in common goes on without one, RFC 7301 or not. */
  APPLICATION_PROTOCOL_MISMATCH_IS_IGNORED,

  /** A client of TLS 1.3 resumes by ticket a session that was invalidated. */
  INVALID_SESSION_IS_RESUMED,

  /** A session that failed because of the peer's certificate, though invalid, still shows it. */
  REFUSED_PEER_IS_SHOWN,

  /**
   * An authority's name that is no DER in a CertificateRequest is an {@code
   * IllegalArgumentException}, from {@code unwrap} or the delegated task.
   */
  BAD_AUTHORITY_NAME_IS_UNCHECKED,

  /** A record longer than the version allows is refused with another alert, or without one. */
  OVERSIZED_RECORD_HAS_ANOTHER_ALERT,

  /**
   * A client without a certificate, where one is required, gets {@code bad_certificate} in every
   * version, and not {@code certificate_required} in TLS 1.3.
   */
  MISSING_CERTIFICATE_IS_A_BAD_ONE,

  /**
   * A server of TLS 1.3 that has no group in common with its client says {@code
   * unexpected_message}, and not {@code handshake_failure}.
   */
  NO_COMMON_GROUP_IS_UNEXPECTED,

  /** A client makes another handshake of TLS 1.2 when the server asks for it. */
  CLIENT_RENEGOTIATES,

  /** A server makes another handshake of TLS 1.2 when the client asks for it. */
  SERVER_RENEGOTIATES
}
