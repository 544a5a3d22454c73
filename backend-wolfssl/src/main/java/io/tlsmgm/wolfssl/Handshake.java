package io.tlsmgm.wolfssl;

/** What the native part asks while a handshake step runs. */
interface Handshake {
  /**
   * Whether the peer may come in.
   *
   * @param chain its certificates in DER, leaf first
   * @return 0, or the alert that refuses it
   */
  int verify(byte[][] chain);

  /** Whether the certificate that goes with a ticket is still known. */
  boolean ticketKnown(byte[] id);
}
