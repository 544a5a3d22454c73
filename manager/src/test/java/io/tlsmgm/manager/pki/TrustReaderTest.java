package io.tlsmgm.manager.pki;

import static org.assertj.core.api.Assertions.assertThat;

import io.tlsmgm.testkit.Issued;
import io.tlsmgm.testkit.KeyKind;
import io.tlsmgm.testkit.TestCa;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrustReaderTest {
  private static final TestCa ROOT = TestCa.create("Root");

  private Path dir;

  @BeforeEach
  void directory(@TempDir Path directory) {
    dir = directory;
  }

  private static List<X509Certificate> certificates(Parsed<List<CertificateView>> parsed) {
    assertThat(parsed.value()).as("%s", parsed.findings()).isPresent();
    return parsed.value().orElseThrow().stream().map(CertificateView::certificate).toList();
  }

  private static List<String> texts(Parsed<?> parsed) {
    return parsed.findings().stream().map(Parsed.Finding::text).toList();
  }

  private List<X509Certificate> directory() {
    return certificates(TrustReader.directory(new FileView(), dir));
  }

  private Path hashed(TestCa ca, String number) throws Exception {
    CertificateView view = CertificateView.of(ca.certificate());
    return Files.writeString(dir.resolve(view.subject().openSslHash() + "." + number), ca.pem());
  }

  @Test
  void directoriesThatRehashMade() throws Exception {
    TestCa twin = TestCa.create("Root");
    TestCa other = TestCa.create("Other", KeyKind.ED25519);
    Files.writeString(dir.resolve("root.pem"), ROOT.pem());
    Files.writeString(dir.resolve("twin.pem"), twin.pem());
    Files.writeString(dir.resolve("other.crt"), other.pem());
    Files.writeString(dir.resolve("README"), "not a certificate");
    OpenSsl.run("rehash", dir.toString()).ok();
    assertThat(directory())
        .containsExactlyInAnyOrder(ROOT.certificate(), twin.certificate(), other.certificate());
    assertThat(TrustReader.directory(new FileView(), dir).findings()).isEmpty();
    // And the command finds them where we do.
    Issued leaf = twin.leaf("l").issue();
    Path file = Files.writeString(dir.resolve("leaf"), leaf.certPem());
    OpenSsl.run("verify", "-CApath", dir.toString(), file.toString()).ok();
  }

  @Test
  void filesThatOpenSslWouldNotFind() throws Exception {
    hashed(ROOT, "0");
    Path misnamed = Files.writeString(dir.resolve("01234567.0"), TestCa.create("Other").pem());
    hashed(TestCa.create("Gap"), "1");
    Files.writeString(dir.resolve("plain.pem"), TestCa.create("Plain").pem());
    hashed(TestCa.create("List"), "r0");
    Parsed<List<CertificateView>> parsed = TrustReader.directory(new FileView(), dir);
    assertThat(certificates(parsed)).containsExactly(ROOT.certificate());
    assertThat(texts(parsed))
        .hasSize(2)
        .anySatisfy(text -> assertThat(text).contains(misnamed.getFileName().toString(), "rehash"))
        .anySatisfy(text -> assertThat(text).contains("numbers before it are missing"));
  }

  @Test
  void aBrokenFileIsOnlyNotTrusted() throws Exception {
    hashed(ROOT, "0");
    Path broken = hashed(TestCa.create("Other"), "0");
    Files.writeString(broken, Files.readString(broken).substring(0, 200));
    Parsed<List<CertificateView>> parsed = TrustReader.directory(new FileView(), dir);
    assertThat(certificates(parsed)).containsExactly(ROOT.certificate());
    assertThat(texts(parsed)).singleElement().asString().contains("cut off", "not trusted");
  }

  @Test
  void listsWithTextAround() {
    String text =
        "Issuer: somebody\r\n"
            + ROOT.pem().replace("\n", "\r\n")
            + "\r\n# end\r\n"
            + TestCa.create("B").pem();
    assertThat(certificates(TrustReader.list(text))).hasSize(2).startsWith(ROOT.certificate());
    assertThat(texts(TrustReader.list(ROOT.pem() + ROOT.crl().pem())))
        .singleElement()
        .asString()
        .contains("block 2 (X509 CRL", "crl_dir");
  }

  @Test
  void listsWithMistakesTellEach() {
    String cut = ROOT.pem().replaceFirst("\n[^\n]+\n", "\n");
    Parsed<List<CertificateView>> parsed = TrustReader.list(ROOT.pem() + cut + cut);
    assertThat(parsed.value()).isEmpty();
    assertThat(texts(parsed)).hasSize(2);
    assertThat(texts(parsed).get(0)).startsWith("block 2 (CERTIFICATE, line ");
    assertThat(texts(parsed).get(1)).startsWith("block 3 (CERTIFICATE, line ");
    String trusted = ROOT.pem().replace("CERTIFICATE", "TRUSTED CERTIFICATE");
    assertThat(texts(TrustReader.list(trusted))).singleElement().asString().contains("-clrtrust");
    assertThat(TrustReader.list(ROOT.pem().replace("CERTIFICATE", "X509 CERTIFICATE")).value())
        .isPresent();
  }

  @Test
  void revocationLists() throws Exception {
    TestCa second = ROOT.intermediate("Second");
    Files.writeString(dir.resolve("two.pem"), "text\n" + ROOT.crl().pem() + second.crl().pem());
    Files.write(dir.resolve("der.crl"), TestCa.create("Third").crl().build().getEncoded());
    Files.write(dir.resolve("cert.der"), ROOT.certificate().getEncoded());
    Files.writeString(dir.resolve("README"), "what this is");
    Files.createDirectory(dir.resolve("old"));
    Files.createSymbolicLink(dir.resolve("01234567.r0"), Path.of("two.pem"));
    Parsed<List<CrlView>> parsed = CrlReader.directory(new FileView(), dir, Instant.now());
    assertThat(parsed.value().orElseThrow()).hasSize(3);
    assertThat(texts(parsed))
        .containsExactly(
            "README has no revocation list and is skipped",
            "cert.der has no revocation list and is skipped");
  }

  @Test
  void revocationListsThatExpired() throws Exception {
    Files.writeString(
        dir.resolve("a.pem"), ROOT.crl().nextUpdate(Instant.now().minusSeconds(5)).pem());
    Parsed<List<CrlView>> parsed = CrlReader.directory(new FileView(), dir, Instant.now());
    assertThat(parsed.value()).isPresent();
    assertThat(texts(parsed))
        .singleElement()
        .asString()
        .contains("a.pem: the list of /CN=Root expired");
  }

  @Test
  void damagedRevocationListsAreErrors() throws Exception {
    Path file = dir.resolve("a.crl");
    byte[] der = ROOT.crl().build().getEncoded();
    Files.write(file, java.util.Arrays.copyOf(der, der.length - 9));
    Files.writeString(dir.resolve("good.pem"), ROOT.crl().pem());
    assertThat(CrlReader.directory(new FileView(), dir, Instant.now()).value()).isEmpty();
    assertThat(texts(CrlReader.directory(new FileView(), dir, Instant.now())))
        .containsExactly(
            "a.crl is cut off: it has " + (der.length - 9) + " of " + der.length + " bytes");
    der[8] ^= 0x55;
    Files.write(file, der);
    assertThat(CrlReader.directory(new FileView(), dir, Instant.now()).value()).isEmpty();
    Files.writeString(file, ROOT.crl().pem().substring(0, 100));
    assertThat(texts(CrlReader.directory(new FileView(), dir, Instant.now())))
        .singleElement()
        .asString()
        .startsWith("a.crl block 1 (X509 CRL, line 1) is cut off");
  }
}
