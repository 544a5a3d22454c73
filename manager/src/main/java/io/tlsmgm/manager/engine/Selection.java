package io.tlsmgm.manager.engine;

import io.tlsmgm.api.AlertDescription;
import javax.net.ssl.SSLEngine;

/** What is to become of a connection whose ClientHello has been read. */
public sealed interface Selection {
  /**
   * A domain answers.
   *
   * @param engine a new server engine with everything of the domain set, for this connection alone
   */
  record Engine(SSLEngine engine) implements Selection {}

  /**
   * No domain answers: the client gets a fatal alert.
   *
   * @param alert such as {@link AlertDescription#UNRECOGNIZED_NAME}
   * @param reason what was looked for in vain, for the exception
   */
  record Refuse(AlertDescription alert, String reason) implements Selection {
    /** Checks that the alert is one that refuses. */
    public Refuse {
      if (alert == AlertDescription.CLOSE_NOTIFY || alert == AlertDescription.USER_CANCELED) {
        throw new IllegalArgumentException(alert + " is no fatal alert");
      }
    }
  }
}
