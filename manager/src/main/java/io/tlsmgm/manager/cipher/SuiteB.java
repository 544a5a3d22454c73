package io.tlsmgm.manager.cipher;

import io.tlsmgm.api.CipherSuite;
import io.tlsmgm.api.NamedGroup;
import java.util.List;
import java.util.Optional;

/**
 * A string of RFC 6460, which must come first and replaces everything that follows it.
 *
 * @param word the string
 * @param suites the suites it stands for
 * @param groups the groups it restricts key exchange to
 */
record SuiteB(String word, List<CipherSuite> suites, List<NamedGroup> groups) {
  /** In the order of comparison: the plain 128 is a prefix of the two before it. */
  private static final List<SuiteB> MODES =
      List.of(
          new SuiteB(
              "SUITEB128ONLY",
              List.of(CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256),
              List.of(NamedGroup.SECP256R1)),
          new SuiteB(
              "SUITEB128C2",
              List.of(CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384),
              List.of(NamedGroup.SECP256R1, NamedGroup.SECP384R1)),
          new SuiteB(
              "SUITEB128",
              List.of(
                  CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256,
                  CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384),
              List.of(NamedGroup.SECP256R1, NamedGroup.SECP384R1)),
          new SuiteB(
              "SUITEB192",
              List.of(CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384),
              List.of(NamedGroup.SECP384R1)));

  /** The one that {@code text} starts with. */
  static Optional<SuiteB> atStartOf(String text) {
    return MODES.stream().filter(mode -> text.startsWith(mode.word)).findFirst();
  }
}
