/*
 * What the parts of the crypto device share: the functions of libcrypto and the handlers per kind of algorithm.
 *
 * The prototypes are our own, under names of our own: wolfSSL's headers define OpenSSL's names as macros, and without
 * OpenSSL's headers the shim builds where only its library is installed. Low-level EC, RSA and SHA functions are
 * deprecated in OpenSSL 3 but there, and several times cheaper for keys that live for one handshake than EVP_PKEY.
 */
#ifndef TLSMGM_LIBCRYPTO_TABLE_H
#define TLSMGM_LIBCRYPTO_TABLE_H

#include <stddef.h>
#include <stdint.h>

#include "interpose.h"
#include "libcrypto.h"
#include "wolf.h"

struct lc_cipher;
struct lc_provider;
struct lc_algorithm;
struct lc_bn;
struct lc_bn_ctx;
struct lc_group;
struct lc_point;
struct lc_ec_key;
struct lc_rsa;
struct lc_pkey;
struct lc_pkey_ctx;
struct lc_parameter;

/* A missing function takes away the algorithms of its first column; LIBCRYPTO_BASE, the whole library. */
#define LIBCRYPTO_BASE 0
#define LIBCRYPTO_CIPHERS (LIBCRYPTO_AES_GCM | LIBCRYPTO_AES_CBC | LIBCRYPTO_AES_CCM)
#define LIBCRYPTO_EC (LIBCRYPTO_ECDSA | LIBCRYPTO_ECDH | LIBCRYPTO_EC_KEYGEN)

#define LIBCRYPTO_TABLE(X) \
    X(LIBCRYPTO_BASE, unsigned long, version_number, "OpenSSL_version_num", (void)) \
    X(LIBCRYPTO_BASE, const char *, version, "OpenSSL_version", (int)) \
    X(LIBCRYPTO_BASE, int, init, "OPENSSL_init_crypto", (uint64_t, const void *)) \
    X(LIBCRYPTO_BASE, void, clear_errors, "ERR_clear_error", (void)) \
    X(LIBCRYPTO_BASE, void, cleanse, "OPENSSL_cleanse", (void *, size_t)) \
    X(LIBCRYPTO_CIPHERS, struct lc_cipher *, cipher_fetch, "EVP_CIPHER_fetch", (void *, const char *, const char *)) \
    X(LIBCRYPTO_CIPHERS, const struct lc_provider *, cipher_provider, "EVP_CIPHER_get0_provider", \
      (const struct lc_cipher *)) \
    X(LIBCRYPTO_CIPHERS, void, cipher_free, "EVP_CIPHER_free", (struct lc_cipher *)) \
    X(LIBCRYPTO_CIPHERS, const struct lc_algorithm *, provider_query, "OSSL_PROVIDER_query_operation", \
      (const struct lc_provider *, int, int *)) \
    X(LIBCRYPTO_CIPHERS, void *, provider_context, "OSSL_PROVIDER_get0_provider_ctx", (const struct lc_provider *)) \
    X(LIBCRYPTO_SHA, int, sha1_update, "SHA1_Update", (void *, const void *, size_t)) \
    X(LIBCRYPTO_SHA, int, sha1_final, "SHA1_Final", (unsigned char *, void *)) \
    X(LIBCRYPTO_SHA, int, sha256_update, "SHA256_Update", (void *, const void *, size_t)) \
    X(LIBCRYPTO_SHA, int, sha256_final, "SHA256_Final", (unsigned char *, void *)) \
    X(LIBCRYPTO_SHA, int, sha512_update, "SHA512_Update", (void *, const void *, size_t)) \
    X(LIBCRYPTO_SHA, int, sha512_final, "SHA512_Final", (unsigned char *, void *)) \
    X(LIBCRYPTO_EC, struct lc_group *, group_new, "EC_GROUP_new_by_curve_name", (int)) \
    X(LIBCRYPTO_EC, struct lc_ec_key *, ec_new, "EC_KEY_new", (void)) \
    X(LIBCRYPTO_EC, void, ec_free, "EC_KEY_free", (struct lc_ec_key *)) \
    X(LIBCRYPTO_EC, int, ec_set_group, "EC_KEY_set_group", (struct lc_ec_key *, const struct lc_group *)) \
    X(LIBCRYPTO_EC, int, ec_set_private, "EC_KEY_oct2priv", (struct lc_ec_key *, const unsigned char *, size_t)) \
    X(LIBCRYPTO_EC, int, ec_set_public, "EC_KEY_oct2key", \
      (struct lc_ec_key *, const unsigned char *, size_t, struct lc_bn_ctx *)) \
    X(LIBCRYPTO_EC, int, ec_generate, "EC_KEY_generate_key", (struct lc_ec_key *)) \
    X(LIBCRYPTO_EC, size_t, ec_get_private, "EC_KEY_priv2oct", (const struct lc_ec_key *, unsigned char *, size_t)) \
    X(LIBCRYPTO_EC, const struct lc_point *, ec_public, "EC_KEY_get0_public_key", (const struct lc_ec_key *)) \
    X(LIBCRYPTO_EC, size_t, point_export, "EC_POINT_point2oct", \
      (const struct lc_group *, const struct lc_point *, int, unsigned char *, size_t, struct lc_bn_ctx *)) \
    X(LIBCRYPTO_EC, struct lc_point *, point_new, "EC_POINT_new", (const struct lc_group *)) \
    X(LIBCRYPTO_EC, void, point_free, "EC_POINT_free", (struct lc_point *)) \
    X(LIBCRYPTO_EC, int, point_import, "EC_POINT_oct2point", \
      (const struct lc_group *, struct lc_point *, const unsigned char *, size_t, struct lc_bn_ctx *)) \
    X(LIBCRYPTO_EC, int, ecdh, "ECDH_compute_key", \
      (void *, size_t, const struct lc_point *, const struct lc_ec_key *, void *)) \
    X(LIBCRYPTO_EC, int, ecdsa_sign, "ECDSA_sign", \
      (int, const unsigned char *, int, unsigned char *, unsigned *, struct lc_ec_key *)) \
    X(LIBCRYPTO_EC, int, ecdsa_verify, "ECDSA_verify", \
      (int, const unsigned char *, int, const unsigned char *, int, struct lc_ec_key *)) \
    X(LIBCRYPTO_EC, int, ecdsa_size, "ECDSA_size", (const struct lc_ec_key *)) \
    X(LIBCRYPTO_RSA, struct lc_rsa *, rsa_new, "RSA_new", (void)) \
    X(LIBCRYPTO_RSA, void, rsa_free, "RSA_free", (struct lc_rsa *)) \
    X(LIBCRYPTO_RSA, int, rsa_up_ref, "RSA_up_ref", (struct lc_rsa *)) \
    X(LIBCRYPTO_RSA, int, rsa_set_key, "RSA_set0_key", \
      (struct lc_rsa *, struct lc_bn *, struct lc_bn *, struct lc_bn *)) \
    X(LIBCRYPTO_RSA, int, rsa_set_factors, "RSA_set0_factors", (struct lc_rsa *, struct lc_bn *, struct lc_bn *)) \
    X(LIBCRYPTO_RSA, int, rsa_set_crt, "RSA_set0_crt_params", \
      (struct lc_rsa *, struct lc_bn *, struct lc_bn *, struct lc_bn *)) \
    X(LIBCRYPTO_RSA, int, rsa_private, "RSA_private_decrypt", \
      (int, const unsigned char *, unsigned char *, struct lc_rsa *, int)) \
    X(LIBCRYPTO_RSA, int, rsa_public, "RSA_public_encrypt", \
      (int, const unsigned char *, unsigned char *, struct lc_rsa *, int)) \
    X(LIBCRYPTO_RSA, struct lc_bn *, bn_import, "BN_bin2bn", (const unsigned char *, int, struct lc_bn *)) \
    X(LIBCRYPTO_RSA, struct lc_bn *, bn_new, "BN_new", (void)) \
    X(LIBCRYPTO_RSA, void, bn_free, "BN_clear_free", (struct lc_bn *)) \
    X(LIBCRYPTO_RSA, int, bn_subtract, "BN_sub", (struct lc_bn *, const struct lc_bn *, const struct lc_bn *)) \
    X(LIBCRYPTO_RSA, const struct lc_bn *, bn_one, "BN_value_one", (void)) \
    X(LIBCRYPTO_RSA, void, bn_set_flags, "BN_set_flags", (struct lc_bn *, int)) \
    X(LIBCRYPTO_RSA, int, bn_divide, "BN_div", \
      (struct lc_bn *, struct lc_bn *, const struct lc_bn *, const struct lc_bn *, struct lc_bn_ctx *)) \
    X(LIBCRYPTO_RSA, struct lc_bn *, bn_inverse, "BN_mod_inverse", \
      (struct lc_bn *, const struct lc_bn *, const struct lc_bn *, struct lc_bn_ctx *)) \
    X(LIBCRYPTO_RSA, struct lc_bn_ctx *, bn_ctx_new, "BN_CTX_secure_new", (void)) \
    X(LIBCRYPTO_RSA, void, bn_ctx_free, "BN_CTX_free", (struct lc_bn_ctx *)) \
    X(LIBCRYPTO_RSA, unsigned char *, sha256, "SHA256", (const unsigned char *, size_t, unsigned char *)) \
    X(LIBCRYPTO_X25519, struct lc_pkey_ctx *, pkey_ctx_of_name, "EVP_PKEY_CTX_new_from_name", \
      (void *, const char *, const char *)) \
    X(LIBCRYPTO_X25519, struct lc_pkey_ctx *, pkey_ctx_of_key, "EVP_PKEY_CTX_new_from_pkey", \
      (void *, const struct lc_pkey *, const char *)) \
    X(LIBCRYPTO_X25519, void, pkey_ctx_free, "EVP_PKEY_CTX_free", (struct lc_pkey_ctx *)) \
    X(LIBCRYPTO_X25519, void, pkey_free, "EVP_PKEY_free", (struct lc_pkey *)) \
    X(LIBCRYPTO_X25519, int, pkey_import_init, "EVP_PKEY_fromdata_init", (struct lc_pkey_ctx *)) \
    X(LIBCRYPTO_X25519, int, pkey_import, "EVP_PKEY_fromdata", \
      (struct lc_pkey_ctx *, struct lc_pkey **, int, struct lc_parameter *)) \
    X(LIBCRYPTO_X25519, int, pkey_generate_init, "EVP_PKEY_keygen_init", (struct lc_pkey_ctx *)) \
    X(LIBCRYPTO_X25519, int, pkey_generate, "EVP_PKEY_generate", (struct lc_pkey_ctx *, struct lc_pkey **)) \
    X(LIBCRYPTO_X25519, int, pkey_scalar, "EVP_PKEY_get_raw_private_key", \
      (const struct lc_pkey *, unsigned char *, size_t *)) \
    X(LIBCRYPTO_X25519, int, pkey_point, "EVP_PKEY_get_raw_public_key", \
      (const struct lc_pkey *, unsigned char *, size_t *)) \
    X(LIBCRYPTO_X25519, int, pkey_derive_init, "EVP_PKEY_derive_init", (struct lc_pkey_ctx *)) \
    X(LIBCRYPTO_X25519, int, pkey_derive_peer, "EVP_PKEY_derive_set_peer_ex", \
      (struct lc_pkey_ctx *, struct lc_pkey *, int)) \
    X(LIBCRYPTO_X25519, int, pkey_derive, "EVP_PKEY_derive", (struct lc_pkey_ctx *, unsigned char *, size_t *)) \
    X(LIBCRYPTO_SEED, int, random, "RAND_priv_bytes", (unsigned char *, int))

#define LIBCRYPTO_FIELD(algorithms, type, name, symbol, arguments) type(*name) arguments;

struct libcrypto_api {
    LIBCRYPTO_TABLE(LIBCRYPTO_FIELD)
};

/* Filled once by libcrypto_load, before the device is registered; read-only from then on. */
extern struct libcrypto_api libcrypto;

/*
 * Each prepare function runs once, in libcrypto_load, and returns 0, or -1 when its algorithms cannot be handed over.
 * The handlers answer a request with wolfSSL's error code, 0, or CRYPTOCB_UNAVAILABLE to leave it to wolfSSL; each is
 * correct in any thread.
 */
int libcrypto_cipher_prepare(void);
int libcrypto_cipher(wc_CryptoInfo *info, unsigned algorithms);

int libcrypto_hash(wc_CryptoInfo *info);

int libcrypto_ec_prepare(void);
int libcrypto_ec_generate(wc_CryptoInfo *info);
int libcrypto_ec_agree(wc_CryptoInfo *info);
int libcrypto_ec_sign(wc_CryptoInfo *info);
int libcrypto_ec_verify(wc_CryptoInfo *info);

int libcrypto_rsa(wc_CryptoInfo *info);

/* For struct interpose, and with its result. */
enum interposed libcrypto_x25519_generate(unsigned char scalar[X25519_SIZE], unsigned char point[X25519_SIZE]);
enum interposed libcrypto_x25519_agree(const unsigned char scalar[X25519_SIZE], const unsigned char own[X25519_SIZE],
                                       const unsigned char peer[X25519_SIZE], unsigned char secret[X25519_SIZE]);

/* Algorithms whose known answers came out wrong through this libwolfssl with the device: not to be handed over. */
unsigned libcrypto_check(int device, unsigned algorithms);

#endif
