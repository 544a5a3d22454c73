package io.tlsmgm.manager.cipher;

import io.tlsmgm.api.CipherSuite;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/** Makes cipher strings up: mostly good ones, with some errors and oddities. */
final class CipherStringGenerator {
  /** Every group of OpenSSL 3.0's manual and source, written out independently of the parser. */
  static final List<String> GROUPS =
      List.of(
              "ALL COMPLEMENTOFALL COMPLEMENTOFDEFAULT HIGH MEDIUM LOW FIPS",
              "kRSA kEDH kDHE DH kEECDH kECDHE ECDH kPSK kRSAPSK kECDHEPSK kDHEPSK kSRP",
              "aRSA aDSS DSS aNULL aECDSA ECDSA aPSK aSRP",
              "EDH DHE EECDH ECDHE NULL RSA ADH AECDH PSK SRP eNULL",
              "AES128 AES256 AES AESGCM AESCCM AESCCM8 CAMELLIA128 CAMELLIA256 CAMELLIA CHACHA20",
              "ARIA ARIAGCM ARIA128 ARIA256 CBC MD5 SHA1 SHA SHA256 SHA384",
              "SSLv3 TLSv1 TLSv1.0 TLSv1.2")
          .stream()
          .flatMap(line -> Arrays.stream(line.split(" ")))
          .toList();

  static final List<String> RETIRED =
      List.of(
              "kGOST kGOST18 aGOST01 aGOST12 aGOST GOST GOST94 GOST89MAC GOST12",
              "GOST2012-GOST8912-GOST8912 3DES RC4 RC2 IDEA SEED DES EXP EXPORT EXPORT40 SSLv2",
              "kDH kDHr kECDH kECDHe aDH aECDH DES-CBC3-SHA RC4-SHA EDH-RSA-DES-CBC3-SHA",
              "ECDHE-RSA-DES-CBC3-SHA ECDH-RSA-AES128-SHA ECDH-ECDSA-AES256-GCM-SHA384 SEED-SHA")
          .stream()
          .flatMap(line -> Arrays.stream(line.split(" ")))
          .toList();

  private static final List<String> UNKNOWN =
      List.of("FOO", "TLSv1.1", "TLSv1.3", "aes", "DEFAULT", "AEAD", "=", "AES-RSA", "TLS_FOO");

  private static final List<String> ERRORS =
      List.of("!!", "+", "-", "@", "@FOO", "@SECLEVEL=6", "AES_", "_", "/", "AES++RSA", "\"");

  private static final List<String> STRAY =
      List.of("!", "-", "+", "@", ":", ",", ";", " ", "=", "_", ".", "A", "1", "\t", "#", "'");

  private static final List<CipherSuite> SUITES = List.of(CipherSuite.values());

  private final RandomGenerator random;

  CipherStringGenerator(RandomGenerator random) {
    this.random = random;
  }

  String next() {
    StringBuilder text = new StringBuilder();
    if (chance(10)) {
      text.append("DEFAULT").append(chance(70) ? separator() : "");
    } else if (chance(2)) {
      text.append(pick(List.of("SUITEB128", "SUITEB128ONLY", "SUITEB128C2", "SUITEB192")));
    }
    int items = 1 + random.nextInt(9);
    for (int i = 0; i < items; i++) {
      if (i > 0 && !chance(2)) {
        text.append(separator());
      }
      text.append(item());
    }
    return chance(8) ? mutate(text) : text.toString();
  }

  /** A group, or a suite up to TLS 1.2 by its OpenSSL name. */
  String group() {
    return chance(75) ? pick(GROUPS) : legacySuite().opensslName();
  }

  private String mutate(StringBuilder text) {
    int at = random.nextInt(text.length());
    if (chance(50)) {
      text.deleteCharAt(at);
    } else {
      text.insert(at, pick(STRAY));
    }
    return text.toString();
  }

  private String item() {
    int kind = random.nextInt(200);
    if (kind < 1) {
      return pick(ERRORS);
    }
    if (kind < 5) {
      return "@SECLEVEL=" + random.nextInt(6);
    }
    if (kind < 15) {
      return "@STRENGTH";
    }
    if (kind < 18) {
      // Never taken away, because excluding all of them is refused.
      return pick(SUITES.stream().filter(CipherSuite::isTls13).toList()).ianaName();
    }
    StringBuilder item = new StringBuilder(pick(List.of("", "", "", "", "!", "-", "-", "+", "+")));
    item.append(word());
    while (chance(25)) {
      item.append('+').append(word());
    }
    return item.toString();
  }

  private String word() {
    int kind = random.nextInt(100);
    if (kind < 4) {
      return pick(UNKNOWN);
    }
    if (kind < 10) {
      return pick(RETIRED);
    }
    return kind < 14 ? legacySuite().ianaName() : group();
  }

  private CipherSuite legacySuite() {
    return pick(SUITES.stream().filter(suite -> !suite.isTls13()).toList());
  }

  private String separator() {
    return pick(List.of(":", ":", ":", ":", ",", ";", " ", "::", ": "));
  }

  private boolean chance(int percent) {
    return random.nextInt(100) < percent;
  }

  private <T> T pick(List<T> from) {
    return from.get(random.nextInt(from.size()));
  }
}
