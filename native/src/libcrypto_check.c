/*
 * The device reads wolfSSL's structures, whose layout depends on how libwolfssl was configured: one that was built
 * otherwise than the headers of this shim would give us keys and states from the wrong places. Known answers through
 * the device show that, once, before the first connection.
 */
#include "libcrypto_table.h"

#include <stdlib.h>
#include <string.h>

/* Room for a structure that is larger in libwolfssl than in our headers. */
#define SLACK 8192

static const unsigned char key[AES_256_KEY_SIZE] = "known answers take a fixed key ";
static const unsigned char iv[AES_BLOCK_SIZE] = "and a fixed iv.";

/* Each check computes the same with the device and without. */
typedef int (*computation)(int device, unsigned char *structure, const unsigned char *in, unsigned char *out);

#define INPUT 240
#define OUTPUT 256

static int gcm(int device, unsigned char *structure, const unsigned char *in, unsigned char *out)
{
    Aes *aes = (Aes *)structure;
    if (wolf.wc_AesInit(aes, NULL, device) != 0)
        return -1;
    int failed = wolf.wc_AesGcmSetKey(aes, key, AES_256_KEY_SIZE) != 0 ||
        wolf.wc_AesGcmEncrypt(aes, out, in, INPUT, iv, GCM_NONCE_MID_SZ, out + INPUT, AES_BLOCK_SIZE, in, 13) != 0;
    wolf.wc_AesFree(aes);
    return failed ? -1 : 0;
}

/* In two calls: the second goes on from the chaining value that the first has left. */
static int cbc(int device, unsigned char *structure, const unsigned char *in, unsigned char *out)
{
    Aes *aes = (Aes *)structure;
    if (wolf.wc_AesInit(aes, NULL, device) != 0)
        return -1;
    int failed = wolf.wc_AesSetKey(aes, key, AES_128_KEY_SIZE, iv, AES_ENCRYPTION) != 0 ||
        wolf.wc_AesCbcEncrypt(aes, out, in, 48) != 0 || wolf.wc_AesCbcEncrypt(aes, out + 48, in + 48, INPUT - 48) != 0;
    wolf.wc_AesFree(aes);
    return failed ? -1 : 0;
}

/* Blocks begun, ended and skipped over. */
#define HASH(name, type, init, update, final) \
    static int name(int device, unsigned char *structure, const unsigned char *in, unsigned char *out) \
    { \
        type *sha = (type *)structure; \
        return wolf.init(sha, NULL, device) == 0 && wolf.update(sha, in, 5) == 0 && \
                wolf.update(sha, in + 5, 200) == 0 && wolf.update(sha, in + 205, INPUT - 205) == 0 && \
                wolf.final(sha, out) == 0 \
            ? 0 \
            : -1; \
    }

HASH(sha1, wc_Sha, wc_InitSha_ex, wc_ShaUpdate, wc_ShaFinal)
HASH(sha256, wc_Sha256, wc_InitSha256_ex, wc_Sha256Update, wc_Sha256Final)
HASH(sha384, wc_Sha384, wc_InitSha384_ex, wc_Sha384Update, wc_Sha384Final)
HASH(sha512, wc_Sha512, wc_InitSha512_ex, wc_Sha512Update, wc_Sha512Final)

static int agrees(computation compute, int device, size_t structure_size)
{
    unsigned char in[INPUT];
    unsigned char ours[OUTPUT] = {0};
    unsigned char theirs[OUTPUT] = {0};
    for (int i = 0; i < INPUT; i++)
        in[i] = (unsigned char)(i * 7);
    unsigned char *structure = calloc(2, structure_size + SLACK);
    if (structure == NULL)
        return 0;
    int equal = compute(device, structure, in, ours) == 0 &&
        compute(INVALID_DEVID, structure + structure_size + SLACK, in, theirs) == 0 &&
        memcmp(ours, theirs, sizeof ours) == 0;
    free(structure);
    return equal;
}

/* RFC 7748, 6.1: Alice's private and public key, Bob's, and what they share. */
static const unsigned char rfc7748[5][X25519_SIZE] = {
    {0x77, 0x07, 0x6d, 0x0a, 0x73, 0x18, 0xa5, 0x7d, 0x3c, 0x16, 0xc1, 0x72, 0x51, 0xb2, 0x66, 0x45,
     0xdf, 0x4c, 0x2f, 0x87, 0xeb, 0xc0, 0x99, 0x2a, 0xb1, 0x77, 0xfb, 0xa5, 0x1d, 0xb9, 0x2c, 0x2a},
    {0x85, 0x20, 0xf0, 0x09, 0x89, 0x30, 0xa7, 0x54, 0x74, 0x8b, 0x7d, 0xdc, 0xb4, 0x3e, 0xf7, 0x5a,
     0x0d, 0xbf, 0x3a, 0x0d, 0x26, 0x38, 0x1a, 0xf4, 0xeb, 0xa4, 0xa9, 0x8e, 0xaa, 0x9b, 0x4e, 0x6a},
    {0x5d, 0xab, 0x08, 0x7e, 0x62, 0x4a, 0x8a, 0x4b, 0x79, 0xe1, 0x7f, 0x8b, 0x83, 0x80, 0x0e, 0xe6,
     0x6f, 0x3b, 0xb1, 0x29, 0x26, 0x18, 0xb6, 0xfd, 0x1c, 0x2f, 0x8b, 0x27, 0xff, 0x88, 0xe0, 0xeb},
    {0xde, 0x9e, 0xdb, 0x7d, 0x7b, 0x7d, 0xc1, 0xb4, 0xd3, 0x5b, 0x61, 0xc2, 0xec, 0xe4, 0x35, 0x37,
     0x3f, 0x83, 0x43, 0xc8, 0x5b, 0x78, 0x67, 0x4d, 0xad, 0xfc, 0x7e, 0x14, 0x6f, 0x88, 0x2b, 0x4f},
    {0x4a, 0x5d, 0x9d, 0x5b, 0xa4, 0xce, 0x2d, 0xe1, 0x72, 0x8e, 0x3b, 0xf4, 0x80, 0x35, 0x0f, 0x25,
     0xe0, 0x7e, 0x21, 0xc9, 0x47, 0xd1, 0x9e, 0x33, 0x76, 0xf0, 0x9b, 0x3c, 0x1e, 0x16, 0x17, 0x42},
};

/* The known answer, and a new key that agrees with Bob as Bob does with it. */
static int x25519_agrees(void)
{
    const unsigned char(*v)[X25519_SIZE] = rfc7748;
    unsigned char scalar[X25519_SIZE];
    unsigned char point[X25519_SIZE];
    unsigned char one[X25519_SIZE];
    unsigned char other[X25519_SIZE];
    return libcrypto_x25519_agree(v[0], v[1], v[3], one) == INTERPOSED_DONE && memcmp(one, v[4], X25519_SIZE) == 0 &&
        libcrypto_x25519_generate(scalar, point) == INTERPOSED_DONE &&
        libcrypto_x25519_agree(scalar, point, v[3], one) == INTERPOSED_DONE &&
        libcrypto_x25519_agree(v[2], v[3], point, other) == INTERPOSED_DONE && memcmp(one, other, X25519_SIZE) == 0;
}

unsigned libcrypto_check(int device, unsigned algorithms)
{
    unsigned wrong = 0;
    if (algorithms & LIBCRYPTO_CIPHERS &&
        (wolf.wc_AesInit == NULL || wolf.wc_AesFree == NULL || wolf.wc_AesGcmSetKey == NULL ||
         wolf.wc_AesGcmEncrypt == NULL || wolf.wc_AesSetKey == NULL || wolf.wc_AesCbcEncrypt == NULL ||
         !agrees(gcm, device, sizeof(Aes)) || !agrees(cbc, device, sizeof(Aes))))
        wrong |= LIBCRYPTO_CIPHERS;
    if (algorithms & LIBCRYPTO_SHA &&
        (wolf.wc_ShaUpdate == NULL || wolf.wc_ShaFinal == NULL || wolf.wc_Sha256Update == NULL ||
         wolf.wc_Sha256Final == NULL || wolf.wc_Sha384Update == NULL || wolf.wc_Sha384Final == NULL ||
         wolf.wc_Sha512Update == NULL || wolf.wc_Sha512Final == NULL || !agrees(sha1, device, sizeof(wc_Sha)) ||
         !agrees(sha256, device, sizeof(wc_Sha256)) || !agrees(sha384, device, sizeof(wc_Sha384)) ||
         !agrees(sha512, device, sizeof(wc_Sha512))))
        wrong |= LIBCRYPTO_SHA;
    if (algorithms & LIBCRYPTO_X25519 && !x25519_agrees())
        wrong |= LIBCRYPTO_X25519;
    return wrong;
}
