package io.tlsmgm.wolfssl;

import java.math.BigInteger;
import javax.crypto.spec.DHParameterSpec;

/** The 2048-bit group of RFC 7919 appendix A.1. */
final class Ffdhe2048 {
  private static final int BITS = 2_048;

  /** The digits of e after the binary point, as the appendix derives the prime from them. */
  static final DHParameterSpec PARAMETERS = new DHParameterSpec(prime(), BigInteger.TWO);

  private Ffdhe2048() {}

  /** {@code 2^2048 - 2^1984 + ([2^1918 * e] + 560316) * 2^64 - 1}. */
  private static BigInteger prime() {
    BigInteger e = floorOfEuler(BITS - 130);
    return BigInteger.ONE
        .shiftLeft(BITS)
        .subtract(BigInteger.ONE.shiftLeft(BITS - 64))
        .add(e.add(BigInteger.valueOf(560_316)).shiftLeft(64))
        .subtract(BigInteger.ONE);
  }

  /** The integer part of {@code 2^shift * e}, by the series of 1/n! with bits to spare. */
  private static BigInteger floorOfEuler(int shift) {
    int guard = 64;
    BigInteger term = BigInteger.ONE.shiftLeft(shift + guard);
    BigInteger sum = BigInteger.ZERO;
    for (int n = 1; term.signum() > 0; n++) {
      sum = sum.add(term);
      term = term.divide(BigInteger.valueOf(n));
    }
    return sum.shiftRight(guard);
  }
}
