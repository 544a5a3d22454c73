package io.tlsmgm.api.hello;

import io.tlsmgm.api.AlertDescription;

/** Bytes that are no acceptable ClientHello, with the fatal alert that answers them. */
public final class ClientHelloException extends Exception {
  private static final long serialVersionUID = 1L;
  private final AlertDescription alert;

  /** With the alert to send and what is wrong. */
  public ClientHelloException(AlertDescription alert, String message) {
    super(message + " (" + alert + ")");
    this.alert = alert;
  }

  /** The alert to send before the connection is closed. */
  public AlertDescription alert() {
    return alert;
  }
}
