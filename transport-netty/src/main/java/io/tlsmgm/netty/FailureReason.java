package io.tlsmgm.netty;

/** Why a connection did not come to be, in kinds that are worth counting apart. */
public enum FailureReason {
  /** The other side did not finish the handshake in time. */
  TIMEOUT("the handshake took too long", false),
  /** No TCP connection: refused, unreachable, no answer. */
  CONNECT("no connection to the peer", false),
  /** No server domain is defined for the local address. */
  NO_DOMAIN("no TLS domain for the local address", true),
  /** The other side speaks something else, or broken TLS. */
  NOT_TLS("the peer does not speak TLS", false),
  /** A ClientHello that breaks the rules of the protocol. */
  BAD_HELLO("a bad ClientHello", false),
  /** No server domain matches the name that the client asked for. */
  UNRECOGNIZED_NAME("no TLS domain for the server name", false),
  /** The other side answered with a fatal alert. */
  PEER_ALERT("the peer refused", true),
  /** The other side's certificate is refused here, or missing where one is required. */
  CERTIFICATE("the peer's certificate is refused", true),
  /** No version, cipher suite, group or signature scheme that both sides have. */
  NEGOTIATION("nothing in common with the peer", true),
  /** The other side closed or reset the connection during the handshake. */
  CLOSED("the peer closed the connection", false),
  /** More handshakes wait for a thread than the transport holds. */
  OVERLOAD("too many handshakes at once", true),
  /** This side gave up: the transport stops, or the caller closed the connection. */
  STOPPED("closed by this side", false),
  /** Anything else; the description has the library's own words. */
  OTHER("the handshake failed", true);

  private final String description;
  private final boolean worthWarning;

  FailureReason(String description, boolean worthWarning) {
    this.description = description;
    this.worthWarning = worthWarning;
  }

  /** In a few words. */
  public String description() {
    return description;
  }

  /** Whether it points at a configuration, here or there, rather than at noise of the network. */
  boolean worthWarning() {
    return worthWarning;
  }
}
