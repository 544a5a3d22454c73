package io.tlsmgm.manager.cipher;

import java.util.Set;

/**
 * Words that some version or build of OpenSSL knows and that select nothing here: ciphers that were
 * removed from it, and those that distributions leave out. They stand in a great many
 * configurations, mostly after a {@code !}, and deserve no warning.
 */
final class RetiredWords {
  private static final Set<String> GROUPS =
      words(
          """
          SSLv2 EXP EXPORT EXPORT40 EXPORT56
          DES RC2 RC4 IDEA SEED GOST GOST12 GOST89MAC GOST94 eFZA
          kDH kDHd kDHr aDH kECDH kECDHe kECDHr aECDH KRB5 kKRB5 aKRB5 FZA kFZA aFZA
          kGOST kGOST18 aGOST aGOST01 aGOST12 aGOST94
          """);

  private static final Set<String> SUITES =
      words(
          """
          DES-CBC3-SHA DES-CBC3-MD5 ADH-DES-CBC3-SHA AECDH-DES-CBC3-SHA DH-DSS-DES-CBC3-SHA
          DH-RSA-DES-CBC3-SHA DHE-DSS-DES-CBC3-SHA DHE-RSA-DES-CBC3-SHA ECDH-ECDSA-DES-CBC3-SHA
          ECDH-RSA-DES-CBC3-SHA ECDHE-ECDSA-DES-CBC3-SHA ECDHE-RSA-DES-CBC3-SHA
          PSK-3DES-EDE-CBC-SHA RSA-PSK-3DES-EDE-CBC-SHA DHE-PSK-3DES-EDE-CBC-SHA
          ECDHE-PSK-3DES-EDE-CBC-SHA SRP-3DES-EDE-CBC-SHA SRP-DSS-3DES-EDE-CBC-SHA
          SRP-RSA-3DES-EDE-CBC-SHA KRB5-DES-CBC3-SHA KRB5-DES-CBC3-MD5

          DES-CBC-SHA DES-CBC-MD5 ADH-DES-CBC-SHA DH-DSS-DES-CBC-SHA DH-RSA-DES-CBC-SHA
          EDH-DSS-DES-CBC-SHA EDH-RSA-DES-CBC-SHA KRB5-DES-CBC-SHA KRB5-DES-CBC-MD5

          RC4-SHA RC4-MD5 RC4-64-MD5 RC2-CBC-MD5 ADH-RC4-MD5 AECDH-RC4-SHA DHE-DSS-RC4-SHA
          ECDH-ECDSA-RC4-SHA ECDH-RSA-RC4-SHA ECDHE-ECDSA-RC4-SHA ECDHE-RSA-RC4-SHA PSK-RC4-SHA
          RSA-PSK-RC4-SHA DHE-PSK-RC4-SHA ECDHE-PSK-RC4-SHA KRB5-RC4-SHA KRB5-RC4-MD5

          IDEA-CBC-SHA IDEA-CBC-MD5 KRB5-IDEA-CBC-SHA KRB5-IDEA-CBC-MD5
          SEED-SHA ADH-SEED-SHA DH-DSS-SEED-SHA DH-RSA-SEED-SHA DHE-DSS-SEED-SHA DHE-RSA-SEED-SHA

          EXP-DES-CBC-SHA EXP-RC2-CBC-MD5 EXP-RC4-MD5 EXP-ADH-DES-CBC-SHA EXP-ADH-RC4-MD5
          EXP-EDH-DSS-DES-CBC-SHA EXP-EDH-RSA-DES-CBC-SHA EXP1024-DES-CBC-SHA EXP1024-RC4-SHA
          EXP1024-DHE-DSS-DES-CBC-SHA EXP1024-DHE-DSS-RC4-SHA

          GOST94-GOST89-GOST89 GOST94-NULL-GOST94 GOST2001-GOST89-GOST89 GOST2001-NULL-GOST94
          GOST2012-GOST8912-GOST8912 GOST2012-NULL-GOST12 IANA-GOST2012-GOST8912-GOST8912
          LEGACY-GOST2012-GOST8912-GOST8912 GOST2012-MAGMA-MAGMAOMAC
          GOST2012-KUZNYECHIK-KUZNYECHIKOMAC
          """);

  private RetiredWords() {}

  static boolean contains(String word) {
    return GROUPS.contains(word) || SUITES.contains(word) || isFixedDiffieHellman(word);
  }

  /** With a key that the certificate fixes, the same suites existed as with an ephemeral one. */
  private static boolean isFixedDiffieHellman(String word) {
    int prefix = word.startsWith("ECDH-") ? 5 : word.startsWith("DH-") ? 3 : 0;
    return prefix > 0
        && CipherWords.pattern(word.substring(0, prefix - 1) + "E" + word.substring(prefix - 1))
            != null;
  }

  private static Set<String> words(String text) {
    return Set.of(text.strip().split("\\s+"));
  }
}
