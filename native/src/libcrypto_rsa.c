/*
 * RSA without padding: wolfSSL pads (PKCS #1 v1.5, PSS, OAEP) before it asks, or after.
 *
 * A public key is made for one use: that costs 5 microseconds of some 20. A private key's Montgomery contexts, blinding
 * and CRT parameters cost more than a third of a signature: those in use are kept, for all threads, and found by a
 * digest of the key, so that a key is never mistaken for another of the same address.
 */
#include "libcrypto_table.h"

#include <pthread.h>
#include <string.h>

#define NO_PADDING 3     /* OpenSSL's RSA_NO_PADDING */
#define CONSTANT_TIME 4  /* OpenSSL's BN_FLG_CONSTTIME */
#define MAX_MODULUS 1024 /* octets: 8192 bits */
#define DIGEST 32
#define KEPT 16

struct kept {
    unsigned char digest[DIGEST];
    struct lc_rsa *rsa;
};

/* Held for a comparison per signature, next to which it is nothing. Protects kept and oldest. */
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct kept kept[KEPT];
static unsigned oldest;

enum part { E, N, D, P, Q, PARTS };

struct exported {
    unsigned char octets[PARTS][MAX_MODULUS];
    word32 length[PARTS];
};

static struct lc_bn *number(const struct exported *key, enum part part)
{
    struct lc_bn *bn = libcrypto.bn_import(key->octets[part], (int)key->length[part], NULL);
    if (bn != NULL && part >= D)
        libcrypto.bn_set_flags(bn, CONSTANT_TIME);
    return bn;
}

/* d mod (prime - 1) */
static struct lc_bn *exponent(const struct lc_bn *d, const struct lc_bn *prime, struct lc_bn_ctx *scratch)
{
    struct lc_bn *less = libcrypto.bn_new();
    struct lc_bn *result = libcrypto.bn_new();
    if (less == NULL || result == NULL || libcrypto.bn_subtract(less, prime, libcrypto.bn_one()) != 1)
        goto fail;
    libcrypto.bn_set_flags(less, CONSTANT_TIME);
    libcrypto.bn_set_flags(result, CONSTANT_TIME);
    if (libcrypto.bn_divide(NULL, result, d, less, scratch) != 1)
        goto fail;
    libcrypto.bn_free(less);
    return result;
fail:
    libcrypto.bn_free(less);
    libcrypto.bn_free(result);
    return NULL;
}

/* Without the primes an operation takes four times as long, and is still right. Takes p and q; d stays the key's. */
static int add_primes(struct lc_rsa *rsa, const struct lc_bn *d, const struct exported *key)
{
    struct lc_bn *p = number(key, P);
    struct lc_bn *q = number(key, Q);
    struct lc_bn_ctx *scratch = libcrypto.bn_ctx_new();
    struct lc_bn *dp = NULL;
    struct lc_bn *dq = NULL;
    struct lc_bn *inverse = NULL;
    int done = 0;
    if (p == NULL || q == NULL || scratch == NULL)
        goto end;
    dp = exponent(d, p, scratch);
    dq = exponent(d, q, scratch);
    inverse = libcrypto.bn_inverse(NULL, q, p, scratch);
    if (dp == NULL || dq == NULL || inverse == NULL || libcrypto.rsa_set_factors(rsa, p, q) != 1)
        goto end;
    p = NULL;
    q = NULL;
    if (libcrypto.rsa_set_crt(rsa, dp, dq, inverse) != 1)
        goto end;
    dp = NULL;
    dq = NULL;
    inverse = NULL;
    done = 1;
end:
    libcrypto.bn_free(p);
    libcrypto.bn_free(q);
    libcrypto.bn_free(dp);
    libcrypto.bn_free(dq);
    libcrypto.bn_free(inverse);
    libcrypto.bn_ctx_free(scratch);
    return done;
}

/* A key of libcrypto with what was exported; the parts from D on only for a private one. */
static struct lc_rsa *make(const struct exported *key, int private)
{
    struct lc_rsa *rsa = libcrypto.rsa_new();
    struct lc_bn *n = number(key, N);
    struct lc_bn *e = number(key, E);
    struct lc_bn *d = private ? number(key, D) : NULL;
    if (rsa == NULL || n == NULL || e == NULL || (private && d == NULL) || libcrypto.rsa_set_key(rsa, n, e, d) != 1) {
        libcrypto.bn_free(n);
        libcrypto.bn_free(e);
        libcrypto.bn_free(d);
        goto fail;
    }
    if (private && key->length[P] > 0 && key->length[Q] > 0 && !add_primes(rsa, d, key))
        goto fail;
    return rsa;
fail:
    libcrypto.rsa_free(rsa);
    return NULL;
}

static struct lc_rsa *public_key(RsaKey *from, struct exported *key)
{
    key->length[E] = key->length[N] = MAX_MODULUS;
    if (wolf.wc_RsaFlattenPublicKey(from, key->octets[E], &key->length[E], key->octets[N], &key->length[N]) != 0)
        return NULL;
    return make(key, 0);
}

static void digest_of(const struct exported *key, unsigned char digest[DIGEST])
{
    unsigned char digests[PARTS][DIGEST];
    for (int part = 0; part < PARTS; part++)
        libcrypto.sha256(key->octets[part], key->length[part], digests[part]);
    libcrypto.sha256(digests[0], sizeof digests, digest);
    libcrypto.cleanse(digests, sizeof digests);
}

/* A reference of the caller's to the kept key. */
static struct lc_rsa *look_for(const unsigned char digest[DIGEST])
{
    struct lc_rsa *found = NULL;
    pthread_mutex_lock(&lock);
    for (int i = 0; i < KEPT && found == NULL; i++) {
        if (kept[i].rsa != NULL && memcmp(kept[i].digest, digest, DIGEST) == 0 &&
            libcrypto.rsa_up_ref(kept[i].rsa) == 1)
            found = kept[i].rsa;
    }
    pthread_mutex_unlock(&lock);
    return found;
}

static void keep(const unsigned char digest[DIGEST], struct lc_rsa *rsa)
{
    if (libcrypto.rsa_up_ref(rsa) != 1)
        return;
    pthread_mutex_lock(&lock);
    struct kept *slot = &kept[oldest++ % KEPT];
    struct lc_rsa *gone = slot->rsa;
    slot->rsa = rsa;
    memcpy(slot->digest, digest, DIGEST);
    pthread_mutex_unlock(&lock);
    libcrypto.rsa_free(gone);
}

void libcrypto_forget(void)
{
    struct lc_rsa *gone[KEPT];
    pthread_mutex_lock(&lock);
    for (int i = 0; i < KEPT; i++) {
        gone[i] = kept[i].rsa;
        kept[i] = (struct kept){.rsa = NULL};
    }
    pthread_mutex_unlock(&lock);
    for (int i = 0; i < KEPT; i++) {
        if (gone[i] != NULL) /* which is never so without libcrypto */
            libcrypto.rsa_free(gone[i]);
    }
}

static struct lc_rsa *private_key(RsaKey *from, struct exported *key)
{
    for (int part = 0; part < PARTS; part++)
        key->length[part] = MAX_MODULUS;
    if (wolf.wc_RsaExportKey(from, key->octets[E], &key->length[E], key->octets[N], &key->length[N], key->octets[D],
                             &key->length[D], key->octets[P], &key->length[P], key->octets[Q], &key->length[Q]) != 0)
        return NULL;
    unsigned char digest[DIGEST];
    digest_of(key, digest);
    struct lc_rsa *rsa = look_for(digest);
    if (rsa == NULL) {
        rsa = make(key, 1);
        if (rsa != NULL)
            keep(digest, rsa);
    }
    for (int part = D; part < PARTS; part++)
        libcrypto.cleanse(key->octets[part], key->length[part]);
    return rsa;
}

/* 0, 1 and n - 1: wolfSSL refuses to decrypt them, and says so itself. */
static int trivial(const unsigned char *in, const unsigned char *modulus, size_t size)
{
    unsigned char rest = 0;
    for (size_t i = 0; i + 1 < size; i++)
        rest |= in[i];
    return (rest == 0 && in[size - 1] <= 1) ||
        (memcmp(in, modulus, size - 1) == 0 && in[size - 1] + 1 == modulus[size - 1]);
}

int libcrypto_rsa(wc_CryptoInfo *info)
{
    __typeof__(info->pk.rsa) *request = &info->pk.rsa;
    int private = request->type == RSA_PRIVATE_ENCRYPT || request->type == RSA_PRIVATE_DECRYPT;
    int size = wolf.wc_RsaEncryptSize(request->key);
    if (size <= 0 || size > MAX_MODULUS || request->inLen != (word32)size || *request->outLen < (word32)size ||
        (!private && request->type != RSA_PUBLIC_ENCRYPT && request->type != RSA_PUBLIC_DECRYPT))
        return CRYPTOCB_UNAVAILABLE;
    struct exported key;
    struct lc_rsa *rsa = private ? private_key(request->key, &key) : public_key(request->key, &key);
    if (rsa == NULL)
        return CRYPTOCB_UNAVAILABLE;
    int result = CRYPTOCB_UNAVAILABLE;
    if (key.length[N] == (word32)size &&
        (request->type != RSA_PRIVATE_DECRYPT || !trivial(request->in, key.octets[N], (size_t)size))) {
        int done = private ? libcrypto.rsa_private(size, request->in, request->out, rsa, NO_PADDING)
                           : libcrypto.rsa_public(size, request->in, request->out, rsa, NO_PADDING);
        if (done == size) {
            *request->outLen = (word32)size;
            result = 0;
        }
    }
    libcrypto.rsa_free(rsa);
    return result;
}
