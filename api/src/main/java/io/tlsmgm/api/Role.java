package io.tlsmgm.api;

/** The side of the handshake a domain or a context serves. */
public enum Role {
  /** Outgoing connections. */
  CLIENT,
  /** Incoming connections. */
  SERVER
}
