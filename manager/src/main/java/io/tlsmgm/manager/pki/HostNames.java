package io.tlsmgm.manager.pki;

import java.net.IDN;
import java.security.cert.X509Certificate;
import java.util.Locale;
import java.util.regex.Pattern;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.x509.GeneralName;

/**
 * Whether a certificate is a host's, by its alternative names (RFC 9525; the common name is not
 * looked at). Only for connections that ask for it.
 */
final class HostNames {
  private static final Pattern IPV4 = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");
  private static final Pattern LABELS =
      Pattern.compile("(?:[A-Za-z0-9_](?:[A-Za-z0-9_-]*[A-Za-z0-9_])?\\.)+[A-Za-z0-9_-]+");

  private HostNames() {}

  /** Whether the text could name a host: labels with dots between. */
  static boolean looksLikeHost(String text) {
    return text.length() <= 253 && LABELS.matcher(text).matches();
  }

  /**
   * Whether {@code certificate} names {@code host}.
   *
   * @param host a name, or an IPv4 or IPv6 address in text, IPv6 also in brackets
   */
  static boolean matches(X509Certificate certificate, String host) {
    String bare =
        host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
    if (IPV4.matcher(bare).matches() || bare.indexOf(':') >= 0) {
      String address = canonicalAddress(bare);
      return !address.isEmpty()
          && SubjectAltNames.values(certificate, GeneralName.iPAddress).anyMatch(address::equals);
    }
    String name = ascii(bare);
    return !name.isEmpty()
        && SubjectAltNames.values(certificate, GeneralName.dNSName)
            .anyMatch(pattern -> matchesPattern(pattern.toLowerCase(Locale.ROOT), name));
  }

  private static String canonicalAddress(String literal) {
    int zone = literal.indexOf('%');
    String plain = zone < 0 ? literal : literal.substring(0, zone);
    try {
      ASN1Encodable octets = new GeneralName(GeneralName.iPAddress, plain).getName();
      return SubjectAltNames.address(ASN1OctetString.getInstance(octets).getOctets());
    } catch (IllegalArgumentException e) {
      return "";
    }
  }

  private static String ascii(String host) {
    try {
      String name = IDN.toASCII(host, IDN.ALLOW_UNASSIGNED).toLowerCase(Locale.ROOT);
      return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    } catch (IllegalArgumentException e) {
      return "";
    }
  }

  /** A wildcard is the whole first label, stands for one label, and at least two follow it. */
  private static boolean matchesPattern(String pattern, String name) {
    if (!pattern.startsWith("*.")) {
      return pattern.equals(name);
    }
    String suffix = pattern.substring(1);
    int dot = name.indexOf('.');
    return dot > 0 && suffix.indexOf('.', 1) > 0 && name.substring(dot).equals(suffix);
  }
}
