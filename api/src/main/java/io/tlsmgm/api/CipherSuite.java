package io.tlsmgm.api;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The TLS cipher suites that OpenSSL 3 knows, in the order of its own table from the strongest to
 * the weakest. A constant's name is the suite's IANA name.
 *
 * <p>The attributes are those of {@code openssl ciphers -v}: key exchange, authentication,
 * encryption, secret bits, MAC and the oldest protocol version that allows the suite.
 */
public enum CipherSuite {
  TLS_AES_256_GCM_SHA384(
      0x1302,
      "TLS_AES_256_GCM_SHA384",
      MinProtocol.TLSV1_3,
      Kx.ANY,
      Au.ANY,
      Enc.AESGCM,
      256,
      Mac.AEAD),
  TLS_CHACHA20_POLY1305_SHA256(
      0x1303,
      "TLS_CHACHA20_POLY1305_SHA256",
      MinProtocol.TLSV1_3,
      Kx.ANY,
      Au.ANY,
      Enc.CHACHA20_POLY1305,
      256,
      Mac.AEAD),
  TLS_AES_128_GCM_SHA256(
      0x1301,
      "TLS_AES_128_GCM_SHA256",
      MinProtocol.TLSV1_3,
      Kx.ANY,
      Au.ANY,
      Enc.AESGCM,
      128,
      Mac.AEAD),
  TLS_AES_128_CCM_SHA256(
      0x1304,
      "TLS_AES_128_CCM_SHA256",
      MinProtocol.TLSV1_3,
      Kx.ANY,
      Au.ANY,
      Enc.AESCCM,
      128,
      Mac.AEAD),
  TLS_AES_128_CCM_8_SHA256(
      0x1305,
      "TLS_AES_128_CCM_8_SHA256",
      MinProtocol.TLSV1_3,
      Kx.ANY,
      Au.ANY,
      Enc.AESCCM8,
      128,
      Mac.AEAD),
  TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384(
      0xC02C,
      "ECDHE-ECDSA-AES256-GCM-SHA384",
      MinProtocol.TLSV1_2,
      Kx.ECDH,
      Au.ECDSA,
      Enc.AESGCM,
      256,
      Mac.AEAD),
  TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384(
      0xC030,
      "ECDHE-RSA-AES256-GCM-SHA384",
      MinProtocol.TLSV1_2,
      Kx.ECDH,
      Au.RSA,
      Enc.AESGCM,
      256,
      Mac.AEAD),
  TLS_DHE_DSS_WITH_AES_256_GCM_SHA384(
      0x00A3,
      "DHE-DSS-AES256-GCM-SHA384",
      MinProtocol.TLSV1_2,
      Kx.DH,
      Au.DSS,
      Enc.AESGCM,
      256,
      Mac.AEAD),
  TLS_DHE_RSA_WITH_AES_256_GCM_SHA384(
      0x009F,
      "DHE-RSA-AES256-GCM-SHA384",
      MinProtocol.TLSV1_2,
      Kx.DH,
      Au.RSA,
      Enc.AESGCM,
      256,
      Mac.AEAD),
  TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256(
      0xCCA9,
      "ECDHE-ECDSA-CHACHA20-POLY1305",
      MinProtocol.TLSV1_2,
      Kx.ECDH,
      Au.ECDSA,
      Enc.CHACHA20_POLY1305,
      256,
      Mac.AEAD),
  TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256(
      0xCCA8,
      "ECDHE-RSA-CHACHA20-POLY1305",
      MinProtocol.TLSV1_2,
      Kx.ECDH,
      Au.RSA,
      Enc.CHACHA20_POLY1305,
      256,
      Mac.AEAD),
  TLS_DHE_RSA_WITH_CHACHA20_POLY1305_SHA256(
      0xCCAA,
      "DHE-RSA-CHACHA20-POLY1305",
      MinProtocol.TLSV1_2,
      Kx.DH,
      Au.RSA,
      Enc.CHACHA20_POLY1305,
      256,
      Mac.AEAD),
  TLS_ECDHE_ECDSA_WITH_AES_256_CCM_8(
      0xC0AF,
      "ECDHE-ECDSA-AES256-CCM8",
      MinProtocol.TLSV1_2,
      Kx.ECDH,
      Au.ECDSA,
      Enc.AESCCM8,
      256,
      Mac.AEAD),
  TLS_ECDHE_ECDSA_WITH_AES_256_CCM(
      0xC0AD,
      "ECDHE-ECDSA-AES256-CCM",
      MinProtocol.TLSV1_2,
      Kx.ECDH,
      Au.ECDSA,
      Enc.AESCCM,
      256,
      Mac.AEAD),
  TLS_DHE_RSA_WITH_AES_256_CCM_8(
      0xC0A3,
      "DHE-RSA-AES256-CCM8",
      MinProtocol.TLSV1_2,
      Kx.DH,
      Au.RSA,
      Enc.AESCCM8,
      256,
      Mac.AEAD),
  TLS_DHE_RSA_WITH_AES_256_CCM(
      0xC09F, "DHE-RSA-AES256-CCM", MinProtocol.TLSV1_2, Kx.DH, Au.RSA, Enc.AESCCM, 256, Mac.AEAD),
  TLS_ECDHE_ECDSA_WITH_ARIA_256_GCM_SHA384(
      0xC05D,
      "ECDHE-ECDSA-ARIA256-GCM-SHA384",
      MinProtocol.TLSV1_2,
      Kx.ECDH,
      Au.ECDSA,
      Enc.ARIAGCM,
      256,
      Mac.AEAD),
  TLS_ECDHE_RSA_WITH_ARIA_256_GCM_SHA384(
      0xC061,
      "ECDHE-ARIA256-GCM-SHA384",
      MinProtocol.TLSV1_2,
      Kx.ECDH,
      Au.RSA,
      Enc.ARIAGCM,
      256,
      Mac.AEAD),
  TLS_DHE_DSS_WITH_ARIA_256_GCM_SHA384(
      0xC057,
      "DHE-DSS-ARIA256-GCM-SHA384",
      MinProtocol.TLSV1_2,
      Kx.DH,
      Au.DSS,
      Enc.ARIAGCM,
      256,
      Mac.AEAD),
  TLS_DHE_RSA_WITH_ARIA_256_GCM_SHA384(
      0xC053,
      "DHE-RSA-ARIA256-GCM-SHA384",
      MinProtocol.TLSV1_2,
      Kx.DH,
      Au.RSA,
      Enc.ARIAGCM,
      256,
      Mac.AEAD),
  TLS_DH_anon_WITH_AES_256_GCM_SHA384(
      0x00A7,
      "ADH-AES256-GCM-SHA384",
      MinProtocol.TLSV1_2,
      Kx.DH,
      Au.NONE,
      Enc.AESGCM,
      256,
      Mac.AEAD),
  TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256(
      0xC02B,
      "ECDHE-ECDSA-AES128-GCM-SHA256",
      MinProtocol.TLSV1_2,
      Kx.ECDH,
      Au.ECDSA,
      Enc.AESGCM,
      128,
      Mac.AEAD),
  TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256(
      0xC02F,
      "ECDHE-RSA-AES128-GCM-SHA256",
      MinProtocol.TLSV1_2,
      Kx.ECDH,
      Au.RSA,
      Enc.AESGCM,
      128,
      Mac.AEAD),
  TLS_DHE_DSS_WITH_AES_128_GCM_SHA256(
      0x00A2,
      "DHE-DSS-AES128-GCM-SHA256",
      MinProtocol.TLSV1_2,
      Kx.DH,
      Au.DSS,
      Enc.AESGCM,
      128,
      Mac.AEAD),
  TLS_DHE_RSA_WITH_AES_128_GCM_SHA256(
      0x009E,
      "DHE-RSA-AES128-GCM-SHA256",
      MinProtocol.TLSV1_2,
      Kx.DH,
      Au.RSA,
      Enc.AESGCM,
      128,
      Mac.AEAD),
  TLS_ECDHE_ECDSA_WITH_AES_128_CCM_8(
      0xC0AE,
      "ECDHE-ECDSA-AES128-CCM8",
      MinProtocol.TLSV1_2,
      Kx.ECDH,
      Au.ECDSA,
      Enc.AESCCM8,
      128,
      Mac.AEAD),
  TLS_ECDHE_ECDSA_WITH_AES_128_CCM(
      0xC0AC,
      "ECDHE-ECDSA-AES128-CCM",
      MinProtocol.TLSV1_2,
      Kx.ECDH,
      Au.ECDSA,
      Enc.AESCCM,
      128,
      Mac.AEAD),
  TLS_DHE_RSA_WITH_AES_128_CCM_8(
      0xC0A2,
      "DHE-RSA-AES128-CCM8",
      MinProtocol.TLSV1_2,
      Kx.DH,
      Au.RSA,
      Enc.AESCCM8,
      128,
      Mac.AEAD),
  TLS_DHE_RSA_WITH_AES_128_CCM(
      0xC09E, "DHE-RSA-AES128-CCM", MinProtocol.TLSV1_2, Kx.DH, Au.RSA, Enc.AESCCM, 128, Mac.AEAD),
  TLS_ECDHE_ECDSA_WITH_ARIA_128_GCM_SHA256(
      0xC05C,
      "ECDHE-ECDSA-ARIA128-GCM-SHA256",
      MinProtocol.TLSV1_2,
      Kx.ECDH,
      Au.ECDSA,
      Enc.ARIAGCM,
      128,
      Mac.AEAD),
  TLS_ECDHE_RSA_WITH_ARIA_128_GCM_SHA256(
      0xC060,
      "ECDHE-ARIA128-GCM-SHA256",
      MinProtocol.TLSV1_2,
      Kx.ECDH,
      Au.RSA,
      Enc.ARIAGCM,
      128,
      Mac.AEAD),
  TLS_DHE_DSS_WITH_ARIA_128_GCM_SHA256(
      0xC056,
      "DHE-DSS-ARIA128-GCM-SHA256",
      MinProtocol.TLSV1_2,
      Kx.DH,
      Au.DSS,
      Enc.ARIAGCM,
      128,
      Mac.AEAD),
  TLS_DHE_RSA_WITH_ARIA_128_GCM_SHA256(
      0xC052,
      "DHE-RSA-ARIA128-GCM-SHA256",
      MinProtocol.TLSV1_2,
      Kx.DH,
      Au.RSA,
      Enc.ARIAGCM,
      128,
      Mac.AEAD),
  TLS_DH_anon_WITH_AES_128_GCM_SHA256(
      0x00A6,
      "ADH-AES128-GCM-SHA256",
      MinProtocol.TLSV1_2,
      Kx.DH,
      Au.NONE,
      Enc.AESGCM,
      128,
      Mac.AEAD),
  TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA384(
      0xC024,
      "ECDHE-ECDSA-AES256-SHA384",
      MinProtocol.TLSV1_2,
      Kx.ECDH,
      Au.ECDSA,
      Enc.AES,
      256,
      Mac.SHA384),
  TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA384(
      0xC028,
      "ECDHE-RSA-AES256-SHA384",
      MinProtocol.TLSV1_2,
      Kx.ECDH,
      Au.RSA,
      Enc.AES,
      256,
      Mac.SHA384),
  TLS_DHE_RSA_WITH_AES_256_CBC_SHA256(
      0x006B,
      "DHE-RSA-AES256-SHA256",
      MinProtocol.TLSV1_2,
      Kx.DH,
      Au.RSA,
      Enc.AES,
      256,
      Mac.SHA256),
  TLS_DHE_DSS_WITH_AES_256_CBC_SHA256(
      0x006A,
      "DHE-DSS-AES256-SHA256",
      MinProtocol.TLSV1_2,
      Kx.DH,
      Au.DSS,
      Enc.AES,
      256,
      Mac.SHA256),
  TLS_ECDHE_ECDSA_WITH_CAMELLIA_256_CBC_SHA384(
      0xC073,
      "ECDHE-ECDSA-CAMELLIA256-SHA384",
      MinProtocol.TLSV1_2,
      Kx.ECDH,
      Au.ECDSA,
      Enc.CAMELLIA,
      256,
      Mac.SHA384),
  TLS_ECDHE_RSA_WITH_CAMELLIA_256_CBC_SHA384(
      0xC077,
      "ECDHE-RSA-CAMELLIA256-SHA384",
      MinProtocol.TLSV1_2,
      Kx.ECDH,
      Au.RSA,
      Enc.CAMELLIA,
      256,
      Mac.SHA384),
  TLS_DHE_RSA_WITH_CAMELLIA_256_CBC_SHA256(
      0x00C4,
      "DHE-RSA-CAMELLIA256-SHA256",
      MinProtocol.TLSV1_2,
      Kx.DH,
      Au.RSA,
      Enc.CAMELLIA,
      256,
      Mac.SHA256),
  TLS_DHE_DSS_WITH_CAMELLIA_256_CBC_SHA256(
      0x00C3,
      "DHE-DSS-CAMELLIA256-SHA256",
      MinProtocol.TLSV1_2,
      Kx.DH,
      Au.DSS,
      Enc.CAMELLIA,
      256,
      Mac.SHA256),
  TLS_DH_anon_WITH_AES_256_CBC_SHA256(
      0x006D, "ADH-AES256-SHA256", MinProtocol.TLSV1_2, Kx.DH, Au.NONE, Enc.AES, 256, Mac.SHA256),
  TLS_DH_anon_WITH_CAMELLIA_256_CBC_SHA256(
      0x00C5,
      "ADH-CAMELLIA256-SHA256",
      MinProtocol.TLSV1_2,
      Kx.DH,
      Au.NONE,
      Enc.CAMELLIA,
      256,
      Mac.SHA256),
  TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256(
      0xC023,
      "ECDHE-ECDSA-AES128-SHA256",
      MinProtocol.TLSV1_2,
      Kx.ECDH,
      Au.ECDSA,
      Enc.AES,
      128,
      Mac.SHA256),
  TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256(
      0xC027,
      "ECDHE-RSA-AES128-SHA256",
      MinProtocol.TLSV1_2,
      Kx.ECDH,
      Au.RSA,
      Enc.AES,
      128,
      Mac.SHA256),
  TLS_DHE_RSA_WITH_AES_128_CBC_SHA256(
      0x0067,
      "DHE-RSA-AES128-SHA256",
      MinProtocol.TLSV1_2,
      Kx.DH,
      Au.RSA,
      Enc.AES,
      128,
      Mac.SHA256),
  TLS_DHE_DSS_WITH_AES_128_CBC_SHA256(
      0x0040,
      "DHE-DSS-AES128-SHA256",
      MinProtocol.TLSV1_2,
      Kx.DH,
      Au.DSS,
      Enc.AES,
      128,
      Mac.SHA256),
  TLS_ECDHE_ECDSA_WITH_CAMELLIA_128_CBC_SHA256(
      0xC072,
      "ECDHE-ECDSA-CAMELLIA128-SHA256",
      MinProtocol.TLSV1_2,
      Kx.ECDH,
      Au.ECDSA,
      Enc.CAMELLIA,
      128,
      Mac.SHA256),
  TLS_ECDHE_RSA_WITH_CAMELLIA_128_CBC_SHA256(
      0xC076,
      "ECDHE-RSA-CAMELLIA128-SHA256",
      MinProtocol.TLSV1_2,
      Kx.ECDH,
      Au.RSA,
      Enc.CAMELLIA,
      128,
      Mac.SHA256),
  TLS_DHE_RSA_WITH_CAMELLIA_128_CBC_SHA256(
      0x00BE,
      "DHE-RSA-CAMELLIA128-SHA256",
      MinProtocol.TLSV1_2,
      Kx.DH,
      Au.RSA,
      Enc.CAMELLIA,
      128,
      Mac.SHA256),
  TLS_DHE_DSS_WITH_CAMELLIA_128_CBC_SHA256(
      0x00BD,
      "DHE-DSS-CAMELLIA128-SHA256",
      MinProtocol.TLSV1_2,
      Kx.DH,
      Au.DSS,
      Enc.CAMELLIA,
      128,
      Mac.SHA256),
  TLS_DH_anon_WITH_AES_128_CBC_SHA256(
      0x006C, "ADH-AES128-SHA256", MinProtocol.TLSV1_2, Kx.DH, Au.NONE, Enc.AES, 128, Mac.SHA256),
  TLS_DH_anon_WITH_CAMELLIA_128_CBC_SHA256(
      0x00BF,
      "ADH-CAMELLIA128-SHA256",
      MinProtocol.TLSV1_2,
      Kx.DH,
      Au.NONE,
      Enc.CAMELLIA,
      128,
      Mac.SHA256),
  TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA(
      0xC00A,
      "ECDHE-ECDSA-AES256-SHA",
      MinProtocol.TLSV1,
      Kx.ECDH,
      Au.ECDSA,
      Enc.AES,
      256,
      Mac.SHA1),
  TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA(
      0xC014, "ECDHE-RSA-AES256-SHA", MinProtocol.TLSV1, Kx.ECDH, Au.RSA, Enc.AES, 256, Mac.SHA1),
  TLS_DHE_RSA_WITH_AES_256_CBC_SHA(
      0x0039, "DHE-RSA-AES256-SHA", MinProtocol.SSLV3, Kx.DH, Au.RSA, Enc.AES, 256, Mac.SHA1),
  TLS_DHE_DSS_WITH_AES_256_CBC_SHA(
      0x0038, "DHE-DSS-AES256-SHA", MinProtocol.SSLV3, Kx.DH, Au.DSS, Enc.AES, 256, Mac.SHA1),
  TLS_DHE_RSA_WITH_CAMELLIA_256_CBC_SHA(
      0x0088,
      "DHE-RSA-CAMELLIA256-SHA",
      MinProtocol.SSLV3,
      Kx.DH,
      Au.RSA,
      Enc.CAMELLIA,
      256,
      Mac.SHA1),
  TLS_DHE_DSS_WITH_CAMELLIA_256_CBC_SHA(
      0x0087,
      "DHE-DSS-CAMELLIA256-SHA",
      MinProtocol.SSLV3,
      Kx.DH,
      Au.DSS,
      Enc.CAMELLIA,
      256,
      Mac.SHA1),
  TLS_ECDH_anon_WITH_AES_256_CBC_SHA(
      0xC019, "AECDH-AES256-SHA", MinProtocol.TLSV1, Kx.ECDH, Au.NONE, Enc.AES, 256, Mac.SHA1),
  TLS_DH_anon_WITH_AES_256_CBC_SHA(
      0x003A, "ADH-AES256-SHA", MinProtocol.SSLV3, Kx.DH, Au.NONE, Enc.AES, 256, Mac.SHA1),
  TLS_DH_anon_WITH_CAMELLIA_256_CBC_SHA(
      0x0089,
      "ADH-CAMELLIA256-SHA",
      MinProtocol.SSLV3,
      Kx.DH,
      Au.NONE,
      Enc.CAMELLIA,
      256,
      Mac.SHA1),
  TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA(
      0xC009,
      "ECDHE-ECDSA-AES128-SHA",
      MinProtocol.TLSV1,
      Kx.ECDH,
      Au.ECDSA,
      Enc.AES,
      128,
      Mac.SHA1),
  TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA(
      0xC013, "ECDHE-RSA-AES128-SHA", MinProtocol.TLSV1, Kx.ECDH, Au.RSA, Enc.AES, 128, Mac.SHA1),
  TLS_DHE_RSA_WITH_AES_128_CBC_SHA(
      0x0033, "DHE-RSA-AES128-SHA", MinProtocol.SSLV3, Kx.DH, Au.RSA, Enc.AES, 128, Mac.SHA1),
  TLS_DHE_DSS_WITH_AES_128_CBC_SHA(
      0x0032, "DHE-DSS-AES128-SHA", MinProtocol.SSLV3, Kx.DH, Au.DSS, Enc.AES, 128, Mac.SHA1),
  TLS_DHE_RSA_WITH_CAMELLIA_128_CBC_SHA(
      0x0045,
      "DHE-RSA-CAMELLIA128-SHA",
      MinProtocol.SSLV3,
      Kx.DH,
      Au.RSA,
      Enc.CAMELLIA,
      128,
      Mac.SHA1),
  TLS_DHE_DSS_WITH_CAMELLIA_128_CBC_SHA(
      0x0044,
      "DHE-DSS-CAMELLIA128-SHA",
      MinProtocol.SSLV3,
      Kx.DH,
      Au.DSS,
      Enc.CAMELLIA,
      128,
      Mac.SHA1),
  TLS_ECDH_anon_WITH_AES_128_CBC_SHA(
      0xC018, "AECDH-AES128-SHA", MinProtocol.TLSV1, Kx.ECDH, Au.NONE, Enc.AES, 128, Mac.SHA1),
  TLS_DH_anon_WITH_AES_128_CBC_SHA(
      0x0034, "ADH-AES128-SHA", MinProtocol.SSLV3, Kx.DH, Au.NONE, Enc.AES, 128, Mac.SHA1),
  TLS_DH_anon_WITH_CAMELLIA_128_CBC_SHA(
      0x0046,
      "ADH-CAMELLIA128-SHA",
      MinProtocol.SSLV3,
      Kx.DH,
      Au.NONE,
      Enc.CAMELLIA,
      128,
      Mac.SHA1),
  TLS_RSA_PSK_WITH_AES_256_GCM_SHA384(
      0x00AD,
      "RSA-PSK-AES256-GCM-SHA384",
      MinProtocol.TLSV1_2,
      Kx.RSAPSK,
      Au.RSA,
      Enc.AESGCM,
      256,
      Mac.AEAD),
  TLS_DHE_PSK_WITH_AES_256_GCM_SHA384(
      0x00AB,
      "DHE-PSK-AES256-GCM-SHA384",
      MinProtocol.TLSV1_2,
      Kx.DHEPSK,
      Au.PSK,
      Enc.AESGCM,
      256,
      Mac.AEAD),
  TLS_RSA_PSK_WITH_CHACHA20_POLY1305_SHA256(
      0xCCAE,
      "RSA-PSK-CHACHA20-POLY1305",
      MinProtocol.TLSV1_2,
      Kx.RSAPSK,
      Au.RSA,
      Enc.CHACHA20_POLY1305,
      256,
      Mac.AEAD),
  TLS_DHE_PSK_WITH_CHACHA20_POLY1305_SHA256(
      0xCCAD,
      "DHE-PSK-CHACHA20-POLY1305",
      MinProtocol.TLSV1_2,
      Kx.DHEPSK,
      Au.PSK,
      Enc.CHACHA20_POLY1305,
      256,
      Mac.AEAD),
  TLS_ECDHE_PSK_WITH_CHACHA20_POLY1305_SHA256(
      0xCCAC,
      "ECDHE-PSK-CHACHA20-POLY1305",
      MinProtocol.TLSV1_2,
      Kx.ECDHEPSK,
      Au.PSK,
      Enc.CHACHA20_POLY1305,
      256,
      Mac.AEAD),
  TLS_PSK_DHE_WITH_AES_256_CCM_8(
      0xC0AB,
      "DHE-PSK-AES256-CCM8",
      MinProtocol.TLSV1_2,
      Kx.DHEPSK,
      Au.PSK,
      Enc.AESCCM8,
      256,
      Mac.AEAD),
  TLS_DHE_PSK_WITH_AES_256_CCM(
      0xC0A7,
      "DHE-PSK-AES256-CCM",
      MinProtocol.TLSV1_2,
      Kx.DHEPSK,
      Au.PSK,
      Enc.AESCCM,
      256,
      Mac.AEAD),
  TLS_RSA_PSK_WITH_ARIA_256_GCM_SHA384(
      0xC06F,
      "RSA-PSK-ARIA256-GCM-SHA384",
      MinProtocol.TLSV1_2,
      Kx.RSAPSK,
      Au.RSA,
      Enc.ARIAGCM,
      256,
      Mac.AEAD),
  TLS_DHE_PSK_WITH_ARIA_256_GCM_SHA384(
      0xC06D,
      "DHE-PSK-ARIA256-GCM-SHA384",
      MinProtocol.TLSV1_2,
      Kx.DHEPSK,
      Au.PSK,
      Enc.ARIAGCM,
      256,
      Mac.AEAD),
  TLS_RSA_WITH_AES_256_GCM_SHA384(
      0x009D, "AES256-GCM-SHA384", MinProtocol.TLSV1_2, Kx.RSA, Au.RSA, Enc.AESGCM, 256, Mac.AEAD),
  TLS_RSA_WITH_AES_256_CCM_8(
      0xC0A1, "AES256-CCM8", MinProtocol.TLSV1_2, Kx.RSA, Au.RSA, Enc.AESCCM8, 256, Mac.AEAD),
  TLS_RSA_WITH_AES_256_CCM(
      0xC09D, "AES256-CCM", MinProtocol.TLSV1_2, Kx.RSA, Au.RSA, Enc.AESCCM, 256, Mac.AEAD),
  TLS_RSA_WITH_ARIA_256_GCM_SHA384(
      0xC051,
      "ARIA256-GCM-SHA384",
      MinProtocol.TLSV1_2,
      Kx.RSA,
      Au.RSA,
      Enc.ARIAGCM,
      256,
      Mac.AEAD),
  TLS_PSK_WITH_AES_256_GCM_SHA384(
      0x00A9,
      "PSK-AES256-GCM-SHA384",
      MinProtocol.TLSV1_2,
      Kx.PSK,
      Au.PSK,
      Enc.AESGCM,
      256,
      Mac.AEAD),
  TLS_PSK_WITH_CHACHA20_POLY1305_SHA256(
      0xCCAB,
      "PSK-CHACHA20-POLY1305",
      MinProtocol.TLSV1_2,
      Kx.PSK,
      Au.PSK,
      Enc.CHACHA20_POLY1305,
      256,
      Mac.AEAD),
  TLS_PSK_WITH_AES_256_CCM_8(
      0xC0A9, "PSK-AES256-CCM8", MinProtocol.TLSV1_2, Kx.PSK, Au.PSK, Enc.AESCCM8, 256, Mac.AEAD),
  TLS_PSK_WITH_AES_256_CCM(
      0xC0A5, "PSK-AES256-CCM", MinProtocol.TLSV1_2, Kx.PSK, Au.PSK, Enc.AESCCM, 256, Mac.AEAD),
  TLS_PSK_WITH_ARIA_256_GCM_SHA384(
      0xC06B,
      "PSK-ARIA256-GCM-SHA384",
      MinProtocol.TLSV1_2,
      Kx.PSK,
      Au.PSK,
      Enc.ARIAGCM,
      256,
      Mac.AEAD),
  TLS_RSA_PSK_WITH_AES_128_GCM_SHA256(
      0x00AC,
      "RSA-PSK-AES128-GCM-SHA256",
      MinProtocol.TLSV1_2,
      Kx.RSAPSK,
      Au.RSA,
      Enc.AESGCM,
      128,
      Mac.AEAD),
  TLS_DHE_PSK_WITH_AES_128_GCM_SHA256(
      0x00AA,
      "DHE-PSK-AES128-GCM-SHA256",
      MinProtocol.TLSV1_2,
      Kx.DHEPSK,
      Au.PSK,
      Enc.AESGCM,
      128,
      Mac.AEAD),
  TLS_PSK_DHE_WITH_AES_128_CCM_8(
      0xC0AA,
      "DHE-PSK-AES128-CCM8",
      MinProtocol.TLSV1_2,
      Kx.DHEPSK,
      Au.PSK,
      Enc.AESCCM8,
      128,
      Mac.AEAD),
  TLS_DHE_PSK_WITH_AES_128_CCM(
      0xC0A6,
      "DHE-PSK-AES128-CCM",
      MinProtocol.TLSV1_2,
      Kx.DHEPSK,
      Au.PSK,
      Enc.AESCCM,
      128,
      Mac.AEAD),
  TLS_RSA_PSK_WITH_ARIA_128_GCM_SHA256(
      0xC06E,
      "RSA-PSK-ARIA128-GCM-SHA256",
      MinProtocol.TLSV1_2,
      Kx.RSAPSK,
      Au.RSA,
      Enc.ARIAGCM,
      128,
      Mac.AEAD),
  TLS_DHE_PSK_WITH_ARIA_128_GCM_SHA256(
      0xC06C,
      "DHE-PSK-ARIA128-GCM-SHA256",
      MinProtocol.TLSV1_2,
      Kx.DHEPSK,
      Au.PSK,
      Enc.ARIAGCM,
      128,
      Mac.AEAD),
  TLS_RSA_WITH_AES_128_GCM_SHA256(
      0x009C, "AES128-GCM-SHA256", MinProtocol.TLSV1_2, Kx.RSA, Au.RSA, Enc.AESGCM, 128, Mac.AEAD),
  TLS_RSA_WITH_AES_128_CCM_8(
      0xC0A0, "AES128-CCM8", MinProtocol.TLSV1_2, Kx.RSA, Au.RSA, Enc.AESCCM8, 128, Mac.AEAD),
  TLS_RSA_WITH_AES_128_CCM(
      0xC09C, "AES128-CCM", MinProtocol.TLSV1_2, Kx.RSA, Au.RSA, Enc.AESCCM, 128, Mac.AEAD),
  TLS_RSA_WITH_ARIA_128_GCM_SHA256(
      0xC050,
      "ARIA128-GCM-SHA256",
      MinProtocol.TLSV1_2,
      Kx.RSA,
      Au.RSA,
      Enc.ARIAGCM,
      128,
      Mac.AEAD),
  TLS_PSK_WITH_AES_128_GCM_SHA256(
      0x00A8,
      "PSK-AES128-GCM-SHA256",
      MinProtocol.TLSV1_2,
      Kx.PSK,
      Au.PSK,
      Enc.AESGCM,
      128,
      Mac.AEAD),
  TLS_PSK_WITH_AES_128_CCM_8(
      0xC0A8, "PSK-AES128-CCM8", MinProtocol.TLSV1_2, Kx.PSK, Au.PSK, Enc.AESCCM8, 128, Mac.AEAD),
  TLS_PSK_WITH_AES_128_CCM(
      0xC0A4, "PSK-AES128-CCM", MinProtocol.TLSV1_2, Kx.PSK, Au.PSK, Enc.AESCCM, 128, Mac.AEAD),
  TLS_PSK_WITH_ARIA_128_GCM_SHA256(
      0xC06A,
      "PSK-ARIA128-GCM-SHA256",
      MinProtocol.TLSV1_2,
      Kx.PSK,
      Au.PSK,
      Enc.ARIAGCM,
      128,
      Mac.AEAD),
  TLS_RSA_WITH_AES_256_CBC_SHA256(
      0x003D, "AES256-SHA256", MinProtocol.TLSV1_2, Kx.RSA, Au.RSA, Enc.AES, 256, Mac.SHA256),
  TLS_RSA_WITH_CAMELLIA_256_CBC_SHA256(
      0x00C0,
      "CAMELLIA256-SHA256",
      MinProtocol.TLSV1_2,
      Kx.RSA,
      Au.RSA,
      Enc.CAMELLIA,
      256,
      Mac.SHA256),
  TLS_RSA_WITH_AES_128_CBC_SHA256(
      0x003C, "AES128-SHA256", MinProtocol.TLSV1_2, Kx.RSA, Au.RSA, Enc.AES, 128, Mac.SHA256),
  TLS_RSA_WITH_CAMELLIA_128_CBC_SHA256(
      0x00BA,
      "CAMELLIA128-SHA256",
      MinProtocol.TLSV1_2,
      Kx.RSA,
      Au.RSA,
      Enc.CAMELLIA,
      128,
      Mac.SHA256),
  TLS_ECDHE_PSK_WITH_AES_256_CBC_SHA384(
      0xC038,
      "ECDHE-PSK-AES256-CBC-SHA384",
      MinProtocol.TLSV1,
      Kx.ECDHEPSK,
      Au.PSK,
      Enc.AES,
      256,
      Mac.SHA384),
  TLS_ECDHE_PSK_WITH_AES_256_CBC_SHA(
      0xC036,
      "ECDHE-PSK-AES256-CBC-SHA",
      MinProtocol.TLSV1,
      Kx.ECDHEPSK,
      Au.PSK,
      Enc.AES,
      256,
      Mac.SHA1),
  TLS_SRP_SHA_DSS_WITH_AES_256_CBC_SHA(
      0xC022, "SRP-DSS-AES-256-CBC-SHA", MinProtocol.SSLV3, Kx.SRP, Au.DSS, Enc.AES, 256, Mac.SHA1),
  TLS_SRP_SHA_RSA_WITH_AES_256_CBC_SHA(
      0xC021, "SRP-RSA-AES-256-CBC-SHA", MinProtocol.SSLV3, Kx.SRP, Au.RSA, Enc.AES, 256, Mac.SHA1),
  TLS_SRP_SHA_WITH_AES_256_CBC_SHA(
      0xC020, "SRP-AES-256-CBC-SHA", MinProtocol.SSLV3, Kx.SRP, Au.SRP, Enc.AES, 256, Mac.SHA1),
  TLS_RSA_PSK_WITH_AES_256_CBC_SHA384(
      0x00B7,
      "RSA-PSK-AES256-CBC-SHA384",
      MinProtocol.TLSV1,
      Kx.RSAPSK,
      Au.RSA,
      Enc.AES,
      256,
      Mac.SHA384),
  TLS_DHE_PSK_WITH_AES_256_CBC_SHA384(
      0x00B3,
      "DHE-PSK-AES256-CBC-SHA384",
      MinProtocol.TLSV1,
      Kx.DHEPSK,
      Au.PSK,
      Enc.AES,
      256,
      Mac.SHA384),
  TLS_RSA_PSK_WITH_AES_256_CBC_SHA(
      0x0095,
      "RSA-PSK-AES256-CBC-SHA",
      MinProtocol.SSLV3,
      Kx.RSAPSK,
      Au.RSA,
      Enc.AES,
      256,
      Mac.SHA1),
  TLS_DHE_PSK_WITH_AES_256_CBC_SHA(
      0x0091,
      "DHE-PSK-AES256-CBC-SHA",
      MinProtocol.SSLV3,
      Kx.DHEPSK,
      Au.PSK,
      Enc.AES,
      256,
      Mac.SHA1),
  TLS_ECDHE_PSK_WITH_CAMELLIA_256_CBC_SHA384(
      0xC09B,
      "ECDHE-PSK-CAMELLIA256-SHA384",
      MinProtocol.TLSV1,
      Kx.ECDHEPSK,
      Au.PSK,
      Enc.CAMELLIA,
      256,
      Mac.SHA384),
  TLS_RSA_PSK_WITH_CAMELLIA_256_CBC_SHA384(
      0xC099,
      "RSA-PSK-CAMELLIA256-SHA384",
      MinProtocol.TLSV1,
      Kx.RSAPSK,
      Au.RSA,
      Enc.CAMELLIA,
      256,
      Mac.SHA384),
  TLS_DHE_PSK_WITH_CAMELLIA_256_CBC_SHA384(
      0xC097,
      "DHE-PSK-CAMELLIA256-SHA384",
      MinProtocol.TLSV1,
      Kx.DHEPSK,
      Au.PSK,
      Enc.CAMELLIA,
      256,
      Mac.SHA384),
  TLS_RSA_WITH_AES_256_CBC_SHA(
      0x0035, "AES256-SHA", MinProtocol.SSLV3, Kx.RSA, Au.RSA, Enc.AES, 256, Mac.SHA1),
  TLS_RSA_WITH_CAMELLIA_256_CBC_SHA(
      0x0084, "CAMELLIA256-SHA", MinProtocol.SSLV3, Kx.RSA, Au.RSA, Enc.CAMELLIA, 256, Mac.SHA1),
  TLS_PSK_WITH_AES_256_CBC_SHA384(
      0x00AF, "PSK-AES256-CBC-SHA384", MinProtocol.TLSV1, Kx.PSK, Au.PSK, Enc.AES, 256, Mac.SHA384),
  TLS_PSK_WITH_AES_256_CBC_SHA(
      0x008D, "PSK-AES256-CBC-SHA", MinProtocol.SSLV3, Kx.PSK, Au.PSK, Enc.AES, 256, Mac.SHA1),
  TLS_PSK_WITH_CAMELLIA_256_CBC_SHA384(
      0xC095,
      "PSK-CAMELLIA256-SHA384",
      MinProtocol.TLSV1,
      Kx.PSK,
      Au.PSK,
      Enc.CAMELLIA,
      256,
      Mac.SHA384),
  TLS_ECDHE_PSK_WITH_AES_128_CBC_SHA256(
      0xC037,
      "ECDHE-PSK-AES128-CBC-SHA256",
      MinProtocol.TLSV1,
      Kx.ECDHEPSK,
      Au.PSK,
      Enc.AES,
      128,
      Mac.SHA256),
  TLS_ECDHE_PSK_WITH_AES_128_CBC_SHA(
      0xC035,
      "ECDHE-PSK-AES128-CBC-SHA",
      MinProtocol.TLSV1,
      Kx.ECDHEPSK,
      Au.PSK,
      Enc.AES,
      128,
      Mac.SHA1),
  TLS_SRP_SHA_DSS_WITH_AES_128_CBC_SHA(
      0xC01F, "SRP-DSS-AES-128-CBC-SHA", MinProtocol.SSLV3, Kx.SRP, Au.DSS, Enc.AES, 128, Mac.SHA1),
  TLS_SRP_SHA_RSA_WITH_AES_128_CBC_SHA(
      0xC01E, "SRP-RSA-AES-128-CBC-SHA", MinProtocol.SSLV3, Kx.SRP, Au.RSA, Enc.AES, 128, Mac.SHA1),
  TLS_SRP_SHA_WITH_AES_128_CBC_SHA(
      0xC01D, "SRP-AES-128-CBC-SHA", MinProtocol.SSLV3, Kx.SRP, Au.SRP, Enc.AES, 128, Mac.SHA1),
  TLS_RSA_PSK_WITH_AES_128_CBC_SHA256(
      0x00B6,
      "RSA-PSK-AES128-CBC-SHA256",
      MinProtocol.TLSV1,
      Kx.RSAPSK,
      Au.RSA,
      Enc.AES,
      128,
      Mac.SHA256),
  TLS_DHE_PSK_WITH_AES_128_CBC_SHA256(
      0x00B2,
      "DHE-PSK-AES128-CBC-SHA256",
      MinProtocol.TLSV1,
      Kx.DHEPSK,
      Au.PSK,
      Enc.AES,
      128,
      Mac.SHA256),
  TLS_RSA_PSK_WITH_AES_128_CBC_SHA(
      0x0094,
      "RSA-PSK-AES128-CBC-SHA",
      MinProtocol.SSLV3,
      Kx.RSAPSK,
      Au.RSA,
      Enc.AES,
      128,
      Mac.SHA1),
  TLS_DHE_PSK_WITH_AES_128_CBC_SHA(
      0x0090,
      "DHE-PSK-AES128-CBC-SHA",
      MinProtocol.SSLV3,
      Kx.DHEPSK,
      Au.PSK,
      Enc.AES,
      128,
      Mac.SHA1),
  TLS_ECDHE_PSK_WITH_CAMELLIA_128_CBC_SHA256(
      0xC09A,
      "ECDHE-PSK-CAMELLIA128-SHA256",
      MinProtocol.TLSV1,
      Kx.ECDHEPSK,
      Au.PSK,
      Enc.CAMELLIA,
      128,
      Mac.SHA256),
  TLS_RSA_PSK_WITH_CAMELLIA_128_CBC_SHA256(
      0xC098,
      "RSA-PSK-CAMELLIA128-SHA256",
      MinProtocol.TLSV1,
      Kx.RSAPSK,
      Au.RSA,
      Enc.CAMELLIA,
      128,
      Mac.SHA256),
  TLS_DHE_PSK_WITH_CAMELLIA_128_CBC_SHA256(
      0xC096,
      "DHE-PSK-CAMELLIA128-SHA256",
      MinProtocol.TLSV1,
      Kx.DHEPSK,
      Au.PSK,
      Enc.CAMELLIA,
      128,
      Mac.SHA256),
  TLS_RSA_WITH_AES_128_CBC_SHA(
      0x002F, "AES128-SHA", MinProtocol.SSLV3, Kx.RSA, Au.RSA, Enc.AES, 128, Mac.SHA1),
  TLS_RSA_WITH_CAMELLIA_128_CBC_SHA(
      0x0041, "CAMELLIA128-SHA", MinProtocol.SSLV3, Kx.RSA, Au.RSA, Enc.CAMELLIA, 128, Mac.SHA1),
  TLS_PSK_WITH_AES_128_CBC_SHA256(
      0x00AE, "PSK-AES128-CBC-SHA256", MinProtocol.TLSV1, Kx.PSK, Au.PSK, Enc.AES, 128, Mac.SHA256),
  TLS_PSK_WITH_AES_128_CBC_SHA(
      0x008C, "PSK-AES128-CBC-SHA", MinProtocol.SSLV3, Kx.PSK, Au.PSK, Enc.AES, 128, Mac.SHA1),
  TLS_PSK_WITH_CAMELLIA_128_CBC_SHA256(
      0xC094,
      "PSK-CAMELLIA128-SHA256",
      MinProtocol.TLSV1,
      Kx.PSK,
      Au.PSK,
      Enc.CAMELLIA,
      128,
      Mac.SHA256),
  TLS_ECDHE_ECDSA_WITH_NULL_SHA(
      0xC006, "ECDHE-ECDSA-NULL-SHA", MinProtocol.TLSV1, Kx.ECDH, Au.ECDSA, Enc.NULL, 0, Mac.SHA1),
  TLS_ECDHE_RSA_WITH_NULL_SHA(
      0xC010, "ECDHE-RSA-NULL-SHA", MinProtocol.TLSV1, Kx.ECDH, Au.RSA, Enc.NULL, 0, Mac.SHA1),
  TLS_ECDH_anon_WITH_NULL_SHA(
      0xC015, "AECDH-NULL-SHA", MinProtocol.TLSV1, Kx.ECDH, Au.NONE, Enc.NULL, 0, Mac.SHA1),
  TLS_RSA_WITH_NULL_SHA256(
      0x003B, "NULL-SHA256", MinProtocol.TLSV1_2, Kx.RSA, Au.RSA, Enc.NULL, 0, Mac.SHA256),
  TLS_ECDHE_PSK_WITH_NULL_SHA384(
      0xC03B,
      "ECDHE-PSK-NULL-SHA384",
      MinProtocol.TLSV1,
      Kx.ECDHEPSK,
      Au.PSK,
      Enc.NULL,
      0,
      Mac.SHA384),
  TLS_ECDHE_PSK_WITH_NULL_SHA256(
      0xC03A,
      "ECDHE-PSK-NULL-SHA256",
      MinProtocol.TLSV1,
      Kx.ECDHEPSK,
      Au.PSK,
      Enc.NULL,
      0,
      Mac.SHA256),
  TLS_ECDHE_PSK_WITH_NULL_SHA(
      0xC039, "ECDHE-PSK-NULL-SHA", MinProtocol.TLSV1, Kx.ECDHEPSK, Au.PSK, Enc.NULL, 0, Mac.SHA1),
  TLS_RSA_PSK_WITH_NULL_SHA384(
      0x00B9, "RSA-PSK-NULL-SHA384", MinProtocol.TLSV1, Kx.RSAPSK, Au.RSA, Enc.NULL, 0, Mac.SHA384),
  TLS_RSA_PSK_WITH_NULL_SHA256(
      0x00B8, "RSA-PSK-NULL-SHA256", MinProtocol.TLSV1, Kx.RSAPSK, Au.RSA, Enc.NULL, 0, Mac.SHA256),
  TLS_DHE_PSK_WITH_NULL_SHA384(
      0x00B5, "DHE-PSK-NULL-SHA384", MinProtocol.TLSV1, Kx.DHEPSK, Au.PSK, Enc.NULL, 0, Mac.SHA384),
  TLS_DHE_PSK_WITH_NULL_SHA256(
      0x00B4, "DHE-PSK-NULL-SHA256", MinProtocol.TLSV1, Kx.DHEPSK, Au.PSK, Enc.NULL, 0, Mac.SHA256),
  TLS_RSA_PSK_WITH_NULL_SHA(
      0x002E, "RSA-PSK-NULL-SHA", MinProtocol.SSLV3, Kx.RSAPSK, Au.RSA, Enc.NULL, 0, Mac.SHA1),
  TLS_DHE_PSK_WITH_NULL_SHA(
      0x002D, "DHE-PSK-NULL-SHA", MinProtocol.SSLV3, Kx.DHEPSK, Au.PSK, Enc.NULL, 0, Mac.SHA1),
  TLS_RSA_WITH_NULL_SHA(
      0x0002, "NULL-SHA", MinProtocol.SSLV3, Kx.RSA, Au.RSA, Enc.NULL, 0, Mac.SHA1),
  TLS_RSA_WITH_NULL_MD5(
      0x0001, "NULL-MD5", MinProtocol.SSLV3, Kx.RSA, Au.RSA, Enc.NULL, 0, Mac.MD5),
  TLS_PSK_WITH_NULL_SHA384(
      0x00B1, "PSK-NULL-SHA384", MinProtocol.TLSV1, Kx.PSK, Au.PSK, Enc.NULL, 0, Mac.SHA384),
  TLS_PSK_WITH_NULL_SHA256(
      0x00B0, "PSK-NULL-SHA256", MinProtocol.TLSV1, Kx.PSK, Au.PSK, Enc.NULL, 0, Mac.SHA256),
  TLS_PSK_WITH_NULL_SHA(
      0x002C, "PSK-NULL-SHA", MinProtocol.SSLV3, Kx.PSK, Au.PSK, Enc.NULL, 0, Mac.SHA1);

  /**
   * The protocol version that brought a suite in, as the second column of {@code openssl ciphers
   * -v}.
   */
  public enum MinProtocol {
    /** SSL 3.0 and everything up to TLS 1.2. */
    SSLV3("SSLv3"),
    /** TLS 1.0 to TLS 1.2. */
    TLSV1("TLSv1"),
    /** TLS 1.2 only. */
    TLSV1_2("TLSv1.2"),
    /** TLS 1.3 only. */
    TLSV1_3("TLSv1.3");

    private final String label;

    MinProtocol(String label) {
      this.label = label;
    }

    /** As OpenSSL prints it. */
    public String label() {
      return label;
    }
  }

  /** Key exchange; {@link #ANY} stands for TLS 1.3, where groups are negotiated on their own. */
  public enum Kx {
    /** Negotiated by TLS 1.3. */
    ANY("any"),
    /** RSA key transport. */
    RSA("RSA"),
    /** Ephemeral Diffie-Hellman over a finite field. */
    DH("DH"),
    /** Ephemeral Diffie-Hellman over an elliptic curve. */
    ECDH("ECDH"),
    /** Pre-shared key. */
    PSK("PSK"),
    /** Pre-shared key with RSA key transport. */
    RSAPSK("RSAPSK"),
    /** Pre-shared key with ephemeral Diffie-Hellman. */
    DHEPSK("DHEPSK"),
    /** Pre-shared key with ephemeral elliptic curve Diffie-Hellman. */
    ECDHEPSK("ECDHEPSK"),
    /** Secure Remote Password. */
    SRP("SRP");

    private final String label;

    Kx(String label) {
      this.label = label;
    }

    /** As OpenSSL prints it. */
    public String label() {
      return label;
    }
  }

  /** Authentication; {@link #ANY} stands for TLS 1.3. */
  public enum Au {
    /** Negotiated by TLS 1.3. */
    ANY("any"),
    /** A certificate with an RSA key. */
    RSA("RSA"),
    /** A certificate with a DSA key. */
    DSS("DSS"),
    /** A certificate with an EC or EdDSA key. */
    ECDSA("ECDSA"),
    /** A pre-shared key. */
    PSK("PSK"),
    /** Nobody is authenticated. */
    NONE("None"),
    /** Secure Remote Password. */
    SRP("SRP");

    private final String label;

    Au(String label) {
      this.label = label;
    }

    /** As OpenSSL prints it. */
    public String label() {
      return label;
    }
  }

  /** Bulk encryption. */
  public enum Enc {
    /** AES in GCM. */
    AESGCM("AESGCM"),
    /** ChaCha20 with Poly1305. */
    CHACHA20_POLY1305("CHACHA20/POLY1305"),
    /** AES in CCM with a 16-byte tag. */
    AESCCM("AESCCM"),
    /** AES in CCM with an 8-byte tag. */
    AESCCM8("AESCCM8"),
    /** ARIA in GCM. */
    ARIAGCM("ARIAGCM"),
    /** AES in CBC. */
    AES("AES"),
    /** Camellia in CBC. */
    CAMELLIA("Camellia"),
    /** No encryption. */
    NULL("None");

    private final String label;

    Enc(String label) {
      this.label = label;
    }

    /** As OpenSSL prints it, without the bits. */
    public String label() {
      return label;
    }
  }

  /** Message authentication; {@link #AEAD} where the encryption brings its own. */
  public enum Mac {
    /** Part of the encryption. */
    AEAD,
    /** HMAC with SHA-1. */
    SHA1,
    /** HMAC with SHA-256. */
    SHA256,
    /** HMAC with SHA-384. */
    SHA384,
    /** HMAC with MD5. */
    MD5
  }

  private static final Map<String, CipherSuite> BY_NAME = new HashMap<>();
  private static final Map<Integer, CipherSuite> BY_CODE = new HashMap<>();

  static {
    for (CipherSuite suite : values()) {
      BY_NAME.put(suite.name(), suite);
      BY_CODE.put(suite.code, suite);
      BY_NAME.put(suite.opensslName, suite);
      // JSSE and Conscrypt still call the older suites by their SSL 3.0 names.
      if (suite.name().startsWith("TLS_")) {
        BY_NAME.putIfAbsent("SSL_" + suite.name().substring(4), suite);
      }
    }
  }

  private final int code;
  private final String opensslName;
  private final MinProtocol minProtocol;
  private final Kx kx;
  private final Au au;
  private final Enc enc;
  private final int bits;
  private final Mac mac;

  CipherSuite(
      int code,
      String opensslName,
      MinProtocol minProtocol,
      Kx kx,
      Au au,
      Enc enc,
      int bits,
      Mac mac) {
    this.code = code;
    this.opensslName = opensslName;
    this.minProtocol = minProtocol;
    this.kx = kx;
    this.au = au;
    this.enc = enc;
    this.bits = bits;
    this.mac = mac;
  }

  /** The suite with this two-byte code on the wire. */
  public static Optional<CipherSuite> ofCode(int code) {
    return Optional.ofNullable(BY_CODE.get(code));
  }

  /** The suite with this IANA name (also the older {@code SSL_…} form) or OpenSSL name. */
  public static Optional<CipherSuite> ofName(String name) {
    return Optional.ofNullable(BY_NAME.get(name));
  }

  /** The two-byte code on the wire. */
  public int code() {
    return code;
  }

  /** The IANA name, which is the constant's name. */
  public String ianaName() {
    return name();
  }

  /** OpenSSL's name, such as {@code ECDHE-RSA-AES128-GCM-SHA256}. */
  public String opensslName() {
    return opensslName;
  }

  /** The version that brought the suite in. */
  public MinProtocol minProtocol() {
    return minProtocol;
  }

  /** Key exchange. */
  public Kx kx() {
    return kx;
  }

  /** Authentication. */
  public Au au() {
    return au;
  }

  /** Encryption. */
  public Enc enc() {
    return enc;
  }

  /** Secret bits of the encryption key: 0, 128 or 256. */
  public int bits() {
    return bits;
  }

  /** Message authentication. */
  public Mac mac() {
    return mac;
  }

  /** Whether this is a TLS 1.3 suite. */
  public boolean isTls13() {
    return minProtocol == MinProtocol.TLSV1_3;
  }

  /** Whether the suite can be negotiated in {@code version}. */
  public boolean allowedIn(ProtocolVersion version) {
    return switch (minProtocol) {
      case SSLV3, TLSV1 -> version != ProtocolVersion.TLSV1_3;
      case TLSV1_2 -> version == ProtocolVersion.TLSV1_2;
      case TLSV1_3 -> version == ProtocolVersion.TLSV1_3;
    };
  }

  /**
   * One line as {@code openssl ciphers -v} and {@code SSL_CIPHER_description} print it, without the
   * newline at its end.
   */
  public String description() {
    String encryption = enc == Enc.NULL ? enc.label() : enc.label() + "(" + bits + ")";
    return String.format(
        java.util.Locale.ROOT,
        "%-30s %-7s Kx=%-8s Au=%-5s Enc=%-22s Mac=%-4s",
        opensslName,
        minProtocol.label(),
        kx.label(),
        au.label(),
        encryption,
        mac);
  }
}
