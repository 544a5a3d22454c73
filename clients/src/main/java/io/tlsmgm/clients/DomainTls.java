package io.tlsmgm.clients;

import io.tlsmgm.api.CipherSuite;
import io.tlsmgm.api.Problem;
import io.tlsmgm.api.Role;
import io.tlsmgm.api.backend.SingleKeyManager;
import io.tlsmgm.api.domain.TlsDomain;
import io.tlsmgm.manager.pki.ChainVerifier;
import io.tlsmgm.manager.pki.DomainTrustManager;
import io.tlsmgm.manager.pki.MaterialLoader;
import io.tlsmgm.manager.pki.ResolvedMaterial;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** As much of a generation of a domain as a client has asked for. */
final class DomainTls {
  private static final Logger LOG = LoggerFactory.getLogger(ClientDomain.class);

  private final KeyManager[] keys;
  private final TrustManager[] trust;
  private final SSLContext context;

  private DomainTls(KeyManager[] keys, TrustManager[] trust, SSLContext context) {
    this.keys = keys;
    this.trust = trust;
    this.context = context;
  }

  /**
   * Puts it together.
   *
   * @throws IllegalArgumentException when the host name is to be checked of a server that is not
   *     verified, or a part of the CAs cannot be had alone
   */
  static DomainTls of(ClientDomain domain, TlsRequest request) {
    boolean trusting =
        request.parts().contains(TlsPart.CA) || request.parts().contains(TlsPart.CA_DIR);
    if (request.verifyHost() && !(domain.verifies() && trusting)) {
      throw new IllegalArgumentException(
          "the host name of the server is to be checked, but "
              + (domain.verifies()
                  ? TlsRequest.PARTS + " names neither CA nor CA_DIR"
                  : "TLS client domain '" + domain.name() + "' has verify_cert=0")
              + ": a certificate that is not verified proves no name");
    }
    KeyManager[] keys = keys(domain, request);
    TrustManager[] trust = {trust(domain, request.parts(), trusting)};
    return new DomainTls(
        keys,
        trust,
        PlatformTls.context(
            domain.config(), suites(domain, request.parts()), keys, trust, request.verifyHost()));
  }

  private static KeyManager[] keys(ClientDomain domain, TlsRequest request) {
    if (!request.parts().contains(TlsPart.CERT)) {
      return new KeyManager[0];
    }
    if (domain.key().isPresent()) {
      return new KeyManager[] {new SingleKeyManager(domain.key().get())};
    }
    return request.certificateOptional()
        ? new KeyManager[0]
        : new KeyManager[] {new NoKeyManager(domain.name())};
  }

  private static List<CipherSuite> suites(ClientDomain domain, Set<TlsPart> parts) {
    if (parts.contains(TlsPart.CIPHERS)) {
      return domain.cipherSuites();
    }
    List<CipherSuite> usual =
        PlatformTls.capabilities().defaultCipherSuites().stream()
            .filter(suite -> domain.protocols().versions().stream().anyMatch(suite::allowedIn))
            .toList();
    if (usual.isEmpty()) {
      throw new IllegalArgumentException(
          TlsRequest.PARTS
              + " leaves CIPHERS out, and the Java runtime enables no suite for "
              + domain.protocols()
              + " by itself; name CIPHERS too");
    }
    return usual;
  }

  private static X509ExtendedTrustManager trust(
      ClientDomain domain, Set<TlsPart> parts, boolean trusting) {
    if (parts.contains(TlsPart.CA) && parts.contains(TlsPart.CA_DIR)) {
      return domain.config().trustManager();
    }
    if (!trusting && domain.verifies()) {
      LOG.warn(
          "TLS client domain {}: {} names neither CA nor CA_DIR: connections are encrypted, and"
              + " whoever answers them is believed to be the server",
          domain.name(),
          TlsRequest.PARTS);
    }
    ChainVerifier verifier =
        trusting ? only(domain, parts.contains(TlsPart.CA)) : domain.managed().verifier();
    return new DomainTrustManager(
        domain.name(),
        Role.CLIENT,
        verifier,
        domain.verifies() && trusting,
        (name, peer, subject, verdict) ->
            LOG.warn(
                "domain {}: refused the certificate of {}: subject {}: {}",
                name,
                peer,
                subject,
                verdict.reason()));
  }

  /** The domain's verification with one source of CAs left out; what both are is read anew. */
  private static ChainVerifier only(ClientDomain domain, boolean list) {
    TlsDomain all = domain.managed().definition();
    if (list ? all.caDir().isEmpty() : all.caList().isEmpty()) {
      return domain.managed().verifier();
    }
    TlsDomain some =
        new TlsDomain(
            all.name(),
            all.role(),
            all.source(),
            all.location(),
            all.addresses(),
            all.sipDomains(),
            all.method(),
            all.methodLocation(),
            all.verifyCert(),
            all.requireCert(),
            Optional.empty(),
            Optional.empty(),
            list ? all.caList() : Optional.empty(),
            list ? Optional.empty() : all.caDir(),
            all.crlDir(),
            all.crlCheckAll(),
            all.ciphersList(),
            Optional.empty(),
            all.ecCurve());
    List<Problem> problems = new ArrayList<>();
    Optional<ResolvedMaterial> material =
        new MaterialLoader(nobody -> Optional.empty(), Clock.systemUTC()).load(some, problems::add);
    return material
        .map(ResolvedMaterial::verifier)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    problems.stream().map(Problem::toString).collect(Collectors.joining("; "))));
  }

  KeyManager[] keyManagers() {
    return keys.clone();
  }

  TrustManager[] trustManagers() {
    return trust.clone();
  }

  SSLContext context() {
    return context;
  }
}
