package io.tlsmgm.manager.pki;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1String;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;

/** The subject alternative names of a certificate. */
final class SubjectAltNames {
  private SubjectAltNames() {}

  /**
   * The names of a certificate in order; none when it has none, or when the extension is not
   * readable.
   */
  static List<GeneralName> of(X509Certificate certificate) {
    byte[] extension = certificate.getExtensionValue(Extension.subjectAlternativeName.getId());
    if (extension == null) {
      return List.of();
    }
    try {
      byte[] value = ASN1OctetString.getInstance(extension).getOctets();
      return List.of(GeneralNames.getInstance(value).getNames());
    } catch (IllegalArgumentException | ClassCastException | IllegalStateException e) {
      // How Bouncy Castle says malformed. A name that is not readable names no one.
      return List.of();
    }
  }

  /** The values of one kind: text as it is, addresses in the C module's form. */
  static Stream<String> values(X509Certificate certificate, int tag) {
    return of(certificate).stream()
        .filter(name -> name.getTagNo() == tag)
        .map(SubjectAltNames::value)
        .filter(value -> !value.isEmpty());
  }

  /** A name as text; empty for kinds that have none. */
  static String value(GeneralName name) {
    if (name.getName() instanceof ASN1String text) {
      return DistinguishedNames.text(text);
    }
    return name.getName() instanceof ASN1OctetString octets ? address(octets.getOctets()) : "";
  }

  /** IPv4 dotted, IPv6 in uppercase and uncompressed; empty for any other length. */
  static String address(byte[] octets) {
    if (octets.length == 4) {
      try {
        return InetAddress.getByAddress(octets).getHostAddress();
      } catch (UnknownHostException e) {
        throw new IllegalStateException("four bytes are an address", e);
      }
    }
    if (octets.length != 16) {
      return "";
    }
    StringBuilder text = new StringBuilder(39);
    for (int i = 0; i < octets.length; i += 2) {
      int group = (octets[i] & 0xff) << 8 | (octets[i + 1] & 0xff);
      text.append(i == 0 ? "" : ":").append(Integer.toHexString(group).toUpperCase(Locale.ROOT));
    }
    return text.toString();
  }
}
