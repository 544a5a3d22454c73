package io.tlsmgm.api;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The groups of the TLS Supported Groups registry that an {@code ec_curve} value may name: elliptic
 * curves, finite field groups (RFC 7919) and hybrids with ML-KEM.
 */
public enum NamedGroup {
  /** secp256r1 (P-256). */
  SECP256R1(23, "secp256r1", "prime256v1", "P-256", "1.2.840.10045.3.1.7"),
  /** secp384r1 (P-384). */
  SECP384R1(24, "secp384r1", "secp384r1", "P-384", "1.3.132.0.34"),
  /** secp521r1 (P-521). */
  SECP521R1(25, "secp521r1", "secp521r1", "P-521", "1.3.132.0.35"),
  /** x25519. */
  X25519(29, "x25519", "X25519", "", "1.3.101.110"),
  /** x448. */
  X448(30, "x448", "X448", "", "1.3.101.111"),
  /** secp256k1. */
  SECP256K1(22, "secp256k1", "secp256k1", "", "1.3.132.0.10"),
  /** secp224r1 (P-224). */
  SECP224R1(21, "secp224r1", "secp224r1", "P-224", "1.3.132.0.33"),
  /** secp192r1 (P-192). */
  SECP192R1(19, "secp192r1", "prime192v1", "P-192", "1.2.840.10045.3.1.1"),
  /** brainpoolP256r1. */
  BRAINPOOLP256R1(26, "brainpoolP256r1", "brainpoolP256r1", "", "1.3.36.3.3.2.8.1.1.7"),
  /** brainpoolP384r1. */
  BRAINPOOLP384R1(27, "brainpoolP384r1", "brainpoolP384r1", "", "1.3.36.3.3.2.8.1.1.11"),
  /** brainpoolP512r1. */
  BRAINPOOLP512R1(28, "brainpoolP512r1", "brainpoolP512r1", "", "1.3.36.3.3.2.8.1.1.13"),
  /** sect283k1 (K-283). */
  SECT283K1(9, "sect283k1", "sect283k1", "K-283", "1.3.132.0.16"),
  /** sect283r1 (B-283). */
  SECT283R1(10, "sect283r1", "sect283r1", "B-283", "1.3.132.0.17"),
  /** sect409k1 (K-409). */
  SECT409K1(11, "sect409k1", "sect409k1", "K-409", "1.3.132.0.36"),
  /** sect409r1 (B-409). */
  SECT409R1(12, "sect409r1", "sect409r1", "B-409", "1.3.132.0.37"),
  /** sect571k1 (K-571). */
  SECT571K1(13, "sect571k1", "sect571k1", "K-571", "1.3.132.0.38"),
  /** sect571r1 (B-571). */
  SECT571R1(14, "sect571r1", "sect571r1", "B-571", "1.3.132.0.39"),
  /** ffdhe2048. */
  FFDHE2048(256, "ffdhe2048", "ffdhe2048", "", ""),
  /** ffdhe3072. */
  FFDHE3072(257, "ffdhe3072", "ffdhe3072", "", ""),
  /** ffdhe4096. */
  FFDHE4096(258, "ffdhe4096", "ffdhe4096", "", ""),
  /** ffdhe6144. */
  FFDHE6144(259, "ffdhe6144", "ffdhe6144", "", ""),
  /** ffdhe8192. */
  FFDHE8192(260, "ffdhe8192", "ffdhe8192", "", ""),
  /** SecP256r1MLKEM768. */
  SECP256R1MLKEM768(4587, "SecP256r1MLKEM768", "SecP256r1MLKEM768", "", ""),
  /** X25519MLKEM768. */
  X25519MLKEM768(4588, "X25519MLKEM768", "X25519MLKEM768", "", ""),
  /** SecP384r1MLKEM1024. */
  SECP384R1MLKEM1024(4589, "SecP384r1MLKEM1024", "SecP384r1MLKEM1024", "", "");

  private static final Map<String, NamedGroup> BY_NAME = new HashMap<>();

  static {
    for (NamedGroup group : values()) {
      for (String name :
          new String[] {group.ianaName, group.opensslName, group.nistName, group.oid}) {
        if (!name.isEmpty()) {
          BY_NAME.put(name.toLowerCase(Locale.ROOT), group);
        }
      }
    }
    // What OpenSSL's own configuration files also accept.
    BY_NAME.put("secp192r1", SECP192R1);
    BY_NAME.put("curve25519", X25519);
  }

  private final int code;
  private final String ianaName;
  private final String opensslName;
  private final String nistName;
  private final String oid;

  NamedGroup(int code, String ianaName, String opensslName, String nistName, String oid) {
    this.code = code;
    this.ianaName = ianaName;
    this.opensslName = opensslName;
    this.nistName = nistName;
    this.oid = oid;
  }

  /** The group with this IANA, OpenSSL or NIST name or object identifier; case does not matter. */
  public static Optional<NamedGroup> ofName(String name) {
    return Optional.ofNullable(BY_NAME.get(name.toLowerCase(Locale.ROOT)));
  }

  /** The group with this code on the wire. */
  public static Optional<NamedGroup> ofCode(int code) {
    for (NamedGroup group : values()) {
      if (group.code == code) {
        return Optional.of(group);
      }
    }
    return Optional.empty();
  }

  /** The two-byte code on the wire. */
  public int code() {
    return code;
  }

  /** The name in the IANA registry, which JSSE uses too. */
  public String ianaName() {
    return ianaName;
  }

  /** The name {@code openssl ecparam -list_curves} and {@code s_client -groups} use. */
  public String opensslName() {
    return opensslName;
  }

  /** The NIST name such as {@code P-256}, or empty. */
  public String nistName() {
    return nistName;
  }

  /** The object identifier in dotted form, or empty for a group that has none. */
  public String oid() {
    return oid;
  }
}
