package io.tlsmgm.api;

/** A library refused a domain's configuration: a key it cannot read, a chain it will not take. */
public final class TlsContextException extends TlsException {
  private static final long serialVersionUID = 1L;

  /** With the library's reason. */
  public TlsContextException(String message, Throwable cause) {
    super(message, cause);
  }

  /** With the reason in words. */
  public TlsContextException(String message) {
    super(message);
  }
}
