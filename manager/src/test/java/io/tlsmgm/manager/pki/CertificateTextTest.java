package io.tlsmgm.manager.pki;

import static org.assertj.core.api.Assertions.assertThat;

import io.tlsmgm.manager.pki.CertificateText.Attribute;
import io.tlsmgm.manager.pki.CertificateText.San;
import io.tlsmgm.testkit.TestCa;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.TreeMap;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERBMPString;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERIA5String;
import org.bouncycastle.asn1.DERPrintableString;
import org.bouncycastle.asn1.DERT61String;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.DERUniversalString;
import org.bouncycastle.asn1.x500.AttributeTypeAndValue;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CertificateTextTest {
  private static final TestCa ROOT = TestCa.create("Root");

  private Path dir;

  @BeforeEach
  void directory(@TempDir Path directory) {
    dir = directory;
  }

  /** A value of {@code openssl x509}, without the name before it. */
  private String openssl(X509Certificate certificate, String... options) throws Exception {
    Path file = dir.resolve("cert.der");
    Files.write(file, certificate.getEncoded());
    List<String> command = new ArrayList<>(List.of("x509", "-inform", "DER", "-noout", "-in"));
    command.add(file.toString());
    command.addAll(List.of(options));
    String output = OpenSsl.run(command).ok().strip();
    return output.substring(output.indexOf('=') + 1);
  }

  private static X509Certificate withSubject(X500Name name) {
    return ROOT.leaf("x").subject(name).issue().leaf();
  }

  private static X500Name name(Object... typesAndValues) {
    X500NameBuilder builder = new X500NameBuilder(BCStyle.INSTANCE);
    for (int i = 0; i < typesAndValues.length; i += 2) {
      builder.addRDN(
          (ASN1ObjectIdentifier) typesAndValues[i], (ASN1Encodable) typesAndValues[i + 1]);
    }
    return builder.build();
  }

  private static DERUTF8String utf8(String text) {
    return new DERUTF8String(text);
  }

  @Test
  void namesInTheOrderOfTheEncoding() throws Exception {
    X509Certificate cert =
        ROOT.leaf("x")
            .subject("C=AT,ST=Vienna,L=Vienna,O=enum.at,OU=One,OU=Two,CN=enum.at,E=a@enum.at")
            .issue()
            .leaf();
    assertThat(CertificateText.name(cert, false))
        .isEqualTo(
            "/C=AT/ST=Vienna/L=Vienna/O=enum.at/OU=One/OU=Two/CN=enum.at/emailAddress=a@enum.at")
        .isEqualTo(openssl(cert, "-subject", "-nameopt", "compat"));
    assertThat(CertificateText.name(cert, true))
        .isEqualTo("/CN=Root")
        .isEqualTo(openssl(cert, "-issuer", "-nameopt", "compat"));
    assertThat(CertificateText.attribute(cert, false, Attribute.UNIT)).contains("One");
    assertThat(CertificateText.attribute(cert, false, Attribute.SERIAL)).isEmpty();
    assertThat(CertificateText.attribute(cert, true, Attribute.CN)).contains("Root");
    assertThat(CertificateText.attribute(cert, true, Attribute.COUNTRY)).isEmpty();
  }

  @Test
  void everyShortNameIsOpenSsls() throws Exception {
    List<Object> parts = new ArrayList<>();
    new TreeMap<>(NameAttributes.all())
        .forEach(
            (oid, name) -> {
              parts.add(new ASN1ObjectIdentifier(oid));
              parts.add(utf8("x"));
            });
    parts.add(new ASN1ObjectIdentifier("1.2.3.4.5"));
    parts.add(utf8("unknown"));
    X509Certificate cert = withSubject(name(parts.toArray()));
    assertThat(CertificateText.name(cert, false))
        .isEqualTo(openssl(cert, "-subject", "-nameopt", "compat"))
        .endsWith("/1.2.3.4.5=unknown");
  }

  @Test
  void severalAttributesInOneRdn() throws Exception {
    RDN rdn =
        new RDN(
            new AttributeTypeAndValue[] {
              new AttributeTypeAndValue(BCStyle.O, utf8("org")),
              new AttributeTypeAndValue(BCStyle.CN, utf8("name"))
            });
    X509Certificate cert = withSubject(new X500Name(new RDN[] {rdn}));
    assertThat(CertificateText.name(cert, false))
        .isEqualTo(openssl(cert, "-subject", "-nameopt", "compat"));
    assertThat(CertificateText.attribute(cert, false, Attribute.ORGANIZATION)).contains("org");
  }

  @Test
  void valuesOfAnyTypeComeAsUnicode() {
    X509Certificate cert =
        withSubject(
            name(
                BCStyle.CN, utf8("Österreich 中文"),
                BCStyle.O, new DERBMPString("Zürich"),
                BCStyle.OU, new DERT61String("Genève"),
                BCStyle.L, new DERPrintableString("Wien"),
                BCStyle.ST,
                    new DERUniversalString(
                        "\0\1\u00f6\0\0\0\0a".getBytes(StandardCharsets.ISO_8859_1)),
                BCStyle.SERIALNUMBER, new DERIA5String("12")));
    assertThat(CertificateText.name(cert, false))
        .isEqualTo(
            "/CN=Österreich 中文/O=Zürich/OU=Genève/L=Wien/ST=\uD83D\uDE00a/serialNumber=12"
                .replace("\uD83D\uDE00", new String(Character.toChars(0x1f600))));
  }

  @Test
  void controlCharactersAreShownAsOpenSslShowsThem() throws Exception {
    X509Certificate cert =
        withSubject(
            name(
                BCStyle.CN,
                utf8("a\r\nb\u0000c\u001b[31m\u007f"),
                BCStyle.UNIQUE_IDENTIFIER,
                new DERBitString(new byte[] {1, 65, (byte) 0xff})));
    assertThat(CertificateText.name(cert, false))
        .isEqualTo(openssl(cert, "-subject", "-nameopt", "compat"))
        .startsWith("/CN=a\\x0D\\x0Ab\\x00c\\x1B[31m\\x7F/");
    assertThat(CertificateText.name(withSubject(name(BCStyle.CN, utf8("a\u2028b\u0085"))), false))
        .isEqualTo("/CN=a\\xE2\\x80\\xA8b\\xC2\\x85");
  }

  @Test
  void alternativeNames() {
    X509Certificate cert =
        ROOT.leaf("x")
            .ip("192.0.2.1", "::1")
            .dns("a.example.org", "b.example.org")
            .uri("sip:example.org", "sip:other")
            .email("a@example.org")
            .issue()
            .leaf();
    assertThat(CertificateText.san(cert, San.EMAIL)).contains("a@example.org");
    assertThat(CertificateText.san(cert, San.HOSTNAME)).contains("a.example.org");
    assertThat(CertificateText.san(cert, San.URI)).contains("sip:example.org");
    assertThat(CertificateText.san(cert, San.IP)).contains("192.0.2.1");
    X509Certificate v6 = ROOT.leaf("x").ip("2001:db8::ab:1").issue().leaf();
    assertThat(CertificateText.san(v6, San.IP)).contains("2001:DB8:0:0:0:0:AB:1");
    assertThat(CertificateText.san(v6, San.HOSTNAME)).isEmpty();
    assertThat(CertificateText.san(ROOT.leaf("x").issue().leaf(), San.EMAIL)).isEmpty();
  }

  @Test
  void timesVersionsAndSerials() throws Exception {
    assertThat(CertificateText.time(Instant.parse("2026-12-01T19:48:30Z")))
        .isEqualTo("Dec  1 19:48:30 2026 GMT");
    BigInteger serial = new BigInteger("123456789012345678901234567890123456789012345678");
    Instant from = Instant.parse("2049-02-03T04:05:06Z");
    X509Certificate cert =
        ROOT.leaf("x").serial(serial).validity(from, from.plusSeconds(99_999_999)).issue().leaf();
    assertThat(CertificateText.time(cert.getNotBefore()))
        .isEqualTo(openssl(cert, "-startdate"))
        .isEqualTo(CertificateText.time(Date.from(from)));
    assertThat(CertificateText.time(cert.getNotAfter())).isEqualTo(openssl(cert, "-enddate"));
    assertThat(new BigInteger(openssl(cert, "-serial"), 16)).isEqualTo(serial);
    assertThat(CertificateText.serial(cert)).isEqualTo(serial.toString());
    assertThat(CertificateText.version(cert)).isEqualTo(2);
  }
}
