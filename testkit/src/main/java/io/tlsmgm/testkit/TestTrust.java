package io.tlsmgm.testkit;

import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertPathValidatorException.BasicReason;
import java.security.cert.CertPathValidatorException.Reason;
import java.security.cert.CertificateException;
import java.security.cert.PKIXReason;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * A trust manager for tests: it trusts what its authorities have signed, refuses what it is told to
 * refuse, and remembers what it was asked.
 *
 * <p>A refusal is a {@link CertificateException} whose cause is a {@link
 * CertPathValidatorException} with the reason; this is how a backend learns which alert to send.
 */
public final class TestTrust extends X509ExtendedTrustManager {
  private final List<TestCa> authorities;
  private final Optional<Reason> refusal;
  private final List<Check> checks = new CopyOnWriteArrayList<>();

  private TestTrust(List<TestCa> authorities, Optional<Reason> refusal) {
    this.authorities = authorities;
    this.refusal = refusal;
  }

  /**
   * What it was asked once.
   *
   * @param chain the peer's chain, leaf first
   * @param authType as the engine gave it
   * @param client whether it is a client's chain
   * @param thread in which it was asked
   * @param session what {@link SSLEngine#getHandshakeSession()} said then; empty without an engine
   *     or a session
   */
  public record Check(
      List<X509Certificate> chain,
      String authType,
      boolean client,
      Thread thread,
      Optional<HandshakeSession> session) {}

  /**
   * A handshake session as it was during the check.
   *
   * @param protocol {@link SSLSession#getProtocol()}
   * @param cipherSuite {@link SSLSession#getCipherSuite()}
   * @param peerHost {@link SSLSession#getPeerHost()}
   * @param peerPort {@link SSLSession#getPeerPort()}
   * @param peerCertificates {@link SSLSession#getPeerCertificates()}; empty when there were none
   */
  public record HandshakeSession(
      String protocol,
      String cipherSuite,
      Optional<String> peerHost,
      int peerPort,
      List<?> peerCertificates) {}

  /** Trusts the chains that lead to one of these. */
  public static TestTrust of(TestCa... authorities) {
    return new TestTrust(List.of(authorities), Optional.empty());
  }

  /** Trusts nobody. */
  public static TestTrust nobody() {
    return new TestTrust(List.of(), Optional.empty());
  }

  /** Refuses everybody for this reason; names {@code authorities} as those it accepts. */
  public static TestTrust refusing(Reason reason, TestCa... authorities) {
    return new TestTrust(List.of(authorities), Optional.of(reason));
  }

  /** Every check so far. */
  public List<Check> checks() {
    return List.copyOf(checks);
  }

  private void check(
      X509Certificate[] chain, String authType, boolean client, @Nullable SSLEngine engine)
      throws CertificateException {
    Optional<HandshakeSession> session =
        engine == null
            ? Optional.empty()
            : Optional.ofNullable(engine.getHandshakeSession()).map(TestTrust::describe);
    checks.add(new Check(List.of(chain), authType, client, Thread.currentThread(), session));
    if (refusal.isPresent()) {
      throw refuse("the test refuses everybody", refusal.get());
    }
    Instant now = Instant.now();
    for (X509Certificate certificate : chain) {
      if (now.isAfter(certificate.getNotAfter().toInstant())) {
        throw refuse("expired " + certificate.getNotAfter(), BasicReason.EXPIRED);
      }
    }
    for (int i = 0; i + 1 < chain.length; i++) {
      if (!isSignedBy(chain[i], chain[i + 1])) {
        throw refuse(
            "certificate " + i + " is not signed by the next", BasicReason.INVALID_SIGNATURE);
      }
    }
    X509Certificate last = chain[chain.length - 1];
    if (authorities.stream().noneMatch(ca -> isSignedBy(last, ca.certificate()))) {
      throw refuse(
          "no authority signed " + last.getSubjectX500Principal(), PKIXReason.NO_TRUST_ANCHOR);
    }
  }

  private static CertificateException refuse(String message, Reason reason) {
    return new CertificateException(
        message, new CertPathValidatorException(message, null, null, -1, reason));
  }

  private static boolean isSignedBy(X509Certificate certificate, X509Certificate authority) {
    try {
      certificate.verify(authority.getPublicKey());
      return true;
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  private static HandshakeSession describe(SSLSession session) {
    List<?> certificates;
    try {
      certificates = List.of(session.getPeerCertificates());
    } catch (SSLPeerUnverifiedException e) {
      certificates = List.of();
    }
    return new HandshakeSession(
        session.getProtocol(),
        session.getCipherSuite(),
        Optional.ofNullable(session.getPeerHost()),
        session.getPeerPort(),
        certificates);
  }

  @Override
  public void checkClientTrusted(
      X509Certificate[] chain, String authType, @Nullable SSLEngine engine)
      throws CertificateException {
    check(chain, authType, true, engine);
  }

  @Override
  public void checkServerTrusted(
      X509Certificate[] chain, String authType, @Nullable SSLEngine engine)
      throws CertificateException {
    check(chain, authType, false, engine);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, @Nullable Socket socket)
      throws CertificateException {
    check(chain, authType, true, null);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, @Nullable Socket socket)
      throws CertificateException {
    check(chain, authType, false, null);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    check(chain, authType, true, null);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    check(chain, authType, false, null);
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return authorities.stream().map(TestCa::certificate).toArray(X509Certificate[]::new);
  }
}
