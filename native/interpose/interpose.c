/*
 * The five functions; see interpose.h. Each has the name and the meaning of the one behind it, and calls that one
 * whenever there is anything unusual about the arguments: wolfSSL then says so in its own words.
 */
#include "interpose.h"

#include <wolfssl/options.h>
#include <wolfssl/wolfcrypt/curve25519.h>
#include <wolfssl/wolfcrypt/dh.h>
#include <wolfssl/wolfcrypt/error-crypt.h>
#include <wolfssl/wolfcrypt/sha256.h>
#include <wolfssl/wolfcrypt/sha512.h>
#include <wolfssl/wolfcrypt/types.h>

#include <dlfcn.h>
#include <string.h>

#define EXPORT __attribute__((visibility("default")))

EXPORT struct interpose tlsmgm_interpose = {.hash_device = INVALID_DEVID};

static struct {
    __typeof__(&wc_curve25519_make_key) make_key;
    __typeof__(&wc_curve25519_shared_secret_ex) shared_secret;
    __typeof__(&wc_InitSha256_ex) sha256;
    __typeof__(&wc_InitSha384_ex) sha384;
    __typeof__(&wc_DhSetCheckKey) check_dh;
} behind;

static void find(void *function, const char *name)
{
    void *address = dlsym(RTLD_NEXT, name);
    memcpy(function, &address, sizeof address);
}

/* libwolfssl, which this library needs, has no constructor that could call one of them before. */
__attribute__((constructor)) static void find_behind(void)
{
    find(&behind.make_key, "wc_curve25519_make_key");
    find(&behind.shared_secret, "wc_curve25519_shared_secret_ex");
    find(&behind.sha256, "wc_InitSha256_ex");
    find(&behind.sha384, "wc_InitSha384_ex");
    find(&behind.check_dh, "wc_DhSetCheckKey");
    tlsmgm_interpose.complete = behind.make_key != NULL && behind.shared_secret != NULL && behind.sha256 != NULL &&
        behind.sha384 != NULL && behind.check_dh != NULL;
}

/* The compiler must not take it for a store that nobody reads. */
static void wipe(volatile unsigned char *secret, int size)
{
    for (int i = 0; i < size; i++)
        secret[i] = 0;
}

/* A key with a device of its own is that device's. */
static int is_ours(const curve25519_key *key)
{
    return key->devId == INVALID_DEVID || key->devId == tlsmgm_interpose.hash_device;
}

EXPORT int wc_curve25519_make_key(WC_RNG *random, int size, curve25519_key *key)
{
    unsigned char scalar[X25519_SIZE];
    unsigned char point[X25519_SIZE];
    int result = -1;
    if (tlsmgm_interpose.x25519_generate != NULL && random != NULL && key != NULL && size == X25519_SIZE &&
        is_ours(key)) {
        if (tlsmgm_interpose.x25519_generate(scalar, point) == INTERPOSED_DONE)
            result = wc_curve25519_import_private_raw_ex(scalar, X25519_SIZE, point, X25519_SIZE, key,
                                                         EC25519_LITTLE_ENDIAN);
        wipe(scalar, X25519_SIZE);
    }
    return result == 0 ? 0 : behind.make_key(random, size, key);
}

static enum interposed agree(curve25519_key *own, curve25519_key *peer, byte *secret)
{
    unsigned char scalar[X25519_SIZE];
    unsigned char point[X25519_SIZE];
    unsigned char other[X25519_SIZE];
    word32 scalar_size = X25519_SIZE;
    word32 point_size = X25519_SIZE;
    word32 other_size = X25519_SIZE;
    enum interposed result = INTERPOSED_LEFT_TO_WOLFSSL;
    if (wc_curve25519_export_key_raw_ex(own, scalar, &scalar_size, point, &point_size, EC25519_LITTLE_ENDIAN) == 0 &&
        wc_curve25519_export_public_ex(peer, other, &other_size, EC25519_LITTLE_ENDIAN) == 0 &&
        scalar_size == X25519_SIZE && point_size == X25519_SIZE && other_size == X25519_SIZE &&
        (other[X25519_SIZE - 1] & 0x80) == 0) /* wolfSSL refuses that one */
        result = tlsmgm_interpose.x25519_agree(scalar, point, other, secret);
    wipe(scalar, X25519_SIZE);
    return result;
}

/* Only as TLS asks for it, in little-endian order. */
EXPORT int wc_curve25519_shared_secret_ex(curve25519_key *own, curve25519_key *peer, byte *secret, word32 *size,
                                          int endian)
{
    enum interposed result = INTERPOSED_LEFT_TO_WOLFSSL;
    if (tlsmgm_interpose.x25519_agree != NULL && own != NULL && peer != NULL && secret != NULL && size != NULL &&
        *size >= X25519_SIZE && endian == EC25519_LITTLE_ENDIAN && is_ours(own) && own->privSet && peer->pubSet)
        result = agree(own, peer, secret);
    switch (result) {
    case INTERPOSED_DONE:
        *size = X25519_SIZE;
        return 0;
    case INTERPOSED_REFUSED:
        return ECC_OUT_OF_RANGE_E;
    default:
        return behind.shared_secret(own, peer, secret, size, endian);
    }
}

EXPORT int wc_InitSha256_ex(wc_Sha256 *sha, void *heap, int device)
{
    return behind.sha256(sha, heap, device == INVALID_DEVID ? tlsmgm_interpose.hash_device : device);
}

EXPORT int wc_InitSha384_ex(wc_Sha384 *sha, void *heap, int device)
{
    return behind.sha384(sha, heap, device == INVALID_DEVID ? tlsmgm_interpose.hash_device : device);
}

/* RFC 7919's of 2048 bits, which every server has that was given no other: whether it is prime need not be found out. */
static int is_ffdhe2048(const byte *prime, word32 size)
{
    const DhParams *known = wc_Dh_ffdhe2048_Get();
    return known != NULL && prime != NULL && size == known->p_len && memcmp(prime, known->p, size) == 0;
}

EXPORT int wc_DhSetCheckKey(DhKey *key, const byte *prime, word32 prime_size, const byte *generator,
                            word32 generator_size, const byte *order, word32 order_size, int trusted, WC_RNG *random)
{
    return behind.check_dh(key, prime, prime_size, generator, generator_size, order, order_size,
                           trusted || is_ffdhe2048(prime, prime_size), random);
}
