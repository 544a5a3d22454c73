package io.tlsmgm.manager.pki;

import static org.assertj.core.api.Assertions.assertThat;

import io.tlsmgm.manager.pki.OpenSslVerify.Revoked;
import io.tlsmgm.manager.pki.Verdict.Status;
import io.tlsmgm.testkit.Issued;
import io.tlsmgm.testkit.KeyKind;
import io.tlsmgm.testkit.LeafBuilder;
import io.tlsmgm.testkit.TestCa;
import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.misc.MiscObjectIdentifiers;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.NameConstraints;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.conscrypt.Conscrypt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every case is put to {@code openssl verify} as well, which must come to the same verdict. */
class ChainVerifierTest {
  private static final TestCa ROOT = TestCa.create("Root");
  private static final TestCa INTERMEDIATE = ROOT.intermediate("Intermediate");
  private static final X509Certificate R = ROOT.certificate();
  private static final X509Certificate I = INTERMEDIATE.certificate();
  private static final ASN1ObjectIdentifier UNHEARD_OF = new ASN1ObjectIdentifier("1.2.3.4.5");

  private Path dir;

  @BeforeEach
  void directory(@TempDir Path directory) {
    dir = directory;
  }

  private OpenSslVerify ask() {
    return new OpenSslVerify(dir);
  }

  private static void expect(Status expected, OpenSslVerify question) {
    assertThat(question.theirs()).as("openssl").isEqualTo(expected);
    Verdict verdict = question.ours();
    assertThat(verdict.status()).as(verdict.reason()).isEqualTo(expected);
    assertThat(verdict.reason()).isNotEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void everyKindOfKey(KeyKind kind) {
    TestCa root = TestCa.create("Root", kind);
    Issued leaf = root.intermediate("I").leaf("leaf").keyKind(kind).issue();
    expect(Status.VERIFIED, ask().sent(leaf.chain()).trust(root.certificate()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"brainpoolP256r1", "brainpoolP384r1", "brainpoolP512r1"})
  void curvesThatTheJdkOnlyReads(String curve) throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC", new BouncyCastleProvider());
    generator.initialize(new ECGenParameterSpec(curve));
    TestCa root =
        TestCa.builder("Root", KeyKind.EC_P256)
            .keyPair(generator.generateKeyPair())
            .signature("SHA384withECDSA")
            .issueCa();
    Issued leaf = root.leaf("leaf").signature("SHA384withECDSA").issue();
    expect(Status.VERIFIED, ask().sent(leaf.chain()).trust(root.certificate()));
    Issued forged = root.leaf("leaf").signedBy(ROOT.privateKey()).issue();
    expect(Status.BAD_SIGNATURE, ask().sent(forged.chain()).trust(root.certificate()));
  }

  @Test
  void plainChains() {
    Issued direct = ROOT.leaf("leaf").issue();
    expect(Status.VERIFIED, ask().sent(direct.chain()).trust(R));
    expect(Status.VERIFIED, ask().sent(direct.chain()).trust(R).asServer());
    Issued below = INTERMEDIATE.leaf("leaf").issue();
    expect(Status.VERIFIED, ask().sent(below.chain()).trust(R));
    expect(Status.VERIFIED, ask().sent(below.leaf(), I, R).trust(R));
    expect(Status.VERIFIED, ask().sent(below.leaf()).trust(R, I));
    expect(Status.VERIFIED, ask().sent(below.leaf(), R, I).trust(R));
  }

  @Test
  void sentInAnyOrderWithStrangersBetween() {
    TestCa second = INTERMEDIATE.intermediate("Second");
    TestCa third = second.intermediate("Third");
    List<X509Certificate> others = new ArrayList<>(third.chain());
    others.add(TestCa.create("Stranger").certificate());
    others.add(0, ROOT.leaf("another").issue().leaf());
    Collections.reverse(others);
    Issued leaf = third.leaf("leaf").issue();
    expect(Status.VERIFIED, ask().sent(leaf.leaf()).sent(others).trust(R));
  }

  @Test
  void missingTrust() {
    Issued leaf = INTERMEDIATE.leaf("leaf").issue();
    expect(Status.UNKNOWN_ISSUER, ask().sent(leaf.chain()));
    expect(Status.UNKNOWN_ISSUER, ask().sent(leaf.leaf()).trust(R));
    expect(Status.SELF_SIGNED_IN_CHAIN, ask().sent(leaf.leaf(), I, R));
    expect(
        Status.UNKNOWN_ISSUER,
        ask().sent(leaf.chain()).trust(TestCa.create("Other").certificate()));
    // Another root of the same name.
    expect(
        Status.UNKNOWN_ISSUER, ask().sent(leaf.chain()).trust(TestCa.create("Root").certificate()));
    expect(
        Status.SELF_SIGNED_IN_CHAIN,
        ask().sent(leaf.leaf(), I, R).trust(TestCa.create("Root").certificate()));
  }

  @Test
  void anIntermediateAloneIsNoAnchor() {
    Issued leaf = INTERMEDIATE.leaf("leaf").issue();
    expect(Status.UNKNOWN_ISSUER, ask().sent(leaf.chain()).trust(I));
    expect(Status.UNKNOWN_ISSUER, ask().sent(leaf.leaf(), I, R).trust(I));
    expect(Status.UNKNOWN_ISSUER, ask().sent(leaf.leaf()).trust(leaf.leaf()));
  }

  @Test
  void selfSignedLeaves() {
    X509Certificate leaf = ROOT.leaf("self").selfSigned().issue().leaf();
    expect(Status.SELF_SIGNED, ask().sent(leaf));
    expect(Status.SELF_SIGNED, ask().sent(leaf).trust(R));
    expect(Status.VERIFIED, ask().sent(leaf).trust(leaf));
    expect(Status.VERIFIED, ask().sent(leaf).trust(leaf).asServer());
    X509Certificate expired = ROOT.leaf("self").selfSigned().expired().issue().leaf();
    expect(Status.EXPIRED, ask().sent(expired).trust(expired));
    expect(Status.SELF_SIGNED, ask().sent(expired));
    X509Certificate mimic = ROOT.leaf("self").selfSigned().noKeyIdentifiers().issue().leaf();
    expect(Status.SELF_SIGNED, ask().sent(mimic).trust(leaf));
  }

  @Test
  void atMostThreeIntermediates() {
    TestCa ca = ROOT;
    for (int i = 1; i <= 4; i++) {
      ca = ca.intermediate("I" + i);
      Issued leaf = ca.leaf("leaf").issue();
      expect(i <= 3 ? Status.VERIFIED : Status.PATH_TOO_LONG, ask().sent(leaf.chain()).trust(R));
      expect(i <= 3 ? Status.UNKNOWN_ISSUER : Status.PATH_TOO_LONG, ask().sent(leaf.chain()));
    }
  }

  @Test
  void purposes() {
    expectPurpose(Status.VERIFIED, Status.WRONG_PURPOSE, ROOT.leaf("l").serverAuth());
    expectPurpose(Status.WRONG_PURPOSE, Status.VERIFIED, ROOT.leaf("l").clientAuth());
    expectPurpose(Status.VERIFIED, Status.VERIFIED, ROOT.leaf("l").serverAuth().clientAuth());
    expectPurpose(Status.VERIFIED, Status.VERIFIED, ROOT.leaf("l").noEku());
    expectPurpose(
        Status.WRONG_PURPOSE,
        Status.WRONG_PURPOSE,
        ROOT.leaf("l").purpose(KeyPurposeId.anyExtendedKeyUsage));
    expectPurpose(
        Status.WRONG_PURPOSE,
        Status.WRONG_PURPOSE,
        ROOT.leaf("l").purpose(KeyPurposeId.id_kp_emailProtection));
    expectPurpose(
        Status.VERIFIED,
        Status.WRONG_PURPOSE,
        ROOT.leaf("l").noEku().keyUsage(KeyUsage.keyEncipherment));
    expectPurpose(
        Status.VERIFIED, Status.VERIFIED, ROOT.leaf("l").noEku().keyUsage(KeyUsage.keyAgreement));
    expectPurpose(
        Status.WRONG_PURPOSE,
        Status.WRONG_PURPOSE,
        ROOT.leaf("l").noEku().keyUsage(KeyUsage.cRLSign));
    expectPurpose(Status.VERIFIED, Status.VERIFIED, ROOT.leaf("l").noEku().keyUsage(0));
    expectPurpose(
        Status.VERIFIED,
        Status.WRONG_PURPOSE,
        ROOT.leaf("l").noEku().extension(netscapeType(), false, new DERBitString(0x40)));
    expectPurpose(
        Status.WRONG_PURPOSE,
        Status.VERIFIED,
        ROOT.leaf("l").noEku().extension(netscapeType(), false, new DERBitString(0x80)));
  }

  private static ASN1ObjectIdentifier netscapeType() {
    return MiscObjectIdentifiers.netscapeCertType;
  }

  private void expectPurpose(Status asServer, Status asClient, LeafBuilder builder) {
    X509Certificate leaf = builder.issue().leaf();
    expect(asServer, ask().sent(leaf).trust(R));
    expect(asClient, ask().sent(leaf).trust(R).asServer());
  }

  @Test
  void purposesOfAuthorities() {
    TestCa clients = ROOT.intermediateBuilder("Clients").clientAuth().issueCa();
    Issued leaf = clients.leaf("leaf").noEku().issue();
    expect(Status.WRONG_PURPOSE, ask().sent(leaf.chain()).trust(R));
    expect(Status.VERIFIED, ask().sent(leaf.chain()).trust(R).asServer());
    TestCa root = TestCa.builder("Root of clients", KeyKind.EC_P256).clientAuth().issueCa();
    expect(
        Status.WRONG_PURPOSE,
        ask().sent(root.leaf("leaf").issue().leaf()).trust(root.certificate()));
  }

  @Test
  void whoIsAnAuthority() {
    expectAuthority(Status.NOT_A_CA, ROOT.intermediateBuilder("I").notCa().keyUsage(0));
    expectAuthority(
        Status.NOT_A_CA, ROOT.intermediateBuilder("I").notCa().keyUsage(KeyUsage.keyCertSign));
    expectAuthority(
        Status.NOT_A_CA,
        ROOT.intermediateBuilder("I")
            .notCa()
            .extension(Extension.basicConstraints, true, new BasicConstraints(false)));
    expectAuthority(Status.NOT_A_CA, ROOT.intermediateBuilder("I").keyUsage(KeyUsage.cRLSign));
    expectAuthority(Status.VERIFIED, ROOT.intermediateBuilder("I").keyUsage(0));
    expectAuthority(
        Status.NOT_A_CA,
        ROOT.intermediateBuilder("I")
            .notCa()
            .keyUsage(0)
            .extension(netscapeType(), false, new DERBitString(0x04)));
    expectRoot(Status.NOT_A_CA, TestCa.builder("R", KeyKind.EC_P256).notCa().keyUsage(0));
    expectRoot(
        Status.VERIFIED,
        TestCa.builder("R", KeyKind.EC_P256).notCa().keyUsage(KeyUsage.keyCertSign));
    expectRoot(
        Status.VERIFIED,
        TestCa.builder("R", KeyKind.EC_P256)
            .notCa()
            .keyUsage(0)
            .extension(netscapeType(), false, new DERBitString(0x04)));
    expectRoot(
        Status.WRONG_PURPOSE,
        TestCa.builder("R", KeyKind.EC_P256)
            .notCa()
            .keyUsage(0)
            .extension(netscapeType(), false, new DERBitString(0x01)));
    expectRoot(Status.NOT_A_CA, TestCa.builder("R", KeyKind.EC_P256).keyUsage(KeyUsage.cRLSign));
  }

  private void expectAuthority(Status expected, LeafBuilder builder) {
    TestCa ca = builder.issueCa();
    expect(expected, ask().sent(ca.leaf("leaf").issue().chain()).trust(R));
  }

  private void expectRoot(Status expected, LeafBuilder builder) {
    TestCa ca = builder.issueCa();
    expect(expected, ask().sent(ca.leaf("leaf").issue().leaf()).trust(ca.certificate()));
  }

  @Test
  void aLeafIsNoAuthority() {
    Issued leaf = ROOT.leaf("leaf").issue();
    X509Certificate below = new TestLeaf(leaf).leaf("below").issue().leaf();
    expect(Status.NOT_A_CA, ask().sent(below, leaf.leaf()).trust(R));
  }

  /** A leaf that issues what it may not. */
  private record TestLeaf(Issued issued) {
    LeafBuilder leaf(String name) {
      TestCa ca =
          TestCa.builder("leaf", KeyKind.EC_P256)
              .keyPair(new KeyPair(issued.leaf().getPublicKey(), issued.privateKey()))
              .issueCa();
      return ca.leaf(name);
    }
  }

  @Test
  void pathLengths() {
    TestCa none = ROOT.intermediateBuilder("None below").asCa(0).issueCa();
    expect(Status.VERIFIED, ask().sent(none.leaf("leaf").issue().chain()).trust(R));
    Issued below = none.intermediate("Below").leaf("leaf").issue();
    expect(Status.PATH_LENGTH_EXCEEDED, ask().sent(below.chain()).trust(R));
    TestCa root = TestCa.builder("Short", KeyKind.EC_P256).asCa(1).issueCa();
    TestCa one = root.intermediate("One");
    expect(Status.VERIFIED, ask().sent(one.leaf("leaf").issue().chain()).trust(root.certificate()));
    expect(
        Status.PATH_LENGTH_EXCEEDED,
        ask().sent(one.intermediate("Two").leaf("leaf").issue().chain()).trust(root.certificate()));
  }

  @Test
  void criticalExtensions() {
    expect(
        Status.UNHANDLED_EXTENSION,
        ask()
            .sent(ROOT.leaf("l").extension(UNHEARD_OF, true, DERNull.INSTANCE).issue().leaf())
            .trust(R));
    expect(
        Status.VERIFIED,
        ask()
            .sent(ROOT.leaf("l").extension(UNHEARD_OF, false, DERNull.INSTANCE).issue().leaf())
            .trust(R));
    TestCa ca =
        ROOT.intermediateBuilder("I").extension(UNHEARD_OF, true, DERNull.INSTANCE).issueCa();
    expect(Status.UNHANDLED_EXTENSION, ask().sent(ca.leaf("l").issue().chain()).trust(R));
    ASN1ObjectIdentifier proxy = new ASN1ObjectIdentifier("1.3.6.1.5.5.7.1.14");
    DERSequence inheritAll =
        new DERSequence(new DERSequence(new ASN1ObjectIdentifier("1.3.6.1.5.5.7.21.1")));
    expect(
        Status.UNHANDLED_EXTENSION,
        ask().sent(ROOT.leaf("l").extension(proxy, true, inheritAll).issue().leaf()).trust(R));
  }

  @Test
  void weakKeysAndSignatures() throws Exception {
    expect(Status.TOO_WEAK, ask().sent(ROOT.leaf("l").keyPair(rsa(768)).issue().leaf()).trust(R));
    expect(Status.TOO_WEAK, ask().sent(ROOT.leaf("l").keyPair(rsa(768)).issue().leaf()));
    expect(Status.VERIFIED, ask().sent(ROOT.leaf("l").keyPair(rsa(1024)).issue().leaf()).trust(R));
    expect(
        Status.TOO_WEAK,
        ask().sent(ROOT.leaf("l").signature("SHA1withECDSA").issue().leaf()).trust(R));
    TestCa sha1 = ROOT.intermediateBuilder("I").signature("SHA1withECDSA").issueCa();
    expect(Status.TOO_WEAK, ask().sent(sha1.leaf("l").issue().chain()).trust(R));
    TestCa sha1Root = TestCa.builder("R", KeyKind.EC_P256).signature("SHA1withECDSA").issueCa();
    expect(
        Status.VERIFIED,
        ask().sent(sha1Root.leaf("l").issue().leaf()).trust(sha1Root.certificate()));
    TestCa rsa = TestCa.create("RSA", KeyKind.RSA_2048);
    for (String weak : List.of("MD5withRSA", "SHA1withRSA")) {
      expect(
          Status.TOO_WEAK,
          ask().sent(rsa.leaf("l").signature(weak).issue().leaf()).trust(rsa.certificate()));
    }
    for (String strong : List.of("SHA224withRSA", "SHA512withRSA", "SHA256withRSAandMGF1")) {
      expect(
          Status.VERIFIED,
          ask().sent(rsa.leaf("l").signature(strong).issue().leaf()).trust(rsa.certificate()));
    }
    TestCa tiny = TestCa.builder("Tiny", KeyKind.RSA_2048).keyPair(rsa(768)).issueCa();
    expect(Status.TOO_WEAK, ask().sent(tiny.leaf("l").issue().leaf()).trust(tiny.certificate()));
    X509Certificate weakSelf =
        ROOT.leaf("self").selfSigned().signature("SHA1withECDSA").issue().leaf();
    expect(Status.VERIFIED, ask().sent(weakSelf).trust(weakSelf));
  }

  private static KeyPair rsa(int bits) throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(bits);
    return generator.generateKeyPair();
  }

  @Test
  void signaturesAndDates() {
    TestCa stranger = TestCa.create("Stranger");
    Issued forged = ROOT.leaf("l").signedBy(stranger.privateKey()).issue();
    expect(Status.BAD_SIGNATURE, ask().sent(forged.leaf()).trust(R));
    Issued forgedAndExpired = ROOT.leaf("l").expired().signedBy(stranger.privateKey()).issue();
    expect(Status.BAD_SIGNATURE, ask().sent(forgedAndExpired.leaf()).trust(R));
    TestCa forgedCa = ROOT.intermediateBuilder("I").signedBy(stranger.privateKey()).issueCa();
    expect(Status.BAD_SIGNATURE, ask().sent(forgedCa.leaf("l").issue().chain()).trust(R));
    TestCa oldCa = ROOT.intermediateBuilder("I").expired().issueCa();
    expect(Status.EXPIRED, ask().sent(oldCa.leaf("l").notYetValid().issue().chain()).trust(R));
    expect(Status.EXPIRED, ask().sent(ROOT.leaf("l").expired().issue().leaf()).trust(R));
    expect(Status.NOT_YET_VALID, ask().sent(ROOT.leaf("l").notYetValid().issue().leaf()).trust(R));
    TestCa oldRoot = TestCa.builder("Old", KeyKind.EC_P256).expired().issueCa();
    expect(
        Status.EXPIRED, ask().sent(oldRoot.leaf("l").issue().leaf()).trust(oldRoot.certificate()));
    expect(
        Status.WRONG_PURPOSE,
        ask().sent(ROOT.leaf("l").clientAuth().expired().issue().leaf()).trust(R));
  }

  @Test
  void datesToTheSecond() {
    Instant from = Instant.parse("2026-01-01T00:00:00Z");
    Instant to = Instant.parse("2026-02-01T00:00:00Z");
    TestCa root =
        TestCa.builder("R", KeyKind.EC_P256)
            .validity(from.minusSeconds(9), to.plusSeconds(9))
            .issueCa();
    X509Certificate leaf = root.leaf("l").validity(from, to).issue().leaf();
    Duration second = Duration.ofSeconds(1);
    expect(Status.NOT_YET_VALID, at(root, leaf, from.minus(second)));
    expect(Status.VERIFIED, at(root, leaf, from));
    expect(Status.VERIFIED, at(root, leaf, to.minus(second)));
    expect(Status.EXPIRED, at(root, leaf, to));
    expect(Status.EXPIRED, at(root, leaf, to.plus(second)));
  }

  private OpenSslVerify at(TestCa root, X509Certificate leaf, Instant time) {
    return ask().sent(leaf).trust(root.certificate()).at(time);
  }

  @Test
  void severalAuthoritiesOfOneName() {
    TestCa young = TestCa.create("Root");
    Issued leaf = young.leaf("l").issue();
    expect(Status.VERIFIED, ask().sent(leaf.leaf()).trust(R, young.certificate()));
    // The same key, certified anew: the valid certificate is the one to take.
    TestCa renewed =
        TestCa.builder("Root", KeyKind.EC_P256).keyPair(ROOT.keyPair()).expired().issueCa();
    expect(
        Status.VERIFIED, ask().sent(ROOT.leaf("l").issue().leaf()).trust(renewed.certificate(), R));
    expect(Status.EXPIRED, ask().sent(ROOT.leaf("l").issue().leaf()).trust(renewed.certificate()));
    // A cross certificate: the trusted root wins over what the peer sent.
    X509Certificate cross =
        TestCa.create("Elder")
            .intermediateBuilder("Root")
            .keyPair(ROOT.keyPair())
            .issueCa()
            .certificate();
    expect(Status.VERIFIED, ask().sent(leaf.leaf(), cross).trust(young.certificate()));
    expect(Status.VERIFIED, ask().sent(INTERMEDIATE.leaf("l").issue().leaf(), I, cross).trust(R));
  }

  @Test
  void keysTellAuthoritiesOfOneNameApartEvenWithoutIdentifiers() throws Exception {
    // OpenSSL takes the first of the name and fails when it is the wrong one.
    TestCa first = TestCa.builder("Same", KeyKind.EC_P256).noKeyIdentifiers().issueCa();
    TestCa second = TestCa.builder("Same", KeyKind.EC_P256).noKeyIdentifiers().issueCa();
    for (TestCa ca : List.of(first, second)) {
      X509Certificate leaf = ca.leaf("l").noKeyIdentifiers().issue().leaf();
      Verdict verdict = ask().sent(leaf).trust(first.certificate(), second.certificate()).ours();
      assertThat(verdict.verified()).as(verdict.reason()).isTrue();
    }
  }

  @Test
  void nameConstraints() {
    TestCa limited =
        ROOT.intermediateBuilder("Limited")
            .extension(
                Extension.nameConstraints,
                true,
                new NameConstraints(
                    new GeneralSubtree[] {
                      new GeneralSubtree(new GeneralName(GeneralName.dNSName, "example.org"))
                    },
                    new GeneralSubtree[] {
                      new GeneralSubtree(new GeneralName(GeneralName.dNSName, "bad.example.org"))
                    }))
            .issueCa();
    expectName(Status.VERIFIED, limited.leaf("x").dns("sip.example.org"));
    expectName(Status.NAME_NOT_PERMITTED, limited.leaf("x").dns("sip.example.com"));
    expectName(Status.NAME_NOT_PERMITTED, limited.leaf("x").dns("a.bad.example.org"));
    expectName(
        Status.NAME_NOT_PERMITTED, limited.leaf("x").dns("sip.example.org", "sip.example.com"));
    expectName(Status.VERIFIED, limited.leaf("no host"));
    expectName(Status.VERIFIED, limited.leaf("sip.example.org"));
    expectName(Status.NAME_NOT_PERMITTED, limited.leaf("sip.example.com"));
    expectName(Status.EXPIRED, limited.leaf("x").dns("sip.example.com").expired());
  }

  private void expectName(Status expected, LeafBuilder builder) {
    expect(expected, ask().sent(builder.issue().chain()).trust(R));
  }

  @ParameterizedTest
  @EnumSource(names = {"EC_P256", "RSA_2048", "ED25519"})
  void certificatesOfAnotherProvider(KeyKind kind) throws Exception {
    CertificateFactory conscrypt = CertificateFactory.getInstance("X.509", Conscrypt.newProvider());
    TestCa root = TestCa.create("Root", kind);
    List<X509Certificate> chain = new ArrayList<>();
    for (X509Certificate certificate :
        root.intermediate("I").leaf("leaf").keyKind(kind).issue().chain()) {
      chain.add(
          (X509Certificate)
              conscrypt.generateCertificate(new ByteArrayInputStream(certificate.getEncoded())));
    }
    assertThat(chain.get(0).getClass().getName()).startsWith("org.conscrypt.");
    assertThat(ask().sent(chain).trust(root.certificate()).ours()).isEqualTo(Verdict.VERIFIED);
    assertThat(ask().sent(chain).trust(R).ours().status()).isEqualTo(Status.UNKNOWN_ISSUER);
    X509Certificate self = ROOT.leaf("self").selfSigned().issue().leaf();
    X509Certificate same =
        (X509Certificate)
            conscrypt.generateCertificate(new ByteArrayInputStream(self.getEncoded()));
    assertThat(ask().sent(same).trust(self).ours()).isEqualTo(Verdict.VERIFIED);
  }

  @Test
  void noCertificateAtAll() {
    assertThat(ask().trust(R).ours()).isEqualTo(Verdict.NO_CERTIFICATE);
  }

  @Test
  void hostileNamesStayOnOneLine() {
    X509Certificate leaf = ROOT.leaf("a\nFATAL all is well\u202e").selfSigned().issue().leaf();
    assertThat(ask().sent(leaf).ours().reason())
        .doesNotContain("\n", "\u202e")
        .contains("/CN=a\\x0AFATAL all is well");
  }

  @Test
  void revocationIsSeenToOnlyWhereAsked() {
    Issued leaf = ROOT.leaf("l").issue();
    expect(Status.VERIFIED, ask().sent(leaf.leaf()).trust(R));
    expect(
        Status.REVOKED,
        ask()
            .sent(leaf.leaf())
            .trust(R)
            .crls(Revoked.LEAF, ROOT.crl().revoke(leaf.leaf()).build()));
  }
}
