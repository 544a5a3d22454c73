package io.tlsmgm.manager.pki;

import static org.assertj.core.api.Assertions.assertThat;

import io.tlsmgm.api.Problem;
import io.tlsmgm.api.Role;
import io.tlsmgm.api.domain.TlsDomain;
import io.tlsmgm.testkit.Issued;
import io.tlsmgm.testkit.TestCa;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MaterialLoaderTest {
  private static final TestCa ROOT = TestCa.create("Root");
  private static final TestCa INTERMEDIATE = ROOT.intermediate("Intermediate");
  private static final Issued LEAF = INTERMEDIATE.leaf("sip.example.org").issue();

  private Path dir;
  private Path cert;
  private Path key;
  private Path ca;
  private final List<Problem> problems = new ArrayList<>();

  @BeforeEach
  void write(@TempDir Path directory) throws Exception {
    dir = directory;
    cert = dir.resolve("cert.pem");
    key = dir.resolve("key.pem");
    ca = dir.resolve("ca.pem");
    LEAF.write(cert, key);
    Files.writeString(ca, ROOT.pem());
  }

  private Optional<ResolvedMaterial> load(TlsDomain domain) {
    return load(domain, PasswordSource.NONE);
  }

  private Optional<ResolvedMaterial> load(TlsDomain domain, PasswordSource passwords) {
    problems.clear();
    return new MaterialLoader(passwords, Clock.systemUTC()).load(domain, problems::add);
  }

  private Domains good() {
    return Domains.server()
        .key(Domains.file(cert, 3), Domains.file(key, 4))
        .caList(Domains.file(ca, 5));
  }

  private void assertError(String... parts) {
    assertThat(problems).as("problems").isNotEmpty();
    assertThat(problems.stream().filter(Problem::isError).map(Problem::toString))
        .anySatisfy(text -> assertThat(text).contains(parts));
  }

  private void assertOnlyWarning(String... parts) {
    assertThat(problems).hasSize(1);
    assertThat(problems.get(0).isError()).isFalse();
    assertThat(problems.get(0).toString()).contains(parts);
  }

  @Test
  void everythingGood() {
    ResolvedMaterial material = load(good().build()).orElseThrow();
    assertThat(problems).isEmpty();
    assertThat(material.key().orElseThrow().chain()).isEqualTo(LEAF.chain());
    assertThat(material.key().orElseThrow().privateKey()).isEqualTo(LEAF.privateKey());
    assertThat(material.verifier().trusted()).containsExactly(ROOT.certificate());
    assertThat(material.verifier().verify(LEAF.chain(), Role.SERVER)).isEqualTo(Verdict.VERIFIED);
    assertThat(material.dhParameters()).isEmpty();
  }

  @Test
  void oneFileWithKeyAndCertificates() throws Exception {
    Path both = dir.resolve("both.pem");
    Files.writeString(both, "Some text\n" + LEAF.keyPem() + "between\n" + LEAF.certPem() + "after");
    Files.setPosixFilePermissions(both, PosixFilePermissions.fromString("rw-r-----"));
    assertThat(
            load(
                Domains.server()
                    .key(Domains.file(both, 3), Domains.file(both, 3))
                    .noVerify()
                    .build()))
        .isPresent();
    assertThat(problems).isEmpty();
  }

  @Test
  void aClientNeedsNoKeyAndAServerDoes() {
    assertThat(load(Domains.client().caList(Domains.file(ca, 5)).build())).isPresent();
    assertThat(problems).isEmpty();
    assertThat(load(Domains.server().build())).isEmpty();
    assertError("opensips.cfg:1: ", "needs certificate and private_key");
    assertThat(load(Domains.client().certificateOnly(Domains.file(cert, 3)).build())).isEmpty();
    assertError("opensips.cfg:3: ", "private_key is not");
    assertThat(load(Domains.client().keyOnly(Domains.file(key, 4)).build())).isEmpty();
    assertError("opensips.cfg:4: ", "certificate is not");
  }

  @Test
  void filesThatCannotBeRead() throws Exception {
    Path missing = dir.resolve("missing.pem");
    load(good().key(Domains.file(missing, 3), Domains.file(dir, 4)).build());
    assertError("opensips.cfg:3: certificate '" + missing + "': does not exist");
    assertError("opensips.cfg:4: private_key '" + dir + "': is a directory");
    Path empty = Files.createFile(dir.resolve("empty.pem"));
    load(good().caList(Domains.file(empty, 5)).build());
    assertError("opensips.cfg:5: ca_list '" + empty + "': is empty");
  }

  @Test
  void sizeIsLimited() throws Exception {
    Path large = dir.resolve("large.pem");
    Files.write(large, new byte[MaterialFiles.MAX_BYTES + 1]);
    load(good().caList(Domains.file(large, 5)).build());
    assertError("ca_list", "more than 16 MiB");
  }

  @Test
  void swappedFiles() {
    load(good().key(Domains.file(key, 3), Domains.file(cert, 4)).build());
    assertError(
        "certificate '" + key, "has no certificate, only block 1 (PRIVATE KEY, line 1)", "swapped");
    assertError("private_key '" + cert, "has no private key, only block 1 (CERTIFICATE, line 1)");
  }

  @Test
  void keyOfAnotherCertificate() throws Exception {
    Files.writeString(key, ROOT.leaf("other").issue().keyPem());
    assertThat(load(good().build())).isEmpty();
    assertError("opensips.cfg:3: ", "does not match the certificate /CN=sip.example.org");
  }

  @Test
  void leafMustComeFirst() throws Exception {
    Files.writeString(cert, INTERMEDIATE.pem() + LEAF.certPem());
    assertThat(load(good().build())).isEmpty();
    assertError(
        "the certificate of the private key is block 2 (CERTIFICATE, line", "must come first");
  }

  @Test
  void chainWithAGap() throws Exception {
    Files.writeString(cert, LEAF.certPem() + TestCa.create("Stranger").pem());
    assertThat(load(good().build())).isPresent();
    assertOnlyWarning("block 2 (CERTIFICATE, line", "is not issued by the next certificate");
  }

  @Test
  void datesOfTheOwnCertificate() {
    ROOT.leaf("old").expired().issue().write(cert, key);
    assertThat(load(good().build())).isPresent();
    assertOnlyWarning("opensips.cfg:3: warning: ", "/CN=old expired on ");
    ROOT.leaf("young").notYetValid().issue().write(cert, key);
    assertThat(load(good().build())).isPresent();
    assertOnlyWarning("/CN=young is not valid before ");
  }

  @Test
  void keyFileOpenToAll() throws Exception {
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r--r--"));
    assertThat(load(good().build())).isPresent();
    assertOnlyWarning("opensips.cfg:4: warning: private_key '" + key, "every user");
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r-----"));
    load(good().build());
    assertThat(problems).isEmpty();
  }

  @Test
  void encryptedKeys() throws Exception {
    Files.writeString(key, LEAF.keyPemEncrypted("secret".toCharArray()));
    assertThat(load(good().build())).isEmpty();
    assertError("private_key", "is encrypted, and no password was given");
    assertThat(load(good().build(), domain -> Optional.of("wrong!".toCharArray()))).isEmpty();
    assertError("cannot be decrypted", "password");
    assertThat(problems.toString()).doesNotContain("wrong!");
    char[] given = "secret".toCharArray();
    assertThat(load(good().build(), domain -> Optional.of(given)).orElseThrow().key())
        .hasValueSatisfying(entry -> assertThat(entry.privateKey()).isEqualTo(LEAF.privateKey()));
    assertThat(given).as("wiped").containsOnly('\0');
  }

  @Test
  void rowsOfADatabase() {
    TlsDomain domain =
        Domains.server()
            .key(Domains.inline(LEAF.certPem()), Domains.inline(LEAF.keyPem()))
            .caList(Domains.inline("nothing"))
            .build();
    assertThat(load(domain)).isEmpty();
    assertThat(problems).hasSize(1);
    assertError("tls_mgm row 7: ca_list: has no PEM block");
  }

  @Test
  void directories() throws Exception {
    Path missing = dir.resolve("missing");
    assertThat(load(good().defaultCaDir(missing).build())).isPresent();
    assertThat(problems).isEmpty();
    assertThat(load(good().caDir(missing).build())).isEmpty();
    assertError("opensips.cfg:8: ca_dir '" + missing + "': does not exist");
    assertThat(load(good().crlDir(missing, false).build())).isEmpty();
    assertError("opensips.cfg:9: crl_dir '" + missing + "': does not exist");
    Path empty = Files.createDirectory(dir.resolve("empty"));
    assertThat(load(good().crlDir(empty, false).build())).isEmpty();
    assertError("crl_dir", "has no revocation list");
    for (int i = 0; i < 30; i++) {
      Files.writeString(empty.resolve("note" + i), "no list");
    }
    problems.clear();
    assertThat(load(good().crlDir(empty, false).build())).isEmpty();
    assertThat(problems).hasSize(11);
    assertThat(problems.stream().filter(Problem::isError).map(Problem::message))
        .singleElement()
        .asString()
        .contains("has no revocation list");
    assertThat(problems.get(10).message()).endsWith("and 21 more problems");
    assertThat(load(good().caDir(empty).build())).isPresent();
    assertOnlyWarning("opensips.cfg:8: warning: ca_dir", "openssl rehash");
  }

  @Test
  void aDirectoryIsNoKeyWhateverItsPermissions() throws Exception {
    Path open = Files.createDirectory(dir.resolve("open"));
    Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxr-xr-x"));
    Domains domain = Domains.server().key(Domains.file(open, 3), Domains.file(open, 4)).noVerify();
    assertThat(load(domain.build())).isEmpty();
    assertThat(problems)
        .extracting(Problem::toString)
        .containsExactly(
            "opensips.cfg:3: certificate '" + open + "': is a directory, not a file",
            "opensips.cfg:4: private_key '" + open + "': is a directory, not a file");
  }

  @Test
  void verificationWithoutTrustIsAWarning() {
    assertThat(load(Domains.client().build())).isPresent();
    assertOnlyWarning("opensips.cfg:1: ", "neither ca_list nor ca_dir");
  }

  @Test
  void fingerprintFollowsTheContent() throws Exception {
    String before = load(good().build()).orElseThrow().fingerprint();
    assertThat(load(good().build()).orElseThrow().fingerprint()).isEqualTo(before);
    Files.writeString(ca, ROOT.pem() + INTERMEDIATE.pem());
    assertThat(load(good().build()).orElseThrow().fingerprint()).isNotEqualTo(before);
    Files.writeString(ca, ROOT.pem());
    INTERMEDIATE.leaf("sip.example.org").issue().write(cert, key);
    assertThat(load(good().build()).orElseThrow().fingerprint()).isNotEqualTo(before);
  }

  @Test
  void aLoadSeesAFileOnce() throws Exception {
    MaterialLoader loader = new MaterialLoader(PasswordSource.NONE, Clock.systemUTC());
    ResolvedMaterial first = loader.load(good().build(), problems::add).orElseThrow();
    Files.writeString(ca, TestCa.create("Other").pem());
    ResolvedMaterial second = loader.load(good().name("two").build(), problems::add).orElseThrow();
    assertThat(second.verifier().trusted()).isEqualTo(first.verifier().trusted());
    assertThat(second.key().orElseThrow()).isSameAs(first.key().orElseThrow());
  }

  @Test
  void manyDomainsShareWhatTheyShare() throws Exception {
    int count = 200;
    for (int i = 0; i < count; i++) {
      INTERMEDIATE
          .leaf("host" + i)
          .issue()
          .write(dir.resolve("cert" + i + ".pem"), dir.resolve("key" + i + ".pem"));
    }
    MaterialLoader loader = new MaterialLoader(PasswordSource.NONE, Clock.systemUTC());
    for (int i = 0; i < count; i++) {
      TlsDomain domain =
          good()
              .name("dom" + i)
              .key(
                  Domains.file(dir.resolve("cert" + i + ".pem"), 3),
                  Domains.file(dir.resolve("key" + i + ".pem"), 4))
              .build();
      ResolvedMaterial material = loader.load(domain, problems::add).orElseThrow();
      assertThat(material.key().orElseThrow().leaf().getSubjectX500Principal().getName())
          .isEqualTo("CN=host" + i);
    }
    assertThat(problems).isEmpty();
  }
}
