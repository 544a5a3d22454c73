package io.tlsmgm.manager.pki;

import io.tlsmgm.api.Role;
import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * A domain's verification as every TLS library takes it. Refuses with a {@link
 * PeerRefusedException}. A host name is checked only when the connection's own parameters ask for
 * it.
 */
public final class DomainTrustManager extends X509ExtendedTrustManager {
  private static final String UNKNOWN_PEER = "unknown peer";

  private final String domain;
  private final Role role;
  private final ChainVerifier verifier;
  private final boolean enforce;
  private final RefusalListener refusals;

  /**
   * Verifies for one domain.
   *
   * @param domain its name, for the listener
   * @param role its role: a server verifies clients
   * @param verifier its rules and trust
   * @param enforce whether a bad chain is refused; a client domain with {@code verify_cert=0} lets
   *     it pass, and the verdict is still there to be asked for
   * @param refusals hears of every refusal
   */
  public DomainTrustManager(
      String domain, Role role, ChainVerifier verifier, boolean enforce, RefusalListener refusals) {
    this.domain = domain;
    this.role = role;
    this.verifier = verifier;
    this.enforce = enforce;
    this.refusals = refusals;
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    check(chain, UNKNOWN_PEER, null, "");
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    check(chain, peer(socket), null, "");
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    check(chain, peer(engine), null, "");
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    check(chain, UNKNOWN_PEER, null, "");
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    if (socket instanceof SSLSocket ssl && ssl.getHandshakeSession() != null) {
      check(chain, peer(socket), ssl.getSSLParameters(), ssl.getHandshakeSession().getPeerHost());
    } else {
      check(chain, peer(socket), null, "");
    }
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    check(
        chain,
        peer(engine),
        engine == null ? null : engine.getSSLParameters(),
        engine == null ? null : engine.getPeerHost());
  }

  /**
   * Always empty: like the C module, a server names no authorities in its certificate request, so
   * that a client offers the certificate it has and not none, and a long list costs no bytes.
   */
  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return new X509Certificate[0];
  }

  private void check(
      X509Certificate @Nullable [] chain,
      String peer,
      @Nullable SSLParameters parameters,
      @Nullable String host)
      throws PeerRefusedException {
    List<X509Certificate> presented = chain == null ? List.of() : List.of(chain);
    Verdict verdict = verifier.verify(presented, role);
    if (verdict.verified() && parameters != null && identifies(parameters)) {
      verdict = identify(presented.get(0), parameters, host);
    }
    if (verdict.verified() || !enforce) {
      return;
    }
    String subject =
        presented.isEmpty()
            ? ""
            : DistinguishedNames.forLog(presented.get(0).getSubjectX500Principal());
    refusals.refused(domain, peer, subject, verdict);
    throw new PeerRefusedException(verdict);
  }

  private static boolean identifies(SSLParameters parameters) {
    String algorithm = parameters.getEndpointIdentificationAlgorithm();
    return algorithm != null && !algorithm.isEmpty();
  }

  /** The name that was asked for in the handshake counts as well as the host connected to. */
  private static Verdict identify(
      X509Certificate certificate, SSLParameters parameters, @Nullable String host) {
    String algorithm = parameters.getEndpointIdentificationAlgorithm();
    if (!algorithm.equalsIgnoreCase("HTTPS") && !algorithm.equalsIgnoreCase("LDAPS")) {
      return Verdict.Status.HOST_MISMATCH.verdict(
          "unknown endpoint identification " + LogText.escape(algorithm) + "; HTTPS is known");
    }
    List<String> names = new ArrayList<>();
    if (host != null && !host.isEmpty()) {
      names.add(host);
    }
    if (parameters.getServerNames() != null) {
      for (SNIServerName name : parameters.getServerNames()) {
        if (name instanceof SNIHostName asked) {
          names.add(asked.getAsciiName());
        }
      }
    }
    if (names.stream().anyMatch(name -> HostNames.matches(certificate, name))) {
      return Verdict.VERIFIED;
    }
    return Verdict.Status.HOST_MISMATCH.verdict(
        DistinguishedNames.forLog(certificate.getSubjectX500Principal())
            + " does not name the host "
            + LogText.escape(String.join(", ", names)));
  }

  private static String peer(@Nullable Socket socket) {
    return socket == null || socket.getRemoteSocketAddress() == null
        ? UNKNOWN_PEER
        : LogText.escape(socket.getRemoteSocketAddress().toString());
  }

  private static String peer(@Nullable SSLEngine engine) {
    if (engine == null || engine.getPeerHost() == null || engine.getPeerHost().isEmpty()) {
      return UNKNOWN_PEER;
    }
    return LogText.escape(engine.getPeerHost()) + ":" + engine.getPeerPort();
  }

  /** Names the domain. */
  @Override
  public String toString() {
    return "DomainTrustManager[" + domain + "]";
  }
}
