package io.tlsmgm.cli;

import io.tlsmgm.api.AlertDescription;
import io.tlsmgm.netty.HandshakeFailures;
import java.util.Optional;

/** Says why a connection failed, and what an alert mostly means to whoever runs the command. */
final class HandshakeFailure {
  private HandshakeFailure() {}

  /** The reason of {@code failure}, in words. */
  static String explain(Throwable failure) {
    return HandshakeFailures.describe(failure)
        + HandshakeFailures.alert(failure)
            .flatMap(HandshakeFailure::meaning)
            .map(text -> ": " + text)
            .orElse("");
  }

  private static Optional<String> meaning(AlertDescription alert) {
    return Optional.ofNullable(
        switch (alert) {
          case UNRECOGNIZED_NAME -> "it has no domain for this server name; see --server-name";
          case CERTIFICATE_REQUIRED -> "it wants a client certificate";
          case UNKNOWN_CA -> "it does not trust the issuer of our certificate";
          case CERTIFICATE_EXPIRED -> "our certificate has expired";
          case CERTIFICATE_REVOKED -> "our certificate has been revoked";
          case BAD_CERTIFICATE, CERTIFICATE_UNKNOWN, UNSUPPORTED_CERTIFICATE, ACCESS_DENIED ->
              "it does not accept our certificate, or its absence";
          case PROTOCOL_VERSION -> "no protocol version in common";
          case HANDSHAKE_FAILURE, INSUFFICIENT_SECURITY ->
              "no cipher suite, group or signature in common, or a certificate is missing";
          default -> null;
        });
  }
}
