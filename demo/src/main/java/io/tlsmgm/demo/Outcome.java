package io.tlsmgm.demo;

import io.tlsmgm.api.AlertDescription;
import java.util.Optional;

/** What became of a connection. */
sealed interface Outcome {
  /**
   * Both sides agreed, and a line of the server's came through.
   *
   * @param domain the server domain's name, as the server said in that line
   * @param version {@code $tls_version}
   * @param cipher {@code $tls_cipher_info}
   * @param verified whether both sides verified the other's certificate
   */
  record Connected(String domain, String version, String cipher, boolean verified)
      implements Outcome {}

  /**
   * The connection did not come to be, or the server ended it before its line.
   *
   * @param alert the fatal alert of the server
   * @param reason in words
   */
  record Refused(Optional<AlertDescription> alert, String reason) implements Outcome {}
}
