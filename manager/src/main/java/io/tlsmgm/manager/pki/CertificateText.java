package io.tlsmgm.manager.pki;

import java.security.cert.CertificateEncodingException;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.GeneralName;

/**
 * What a certificate says of its owner, in the forms of the C module's variables. All values come
 * from the certificate as they are: a consumer that writes them to a log or a terminal escapes
 * them.
 */
public final class CertificateText {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("MMM ppd HH:mm:ss yyyy 'GMT'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  /** The attributes of a name that have a variable, in the order of the documentation. */
  public enum Attribute {
    /** Common name. */
    CN("cn", "2.5.4.3"),
    /** Locality. */
    LOCALITY("locality", "2.5.4.7"),
    /** Country. */
    COUNTRY("country", "2.5.4.6"),
    /** State or province. */
    STATE("state", "2.5.4.8"),
    /** Organization. */
    ORGANIZATION("organization", "2.5.4.10"),
    /** Organizational unit. */
    UNIT("unit", "2.5.4.11"),
    /** Serial number of the owner (not of the certificate), 2.5.4.5. */
    SERIAL("serial", "2.5.4.5");

    private final String variable;
    private final String type;

    Attribute(String variable, String type) {
      this.variable = variable;
      this.type = type;
    }

    /** The end of the variable's name, such as {@code cn}. */
    public String variable() {
      return variable;
    }
  }

  /** The kinds of alternative name that have a variable, in the order of the documentation. */
  public enum San {
    /** {@code rfc822Name}. */
    EMAIL("email", GeneralName.rfc822Name),
    /** {@code dNSName}. */
    HOSTNAME("hostname", GeneralName.dNSName),
    /** {@code uniformResourceIdentifier}. */
    URI("uri", GeneralName.uniformResourceIdentifier),
    /** {@code iPAddress}. */
    IP("ip", GeneralName.iPAddress);

    private final String variable;
    private final int tag;

    San(String variable, int tag) {
      this.variable = variable;
      this.tag = tag;
    }

    /** The end of the variable's name, such as {@code email}. */
    public String variable() {
      return variable;
    }
  }

  private CertificateText() {}

  /**
   * The subject or the issuer as {@code /C=AT/ST=Vienna/O=enum.at/CN=enum.at}: in the order of the
   * encoding, short names as OpenSSL has them (others dotted), Unicode as it is and control
   * characters as {@code \xHH}.
   */
  public static String name(X509Certificate certificate, boolean issuer) {
    return DistinguishedNames.oneLine(principal(certificate, issuer));
  }

  /** The issuer of a revocation list, as {@link #name}. */
  public static String issuer(X509CRL list) {
    return DistinguishedNames.oneLine(list.getIssuerX500Principal());
  }

  /** The first attribute of a kind in the subject or the issuer. */
  public static Optional<String> attribute(
      X509Certificate certificate, boolean issuer, Attribute attribute) {
    return DistinguishedNames.first(principal(certificate, issuer), attribute.type);
  }

  private static X500Principal principal(X509Certificate certificate, boolean issuer) {
    return issuer ? certificate.getIssuerX500Principal() : certificate.getSubjectX500Principal();
  }

  /**
   * The first alternative name of a kind. IPv4 addresses are dotted, IPv6 addresses uppercase and
   * uncompressed ({@code 2001:DB8:0:0:0:0:0:1}).
   */
  public static Optional<String> san(X509Certificate certificate, San kind) {
    return SubjectAltNames.values(certificate, kind.tag).findFirst();
  }

  /**
   * Every alternative name, in order, as OpenSSL prints them: {@code DNS:atlanta.com}, {@code IP
   * Address:192.0.2.1}, {@code email:…}, {@code URI:…}. Names of other kinds are left out.
   */
  public static List<String> sans(X509Certificate certificate) {
    return SubjectAltNames.of(certificate).stream()
        .map(
            name -> {
              String kind =
                  switch (name.getTagNo()) {
                    case GeneralName.rfc822Name -> "email:";
                    case GeneralName.dNSName -> "DNS:";
                    case GeneralName.uniformResourceIdentifier -> "URI:";
                    case GeneralName.iPAddress -> "IP Address:";
                    default -> "";
                  };
              String value = kind.isEmpty() ? "" : SubjectAltNames.value(name);
              return value.isEmpty() ? "" : kind + value;
            })
        .filter(text -> !text.isEmpty())
        .toList();
  }

  /** SHA-256 over the certificate, as OpenSSL prints it: {@code AB:CD:…}, 32 bytes. */
  public static String fingerprint(X509Certificate certificate) {
    try {
      return HexFormat.ofDelimiter(":")
          .withUpperCase()
          .formatHex(Trust.sha256().digest(certificate.getEncoded()));
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException("what was decoded can be encoded", e);
    }
  }

  /** {@code Dec 1 19:48:30 2026 GMT}. */
  public static String time(Date time) {
    return time(time.toInstant());
  }

  /** {@code Dec 1 19:48:30 2026 GMT}. */
  public static String time(Instant time) {
    return TIME.format(time);
  }

  /** The version as it is encoded, which is one less than its name: 2 for X.509v3. */
  public static int version(X509Certificate certificate) {
    return certificate.getVersion() - 1;
  }

  /** The serial number in decimal, however long. */
  public static String serial(X509Certificate certificate) {
    return certificate.getSerialNumber().toString();
  }
}
