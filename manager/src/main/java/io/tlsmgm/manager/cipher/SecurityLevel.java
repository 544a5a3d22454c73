package io.tlsmgm.manager.cipher;

import io.tlsmgm.api.CipherSuite;
import io.tlsmgm.api.CipherSuite.Au;
import io.tlsmgm.api.CipherSuite.Mac;

/**
 * The security levels of {@code SSL_CTX_set_security_level(3)}, as far as they decide about cipher
 * suites.
 */
final class SecurityLevel {
  /** What OpenSSL is built with by Debian and its descendants; upstream builds have 1. */
  static final int DEFAULT = 2;

  static final int MAX = 5;

  /** Bits of security that a level asks for. */
  private static final int[] MIN_BITS = {0, 80, 112, 128, 192, 256};

  /** HMAC with SHA-1 counts as this many bits of security. */
  private static final int SHA1_BITS = 160;

  private SecurityLevel() {}

  static boolean permits(int level, CipherSuite suite) {
    if (level == 0) {
      return true;
    }
    int minBits = MIN_BITS[level];
    return suite.bits() >= minBits
        && suite.au() != Au.NONE
        && suite.mac() != Mac.MD5
        && (suite.mac() != Mac.SHA1 || minBits <= SHA1_BITS)
        && (level < 3 || isForwardSecret(suite));
  }

  private static boolean isForwardSecret(CipherSuite suite) {
    return switch (suite.kx()) {
      case ANY, DH, ECDH, DHEPSK, ECDHEPSK -> true;
      case RSA, PSK, RSAPSK, SRP -> false;
    };
  }
}
