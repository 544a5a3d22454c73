package io.tlsmgm.clients;

/**
 * The server asks for a client certificate and the domain has none. Unchecked, because it comes out
 * of a key manager in the middle of a handshake; TLS passes it on as the cause of an {@link
 * javax.net.ssl.SSLException} with the same message.
 */
public final class MissingCertificateException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  MissingCertificateException(String domain) {
    super(
        "the server asks for a client certificate, and TLS client domain '"
            + domain
            + "' has none: give it certificate and private_key, or add "
            + TlsRequest.CLIENT_CERT
            + "=optional to the URL if the server can do without");
  }
}
