/*
 * Elliptic curves: ECDSA, ECDH and key generation. Keys go through wolfSSL's own import and export as octets, so that
 * nothing depends on how it lays numbers out, and a key of libcrypto lives for one operation: making one costs a few
 * microseconds, and no private key stays behind.
 */
#include "libcrypto_table.h"

#include <limits.h>
#include <stdlib.h>

/* OpenSSL's identifiers of the curves and of the uncompressed form. */
#define NID_P256 415
#define NID_P521 716
#define UNCOMPRESSED 4

#define MAX_FIELD 66 /* octets, P-521 */
#define MAX_POINT (1 + 2 * MAX_FIELD)

struct curve {
    int id; /* wolfSSL's */
    int nid;
    int field; /* octets */
    struct lc_group *group;
};

/*
 * Groups are read-only once made, and shared by all threads. P-384 is not among them: OpenSSL 3.0 does it generically,
 * and takes up to seven times as long as wolfSSL (benchmark "primitives").
 */
static struct curve curves[] = {
    {ECC_SECP256R1, NID_P256, 32, NULL},
    {ECC_SECP521R1, NID_P521, 66, NULL},
};

int libcrypto_ec_prepare(void)
{
    for (size_t i = 0; i < sizeof curves / sizeof curves[0]; i++) {
        curves[i].group = libcrypto.group_new(curves[i].nid);
        if (curves[i].group == NULL)
            return -1;
    }
    return 0;
}

static const struct curve *by_id(int id)
{
    for (size_t i = 0; i < sizeof curves / sizeof curves[0]; i++) {
        if (curves[i].id == id)
            return &curves[i];
    }
    return NULL;
}

/* NULL for keys on any other curve, among them those with parameters of their own. */
static const struct curve *curve_of(const ecc_key *key)
{
    return key != NULL && key->idx >= 0 ? by_id(wolf.wc_ecc_get_curve_id(key->idx)) : NULL;
}

static struct lc_ec_key *empty_key(const struct curve *curve)
{
    struct lc_ec_key *key = libcrypto.ec_new();
    if (key != NULL && libcrypto.ec_set_group(key, curve->group) != 1) {
        libcrypto.ec_free(key);
        return NULL;
    }
    return key;
}

static struct lc_ec_key *private_key(const struct curve *curve, ecc_key *from)
{
    unsigned char octets[MAX_FIELD];
    word32 length = sizeof octets;
    struct lc_ec_key *key = NULL;
    if (wolf.wc_ecc_export_private_only(from, octets, &length) == 0) {
        key = empty_key(curve);
        if (key != NULL && libcrypto.ec_set_private(key, octets, length) != 1) {
            libcrypto.ec_free(key);
            key = NULL;
        }
    }
    libcrypto.cleanse(octets, sizeof octets);
    return key;
}

int libcrypto_ec_sign(wc_CryptoInfo *info)
{
    __typeof__(info->pk.eccsign) *request = &info->pk.eccsign;
    const struct curve *curve = curve_of(request->key);
    if (curve == NULL || request->inlen == 0 || request->inlen > WC_MAX_DIGEST_SIZE)
        return CRYPTOCB_UNAVAILABLE;
    struct lc_ec_key *key = private_key(curve, request->key);
    if (key == NULL)
        return CRYPTOCB_UNAVAILABLE;
    int result = CRYPTOCB_UNAVAILABLE;
    unsigned length = 0;
    int size = libcrypto.ecdsa_size(key);
    if (size > 0 && (word32)size <= *request->outlen &&
        libcrypto.ecdsa_sign(0, request->in, (int)request->inlen, request->out, &length, key) == 1) {
        *request->outlen = length;
        result = 0;
    }
    libcrypto.ec_free(key);
    return result;
}

int libcrypto_ec_verify(wc_CryptoInfo *info)
{
    __typeof__(info->pk.eccverify) *request = &info->pk.eccverify;
    const struct curve *curve = curve_of(request->key);
    unsigned char point[MAX_POINT];
    word32 length = sizeof point;
    if (curve == NULL || request->siglen > INT_MAX || request->hashlen == 0 || request->hashlen > WC_MAX_DIGEST_SIZE ||
        wolf.wc_ecc_export_x963(request->key, point, &length) != 0)
        return CRYPTOCB_UNAVAILABLE;
    struct lc_ec_key *key = empty_key(curve);
    if (key == NULL)
        return CRYPTOCB_UNAVAILABLE;
    int verdict = -1;
    if (libcrypto.ec_set_public(key, point, length, NULL) == 1)
        verdict =
            libcrypto.ecdsa_verify(0, request->hash, (int)request->hashlen, request->sig, (int)request->siglen, key);
    libcrypto.ec_free(key);
    if (verdict < 0) /* no signature at all, or no point of the curve: wolfSSL names the error */
        return CRYPTOCB_UNAVAILABLE;
    *request->res = verdict;
    return 0;
}

int libcrypto_ec_agree(wc_CryptoInfo *info)
{
    __typeof__(info->pk.ecdh) *request = &info->pk.ecdh;
    const struct curve *curve = curve_of(request->private_key);
    unsigned char octets[MAX_POINT];
    word32 length = sizeof octets;
    if (curve == NULL || curve_of(request->public_key) != curve || *request->outlen < (word32)curve->field ||
        wolf.wc_ecc_export_x963(request->public_key, octets, &length) != 0)
        return CRYPTOCB_UNAVAILABLE;
    int result = CRYPTOCB_UNAVAILABLE;
    struct lc_ec_key *key = private_key(curve, request->private_key);
    struct lc_point *point = libcrypto.point_new(curve->group);
    if (key != NULL && point != NULL) {
        /* A point that is not on the curve would draw the private key out: it is refused, not left to wolfSSL. */
        if (libcrypto.point_import(curve->group, point, octets, length, NULL) != 1) {
            result = IS_POINT_E;
        } else if (libcrypto.ecdh(request->out, (size_t)curve->field, point, key, NULL) == curve->field) {
            *request->outlen = (word32)curve->field;
            result = 0;
        }
    }
    libcrypto.point_free(point);
    libcrypto.ec_free(key);
    return result;
}

int libcrypto_ec_generate(wc_CryptoInfo *info)
{
    __typeof__(info->pk.eckg) *request = &info->pk.eckg;
    /* wolfSSL has set the key's curve by now; the request's may be "whatever fits the size". */
    const struct curve *curve = curve_of(request->key);
    if (curve == NULL)
        return CRYPTOCB_UNAVAILABLE;
    struct lc_ec_key *key = empty_key(curve);
    if (key == NULL)
        return CRYPTOCB_UNAVAILABLE;
    int result = CRYPTOCB_UNAVAILABLE;
    unsigned char scalar[MAX_FIELD];
    unsigned char point[MAX_POINT];
    size_t field = (size_t)curve->field;
    word32 flags = request->key->flags;
    if (libcrypto.ec_generate(key) == 1 && libcrypto.ec_get_private(key, scalar, field) == field &&
        libcrypto.point_export(curve->group, libcrypto.ec_public(key), UNCOMPRESSED, point, sizeof point, NULL) ==
            1 + 2 * field) {
        result = wolf.wc_ecc_import_private_key_ex(scalar, (word32)field, point, (word32)(1 + 2 * field), request->key,
                                                   curve->id);
        request->key->flags = flags;
    }
    libcrypto.cleanse(scalar, sizeof scalar);
    libcrypto.ec_free(key);
    return result;
}
