package io.tlsmgm.clients;

import io.tlsmgm.api.CipherSuite;
import io.tlsmgm.api.ConfigurationException;
import io.tlsmgm.api.KeyEntry;
import io.tlsmgm.api.ProtocolRange;
import io.tlsmgm.api.TlsContextConfig;
import io.tlsmgm.manager.ManagedDomain;
import io.tlsmgm.manager.TlsManager;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One generation of a client domain in the forms that clients take. What it hands out stays as it
 * is when a reload changes the domain; {@link ClientDomains} has forms that follow. Safe for use by
 * several threads.
 */
public final class ClientDomain {
  private static final Logger LOG = LoggerFactory.getLogger(ClientDomain.class);

  private final ManagedDomain managed;
  private final TlsContextConfig config;
  private final DomainFiles files = new DomainFiles(this);

  private final ReentrantLock making = new ReentrantLock();
  private final Map<TlsRequest, DomainTls> made = new HashMap<>();

  private ClientDomain(ManagedDomain managed, TlsContextConfig config) {
    this.managed = managed;
    this.config = config;
  }

  /**
   * A domain on the platform's TLS.
   *
   * @throws ConfigurationException when that TLS cannot do what the domain asks for
   */
  static ClientDomain of(TlsManager manager, ManagedDomain managed) throws ConfigurationException {
    TlsContextConfig config =
        manager.configuration(
            managed,
            PlatformTls.NAME,
            PlatformTls.capabilities(),
            problem -> LOG.warn("{}", problem.text()));
    ClientDomain domain = new ClientDomain(managed, config);
    if (!domain.verifies()) {
      LOG.warn(
          "TLS client domain {}: verify_cert is 0: connections are encrypted, and whoever answers"
              + " them is believed to be the server",
          domain.name());
    }
    managed.onEnd(domain.files::end);
    return domain;
  }

  ManagedDomain managed() {
    return managed;
  }

  TlsContextConfig config() {
    return config;
  }

  /** The domain's name. */
  public String name() {
    return managed.name();
  }

  /** {@code verify_cert}: whether a server is refused whose certificate is not good. */
  public boolean verifies() {
    return managed.definition().verifyCert();
  }

  /** The protocol versions that {@code tls_method} comes to on the platform's TLS. */
  public ProtocolRange protocols() {
    return config.protocols();
  }

  /** The suites that {@code ciphers_list} comes to on the platform's TLS, in order. */
  public List<CipherSuite> cipherSuites() {
    return config.cipherSuites();
  }

  /** The certificate chain and key; empty for a domain without. */
  public Optional<KeyEntry> key() {
    return managed.key();
  }

  /** The CAs of {@code ca_list} and {@code ca_dir}. */
  public List<X509Certificate> trusted() {
    return managed.verifier().trusted();
  }

  /** The lists of {@code crl_dir}; empty when no revocation is checked. */
  public List<X509CRL> revocationLists() {
    return managed.verifier().revocationLists().orElse(List.of());
  }

  /**
   * One manager that presents the domain's certificate whenever a server asks for one. Without a
   * certificate it throws {@link MissingCertificateException} then.
   */
  public KeyManager[] keyManagers() {
    return tls().keyManagers();
  }

  /**
   * One manager that verifies as every library of this project does, revocation included. It checks
   * the host name only where the connection's {@link javax.net.ssl.SSLParameters} say {@code
   * HTTPS}.
   */
  public TrustManager[] trustManagers() {
    return tls().trustManagers();
  }

  /** A context of the platform with the domain's protocol range, ciphers, key and verification. */
  public SSLContext sslContext() {
    return tls().context();
  }

  /** The sockets of {@link #sslContext()}. */
  public SSLSocketFactory socketFactory() {
    return sslContext().getSocketFactory();
  }

  private DomainTls tls() {
    return tls(TlsRequest.of(name()));
  }

  /** The TLS that a client asks for; made once for each request. */
  DomainTls tls(TlsRequest request) {
    making.lock();
    try {
      return made.computeIfAbsent(request, wanted -> DomainTls.of(this, wanted));
    } finally {
      making.unlock();
    }
  }

  /**
   * A PKCS#12 key store with the entry {@code domain}; empty without a certificate.
   *
   * @param password of the entry; the caller's to choose, and to store it with
   */
  public KeyStore keyStore(char[] password) {
    KeyStore store = emptyStore();
    try {
      if (key().isPresent()) {
        KeyEntry entry = key().get();
        store.setKeyEntry(
            "domain", entry.privateKey(), password, entry.chain().toArray(new X509Certificate[0]));
      }
      return store;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("domain " + name() + ": no key store takes its key", e);
    }
  }

  /**
   * A PKCS#12 trust store with the CAs. A client that verifies with it alone checks no revocation;
   * {@link #trustManagers()} does.
   */
  public KeyStore trustStore() {
    KeyStore store = emptyStore();
    try {
      int number = 1;
      for (X509Certificate certificate : trusted()) {
        store.setCertificateEntry("ca-" + number++, certificate);
      }
      return store;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("domain " + name() + ": no trust store takes its CAs", e);
    }
  }

  private static KeyStore emptyStore() {
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      return store;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("every Java has PKCS#12 key stores", e);
    }
  }

  /** The domain as PEM text. */
  public PemContents pem() {
    return PemContents.of(managed);
  }

  /**
   * The domain as PEM files, for a client that takes nothing else. All who ask share the same
   * files. They go away when this generation of the domain has ended and all who asked have closed
   * what they got here, and with the process.
   *
   * @throws IOException when they cannot be written, or the generation has ended: then look the
   *     domain up again
   */
  public PemFiles files() throws IOException {
    return files.open();
  }

  /** Names the domain. */
  @Override
  public String toString() {
    return "ClientDomain[" + name() + "]";
  }
}
