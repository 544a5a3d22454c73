package io.tlsmgm.manager.pki;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Locale;
import org.bouncycastle.asn1.ASN1BMPString;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1IA5String;
import org.bouncycastle.asn1.ASN1PrintableString;
import org.bouncycastle.asn1.ASN1String;
import org.bouncycastle.asn1.ASN1T61String;
import org.bouncycastle.asn1.ASN1UTF8String;
import org.bouncycastle.asn1.ASN1UniversalString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.x500.AttributeTypeAndValue;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;

/**
 * A distinguished name in the form OpenSSL compares and hashes: strings of any type as UTF-8,
 * without blanks around them, one blank for several, ASCII letters in lower case. Two names are the
 * same exactly when these are, and the names of a hashed directory are their SHA-1.
 */
final class CanonicalName {
  private final byte[] encoded;
  private final int hash;

  private CanonicalName(byte[] encoded) {
    this.encoded = encoded;
    this.hash = Arrays.hashCode(encoded);
  }

  /**
   * The canonical form of {@code name}.
   *
   * @throws IllegalArgumentException or another unchecked exception of Bouncy Castle when it is
   *     malformed
   */
  static CanonicalName of(X500Name name) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(128);
    try {
      for (RDN rdn : name.getRDNs()) {
        ASN1EncodableVector attributes = new ASN1EncodableVector();
        for (AttributeTypeAndValue attribute : rdn.getTypesAndValues()) {
          attributes.add(
              new DERSequence(
                  new ASN1Encodable[] {attribute.getType(), canonical(attribute.getValue())}));
        }
        out.write(new DERSet(attributes).getEncoded(ASN1Encoding.DER));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("what was decoded can be encoded", e);
    }
    return new CanonicalName(out.toByteArray());
  }

  /** The number that a hashed directory names the certificate by: {@code openssl x509 -hash}. */
  String openSslHash() {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-1").digest(encoded);
      int number = ByteBuffer.wrap(digest).order(ByteOrder.LITTLE_ENDIAN).getInt();
      return String.format(Locale.ROOT, "%08x", number);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-1", e);
    }
  }

  private static ASN1Encodable canonical(ASN1Encodable value) {
    // Other types, NumericString among them, OpenSSL compares as they are.
    boolean text =
        value instanceof ASN1UTF8String
            || value instanceof ASN1PrintableString
            || value instanceof ASN1IA5String
            || value instanceof ASN1T61String
            || value instanceof ASN1BMPString
            || value instanceof ASN1UniversalString;
    return text ? new DERUTF8String(fold(DistinguishedNames.text((ASN1String) value))) : value;
  }

  private static String fold(String text) {
    StringBuilder folded = new StringBuilder(text.length());
    boolean blank = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == ' ' || (c >= '\t' && c <= '\r')) {
        blank = folded.length() > 0;
        continue;
      }
      if (blank) {
        folded.append(' ');
        blank = false;
      }
      // Only ASCII: other letters keep their case.
      folded.append(c >= 'A' && c <= 'Z' ? (char) (c + ('a' - 'A')) : c);
    }
    return folded.toString();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof CanonicalName name && Arrays.equals(encoded, name.encoded);
  }

  @Override
  public int hashCode() {
    return hash;
  }

  @Override
  public String toString() {
    return "CanonicalName[" + new String(encoded, StandardCharsets.ISO_8859_1) + "]";
  }
}
