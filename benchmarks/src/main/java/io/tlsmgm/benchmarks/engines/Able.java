package io.tlsmgm.benchmarks.engines;

import io.netty.handler.ssl.OpenSsl;
import io.tlsmgm.api.CipherSuite;
import io.tlsmgm.api.ProtocolVersion;
import io.tlsmgm.conscrypt.ConscryptLibrary;
import io.tlsmgm.testkit.KeyKind;
import io.tlsmgm.wolfssl.WolfSslLibrary;
import java.util.Optional;

/**
 * What each kind can do of what is measured, so that nobody asks for the rest. Known, not tried
 * out: trying takes a process for each kind. A test compares it with what the kinds really do.
 */
public final class Able {
  private static final String ONE_SUITE =
      "BoringSSL has its three suites of TLS 1.3 on and takes AES-128-GCM; the suites of TLS 1.2"
          + " with the same cipher can be chosen";

  private Able() {}

  /**
   * Why this kind does not run on this machine at all, asked of the library; empty when it does.
   */
  public static Optional<String> here(EngineKind kind) {
    return switch (kind) {
      case FLOOR, RAW_JDK, JSSE -> Optional.empty();
      case RAW_CONSCRYPT, OPENSSL -> new ConscryptLibrary().probe().cause();
      case RAW_TCNATIVE ->
          OpenSsl.isAvailable()
              ? Optional.empty()
              : Optional.of("tcnative: " + OpenSsl.unavailabilityCause());
      case WOLFSSL_BUILTIN, WOLFSSL_LIBCRYPTO -> new WolfSslLibrary().probe().cause();
      case C_WOLFSSL_BUILTIN, C_WOLFSSL_LIBCRYPTO, C_LIBSSL -> NativeLoops.missing(kind);
    };
  }

  /**
   * Why this kind cannot shake hands on these terms; empty when it can.
   *
   * @param resumed whether sessions are to be resumed
   */
  public static Optional<String> ofHandshake(EngineKind kind, Terms terms, boolean resumed) {
    if (kind == EngineKind.FLOOR) {
      return Optional.of("copies have no handshakes");
    }
    boolean boring = kind.isConscrypt() || kind == EngineKind.RAW_TCNATIVE;
    if (boring && terms.key() == KeyKind.ED25519) {
      return Optional.of("BoringSSL, as Conscrypt and tcnative set it up, takes no Ed25519 key");
    }
    if (kind == EngineKind.OPENSSL && resumed && terms.version() == ProtocolVersion.TLSV1_3) {
      return Optional.of("servers of tls_library=openssl resume no sessions of TLS 1.3");
    }
    return Optional.empty();
  }

  /**
   * Why this kind cannot protect records with this suite; empty when it can.
   *
   * @param suite the IANA name
   */
  public static Optional<String> ofRecords(EngineKind kind, String suite) {
    Terms terms = Terms.ofRecords(suite);
    boolean boring = kind.isConscrypt() || kind == EngineKind.RAW_TCNATIVE;
    return boring && terms.suite().isTls13() && terms.suite() != CipherSuite.TLS_AES_128_GCM_SHA256
        ? Optional.of(ONE_SUITE)
        : Optional.empty();
  }

  /** For a benchmark's set-up: ends the combination, and that alone, with the reason. */
  static void require(EngineKind kind, Optional<String> reason) {
    if (reason.isPresent()) {
      throw new UnsupportedOperationException("not supported: " + kind + ": " + reason.get());
    }
  }
}
