package io.tlsmgm.netty;

import io.tlsmgm.api.AlertDescription;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A connection that did not come to be. The message names the peer and the reason in words. */
public final class TlsConnectException extends IOException {
  private static final long serialVersionUID = 1L;

  private final FailureReason reason;
  private final @Nullable AlertDescription alert;

  TlsConnectException(
      String message,
      FailureReason reason,
      Optional<AlertDescription> alert,
      @Nullable Throwable cause) {
    super(message, cause);
    this.reason = reason;
    this.alert = alert.orElse(null);
  }

  /** The kind of failure. */
  public FailureReason reason() {
    return reason;
  }

  /** The fatal alert that the peer sent, when {@link #reason()} is that. */
  public Optional<AlertDescription> alert() {
    return Optional.ofNullable(alert);
  }
}
