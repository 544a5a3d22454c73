package io.tlsmgm.manager.pki;

import static org.assertj.core.api.Assertions.assertThat;

import io.tlsmgm.testkit.TestCa;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERBMPString;
import org.bouncycastle.asn1.DERIA5String;
import org.bouncycastle.asn1.DERNumericString;
import org.bouncycastle.asn1.DERPrintableString;
import org.bouncycastle.asn1.DERT61String;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.x500.AttributeTypeAndValue;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.junit.jupiter.api.Test;

/** Hashes and comparison of names, against {@code openssl x509 -hash}. */
class CanonicalNameTest {
  private static final TestCa ROOT = TestCa.create("Root");
  private static final String ASCII = " \t  ABCabc'()+,-./:=?019";

  /** All in one run of the command, which takes longer to start than to work. */
  private static List<String> opensslHashes(List<X500Name> names) throws IOException {
    List<String> hashes = new ArrayList<>();
    for (X500Name name : names) {
      X509Certificate cert = ROOT.leaf("x").subject(name).issue().leaf();
      Path file = Files.createTempFile("tlsmgm", ".der");
      try {
        Files.write(file, cert.getEncoded());
        hashes.add(
            OpenSsl.run("x509", "-inform", "DER", "-noout", "-subject_hash", "-in", file.toString())
                .ok()
                .strip());
      } catch (CertificateEncodingException e) {
        throw new IllegalStateException(e);
      } finally {
        Files.delete(file);
      }
    }
    return hashes;
  }

  private static X500Name cn(ASN1Encodable value) {
    return new X500Name(new RDN[] {new RDN(BCStyle.CN, value)});
  }

  @Test
  void typesCaseAndBlanks() throws Exception {
    List<X500Name> names =
        List.of(
            cn(new DERUTF8String("Example Root CA")),
            cn(new DERPrintableString("EXAMPLE  root ca ")),
            cn(new DERIA5String(" \texample root\r\nCA")),
            cn(new DERBMPString("Example Root CA")),
            cn(new DERT61String("Example Root CA")));
    assertThat(names.stream().map(CanonicalName::of).distinct()).hasSize(1);
    assertThat(opensslHashes(names)).containsOnly(CanonicalName.of(names.get(0)).openSslHash());
  }

  @Test
  void whatOpenSslDoesNotFold() throws Exception {
    List<X500Name> names =
        List.of(
            cn(new DERUTF8String("ÄÖ")),
            cn(new DERUTF8String("äö")),
            cn(new DERUTF8String("a\u00a0b")),
            cn(new DERNumericString("1 2")),
            cn(new DERNumericString("1  2")),
            cn(new DERUTF8String("")),
            cn(new DERUTF8String("   ")),
            new X500Name("C=AT,O=One,OU=Two,CN=Three,E=A@Example.org,DC=Org"),
            new X500Name("CN=Three,OU=Two,O=One,C=AT"),
            new X500Name(
                new RDN[] {
                  new RDN(
                      new AttributeTypeAndValue[] {
                        new AttributeTypeAndValue(BCStyle.O, new DERUTF8String("zzz")),
                        new AttributeTypeAndValue(BCStyle.CN, new DERUTF8String("A")),
                        new AttributeTypeAndValue(BCStyle.OU, new DERPrintableString("Longer"))
                      })
                }));
    assertThat(names.stream().map(CanonicalName::of).map(CanonicalName::openSslHash).toList())
        .isEqualTo(opensslHashes(names));
  }

  @Provide
  Arbitrary<X500Name> names() {
    Arbitrary<ASN1ObjectIdentifier> types =
        Arbitraries.of(BCStyle.CN, BCStyle.O, BCStyle.OU, BCStyle.C, BCStyle.DC, BCStyle.E);
    Arbitrary<String> ascii = Arbitraries.strings().withChars(ASCII).ofMinLength(1).ofMaxLength(12);
    Arbitrary<String> unicode =
        Arbitraries.strings().withChars(ASCII + "ÄöŁł中\u00a0").ofMinLength(1).ofMaxLength(12);
    Arbitrary<ASN1Encodable> values =
        Arbitraries.oneOf(
            unicode.map(DERUTF8String::new),
            unicode.map(DERBMPString::new),
            ascii.map(DERPrintableString::new),
            ascii.map(DERIA5String::new),
            ascii.map(DERT61String::new));
    Arbitrary<AttributeTypeAndValue> attributes =
        Combinators.combine(types, values).as(AttributeTypeAndValue::new);
    return attributes
        .array(AttributeTypeAndValue[].class)
        .ofMinSize(1)
        .ofMaxSize(3)
        .map(RDN::new)
        .array(RDN[].class)
        .ofMinSize(1)
        .ofMaxSize(4)
        .map(X500Name::new);
  }

  @Property(tries = 120)
  void hashIsOpenSsls(@ForAll("names") X500Name name) throws IOException {
    assertThat(List.of(CanonicalName.of(name).openSslHash()))
        .isEqualTo(opensslHashes(List.of(name)));
  }
}
