package io.tlsmgm.api;

/** No TLS domain matches a connection; the message says what was looked for. */
public final class NoMatchingDomainException extends TlsException {
  private static final long serialVersionUID = 1L;

  /** With what was looked for, in words. */
  public NoMatchingDomainException(String message) {
    super(message);
  }
}
