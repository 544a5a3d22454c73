package io.tlsmgm.wolfssl;

import io.tlsmgm.api.AlertDescription;
import io.tlsmgm.api.CipherSuite;
import io.tlsmgm.api.ProtocolVersion;
import java.io.ByteArrayInputStream;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertPathValidatorException.BasicReason;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXReason;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/** Asks the domain's trust manager, and turns its no into an alert. */
final class Verification {
  private final X509ExtendedTrustManager trustManager;
  private final boolean ofServer;
  private List<X509Certificate> chain = List.of();
  private @Nullable Exception refusal;

  /**
   * @param ofServer whether the peer is a server
   */
  Verification(X509ExtendedTrustManager trustManager, boolean ofServer) {
    this.trustManager = trustManager;
    this.ofServer = ofServer;
  }

  /** The chain that was accepted, leaf first; empty when there was none. */
  List<X509Certificate> chain() {
    return refusal == null ? chain : List.of();
  }

  /** Why the peer was refused. */
  @Nullable Exception refusal() {
    return refusal;
  }

  /**
   * Parses a chain.
   *
   * @return 0, or the alert when it cannot be read
   */
  int parse(byte[][] certificates) {
    try {
      CertificateFactory factory = CertificateFactory.getInstance("X.509");
      X509Certificate[] parsed = new X509Certificate[certificates.length];
      for (int i = 0; i < parsed.length; i++) {
        parsed[i] =
            (X509Certificate)
                factory.generateCertificate(new ByteArrayInputStream(certificates[i]));
      }
      chain = List.of(parsed);
      return 0;
    } catch (CertificateException e) {
      refusal = e;
      return AlertDescription.BAD_CERTIFICATE.code();
    }
  }

  List<X509Certificate> parsed() {
    return chain;
  }

  /**
   * The trust manager's verdict on the parsed chain.
   *
   * @return 0, or the alert that refuses it
   */
  int check(ProtocolVersion version, Optional<CipherSuite> suite, SSLEngine engine) {
    X509Certificate[] certificates = chain.toArray(new X509Certificate[0]);
    try {
      if (ofServer) {
        trustManager.checkServerTrusted(certificates, keyExchange(version, suite), engine);
      } else {
        trustManager.checkClientTrusted(certificates, keyType(certificates[0]), engine);
      }
      return 0;
    } catch (CertificateException e) {
      refusal = e;
      return alert(e).code();
    } catch (RuntimeException e) {
      // A broken trust manager trusts nobody.
      refusal = e;
      return AlertDescription.INTERNAL_ERROR.code();
    }
  }

  /** What {@code checkServerTrusted} calls the authentication type; TLS 1.3 has none. */
  private static String keyExchange(ProtocolVersion version, Optional<CipherSuite> suite) {
    if (version == ProtocolVersion.TLSV1_3 || suite.isEmpty()) {
      return "UNKNOWN";
    }
    String authentication = suite.get().au().name();
    return switch (suite.get().kx()) {
      case ECDH -> "ECDHE_" + authentication;
      case DH -> "DHE_" + authentication;
      case RSA -> "RSA";
      default -> "UNKNOWN";
    };
  }

  private static String keyType(X509Certificate leaf) {
    return leaf.getPublicKey().getAlgorithm();
  }

  private static AlertDescription alert(CertificateException refusal) {
    for (Throwable cause = refusal; cause != null; cause = cause.getCause()) {
      if (cause instanceof CertPathValidatorException e) {
        return alert(e.getReason());
      }
    }
    return AlertDescription.CERTIFICATE_UNKNOWN;
  }

  /** RFC 8446 section 6.2. */
  private static AlertDescription alert(CertPathValidatorException.Reason reason) {
    if (reason == BasicReason.EXPIRED || reason == BasicReason.NOT_YET_VALID) {
      return AlertDescription.CERTIFICATE_EXPIRED;
    }
    if (reason == BasicReason.REVOKED) {
      return AlertDescription.CERTIFICATE_REVOKED;
    }
    if (reason == PKIXReason.NO_TRUST_ANCHOR) {
      return AlertDescription.UNKNOWN_CA;
    }
    if (reason == BasicReason.UNDETERMINED_REVOCATION_STATUS) {
      return AlertDescription.CERTIFICATE_UNKNOWN;
    }
    return AlertDescription.BAD_CERTIFICATE;
  }
}
