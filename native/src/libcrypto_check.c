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
    return wrong;
}
