package io.tlsmgm.demo;

import io.tlsmgm.api.AlertDescription;
import java.util.List;
import java.util.Optional;

/**
 * One kind of connection and what section 4 of the specification lets become of it.
 *
 * @param title what the client asks for, for the table
 * @param serverName what it sends
 * @param clientDomain the client domain it uses
 * @param expected the server domain that answers, with the version that this domain allows; empty
 *     when the answer is an alert
 * @param alerts the alerts that are right when one is expected, the best first
 */
record Attempt(
    String title,
    Optional<String> serverName,
    String clientDomain,
    Optional<Expected> expected,
    List<AlertDescription> alerts) {

  /**
   * A connection that comes to be.
   *
   * @param domain the server domain's name
   * @param version as {@code $tls_version}
   */
  record Expected(String domain, String version) {}

  /** Every kind, in the order of the table. */
  static List<Attempt> all() {
    return List.of(
        accepted("atlanta.com", Optional.of("atlanta.com"), "dom4", "dom1", "TLSv1.3"),
        accepted("biloxi.com", Optional.of("biloxi.com"), "dom5", "dom2", "TLSv1.2"),
        accepted("(none)", Optional.empty(), "dom4", "dom3", "TLSv1.3"),
        new Attempt(
            "chicago.com",
            Optional.of("chicago.com"),
            "dom4",
            Optional.empty(),
            List.of(AlertDescription.UNRECOGNIZED_NAME)),
        new Attempt(
            "atlanta.com, revoked",
            Optional.of("atlanta.com"),
            "dom7",
            Optional.empty(),
            List.of(AlertDescription.CERTIFICATE_REVOKED, AlertDescription.CERTIFICATE_UNKNOWN)));
  }

  private static Attempt accepted(
      String title, Optional<String> serverName, String client, String server, String version) {
    return new Attempt(
        title, serverName, client, Optional.of(new Expected(server, version)), List.of());
  }

  /**
   * What is wrong with an outcome; empty when it is as it must be.
   *
   * @param namesReason whether the server's library sends the alert that names the reason
   */
  Optional<String> objection(Outcome outcome, boolean namesReason) {
    if (outcome instanceof Outcome.Connected connected) {
      if (expected.isEmpty()) {
        return Optional.of("connected to " + connected.domain() + " instead of " + alerts.get(0));
      }
      Expected right = expected.get();
      return connected.domain().equals(right.domain())
              && connected.version().equals(right.version())
              && connected.verified()
          ? Optional.empty()
          : Optional.of("should be " + right.domain() + ", " + right.version() + ", verified");
    }
    Outcome.Refused refused = (Outcome.Refused) outcome;
    if (expected.isPresent()) {
      return Optional.of("should be " + expected.get().domain() + ": " + refused.reason());
    }
    List<AlertDescription> right = namesReason ? alerts.subList(0, 1) : alerts;
    return refused.alert().filter(right::contains).isPresent()
        ? Optional.empty()
        : Optional.of("should be alert " + alerts.get(0) + ": " + refused.reason());
  }
}
