package io.tlsmgm.api;

/** What a server context asks of the client's certificate (RFC 8446 section 4.3.2). */
public enum ClientAuth {
  /** No CertificateRequest is sent. */
  NONE,
  /** A certificate is requested; none is accepted, a bad one is refused by the trust manager. */
  WANT,
  /** A certificate is requested and must be presented. */
  NEED
}
