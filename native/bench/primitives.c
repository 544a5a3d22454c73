/*
 * What handing an algorithm over brings: each operation through wolfCrypt's functions, done by wolfSSL itself and by
 * libcrypto behind the device. One line of JSON each; us per operation, the best of many short stretches.
 *
 *   primitives [NAME-PREFIX]
 */
#define _POSIX_C_SOURCE 200809L

#include "libcrypto.h"
#include "wolf.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <wolfssl/wolfcrypt/asn_public.h>
#include <wolfssl/wolfcrypt/hmac.h>

#define STRETCHES 200
/* Shorter than a time slice, so that on a busy machine some run undisturbed. */
#define STRETCH_NS 1e6

typedef int (*operation)(void *state);

static unsigned char data[16384];
static unsigned char sink[16384 + 64];
static int device;

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec * 1e9 + (double)time.tv_nsec;
}

static double best(operation run, void *state)
{
    double least = 0;
    for (int i = 0; i < STRETCHES; i++) {
        double start = now();
        double elapsed;
        long count = 0;
        do {
            int error = run(state);
            if (error != 0) {
                fprintf(stderr, "failed: %d\n", error);
                exit(1);
            }
            count++;
            elapsed = now() - start;
        } while (elapsed < STRETCH_NS);
        if (i == 0 || elapsed / (double)count < least)
            least = elapsed / (double)count;
    }
    return least / 1e3;
}

static const char *prefix = "";

/* The states differ in the device they were made for, in nothing else. */
static void compare(const char *name, operation run, void *builtin, void *handed_over)
{
    if (strncmp(name, prefix, strlen(prefix)) != 0)
        return;
    double ours = best(run, builtin);
    double theirs = best(run, handed_over);
    printf("{\"operation\":\"%s\",\"builtin_us\":%.3f,\"libcrypto_us\":%.3f,\"factor\":%.2f}\n", name, ours, theirs,
           ours / theirs);
    fflush(stdout);
}

static void *allocate(size_t size)
{
    void *memory = calloc(1, size);
    if (memory == NULL)
        abort();
    return memory;
}

static void require(int result)
{
    if (result != 0) {
        fprintf(stderr, "cannot prepare: %d\n", result);
        exit(1);
    }
}

struct cipher_state {
    Aes encrypt;
    Aes decrypt;
    word32 size;
    unsigned char sealed[16384];
    unsigned char tag[16];
};

static int gcm_encrypt(void *state)
{
    struct cipher_state *s = state;
    return wc_AesGcmEncrypt(&s->encrypt, sink, data, s->size, data, 12, s->tag, 16, data, 13);
}

static int gcm_decrypt(void *state)
{
    struct cipher_state *s = state;
    return wc_AesGcmDecrypt(&s->encrypt, sink, s->sealed, s->size, data, 12, s->tag, 16, data, 13);
}

static int ccm_encrypt(void *state)
{
    struct cipher_state *s = state;
    return wc_AesCcmEncrypt(&s->encrypt, sink, data, s->size, data, 12, s->tag, 16, data, 13);
}

static int cbc_encrypt(void *state)
{
    struct cipher_state *s = state;
    return wc_AesCbcEncrypt(&s->encrypt, sink, data, s->size);
}

static int cbc_decrypt(void *state)
{
    struct cipher_state *s = state;
    return wc_AesCbcDecrypt(&s->decrypt, sink, data, s->size);
}

static struct cipher_state *cipher(int id, word32 size)
{
    struct cipher_state *s = allocate(sizeof *s);
    s->size = size;
    require(wc_AesInit(&s->encrypt, NULL, id));
    require(wc_AesInit(&s->decrypt, NULL, id));
    require(wc_AesGcmSetKey(&s->encrypt, data, 16));
    require(wc_AesGcmEncrypt(&s->encrypt, s->sealed, data, size, data, 12, s->tag, 16, data, 13));
    require(wc_AesSetKey(&s->decrypt, data, 16, data, AES_DECRYPTION));
    return s;
}

static void ciphers(void)
{
    static const word32 sizes[] = {64, 1024, 16384};
    char name[64];
    for (int i = 0; i < 3; i++) {
        struct cipher_state *a = cipher(INVALID_DEVID, sizes[i]);
        struct cipher_state *b = cipher(device, sizes[i]);
        const struct {
            const char *name;
            operation run;
        } modes[] = {{"AES-128-GCM encrypt", gcm_encrypt}, {"AES-128-GCM decrypt", gcm_decrypt},
                     {"AES-128-CBC encrypt", cbc_encrypt}, {"AES-128-CBC decrypt", cbc_decrypt},
                     {"AES-128-CCM encrypt", ccm_encrypt}};
        for (size_t mode = 0; mode < sizeof modes / sizeof modes[0]; mode++) {
            snprintf(name, sizeof name, "%s %u", modes[mode].name, sizes[i]);
            compare(name, modes[mode].run, a, b);
        }
        free(a);
        free(b);
    }
}

struct hash_state {
    int id;
    word32 size;
};

#define HASH(name, type, init, update, final) \
    static int name(void *state) \
    { \
        struct hash_state *s = state; \
        type sha; \
        init(&sha, NULL, s->id); \
        return update(&sha, data, s->size) != 0 || final(&sha, sink) != 0; \
    }

HASH(sha1, wc_Sha, wc_InitSha_ex, wc_ShaUpdate, wc_ShaFinal)
HASH(sha256, wc_Sha256, wc_InitSha256_ex, wc_Sha256Update, wc_Sha256Final)
HASH(sha384, wc_Sha384, wc_InitSha384_ex, wc_Sha384Update, wc_Sha384Final)

static int hmac_sha256(void *state)
{
    struct hash_state *s = state;
    Hmac hmac;
    if (wc_HmacInit(&hmac, NULL, s->id) != 0 || wc_HmacSetKey(&hmac, WC_SHA256, data, 32) != 0 ||
        wc_HmacUpdate(&hmac, data, s->size) != 0 || wc_HmacFinal(&hmac, sink) != 0)
        return -1;
    wc_HmacFree(&hmac);
    return 0;
}

static void hashes(void)
{
    static const word32 sizes[] = {32, 64, 256, 1024, 16384};
    char name[64];
    for (int i = 0; i < 5; i++) {
        struct hash_state a = {INVALID_DEVID, sizes[i]};
        struct hash_state b = {device, sizes[i]};
        const struct {
            const char *name;
            operation run;
        } all[] = {{"SHA-1", sha1}, {"SHA-256", sha256}, {"SHA-384", sha384}, {"HMAC-SHA-256", hmac_sha256}};
        for (size_t j = 0; j < sizeof all / sizeof all[0]; j++) {
            snprintf(name, sizeof name, "%s %u", all[j].name, sizes[i]);
            compare(name, all[j].run, &a, &b);
        }
    }
}

/* wolfSSL keeps tables of points that it meets again; a peer's share in a handshake is always new. */
#define PEERS 64

struct ec_state {
    WC_RNG rng;
    ecc_key key;
    ecc_key peers[PEERS];
    unsigned char signatures[PEERS][160];
    word32 signature_sizes[PEERS];
    unsigned next;
    ecc_key scratch;
    int curve;
    int size;
};

static int ec_generate(void *state)
{
    struct ec_state *s = state;
    return wc_ecc_make_key_ex(&s->rng, s->size, &s->scratch, s->curve);
}

static int ec_agree(void *state)
{
    struct ec_state *s = state;
    word32 length = 66;
    return wc_ecc_shared_secret(&s->key, &s->peers[s->next++ % PEERS], sink, &length);
}

static int ec_sign(void *state)
{
    struct ec_state *s = state;
    word32 length = sizeof s->signatures[0];
    return wc_ecc_sign_hash(data, 32, sink, &length, &s->rng, &s->key);
}

static int ec_verify(void *state)
{
    struct ec_state *s = state;
    int valid = 0;
    int error = wc_ecc_verify_hash(s->signatures[0], s->signature_sizes[0], data, 32, &valid, &s->peers[0]);
    return error != 0 ? error : !valid;
}

static int ec_verify_new(void *state)
{
    struct ec_state *s = state;
    int valid = 0;
    unsigned i = s->next++ % PEERS;
    int error = wc_ecc_verify_hash(s->signatures[i], s->signature_sizes[i], data, 32, &valid, &s->peers[i]);
    return error != 0 ? error : !valid;
}

static struct ec_state *ec(int id, int curve, int size)
{
    struct ec_state *s = allocate(sizeof *s);
    s->curve = curve;
    s->size = size;
    require(wc_InitRng(&s->rng));
    require(wc_ecc_init_ex(&s->key, NULL, id));
    require(wc_ecc_init_ex(&s->scratch, NULL, id));
    require(wc_ecc_make_key_ex(&s->rng, size, &s->key, curve));
    require(wc_ecc_set_rng(&s->key, &s->rng));
    for (int i = 0; i < PEERS; i++) {
        s->signature_sizes[i] = sizeof s->signatures[i];
        require(wc_ecc_init_ex(&s->peers[i], NULL, id));
        require(wc_ecc_make_key_ex(&s->rng, size, &s->peers[i], curve));
        require(wc_ecc_sign_hash(data, 32, s->signatures[i], &s->signature_sizes[i], &s->rng, &s->peers[i]));
    }
    return s;
}

static void curves(void)
{
    static const struct {
        const char *name;
        int id;
        int size;
    } all[] = {{"P-256", ECC_SECP256R1, 32}, {"P-384", ECC_SECP384R1, 48}, {"P-521", ECC_SECP521R1, 66}};
    char name[64];
    for (int i = 0; i < 3; i++) {
        struct ec_state *a = ec(INVALID_DEVID, all[i].id, all[i].size);
        struct ec_state *b = ec(device, all[i].id, all[i].size);
        const struct {
            const char *name;
            operation run;
        } operations[] = {
            {"generate", ec_generate}, {"ECDH", ec_agree}, {"ECDSA sign", ec_sign}, {"ECDSA verify", ec_verify},
            {"ECDSA verify, new key", ec_verify_new}};
        for (size_t j = 0; j < sizeof operations / sizeof operations[0]; j++) {
            snprintf(name, sizeof name, "%s %s", all[i].name, operations[j].name);
            compare(name, operations[j].run, a, b);
        }
    }
}

struct rsa_state {
    WC_RNG rng;
    RsaKey key;
    unsigned char signature[512];
};

static int rsa_sign(void *state)
{
    struct rsa_state *s = state;
    return wc_RsaSSL_Sign(data, 51, s->signature, sizeof s->signature, &s->key, &s->rng) > 0 ? 0 : -1;
}

static int rsa_verify(void *state)
{
    struct rsa_state *s = state;
    return wc_RsaSSL_Verify(s->signature, (word32)wc_RsaEncryptSize(&s->key), sink, sizeof sink, &s->key) > 0 ? 0 : -1;
}

static void rsa(void)
{
    struct rsa_state *a = allocate(sizeof *a);
    struct rsa_state *b = allocate(sizeof *b);
    unsigned char der[2048];
    word32 index = 0;
    require(wc_InitRng(&a->rng));
    require(wc_InitRng(&b->rng));
    require(wc_InitRsaKey_ex(&a->key, NULL, INVALID_DEVID));
    require(wc_InitRsaKey_ex(&b->key, NULL, device));
    require(wc_MakeRsaKey(&a->key, 2048, WC_RSA_EXPONENT, &a->rng));
    int size = wc_RsaKeyToDer(&a->key, der, sizeof der);
    require(wc_RsaPrivateKeyDecode(der, &index, &b->key, (word32)size));
    require(wc_RsaSetRNG(&a->key, &a->rng));
    require(wc_RsaSetRNG(&b->key, &b->rng));
    compare("RSA-2048 sign", rsa_sign, a, b);
    compare("RSA-2048 verify", rsa_verify, a, b);
}

static int rng_block(void *state)
{
    return wc_RNG_GenerateBlock(state, sink, 32);
}

static int rng_new(void *state)
{
    WC_RNG rng;
    int error = wc_InitRng_ex(&rng, NULL, *(int *)state);
    wc_FreeRng(&rng);
    return error;
}

static void randomness(void)
{
    WC_RNG a;
    WC_RNG b;
    int none = INVALID_DEVID;
    require(wc_InitRng_ex(&a, NULL, INVALID_DEVID));
    require(wc_InitRng_ex(&b, NULL, device));
    compare("random 32", rng_block, &a, &b);
    compare("random generator new", rng_new, &none, &device);
}

int main(int count, char **values)
{
    char error[256];
    if (count > 1)
        prefix = values[1];
    if (wolf_load("libwolfssl.so.35", NULL, error, sizeof error) != 0 || libcrypto_load(NULL, error, sizeof error) != 0) {
        fprintf(stderr, "%s\n", error);
        return 1;
    }
    device = libcrypto_device();
    ciphers();
    hashes();
    curves();
    rsa();
    randomness();
    return 0;
}
