package io.tlsmgm.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tlsmgm.api.ConfigurationException;
import io.tlsmgm.api.domain.TlsDomainBuilder;
import io.tlsmgm.manager.TlsManager;
import io.tlsmgm.manager.pki.PeerRefusedException;
import io.tlsmgm.testkit.Issued;
import io.tlsmgm.testkit.TestCa;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A domain as JDK types, PEM text and PEM files. */
class FormsTest {
  private static final TestCa CA = TestCa.create("Forms CA");
  private static final TestCa OTHER = TestCa.create("Other CA");
  private static final Issued LEAF = CA.leaf("app").clientAuth().issue();

  private static TlsDomainBuilder app() {
    return TlsDomainBuilder.client("app").key(LEAF.certPem(), LEAF.keyPem()).caList(CA.pem());
  }

  @Test
  void managersPresentAndVerify() throws Exception {
    try (Managers managers = Managers.of(app())) {
      ClientDomain domain = managers.domains().domain("app");
      X509ExtendedKeyManager keys = (X509ExtendedKeyManager) domain.keyManagers()[0];
      String alias = keys.chooseClientAlias(new String[] {"EC"}, null, null);
      assertThat(keys.getCertificateChain(alias)).containsExactly(LEAF.leaf());
      assertThat(keys.getPrivateKey(alias)).isEqualTo(LEAF.privateKey());

      X509ExtendedTrustManager trust = (X509ExtendedTrustManager) domain.trustManagers()[0];
      X509Certificate[] good = {CA.leaf("server").issue().leaf()};
      X509Certificate[] bad = {OTHER.leaf("server").issue().leaf()};
      trust.checkServerTrusted(good, "ECDHE_ECDSA");
      assertThatThrownBy(() -> trust.checkServerTrusted(bad, "ECDHE_ECDSA"))
          .isInstanceOf(PeerRefusedException.class);
    }
  }

  @Test
  void revocationCounts(@TempDir Path directory) throws Exception {
    Issued revoked = CA.leaf("server").issue();
    Files.writeString(directory.resolve("list.pem"), CA.crl().revoke(revoked.leaf()).pem());
    try (Managers managers = Managers.of(app().crlDir(directory))) {
      ClientDomain domain = managers.domains().domain("app");
      X509ExtendedTrustManager trust = (X509ExtendedTrustManager) domain.trustManagers()[0];
      X509Certificate[] bad = {revoked.leaf()};
      assertThatThrownBy(() -> trust.checkServerTrusted(bad, "ECDHE_ECDSA"))
          .isInstanceOf(PeerRefusedException.class);
      assertThat(managers.refusals()).containsExactly("app revoked");
      try (PemFiles files = domain.files()) {
        assertThat(files.crl().orElseThrow()).content().startsWith("-----BEGIN X509 CRL-----");
      }
    }
  }

  @Test
  void keyStoresHoldKeyAndCas() throws Exception {
    char[] password = "change-it".toCharArray();
    try (Managers managers = Managers.of(app())) {
      ClientDomain domain = managers.domains().domain("app");
      KeyStore keys = copy(domain.keyStore(password), password);
      assertThat(keys.getKey("domain", password)).isEqualTo(LEAF.privateKey());
      assertThat(keys.getCertificateChain("domain")).containsExactly(LEAF.leaf());
      KeyStore trust = copy(domain.trustStore(), password);
      assertThat(trust.size()).isEqualTo(1);
      assertThat(trust.getCertificate("ca-1")).isEqualTo(CA.certificate());
    }
  }

  private static KeyStore copy(KeyStore store, char[] password) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    store.store(bytes, password);
    KeyStore copy = KeyStore.getInstance("PKCS12");
    copy.load(new ByteArrayInputStream(bytes.toByteArray()), password);
    return copy;
  }

  @Test
  void socketsStartWithTheDomainsSettings() throws Exception {
    try (Managers managers =
        Managers.of(app().method("TLSv1_2").ciphersList("ECDHE-ECDSA-AES128-GCM-SHA256:!aNULL"))) {
      SSLContext context = managers.domains().sslContext(TlsRequest.of("app"));
      try (SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket()) {
        assertThat(socket.getEnabledProtocols()).containsExactly("TLSv1.2");
        assertThat(socket.getEnabledCipherSuites())
            .containsExactly("TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256");
      }
      assertThat(context.createSSLEngine("host", 1).getEnabledProtocols())
          .containsExactly("TLSv1.2");
    }
  }

  @Test
  void whatThePlatformCannotDoIsAnError() throws Exception {
    try (Managers managers = Managers.of(app().ciphersList("ARIA256-GCM-SHA384"))) {
      assertThatThrownBy(() -> managers.domains().domain("app"))
          .isInstanceOf(ConfigurationException.class)
          .hasMessageContaining("ciphers_list 'ARIA256-GCM-SHA384' leaves no cipher suite")
          .hasMessageContaining("none (the TLS of the Java runtime)");
    }
  }

  @Test
  void aDomainWithoutACertificateHasNone() throws Exception {
    try (Managers managers = Managers.of(TlsDomainBuilder.client("bare").caList(CA.pem()))) {
      ClientDomain domain = managers.domains().domain("bare");
      assertThat(domain.key()).isEmpty();
      assertThat(domain.pem().certificate()).isEmpty();
      assertThat(domain.pem().privateKey()).isEmpty();
      assertThat(domain.keyStore(new char[0]).size()).isZero();
      X509ExtendedKeyManager keys = (X509ExtendedKeyManager) domain.keyManagers()[0];
      assertThatThrownBy(() -> keys.chooseClientAlias(new String[] {"EC"}, null, null))
          .isInstanceOf(MissingCertificateException.class);
    }
  }

  @Test
  void partsOfADomain(@TempDir Path directory) throws Exception {
    String hash = subjectHash(directory, OTHER);
    Path hashed = Files.createDirectory(directory.resolve("cas"));
    Files.writeString(hashed.resolve(hash + ".0"), OTHER.pem());
    try (Managers managers =
        Managers.of(app().caDir(hashed).ciphersList("ECDHE-ECDSA-AES128-GCM-SHA256"))) {
      ClientDomain domain = managers.domains().domain("app");
      assertThat(domain.trusted()).containsExactlyInAnyOrder(CA.certificate(), OTHER.certificate());
      assertThat(trusts(domain, "CA,CA_DIR", CA)).isTrue();
      assertThat(trusts(domain, "CA", CA)).isTrue();
      assertThat(trusts(domain, "CA", OTHER)).isFalse();
      assertThat(trusts(domain, "ca_dir", OTHER)).isTrue();
      assertThat(trusts(domain, "CA_DIR", CA)).isFalse();
      // As in the C module: without CAs nobody is verified.
      assertThat(trusts(domain, "PKEY,CERT", TestCa.create("Nobody"))).isTrue();
      assertThat(tls(domain, "CA").keyManagers()).isEmpty();
      assertThat(tls(domain, "PKEY,CERT,CA").keyManagers()).hasSize(1);
      assertThat(tls(domain, "CIPHERS").context().getDefaultSSLParameters().getCipherSuites())
          .contains("TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256")
          .doesNotContain("TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384");
      assertThat(tls(domain, "CA").context().getDefaultSSLParameters().getCipherSuites())
          .contains("TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384");
      assertThatThrownBy(() -> tls(domain, "PKEY,CERT&tls_verify_host=1"))
          .hasMessageContaining("names neither CA nor CA_DIR");
    }
  }

  private static DomainTls tls(ClientDomain domain, String parts) {
    return domain.tls(TlsRequest.split("?tls_domain=app&tls_opts=" + parts).request());
  }

  private static boolean trusts(ClientDomain domain, String parts, TestCa issuer) throws Exception {
    X509ExtendedTrustManager trust =
        (X509ExtendedTrustManager) tls(domain, parts).trustManagers()[0];
    try {
      trust.checkServerTrusted(
          new X509Certificate[] {issuer.leaf("server").issue().leaf()}, "ECDHE_ECDSA");
      return true;
    } catch (PeerRefusedException e) {
      return false;
    }
  }

  private static String subjectHash(Path directory, TestCa ca) throws Exception {
    Path file = Files.writeString(directory.resolve("hash-me.pem"), ca.pem());
    Process openssl =
        new ProcessBuilder("openssl", "x509", "-noout", "-subject_hash", "-in", file.toString())
            .start();
    return new String(openssl.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
  }

  @Test
  void filesArePrivateAndGoWithTheGeneration(@TempDir Path directory) throws Exception {
    Path certificate = directory.resolve("cert.pem");
    Path key = directory.resolve("key.pem");
    LEAF.write(certificate, key);
    try (Managers managers =
        Managers.of(TlsDomainBuilder.client("app").key(certificate, key).caList(CA.pem()))) {
      ClientDomain first = managers.domains().domain("app");
      PemFiles files = first.files();
      PemFiles again = first.files();
      assertThat(again.directory()).isEqualTo(files.directory());
      assertThat(mode(files.directory())).isEqualTo("rwx------");
      for (Path file :
          List.of(
              files.certificate().orElseThrow(),
              files.privateKey().orElseThrow(),
              files.ca().orElseThrow())) {
        assertThat(mode(file)).isEqualTo("rw-------");
      }
      assertThat(files.crl()).isEmpty();
      assertThat(x509(files.certificate().orElseThrow())).isEqualTo(LEAF.leaf());
      assertThat(x509(files.ca().orElseThrow())).isEqualTo(CA.certificate());
      assertThat(files.privateKey().orElseThrow())
          .hasContent(first.pem().privateKey().orElseThrow());
      again.close();
      again.close();

      CA.leaf("app").clientAuth().issue().write(certificate, key);
      managers.manager().reload();
      assertThat(files.privateKey().orElseThrow()).as("still in use").exists();
      files.close();
      assertThat(files.directory()).doesNotExist();
      assertThatThrownBy(first::files)
          .isInstanceOf(IOException.class)
          .hasMessageContaining("has been replaced");

      PemFiles next = managers.domains().domain("app").files();
      assertThat(x509(next.certificate().orElseThrow())).isNotEqualTo(LEAF.leaf());
      next.close();
      assertThat(next.directory()).as("the generation goes on").exists();
      managers.manager().close();
      assertThat(next.directory()).doesNotExist();
    }
  }

  @Test
  void filesGoWithTheProcess() throws Exception {
    Process process =
        new ProcessBuilder(
                System.getProperty("java.home") + "/bin/java",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                LeavesFiles.class.getName())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).isZero();
    assertThat(said).startsWith("written ");
    assertThat(Path.of(said.strip().substring("written ".length()))).doesNotExist();
  }

  /** A file may have 1024 bytes here: enough for the certificate and the key, not for three CAs. */
  @Test
  void filesAreWholeOrNone(@TempDir Path temporary) throws Exception {
    Process process =
        new ProcessBuilder(
                "sh",
                "-c",
                "ulimit -f 2 && exec \"$@\"",
                "sh",
                System.getProperty("java.home") + "/bin/java",
                "-XX:TieredStopAtLevel=1",
                "-XX:-UsePerfData",
                "-Djava.io.tmpdir=" + temporary,
                "-cp",
                System.getProperty("java.class.path"),
                RunsOutOfSpace.class.getName())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).isZero();
    assertThat(said.lines()).containsExactly("refused", "refused", "left: 0");
  }

  private static String mode(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  private static X509Certificate x509(Path file) throws Exception {
    return (X509Certificate)
        CertificateFactory.getInstance("X.509")
            .generateCertificate(new ByteArrayInputStream(Files.readAllBytes(file)));
  }

  @Test
  void aReferenceMeansOneObject() throws Exception {
    try (Managers one = Managers.of(app());
        TlsManager manager = TlsManager.builder().library("none").domain(app().build()).build()) {
      assertThat(ClientDomains.find("app").domains()).isSameAs(one.domains());
      try (ClientDomains two = ClientDomains.of(manager)) {
        assertThatThrownBy(() -> ClientDomains.find("app"))
            .hasMessageContaining("several ClientDomains are open");
        TlsRequest request =
            TlsRequest.split("?tls_domain=a%26%2Fb&tls_opts=CA&tls_verify_host=1").request();
        ClientDomains.Found found = ClientDomains.find(two.reference(request));
        assertThat(found.domains()).isSameAs(two);
        assertThat(found.request()).isEqualTo(request);
      }
    }
    assertThatThrownBy(() -> ClientDomains.find("app")).hasMessageContaining("no ClientDomains");
  }

  @Test
  void nothingPrintsAKey() throws Exception {
    try (Managers managers = Managers.of(app())) {
      ClientDomain domain = managers.domains().domain("app");
      try (PemFiles files = domain.files()) {
        assertThat(domain + " " + files + domain.pem()).doesNotContain("PRIVATE");
      }
    }
  }
}
