package io.tlsmgm.manager.pki;

/** PEM text, or what it holds, is not what it should be; the message says where and why. */
final class PemException extends Exception {
  private static final long serialVersionUID = 1L;

  PemException(String message) {
    super(message);
  }

  PemException(String message, Throwable cause) {
    super(message, cause);
  }
}
