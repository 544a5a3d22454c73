package io.tlsmgm.api;

/** The chosen TLS library cannot run here, or does no TLS; the message says which and why. */
public final class LibraryUnavailableException extends TlsException {
  private static final long serialVersionUID = 1L;

  /** With the reason in words. */
  public LibraryUnavailableException(String message) {
    super(message);
  }
}
