package io.tlsmgm.api;

/** The base of everything that can go wrong before a connection exists. */
public abstract sealed class TlsException extends Exception
    permits ConfigurationException,
        LibraryUnavailableException,
        NoMatchingDomainException,
        TlsContextException,
        UnsupportedSettingException {
  private static final long serialVersionUID = 1L;

  TlsException(String message) {
    super(message);
  }

  TlsException(String message, Throwable cause) {
    super(message, cause);
  }
}
