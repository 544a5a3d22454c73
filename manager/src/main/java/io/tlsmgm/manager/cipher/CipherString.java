package io.tlsmgm.manager.cipher;

import io.tlsmgm.api.CipherSuite;
import io.tlsmgm.api.NamedGroup;
import java.util.List;

/**
 * A cipher string in the language of {@code openssl-ciphers(1)}, with the meaning it has in OpenSSL
 * 3.0: the whole language over the whole table of suites, in the same order. Immutable.
 *
 * <p>Differences from OpenSSL 3.0, all of them additions:
 *
 * <ul>
 *   <li>TLS 1.3 suites may be named, see {@link #tls13Suites()}; OpenSSL has a separate setting.
 *   <li>Suites up to TLS 1.2 may be named by their IANA names too, as in OpenSSL 3.2; 3.0 ignores
 *       such names.
 *   <li>What OpenSSL ignores in silence is reported, see {@link #unknown()}.
 *   <li>A string that selects nothing is no error here: its {@link #legacySuites()} are empty, and
 *       the caller decides.
 * </ul>
 */
public final class CipherString {
  private final String text;
  private final List<CipherSuite> legacySuites;
  private final List<CipherSuite> tls13Suites;
  private final List<NamedGroup> suiteBGroups;
  private final List<String> unknown;
  private final int securityLevel;

  CipherString(
      String text,
      List<CipherSuite> legacySuites,
      List<CipherSuite> tls13Suites,
      List<NamedGroup> suiteBGroups,
      List<String> unknown,
      int securityLevel) {
    this.text = text;
    this.legacySuites = legacySuites;
    this.tls13Suites = tls13Suites;
    this.suiteBGroups = suiteBGroups;
    this.unknown = unknown;
    this.securityLevel = securityLevel;
  }

  /**
   * Reads a cipher string.
   *
   * @throws IllegalArgumentException if OpenSSL refuses the string as malformed (an unknown
   *     {@code @} command, an operator without a word, a character outside the language), or if it
   *     excludes every TLS 1.3 suite; the message says where and what would be right
   */
  public static CipherString parse(String text) {
    return new CipherStringParser(text).parse();
  }

  /**
   * The suites up to TLS 1.2 that the string selects, in order, as {@code openssl ciphers} lists
   * them: the security level does not shorten this list. Empty where OpenSSL would say "no cipher
   * match".
   */
  public List<CipherSuite> legacySuites() {
    return legacySuites;
  }

  /**
   * Those of {@link #legacySuites()} that a connection may negotiate at {@link #securityLevel()},
   * as {@code openssl ciphers -s -psk -srp} lists them.
   */
  public List<CipherSuite> permittedLegacySuites() {
    return legacySuites.stream().filter(this::permits).toList();
  }

  /**
   * The TLS 1.3 suites that the string names, each as an item of its own, in order; empty when none
   * is named. The operators mean what they mean for older suites; a string that only excludes or
   * moves some changes OpenSSL's default of AES-256-GCM, ChaCha20, AES-128-GCM in this way. Groups
   * such as {@code AESGCM} never touch TLS 1.3 suites.
   */
  public List<CipherSuite> tls13Suites() {
    return tls13Suites;
  }

  /**
   * The parts of the string that have no effect because they begin with a word that names nothing,
   * or follow something that swallows the rest of its item. OpenSSL skips them in silence, {@code
   * !aNUL} included, so a caller should warn. Words for ciphers that OpenSSL once had, such as
   * {@code RC4}, are not reported.
   */
  public List<String> unknown() {
    return unknown;
  }

  /**
   * The security level, 0 to 5: that of the last {@code @SECLEVEL=n}, else 2, the default of
   * OpenSSL as Debian builds it. See {@code SSL_CTX_set_security_level(3)}.
   */
  public int securityLevel() {
    return securityLevel;
  }

  /** Whether the security level lets a connection negotiate {@code suite}, of any version. */
  public boolean permits(CipherSuite suite) {
    return SecurityLevel.permits(securityLevel, suite);
  }

  /**
   * The groups that a Suite B string ({@code SUITEB128} and its kin, RFC 6460) restricts key
   * exchange to, in order; empty for every other string.
   */
  public List<NamedGroup> suiteBGroups() {
    return suiteBGroups;
  }

  /** The string as it was given. */
  @Override
  public String toString() {
    return text;
  }
}
