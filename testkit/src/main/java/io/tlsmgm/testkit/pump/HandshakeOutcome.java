package io.tlsmgm.testkit.pump;

import java.util.Optional;
import javax.net.ssl.SSLException;

/**
 * How a handshake ended.
 *
 * @param completed whether both sides reported {@code FINISHED} and none failed then or later
 * @param clientFailure what the client threw first
 * @param serverFailure what the server threw first
 */
public record HandshakeOutcome(
    boolean completed,
    Optional<SSLException> clientFailure,
    Optional<SSLException> serverFailure) {}
