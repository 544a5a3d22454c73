package io.tlsmgm.benchmarks.servers;

import java.util.List;

/** What is the same for all servers. */
final class Terms {
  static final List<String> VERSIONS = List.of("TLSv1.3", "TLSv1.2");
  static final String SUITE_13 = "TLS_AES_128_GCM_SHA256";
  static final String SUITE_12 = "ECDHE-ECDSA-AES128-GCM-SHA256";
  static final String SUITE_12_IANA = "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256";
  static final String GROUP = "X25519";

  /** What clients offer: in TLS 1.2 a P-256 certificate needs its own curve on the list, too. */
  static final String OFFERED_GROUPS = "X25519:P-256";

  static final String KEY = "EC_P256";

  /** The body of a request that asks for little, and of one that fills a TLS record. */
  static final List<Integer> BODIES = List.of(100, 16384);

  static final int SMALL = BODIES.get(0);

  private Terms() {}

  /** The suite by the name that OpenSSL has for it. */
  static String suite(String version) {
    return version.equals("TLSv1.3") ? SUITE_13 : SUITE_12;
  }

  /** The suite by its IANA name. */
  static String ianaSuite(String version) {
    return version.equals("TLSv1.3") ? SUITE_13 : SUITE_12_IANA;
  }

  /** The options of OpenSSL's commands that choose the version and its suite. */
  static List<String> openssl(String version) {
    return version.equals("TLSv1.3")
        ? List.of("-tls1_3", "-ciphersuites", SUITE_13)
        : List.of("-tls1_2", "-cipher", SUITE_12);
  }

  static String path(int bytes) {
    return "/bytes/" + bytes;
  }
}
