package io.tlsmgm.manager.cipher;

import static io.tlsmgm.manager.cipher.SuitePattern.ANY;
import static io.tlsmgm.manager.cipher.SuitePattern.bit;
import static io.tlsmgm.manager.cipher.SuitePattern.bits;
import static io.tlsmgm.manager.cipher.SuitePattern.enc;
import static io.tlsmgm.manager.cipher.SuitePattern.encs;

import io.tlsmgm.api.CipherSuite;
import io.tlsmgm.api.CipherSuite.Au;
import io.tlsmgm.api.CipherSuite.Enc;
import io.tlsmgm.api.CipherSuite.Kx;
import io.tlsmgm.api.CipherSuite.Mac;
import io.tlsmgm.api.CipherSuite.MinProtocol;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The words of a cipher string that select suites: every suite up to TLS 1.2 by its OpenSSL name
 * and its IANA name, and the groups of {@code openssl-ciphers(1)}. Case matters.
 */
final class CipherWords {
  /** A bit that no {@link Enc} has. */
  private static final int TRIPLE_DES = 1 << 30;

  private static final Map<String, SuitePattern> WORDS = new HashMap<>();

  static {
    for (CipherSuite suite : CipherSuite.values()) {
      if (!suite.isTls13()) {
        SuitePattern pattern = SuitePattern.of(suite);
        WORDS.put(suite.opensslName(), pattern);
        WORDS.put(suite.ianaName(), pattern);
      }
    }

    int noEncryption = encs(Enc.NULL);
    word(ANY.withEnc(~noEncryption), "ALL");
    word(ANY.withEnc(noEncryption), "COMPLEMENTOFALL", "eNULL", "NULL");
    word(ANY.withNotDefault(), "COMPLEMENTOFDEFAULT");

    SuitePattern dhe = ANY.withKx(bit(Kx.DH));
    SuitePattern ecdhe = ANY.withKx(bit(Kx.ECDH));
    int authenticated = ~bit(Au.NONE);
    word(ANY.withKx(bit(Kx.RSA)), "kRSA");
    word(dhe, "kEDH", "kDHE", "DH");
    word(ecdhe, "kEECDH", "kECDHE", "ECDH");
    word(ANY.withKx(bit(Kx.PSK)), "kPSK");
    word(ANY.withKx(bit(Kx.RSAPSK)), "kRSAPSK");
    word(ANY.withKx(bit(Kx.DHEPSK)), "kDHEPSK");
    word(ANY.withKx(bit(Kx.ECDHEPSK)), "kECDHEPSK");
    word(ANY.withKx(bits(Kx.PSK, Kx.RSAPSK, Kx.DHEPSK, Kx.ECDHEPSK)), "PSK");
    word(ANY.withKx(bit(Kx.SRP)), "kSRP", "SRP");
    word(dhe.withAu(authenticated), "EDH", "DHE");
    word(ecdhe.withAu(authenticated), "EECDH", "ECDHE");
    word(dhe.withAu(bit(Au.NONE)), "ADH");
    word(ecdhe.withAu(bit(Au.NONE)), "AECDH");
    word(ANY.withKx(bit(Kx.RSA)).withAu(bit(Au.RSA)), "RSA");

    word(ANY.withAu(bit(Au.RSA)), "aRSA");
    word(ANY.withAu(bit(Au.DSS)), "aDSS", "DSS");
    word(ANY.withAu(bit(Au.ECDSA)), "aECDSA", "ECDSA");
    word(ANY.withAu(bit(Au.PSK)), "aPSK");
    word(ANY.withAu(bit(Au.SRP)), "aSRP");
    word(ANY.withAu(bit(Au.NONE)), "aNULL");

    Enc[] aes = {Enc.AES, Enc.AESGCM, Enc.AESCCM, Enc.AESCCM8};
    word(ANY.withEnc(encs(aes)), "AES");
    word(ANY.withEnc(keyed(128, aes)), "AES128");
    word(ANY.withEnc(keyed(256, aes)), "AES256");
    word(ANY.withEnc(encs(Enc.AESGCM)), "AESGCM");
    word(ANY.withEnc(encs(Enc.AESCCM, Enc.AESCCM8)), "AESCCM");
    word(ANY.withEnc(encs(Enc.AESCCM8)), "AESCCM8");
    word(ANY.withEnc(encs(Enc.CAMELLIA)), "CAMELLIA");
    word(ANY.withEnc(keyed(128, Enc.CAMELLIA)), "CAMELLIA128");
    word(ANY.withEnc(keyed(256, Enc.CAMELLIA)), "CAMELLIA256");
    word(ANY.withEnc(encs(Enc.CHACHA20_POLY1305)), "CHACHA20");
    word(ANY.withEnc(encs(Enc.ARIAGCM)), "ARIA", "ARIAGCM");
    word(ANY.withEnc(keyed(128, Enc.ARIAGCM)), "ARIA128");
    word(ANY.withEnc(keyed(256, Enc.ARIAGCM)), "ARIA256");
    word(ANY.withEnc(encs(Enc.AES, Enc.CAMELLIA)), "CBC");

    // No suite with triple DES is left in the table, but its words are still part of the language.
    SuitePattern tripleDes = ANY.withEnc(TRIPLE_DES);
    word(tripleDes, "3DES");
    SuitePattern edh =
        tripleDes
            .withKx(bit(Kx.DH))
            .withMac(Mac.SHA1)
            .withStrength(SuitePattern.HIGH | SuitePattern.FIPS);
    word(edh.withAu(bit(Au.RSA)), "EDH-RSA-DES-CBC3-SHA");
    word(edh.withAu(bit(Au.DSS)), "EDH-DSS-DES-CBC3-SHA");

    word(ANY.withMac(Mac.MD5), "MD5");
    word(ANY.withMac(Mac.SHA1), "SHA1", "SHA");
    word(ANY.withMac(Mac.SHA256), "SHA256");
    word(ANY.withMac(Mac.SHA384), "SHA384");

    word(ANY.withProtocol(MinProtocol.SSLV3), "SSLv3");
    word(ANY.withProtocol(MinProtocol.TLSV1), "TLSv1", "TLSv1.0");
    word(ANY.withProtocol(MinProtocol.TLSV1_2), "TLSv1.2");

    word(ANY.withStrength(SuitePattern.LOW), "LOW");
    word(ANY.withStrength(SuitePattern.MEDIUM), "MEDIUM");
    word(ANY.withStrength(SuitePattern.HIGH), "HIGH");
    word(ANY.withEnc(~noEncryption).withStrength(SuitePattern.FIPS), "FIPS");
  }

  private CipherWords() {}

  /** What the word selects, or null where it names nothing that could be selected. */
  static @Nullable SuitePattern pattern(String word) {
    return WORDS.get(word);
  }

  private static void word(SuitePattern pattern, String... names) {
    for (String name : names) {
      WORDS.put(name, pattern);
    }
  }

  private static int keyed(int bits, Enc... encs) {
    int mask = 0;
    for (Enc each : encs) {
      mask |= enc(each, bits);
    }
    return mask;
  }
}
