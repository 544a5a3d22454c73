package io.tlsmgm.manager.cipher;

import io.tlsmgm.api.CipherSuite;
import io.tlsmgm.api.CipherSuite.Au;
import io.tlsmgm.api.CipherSuite.Enc;
import io.tlsmgm.api.CipherSuite.Kx;
import io.tlsmgm.api.CipherSuite.Mac;
import io.tlsmgm.api.CipherSuite.MinProtocol;
import org.jspecify.annotations.Nullable;

/**
 * What a word of a cipher string selects: a set of allowed values for every attribute of a suite,
 * as bits, where zero allows all. A suite's own pattern has one bit in each set.
 *
 * @param suite the only suite allowed
 * @param kx bits of {@link Kx}
 * @param au bits of {@link Au}
 * @param enc bits made by {@link #enc(Enc, int)}
 * @param mac bits of {@link Mac}
 * @param protocol the version that must have brought the suite in
 * @param strength bits of the strength classes; FIPS is one of them, as it is in OpenSSL, which is
 *     why {@code HIGH+FIPS} selects nothing there and here
 * @param notDefault whether only suites that DEFAULT leaves out are allowed
 */
record SuitePattern(
    @Nullable CipherSuite suite,
    int kx,
    int au,
    int enc,
    int mac,
    @Nullable MinProtocol protocol,
    int strength,
    boolean notDefault) {

  static final int STRENGTH_NONE = 1;
  static final int LOW = 2;
  static final int MEDIUM = 4;
  static final int HIGH = 8;
  static final int FIPS = 16;

  /** Allows every suite. */
  static final SuitePattern ANY = new SuitePattern(null, 0, 0, 0, 0, null, 0, false);

  /** The pattern of one suite, which allows that suite alone. */
  static SuitePattern of(CipherSuite suite) {
    return new SuitePattern(
        suite,
        bit(suite.kx()),
        bit(suite.au()),
        enc(suite.enc(), suite.bits()),
        bit(suite.mac()),
        suite.minProtocol(),
        strengthOf(suite),
        isNotDefault(suite));
  }

  SuitePattern withKx(int bits) {
    return new SuitePattern(suite, bits, au, enc, mac, protocol, strength, notDefault);
  }

  SuitePattern withAu(int bits) {
    return new SuitePattern(suite, kx, bits, enc, mac, protocol, strength, notDefault);
  }

  SuitePattern withEnc(int bits) {
    return new SuitePattern(suite, kx, au, bits, mac, protocol, strength, notDefault);
  }

  SuitePattern withMac(Mac value) {
    return new SuitePattern(suite, kx, au, enc, bit(value), protocol, strength, notDefault);
  }

  SuitePattern withProtocol(MinProtocol value) {
    return new SuitePattern(suite, kx, au, enc, mac, value, strength, notDefault);
  }

  SuitePattern withStrength(int bits) {
    return new SuitePattern(suite, kx, au, enc, mac, protocol, bits, notDefault);
  }

  SuitePattern withNotDefault() {
    return new SuitePattern(suite, kx, au, enc, mac, protocol, strength, true);
  }

  // The ordinals live no longer than the process: they only number the bits of a set.
  @SuppressWarnings("EnumOrdinal")
  static int bit(Enum<?> value) {
    return 1 << value.ordinal();
  }

  static int bits(Enum<?>... values) {
    int mask = 0;
    for (Enum<?> value : values) {
      mask |= bit(value);
    }
    return mask;
  }

  /** One bit for an encryption with keys of {@code bits} bits: each encryption has two. */
  static int enc(Enc enc, int bits) {
    int index = 2 * Integer.numberOfTrailingZeros(bit(enc));
    return 1 << (bits == 256 ? index + 1 : index);
  }

  /** The bits of some encryptions, whatever the length of the key. */
  static int encs(Enc... encs) {
    int mask = 0;
    for (Enc enc : encs) {
      mask |= enc(enc, 128) | enc(enc, 256);
    }
    return mask;
  }

  /**
   * The pattern of {@code this+word}, or null where the two exclude each other.
   *
   * <p>As in OpenSSL, the protocol of a suite named in full is not part of the pattern, and only a
   * suite named last is looked for by its name; the others take part by their attributes. And the
   * first word that has a strength class, as every suite has, makes it forget a {@code
   * COMPLEMENTOFDEFAULT} before it.
   */
  @Nullable SuitePattern and(SuitePattern word) {
    if (excludes(kx, word.kx)
        || excludes(au, word.au)
        || excludes(enc, word.enc)
        || excludes(mac, word.mac)
        || excludes(strength, word.strength)) {
      return null;
    }
    MinProtocol both = protocol;
    if (word.suite == null && word.protocol != null) {
      if (protocol != null && protocol != word.protocol) {
        return null;
      }
      both = word.protocol;
    }
    boolean forgetsNotDefault = strength == 0 && word.strength != 0;
    return new SuitePattern(
        word.suite,
        common(kx, word.kx),
        common(au, word.au),
        common(enc, word.enc),
        common(mac, word.mac),
        both,
        common(strength, word.strength),
        word.notDefault || (notDefault && !forgetsNotDefault));
  }

  /** Whether this pattern allows the suite whose own pattern is {@code candidate}. */
  boolean matches(SuitePattern candidate) {
    return (suite == null || suite == candidate.suite)
        && !excludes(kx, candidate.kx)
        && !excludes(au, candidate.au)
        && !excludes(enc, candidate.enc)
        && !excludes(mac, candidate.mac)
        && (protocol == null || protocol == candidate.protocol)
        && !excludes(strength, candidate.strength)
        && (!notDefault || candidate.notDefault);
  }

  private static boolean excludes(int a, int b) {
    return a != 0 && b != 0 && (a & b) == 0;
  }

  private static int common(int a, int b) {
    if (a == 0) {
      return b;
    }
    return b == 0 ? a : a & b;
  }

  private static int strengthOf(CipherSuite suite) {
    return switch (suite.enc()) {
      case NULL -> STRENGTH_NONE;
      // SRP is not an approved key exchange.
      case AES, AESGCM -> suite.kx() == Kx.SRP ? HIGH : HIGH | FIPS;
      case CHACHA20_POLY1305, AESCCM, AESCCM8, ARIAGCM, CAMELLIA -> HIGH;
    };
  }

  private static boolean isNotDefault(CipherSuite suite) {
    // COMPLEMENTOFDEFAULT stays within ALL, so a suite without encryption is never part of it.
    return switch (suite.enc()) {
      case NULL -> false;
      case AESCCM, AESCCM8, ARIAGCM, CAMELLIA -> true;
      case AES, AESGCM, CHACHA20_POLY1305 -> suite.au() == Au.NONE || suite.au() == Au.DSS;
    };
  }
}
