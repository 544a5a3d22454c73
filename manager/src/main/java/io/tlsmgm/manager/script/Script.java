package io.tlsmgm.manager.script;

import io.tlsmgm.api.Problem;
import io.tlsmgm.api.domain.TlsDomain;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What an {@code opensips.cfg} says about TLS. When {@link #problems()} holds an error, the rest is
 * what could be read, good for further checks and for messages, but not for use.
 *
 * @param tlsLibrary {@code tls_library}, one of {@link ScriptReader#TLS_LIBRARIES}
 * @param domains in the order of their definitions
 * @param sockets listening sockets of TLS and WSS, in the order written
 * @param clientTlsDomainAvp the name of the AVP that names a client domain
 * @param clientSipDomainAvp the name of the AVP with the SIP domain of an outgoing connection
 * @param database where further domains are
 * @param handshakeTimeout {@code tls_handshake_timeout}, when set
 * @param sendTimeout {@code tls_send_timeout}, when set
 * @param autoReload {@code auto_reload}, when set: how often files are looked at, zero for never
 * @param problems errors and warnings, in the order of the text
 */
public record Script(
    String tlsLibrary,
    List<TlsDomain> domains,
    List<ListenSocket> sockets,
    Optional<String> clientTlsDomainAvp,
    Optional<String> clientSipDomainAvp,
    DatabaseSettings database,
    Optional<Duration> handshakeTimeout,
    Optional<Duration> sendTimeout,
    Optional<Duration> autoReload,
    List<Problem> problems) {

  /** Copies the lists. */
  public Script {
    domains = List.copyOf(domains);
    sockets = List.copyOf(sockets);
    problems = List.copyOf(problems);
  }

  /** A script that says nothing: no domains, no sockets, {@code tls_library} auto. */
  public static Script empty() {
    return ScriptReader.parse("", Path.of(""), "");
  }

  /** Whether any problem is an error. */
  public boolean hasErrors() {
    return Problem.firstError(problems).isPresent();
  }
}
