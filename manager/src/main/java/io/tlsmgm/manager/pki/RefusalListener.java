package io.tlsmgm.manager.pki;

/** Hears of every peer that was refused for its certificate. */
@FunctionalInterface
public interface RefusalListener {
  /**
   * A peer was refused. Called on the thread of the handshake: must not block.
   *
   * @param domain the TLS domain that refused it
   * @param peer its address and port, as far as known
   * @param subject the subject of its certificate as {@code /C=AT/CN=name}, safe to log; empty
   *     without a certificate
   * @param verdict why
   */
  void refused(String domain, String peer, String subject, Verdict verdict);
}
