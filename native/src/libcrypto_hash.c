/*
 * Hashes. wolfSSL copies, reads and drops the state of a hash without telling the device, so no state may live here:
 * each call takes wolfSSL's own state (the chaining value, the unfinished block and the length; every implementation of
 * SHA has the same three), lets libcrypto go on with it, and puts it back. Copies are then right by themselves, either
 * side can take over at any point, and HMAC, which wolfSSL builds of hashes with the same device, comes with them.
 */
#include "libcrypto_table.h"

#include <string.h>

/* The states of libcrypto, as its headers have given them since 0.9.8. Lengths are in bits. */
struct sha1_state {
    uint32_t chain[5];
    uint32_t low, high;
    unsigned char block[WC_SHA_BLOCK_SIZE];
    unsigned used;
};

struct sha256_state {
    uint32_t chain[8];
    uint32_t low, high;
    unsigned char block[WC_SHA256_BLOCK_SIZE];
    unsigned used;
    unsigned digest_size;
};

struct sha512_state {
    uint64_t chain[8];
    uint64_t low, high;
    unsigned char block[WC_SHA512_BLOCK_SIZE];
    unsigned used;
    unsigned digest_size;
};

/* wolfSSL's lengths are in bytes, in two halves. */
#define TAKE(state, sha, word_bits) \
    do { \
        memcpy((state).chain, (sha)->digest, sizeof (state).chain); \
        memcpy((state).block, (sha)->buffer, (sha)->buffLen); \
        (state).used = (sha)->buffLen; \
        (state).low = (sha)->loLen << 3; \
        (state).high = (sha)->hiLen << 3 | (sha)->loLen >> ((word_bits) - 3); \
    } while (0)

#define GIVE(state, sha, word_bits) \
    do { \
        memcpy((sha)->digest, (state).chain, sizeof (state).chain); \
        memcpy((sha)->buffer, (state).block, (state).used); \
        (sha)->buffLen = (state).used; \
        (sha)->loLen = (state).low >> 3 | (state).high << ((word_bits) - 3); \
        (sha)->hiLen = (state).high >> 3; \
    } while (0)

/* As long as no block is complete there is nothing to gain: wolfSSL only copies the bytes. */
#define WORTHWHILE(sha, size, block) ((sha)->buffLen < (block) && (size) >= (block) - (sha)->buffLen)

static int sha1(wc_Sha *sha, const unsigned char *in, word32 size, unsigned char *digest)
{
    struct sha1_state state;
    if (digest != NULL) {
        TAKE(state, sha, 32);
        libcrypto.sha1_final(digest, &state);
        return wolf.wc_InitSha_ex(sha, sha->heap, sha->devId);
    }
    if (!WORTHWHILE(sha, size, WC_SHA_BLOCK_SIZE))
        return CRYPTOCB_UNAVAILABLE;
    TAKE(state, sha, 32);
    libcrypto.sha1_update(&state, in, size);
    GIVE(state, sha, 32);
    return 0;
}

static int sha256(wc_Sha256 *sha, const unsigned char *in, word32 size, unsigned char *digest)
{
    struct sha256_state state;
    state.digest_size = WC_SHA256_DIGEST_SIZE;
    if (digest != NULL) {
        TAKE(state, sha, 32);
        libcrypto.sha256_final(digest, &state);
        return wolf.wc_InitSha256_ex(sha, sha->heap, sha->devId);
    }
    if (!WORTHWHILE(sha, size, WC_SHA256_BLOCK_SIZE))
        return CRYPTOCB_UNAVAILABLE;
    TAKE(state, sha, 32);
    libcrypto.sha256_update(&state, in, size);
    GIVE(state, sha, 32);
    return 0;
}

/* SHA-384 is SHA-512 from another start, cut short; for wolfSSL, too, they are one structure. */
static int sha512(wc_Sha512 *sha, const unsigned char *in, word32 size)
{
    if (!WORTHWHILE(sha, size, WC_SHA512_BLOCK_SIZE))
        return CRYPTOCB_UNAVAILABLE;
    struct sha512_state state;
    state.digest_size = WC_SHA512_DIGEST_SIZE;
    TAKE(state, sha, 64);
    libcrypto.sha512_update(&state, in, size);
    GIVE(state, sha, 64);
    return 0;
}

static int sha384_final(wc_Sha384 *sha, unsigned char *digest)
{
    struct sha512_state state;
    state.digest_size = WC_SHA384_DIGEST_SIZE;
    TAKE(state, sha, 64);
    libcrypto.sha512_final(digest, &state);
    return wolf.wc_InitSha384_ex(sha, sha->heap, sha->devId);
}

int libcrypto_hash(wc_CryptoInfo *info)
{
    const unsigned char *in = info->hash.in;
    word32 size = info->hash.inSz;
    unsigned char *digest = info->hash.digest;
    if (in == NULL && digest == NULL)
        return CRYPTOCB_UNAVAILABLE;
    /* Without a structure it is a question whether a device would hash in one go. */
    switch (info->hash.type) {
    case WC_HASH_TYPE_SHA:
        return info->hash.sha1 != NULL ? sha1(info->hash.sha1, in, size, digest) : CRYPTOCB_UNAVAILABLE;
    case WC_HASH_TYPE_SHA256:
        return info->hash.sha256 != NULL ? sha256(info->hash.sha256, in, size, digest) : CRYPTOCB_UNAVAILABLE;
    case WC_HASH_TYPE_SHA384:
        if (info->hash.sha384 == NULL)
            return CRYPTOCB_UNAVAILABLE;
        return digest != NULL ? sha384_final(info->hash.sha384, digest) : sha512(info->hash.sha384, in, size);
    case WC_HASH_TYPE_SHA512:
        /* SHA-512/256 and SHA-512/224 end here too and cannot be told apart: ending is left to wolfSSL, which knows. */
        return info->hash.sha512 != NULL && digest == NULL ? sha512(info->hash.sha512, in, size) : CRYPTOCB_UNAVAILABLE;
    default:
        return CRYPTOCB_UNAVAILABLE;
    }
}
