package io.tlsmgm.manager.pki;

import static org.assertj.core.api.Assertions.assertThat;

import io.tlsmgm.manager.pki.OpenSslVerify.Revoked;
import io.tlsmgm.manager.pki.Verdict.Status;
import io.tlsmgm.testkit.Issued;
import io.tlsmgm.testkit.KeyKind;
import io.tlsmgm.testkit.TestCa;
import java.math.BigInteger;
import java.nio.file.Path;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.x509.CRLDistPoint;
import org.bouncycastle.asn1.x509.DistributionPoint;
import org.bouncycastle.asn1.x509.DistributionPointName;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.IssuingDistributionPoint;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.ReasonFlags;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every case is put to {@code openssl verify} as well, which must come to the same verdict. */
class RevocationTest {
  private static final TestCa ROOT = TestCa.create("Root");
  private static final TestCa INTERMEDIATE = ROOT.intermediate("Intermediate");
  private static final Issued LEAF = INTERMEDIATE.leaf("leaf").issue();
  private static final ASN1ObjectIdentifier UNHEARD_OF = new ASN1ObjectIdentifier("1.2.3.4.5");

  private Path dir;

  @BeforeEach
  void directory(@TempDir Path directory) {
    dir = directory;
  }

  private void expect(Status expected, Revoked mode, X509CRL... lists) {
    expect(expected, LEAF, mode, lists);
  }

  private void expect(Status expected, Issued leaf, Revoked mode, X509CRL... lists) {
    OpenSslVerify question =
        new OpenSslVerify(dir).sent(leaf.chain()).trust(ROOT.certificate()).crls(mode, lists);
    assertThat(question.theirs()).as("openssl").isEqualTo(expected);
    Verdict verdict = question.ours();
    assertThat(verdict.status()).as(verdict.reason()).isEqualTo(expected);
  }

  @Test
  void leafOnly() {
    X509Certificate leaf = LEAF.leaf();
    expect(Status.VERIFIED, Revoked.LEAF, INTERMEDIATE.crl().build());
    expect(Status.REVOKED, Revoked.LEAF, INTERMEDIATE.crl().revoke(leaf).build());
    expect(Status.CRL_MISSING, Revoked.LEAF);
    expect(Status.CRL_MISSING, Revoked.LEAF, ROOT.crl().build());
    expect(Status.VERIFIED, Revoked.LEAF, ROOT.crl().build(), INTERMEDIATE.crl().build());
    // The intermediate's own revocation is not asked about.
    expect(
        Status.VERIFIED,
        Revoked.LEAF,
        ROOT.crl().revoke(INTERMEDIATE.certificate()).build(),
        INTERMEDIATE.crl().build());
  }

  @Test
  void wholeChain() {
    X509CRL ofIntermediate = INTERMEDIATE.crl().build();
    expect(Status.VERIFIED, Revoked.ALL, ROOT.crl().build(), ofIntermediate);
    expect(Status.CRL_MISSING, Revoked.ALL, ofIntermediate);
    expect(Status.CRL_MISSING, Revoked.ALL, ROOT.crl().build());
    expect(
        Status.REVOKED,
        Revoked.ALL,
        ROOT.crl().revoke(INTERMEDIATE.certificate()).build(),
        ofIntermediate);
    expect(
        Status.REVOKED, Revoked.ALL, ROOT.crl().revoke(ROOT.certificate()).build(), ofIntermediate);
  }

  @Test
  void datesOfLists() {
    Instant now = Instant.now();
    Duration day = Duration.ofDays(1);
    X509CRL expired =
        INTERMEDIATE
            .crl()
            .thisUpdate(now.minus(day.multipliedBy(9)))
            .nextUpdate(now.minus(day))
            .build();
    X509CRL coming =
        INTERMEDIATE
            .crl()
            .thisUpdate(now.plus(day))
            .nextUpdate(now.plus(day.multipliedBy(9)))
            .build();
    X509CRL endless = INTERMEDIATE.crl().nextUpdate(null).build();
    expect(Status.CRL_EXPIRED, Revoked.LEAF, expired);
    expect(Status.CRL_NOT_YET_VALID, Revoked.LEAF, coming);
    expect(Status.VERIFIED, Revoked.LEAF, endless);
    expect(Status.VERIFIED, Revoked.LEAF, expired, endless);
    expect(Status.VERIFIED, Revoked.LEAF, coming, endless, expired);
  }

  @Test
  void theNewestListCounts() {
    Instant now = Instant.now();
    X509CRL old = INTERMEDIATE.crl().thisUpdate(now.minusSeconds(9000)).build();
    X509CRL young =
        INTERMEDIATE.crl().revoke(LEAF.leaf()).thisUpdate(now.minusSeconds(900)).build();
    expect(Status.REVOKED, Revoked.LEAF, old, young);
    expect(Status.REVOKED, Revoked.LEAF, young, old);
  }

  @Test
  void signaturesOfLists() {
    TestCa stranger = TestCa.create("Stranger");
    expect(
        Status.CRL_BAD_SIGNATURE,
        Revoked.LEAF,
        INTERMEDIATE.crl().signedBy(stranger.privateKey()).build());
    expect(
        Status.CRL_BAD_SIGNATURE,
        Revoked.LEAF,
        INTERMEDIATE.crl().revoke(LEAF.leaf()).signedBy(stranger.privateKey()).build());
    expect(
        Status.CRL_EXPIRED,
        Revoked.LEAF,
        INTERMEDIATE
            .crl()
            .nextUpdate(Instant.now().minusSeconds(9))
            .signedBy(stranger.privateKey())
            .build());
    expect(Status.CRL_MISSING, Revoked.LEAF, INTERMEDIATE.crl().issuer("CN=Somebody").build());
    TestCa mute = ROOT.intermediateBuilder("Mute").keyUsage(KeyUsage.keyCertSign).issueCa();
    expect(Status.CRL_UNUSABLE, mute.leaf("l").issue(), Revoked.LEAF, mute.crl().build());
  }

  @Test
  void criticalExtensions() {
    expect(
        Status.CRL_UNUSABLE,
        Revoked.LEAF,
        INTERMEDIATE.crl().extension(UNHEARD_OF, true, DERNull.INSTANCE).build());
    expect(
        Status.VERIFIED,
        Revoked.LEAF,
        INTERMEDIATE.crl().extension(UNHEARD_OF, false, DERNull.INSTANCE).build());
    expect(
        Status.VERIFIED,
        Revoked.LEAF,
        INTERMEDIATE.crl().extension(UNHEARD_OF, true, DERNull.INSTANCE).build(),
        INTERMEDIATE.crl().build());
  }

  @Test
  void aDeltaAloneProvesNothing() {
    // OpenSSL takes it for a complete list unless its extended support is on.
    X509CRL delta =
        INTERMEDIATE
            .crl()
            .extension(Extension.deltaCRLIndicator, true, new ASN1Integer(BigInteger.ONE))
            .build();
    Verdict verdict =
        new OpenSslVerify(dir)
            .sent(LEAF.chain())
            .trust(ROOT.certificate())
            .crls(Revoked.LEAF, delta)
            .ours();
    assertThat(verdict.status()).isEqualTo(Status.CRL_MISSING);
  }

  private static X509CRL partial(IssuingDistributionPoint point) {
    return INTERMEDIATE.crl().extension(Extension.issuingDistributionPoint, true, point).build();
  }

  private static DistributionPointName place(String uri) {
    return new DistributionPointName(
        new GeneralNames(new GeneralName(GeneralName.uniformResourceIdentifier, uri)));
  }

  private static IssuingDistributionPoint point(
      @Nullable DistributionPointName name,
      boolean user,
      boolean ca,
      @Nullable ReasonFlags reasons,
      boolean indirect) {
    return new IssuingDistributionPoint(name, user, ca, reasons, indirect, false);
  }

  @Test
  void listsForAPart() {
    expect(Status.VERIFIED, Revoked.LEAF, partial(point(null, true, false, null, false)));
    expect(Status.CRL_MISSING, Revoked.LEAF, partial(point(null, false, true, null, false)));
    expect(Status.CRL_MISSING, Revoked.LEAF, partial(point(null, false, false, null, true)));
    expect(
        Status.CRL_MISSING,
        Revoked.LEAF,
        partial(point(null, false, false, new ReasonFlags(ReasonFlags.keyCompromise), false)));
    expect(
        Status.CRL_MISSING,
        Revoked.LEAF,
        partial(point(place("http://crl.example/1"), false, false, null, false)));
    Issued withPoint =
        INTERMEDIATE
            .leaf("l")
            .extension(
                Extension.cRLDistributionPoints,
                false,
                new CRLDistPoint(
                    new DistributionPoint[] {
                      new DistributionPoint(place("http://crl.example/1"), null, null)
                    }))
            .issue();
    expect(
        Status.VERIFIED,
        withPoint,
        Revoked.LEAF,
        partial(point(place("http://crl.example/1"), false, false, null, false)));
    expect(
        Status.CRL_MISSING,
        withPoint,
        Revoked.LEAF,
        partial(point(place("http://crl.example/2"), false, false, null, false)));
  }

  @Test
  void selfSignedLeafNeedsItsOwnList() {
    TestCa self =
        TestCa.builder("Self", KeyKind.EC_P256)
            .keyUsage(KeyUsage.digitalSignature | KeyUsage.cRLSign)
            .issueCa();
    OpenSslVerify without =
        new OpenSslVerify(dir)
            .sent(self.certificate())
            .trust(self.certificate())
            .crls(Revoked.LEAF);
    assertThat(without.theirs()).isEqualTo(Status.CRL_MISSING);
    assertThat(without.ours().status()).isEqualTo(Status.CRL_MISSING);
    OpenSslVerify with =
        new OpenSslVerify(dir)
            .sent(self.certificate())
            .trust(self.certificate())
            .crls(Revoked.LEAF, self.crl().build());
    assertThat(with.theirs()).isEqualTo(Status.VERIFIED);
    assertThat(with.ours().status()).isEqualTo(Status.VERIFIED);
  }

  @Test
  void revocationComesBeforeDatesAndSignatures() {
    Issued expired = INTERMEDIATE.leaf("old").expired().issue();
    expect(
        Status.REVOKED, expired, Revoked.LEAF, INTERMEDIATE.crl().revoke(expired.leaf()).build());
    expect(Status.CRL_MISSING, expired, Revoked.LEAF);
    expect(Status.EXPIRED, expired, Revoked.LEAF, INTERMEDIATE.crl().build());
  }
}
