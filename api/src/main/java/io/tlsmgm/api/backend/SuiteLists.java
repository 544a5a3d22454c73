package io.tlsmgm.api.backend;

import io.tlsmgm.api.CipherSuite;
import io.tlsmgm.api.CipherSuite.Au;
import io.tlsmgm.api.CipherSuite.Enc;
import io.tlsmgm.api.CipherSuite.Mac;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Suites as providers name them. */
public final class SuiteLists {
  private SuiteLists() {}

  /** The suites among {@code names} that this project knows, in the same order. */
  public static List<CipherSuite> known(String... names) {
    return Arrays.stream(names).map(CipherSuite::ofName).flatMap(Optional::stream).toList();
  }

  /**
   * Whether a suite must never be on unless it is asked for: nobody is authenticated, nothing is
   * encrypted, the MAC is MD5, or the secret is static (PSK, SRP), which no domain has.
   */
  public static boolean isWeak(CipherSuite suite) {
    return suite.au() == Au.NONE
        || suite.au() == Au.PSK
        || suite.au() == Au.SRP
        || suite.enc() == Enc.NULL
        || suite.mac() == Mac.MD5
        || switch (suite.kx()) {
          case PSK, RSAPSK, DHEPSK, ECDHEPSK, SRP -> true;
          case ANY, RSA, DH, ECDH -> false;
        };
  }
}
