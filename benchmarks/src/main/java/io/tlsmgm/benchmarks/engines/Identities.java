package io.tlsmgm.benchmarks.engines;

import io.tlsmgm.testkit.Issued;
import io.tlsmgm.testkit.KeyKind;
import io.tlsmgm.testkit.TestCa;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/** Both certificates, and trust managers that count how often they are asked. */
final class Identities {
  static final String AUTHORITY = "bench CA";

  private final Issued server;
  private final Issued client;
  private final Counting askedOfServer = new Counting();
  private final Counting askedOfClient = new Counting();

  Identities(Issued server, Issued client) {
    this.server = server;
    this.client = client;
  }

  /** Those that the run has issued for all its processes, or new ones. */
  static Identities of(KeyKind key) throws IOException, GeneralSecurityException {
    Optional<Path> directory = IdentityFiles.directory();
    if (directory.isPresent()) {
      return new Identities(
          IdentityFiles.read(directory.get(), "server", key),
          IdentityFiles.read(directory.get(), "client", key));
    }
    return issue(TestCa.create(AUTHORITY), key);
  }

  static Identities issue(TestCa authority, KeyKind key) {
    return new Identities(
        authority.leaf(Terms.HOST).dns(Terms.HOST).keyKind(key).issue(),
        authority.leaf("bench client").keyKind(key).issue());
  }

  Issued server() {
    return server;
  }

  Issued client() {
    return client;
  }

  /** A client's. */
  X509ExtendedTrustManager trustInServer() {
    return askedOfServer;
  }

  /** A server's. */
  X509ExtendedTrustManager trustInClient() {
    return askedOfClient;
  }

  /** How often a client was asked to trust a server: once for each full handshake. */
  long serversSeen() {
    return askedOfServer.count.get();
  }

  /** How often a server was asked to trust a client: once for each full mutual handshake. */
  long clientsSeen() {
    return askedOfClient.count.get();
  }

  /** Trusts everybody. */
  private static final class Counting extends X509ExtendedTrustManager {
    private final AtomicLong count = new AtomicLong();

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {
      count.incrementAndGet();
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {
      count.incrementAndGet();
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {
      count.incrementAndGet();
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {
      count.incrementAndGet();
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {
      count.incrementAndGet();
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {
      count.incrementAndGet();
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
