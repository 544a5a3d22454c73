package io.tlsmgm.manager.pki;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.ASN1BitString;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1String;
import org.bouncycastle.asn1.ASN1UTF8String;
import org.bouncycastle.asn1.ASN1UniversalString;
import org.bouncycastle.asn1.x500.AttributeTypeAndValue;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;

/** Distinguished names as the C module shows them. */
final class DistinguishedNames {
  private static final Charset UTF_32 = Charset.forName("UTF-32BE");

  private DistinguishedNames() {}

  /**
   * {@code /C=AT/O=enum.at/CN=enum.at}, in the order of the encoding; further attributes of one RDN
   * follow a {@code +}. A name with malformed values comes as RFC 2253 has it.
   */
  static String oneLine(X500Principal name) {
    try {
      return oneLine(X500Name.getInstance(name.getEncoded()));
    } catch (IllegalArgumentException | IllegalStateException | ClassCastException e) {
      // How Bouncy Castle says malformed; the JDK has looked at no value yet.
      return "/" + LogText.escapeControls(name.getName());
    }
  }

  static String oneLine(X500Name name) {
    StringBuilder text = new StringBuilder(64);
    for (RDN rdn : name.getRDNs()) {
      char separator = '/';
      for (AttributeTypeAndValue attribute : rdn.getTypesAndValues()) {
        text.append(separator)
            .append(NameAttributes.shortName(attribute.getType().getId()))
            .append('=')
            .append(printable(attribute.getValue()));
        separator = '+';
      }
    }
    return text.toString();
  }

  /** {@link #oneLine} for a log line. */
  static String forLog(X500Principal name) {
    return LogText.escape(oneLine(name));
  }

  /** The first value of an attribute; empty when the name has none, or one that is no text. */
  static Optional<String> first(X500Principal name, String type) {
    try {
      for (RDN rdn : X500Name.getInstance(name.getEncoded()).getRDNs()) {
        for (AttributeTypeAndValue attribute : rdn.getTypesAndValues()) {
          if (attribute.getType().getId().equals(type)) {
            return asText(attribute.getValue());
          }
        }
      }
    } catch (IllegalArgumentException | IllegalStateException | ClassCastException e) {
      return Optional.empty();
    }
    return Optional.empty();
  }

  /** The text of any of ASN.1's string types; what is no UTF-8 becomes U+FFFD. */
  static String text(ASN1String value) {
    if (value instanceof ASN1UniversalString universal) {
      return UTF_32.decode(ByteBuffer.wrap(universal.getOctets())).toString();
    }
    if (value instanceof ASN1UTF8String utf8) {
      return new String(contents(utf8), StandardCharsets.UTF_8);
    }
    return value.getString();
  }

  /** Bouncy Castle counts bit strings as text, which they are not. */
  private static Optional<String> asText(ASN1Encodable value) {
    return value instanceof ASN1String string && !(value instanceof ASN1BitString)
        ? Optional.of(text(string))
        : Optional.empty();
  }

  private static String printable(ASN1Encodable value) {
    Optional<String> asText = asText(value);
    if (asText.isPresent()) {
      return LogText.escapeControls(asText.get());
    }
    StringBuilder text = new StringBuilder();
    for (byte b : contents(value)) {
      if (b >= ' ' && b < 0x7f) {
        text.append((char) b);
      } else {
        LogText.appendByte(text, b);
      }
    }
    return text.toString();
  }

  /** The contents octets, without tag and length. */
  private static byte[] contents(ASN1Encodable value) {
    if (value instanceof ASN1BitString bits) {
      return bits.getOctets();
    }
    byte[] der;
    try {
      der = value.toASN1Primitive().getEncoded(ASN1Encoding.DER);
    } catch (IOException e) {
      throw new IllegalStateException("what was decoded can be encoded", e);
    }
    int lengthBytes = (der[1] & 0x80) == 0 ? 1 : 1 + (der[1] & 0x7f);
    return Arrays.copyOfRange(der, 1 + lengthBytes, der.length);
  }
}
