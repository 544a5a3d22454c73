package io.tlsmgm.wolfssl;

import io.tlsmgm.api.NamedGroup;
import java.util.List;

/**
 * What is fast here, measured once: a libwolfssl may be built with or without the CPU's AES
 * instructions, and says nothing of it.
 *
 * @param aesMegabytes AES-128-GCM, megabytes a second at 16 KiB
 * @param chachaMegabytes ChaCha20-Poly1305, megabytes a second at 16 KiB
 * @param libcrypto whether the system's libcrypto does what it can
 */
record Speed(long aesMegabytes, long chachaMegabytes, boolean libcrypto) {
  private static final int ROUNDS = 5;

  static Speed measure(boolean libcrypto) {
    return new Speed(rate(true, libcrypto), rate(false, libcrypto), libcrypto);
  }

  private static long rate(boolean aes, boolean libcrypto) {
    long best = Long.MAX_VALUE;
    for (int i = 0; i < ROUNDS; i++) {
      long nanos = Native.aeadNanos(aes, libcrypto);
      if (nanos > 0) {
        best = Math.min(best, nanos);
      }
    }
    return best == Long.MAX_VALUE ? 0 : 16_384L * 1_000 / best;
  }

  /** In software AES-GCM takes longer than ChaCha20-Poly1305, with instructions a fraction. */
  boolean hardwareAes() {
    return aesMegabytes > chachaMegabytes;
  }

  boolean prefersChaCha() {
    return chachaMegabytes > aesMegabytes;
  }

  /**
   * The order of groups: libcrypto makes P-256 much faster, and wolfSSL hands X25519 to nobody;
   * with its own arithmetic X25519 is ahead.
   */
  List<NamedGroup> groups() {
    return libcrypto
        ? List.of(
            NamedGroup.SECP256R1,
            NamedGroup.X25519,
            NamedGroup.SECP384R1,
            NamedGroup.SECP521R1,
            NamedGroup.X448,
            NamedGroup.FFDHE2048,
            NamedGroup.FFDHE3072)
        : List.of(
            NamedGroup.X25519,
            NamedGroup.SECP256R1,
            NamedGroup.SECP384R1,
            NamedGroup.SECP521R1,
            NamedGroup.X448,
            NamedGroup.FFDHE2048,
            NamedGroup.FFDHE3072);
  }
}
