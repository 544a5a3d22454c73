package io.tlsmgm.benchmarks.engines;

import io.tlsmgm.api.CipherSuite;
import io.tlsmgm.api.NamedGroup;
import io.tlsmgm.api.ProtocolVersion;
import io.tlsmgm.testkit.KeyKind;
import java.util.List;

/**
 * What is equal for all kinds. Further: the server's and the client's certificate come right from
 * the root, both sides accept every peer without a look, and nothing names a server.
 *
 * @param version the only version
 * @param suite the only suite; with Conscrypt and tcnative, whose three suites of TLS 1.3 are
 *     always on, the one that they choose
 * @param group the group of the key exchange
 * @param key the kind of key of both certificates
 * @param mutual whether the client shows a certificate
 */
public record Terms(
    ProtocolVersion version, CipherSuite suite, Group group, KeyKind key, boolean mutual) {
  /** Whom resuming clients talk to; it is not sent. */
  static final String HOST = "bench.example";

  static final int PORT = 5061;

  /** Checks that the version has the suite. */
  public Terms {
    if (!suite.allowedIn(version)) {
      throw new IllegalArgumentException(suite + " is no suite of " + version.jsseName());
    }
  }

  /**
   * Of a handshake: with AES-128-GCM.
   *
   * @param version the name of JSSE, such as {@code TLSv1.3}
   */
  public static Terms ofHandshake(String version, Group group, KeyKind key, boolean mutual) {
    ProtocolVersion parsed =
        ProtocolVersion.ofJsseName(version)
            .orElseThrow(() -> new IllegalArgumentException("no version of TLS: " + version));
    CipherSuite suite =
        parsed == ProtocolVersion.TLSV1_3
            ? CipherSuite.TLS_AES_128_GCM_SHA256
            : isRsa(key)
                ? CipherSuite.TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256
                : CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256;
    return new Terms(parsed, suite, group, key, mutual);
  }

  /**
   * Of records: with a P-256 certificate or the RSA one that the suite needs, and X25519, neither
   * of which a record shows.
   *
   * @param suite the IANA name, of TLS 1.3 or 1.2
   */
  public static Terms ofRecords(String suite) {
    CipherSuite parsed =
        CipherSuite.ofName(suite)
            .orElseThrow(() -> new IllegalArgumentException("no cipher suite: " + suite));
    boolean tls13 = parsed.isTls13();
    boolean rsa = parsed.ianaName().contains("_RSA_");
    return new Terms(
        tls13 ? ProtocolVersion.TLSV1_3 : ProtocolVersion.TLSV1_2,
        parsed,
        // In TLS 1.2 a P-256 certificate needs its curve among the groups, and then it is the
        // group.
        tls13 || rsa ? Group.X25519 : Group.P256,
        rsa ? KeyKind.RSA_2048 : KeyKind.EC_P256,
        false);
  }

  /**
   * The groups to offer and to accept, in order. The one, so that no key share is made in vain; but
   * before TLS 1.3 the curve of a certificate has to be among them (RFC 8422 section 5.1).
   */
  List<NamedGroup> groups() {
    return version == ProtocolVersion.TLSV1_2 && key == KeyKind.EC_P256 && group != Group.P256
        ? List.of(group.named(), NamedGroup.SECP256R1)
        : List.of(group.named());
  }

  /** {@link #groups()} by the names of the registry, which JSSE has too. */
  String[] groupNames() {
    return groups().stream().map(NamedGroup::ianaName).toArray(String[]::new);
  }

  /** On one line, as printed by each fork. */
  @Override
  public String toString() {
    return version.jsseName()
        + " "
        + suite.ianaName()
        + " "
        + group
        + " "
        + key
        + (mutual ? " mutual" : " server-only");
  }

  private static boolean isRsa(KeyKind key) {
    return key == KeyKind.RSA_2048 || key == KeyKind.RSA_3072;
  }
}
