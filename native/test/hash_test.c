/*
 * Hashes and HMAC with the device: known answers, states that are copied and read halfway, and every way to cut the
 * input.
 */
#include "check.h"
#include "libcrypto.h"
#include "wolf.h"

#include <pthread.h>
#include <wolfssl/wolfcrypt/hmac.h>

static int device;

/* FIPS 180-2, appendices: "abc" and the message of two blocks. */
static const char *const messages[] = {
    "abc",
    "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
    "abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu",
};

struct kind {
    const char *name;
    int size;
    int hmac;
    const char *answers[3];
    const char *hmac_answer; /* RFC 2202 and RFC 4231, case 2 */
};

static const struct kind kinds[] = {
    {"SHA-1", WC_SHA_DIGEST_SIZE, WC_SHA,
     {"a9993e364706816aba3e25717850c26c9cd0d89d", "84983e441c3bd26ebaae4aa1f95129e5e54670f1", NULL},
     "effcdf6ae5eb2fa2d27416d5f184df9c259a7c79"},
    {"SHA-256", WC_SHA256_DIGEST_SIZE, WC_SHA256,
     {"ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1", NULL},
     "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"},
    {"SHA-384", WC_SHA384_DIGEST_SIZE, WC_SHA384,
     {"cb00753f45a35e8bb5a03d699ac65007272c32ab0eded1631a8b605a43ff5bed8086072ba1e7cc2358baeca134c825a7", NULL,
      "09330c33f71147e83d192fc782cd1b4753111b173b3b05d22fa08086e3b0f712fcc7c71a557e2db966c3e9fa91746039"},
     "af45d2e376484031617f78d2b58a6b1b9c7ef464f5a01b47e42ec3736322445e8e2240ca5e69e2c78b3239ecfab21649"},
    {"SHA-512", WC_SHA512_DIGEST_SIZE, WC_SHA512,
     {"ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9a"
      "c94fa54ca49f",
      NULL,
      "8e959b75dae313da8cf4f72814fc143f8f7779c6eb9f7fa17299aeadb6889018501d289e4900f7e4331b99dec4b5433ac7d329eeb6dd26545e96"
      "e55b874be909"},
     "164b7a7bfcf819e2e395fbe73b56e0a387bd64222e831fd610270cd7ea2505549758bf75c05a994a6d034f65f8f0e6fdcaeab1a34d4a6b4b636e"
     "070a38bce737"},
};

#define KINDS (sizeof kinds / sizeof kinds[0])

/* One interface over wolfSSL's four, for the tests to be the same for each. */
union sha {
    wc_Sha sha1;
    wc_Sha256 sha256;
    wc_Sha384 sha384;
    wc_Sha512 sha512;
};

#define EACH(kind, sha1_call, sha256_call, sha384_call, sha512_call) \
    ((kind) == 0 ? (sha1_call) : (kind) == 1 ? (sha256_call) : (kind) == 2 ? (sha384_call) : (sha512_call))

static int init(size_t kind, union sha *sha, int id)
{
    return EACH(kind, wc_InitSha_ex(&sha->sha1, NULL, id), wc_InitSha256_ex(&sha->sha256, NULL, id),
                wc_InitSha384_ex(&sha->sha384, NULL, id), wc_InitSha512_ex(&sha->sha512, NULL, id));
}

static int update(size_t kind, union sha *sha, const void *data, size_t size)
{
    return EACH(kind, wc_ShaUpdate(&sha->sha1, data, (word32)size), wc_Sha256Update(&sha->sha256, data, (word32)size),
                wc_Sha384Update(&sha->sha384, data, (word32)size), wc_Sha512Update(&sha->sha512, data, (word32)size));
}

static int final(size_t kind, union sha *sha, unsigned char *digest)
{
    return EACH(kind, wc_ShaFinal(&sha->sha1, digest), wc_Sha256Final(&sha->sha256, digest),
                wc_Sha384Final(&sha->sha384, digest), wc_Sha512Final(&sha->sha512, digest));
}

static int copy(size_t kind, union sha *from, union sha *to)
{
    return EACH(kind, wc_ShaCopy(&from->sha1, &to->sha1), wc_Sha256Copy(&from->sha256, &to->sha256),
                wc_Sha384Copy(&from->sha384, &to->sha384), wc_Sha512Copy(&from->sha512, &to->sha512));
}

static int get(size_t kind, union sha *sha, unsigned char *digest)
{
    return EACH(kind, wc_ShaGetHash(&sha->sha1, digest), wc_Sha256GetHash(&sha->sha256, digest),
                wc_Sha384GetHash(&sha->sha384, digest), wc_Sha512GetHash(&sha->sha512, digest));
}

static void answers(int id)
{
    for (size_t kind = 0; kind < KINDS; kind++) {
        for (int i = 0; i < 3; i++) {
            unsigned char expected[64], digest[64];
            union sha sha;
            if (kinds[kind].answers[i] == NULL)
                continue;
            from_hex(kinds[kind].answers[i], expected, sizeof expected);
            CHECK(init(kind, &sha, id) == 0);
            /* Twice: an ended hash starts anew. */
            for (int round = 0; round < 2; round++) {
                CHECK(update(kind, &sha, messages[i], strlen(messages[i])) == 0);
                CHECK(final(kind, &sha, digest) == 0);
                CHECK_SAME(digest, expected, (size_t)kinds[kind].size);
            }
        }
    }
}

#define LENGTH 700

/* All cuts of an input into two, with a copy taken in between that goes on by itself, and a look at the hash so far. */
static void cuts(void)
{
    unsigned char data[LENGTH], expected[64], digest[64], so_far[64], first[64];
    for (int i = 0; i < LENGTH; i++)
        data[i] = (unsigned char)(i * 13 + 5);
    for (size_t kind = 0; kind < KINDS; kind++) {
        size_t size = (size_t)kinds[kind].size;
        union sha sha, other, plain;
        CHECK(init(kind, &plain, INVALID_DEVID) == 0 && update(kind, &plain, data, LENGTH) == 0);
        CHECK(final(kind, &plain, expected) == 0);
        for (size_t cut = 0; cut <= LENGTH; cut++) {
            CHECK(init(kind, &sha, device) == 0 && init(kind, &plain, INVALID_DEVID) == 0);
            CHECK(update(kind, &sha, data, cut) == 0 && update(kind, &plain, data, cut) == 0);
            CHECK(copy(kind, &sha, &other) == 0);
            CHECK(get(kind, &sha, so_far) == 0 && final(kind, &plain, first) == 0);
            CHECK_SAME(so_far, first, size);
            CHECK(update(kind, &sha, data + cut, LENGTH - cut) == 0 && final(kind, &sha, digest) == 0);
            CHECK_SAME(digest, expected, size);
            CHECK(update(kind, &other, data + cut, LENGTH - cut) == 0 && final(kind, &other, digest) == 0);
            CHECK_SAME(digest, expected, size);
        }
    }
}

/* More than 2^29 octets: the count of bits leaves its lower half. */
static void long_input(void)
{
    enum { CHUNK = 1 << 24 };
    unsigned char *data = calloc(1, CHUNK);
    unsigned char ours[64], theirs[64];
    union sha with, without;
    CHECK(data != NULL && init(1, &with, device) == 0 && init(1, &without, INVALID_DEVID) == 0);
    for (int i = 0; i < 33; i++)
        CHECK(update(1, &with, data, CHUNK) == 0);
    CHECK(update(1, &with, data, 3) == 0 && final(1, &with, ours) == 0);
    for (int i = 0; i < 33; i++)
        CHECK(update(1, &without, data, CHUNK) == 0);
    CHECK(update(1, &without, data, 3) == 0 && final(1, &without, theirs) == 0);
    CHECK_SAME(ours, theirs, 32);
    free(data);
}

/* These share the structure of SHA-512, and are cut shorter than a device that ends SHA-512 would write. */
static void shorter_relatives(void)
{
    unsigned char ours[72], theirs[72], data[300] = {3};
    wc_Sha512 sha;
    for (int i = 0; i < 2; i++) {
        unsigned char *out = i == 0 ? ours : theirs;
        memset(out, 0x55, 72);
        CHECK(wc_InitSha512_256_ex(&sha, NULL, i == 0 ? device : INVALID_DEVID) == 0);
        CHECK(wc_Sha512_256Update(&sha, data, sizeof data) == 0 && wc_Sha512_256Final(&sha, out) == 0);
    }
    CHECK_SAME(ours, theirs, 72);
    CHECK(ours[32] == 0x55);
}

static void hmacs(int id)
{
    static const char message[] = "what do ya want for nothing?";
    for (size_t kind = 0; kind < KINDS; kind++) {
        unsigned char expected[64], digest[64];
        Hmac hmac;
        from_hex(kinds[kind].hmac_answer, expected, sizeof expected);
        CHECK(wc_HmacInit(&hmac, NULL, id) == 0);
        CHECK(wc_HmacSetKey(&hmac, kinds[kind].hmac, (const byte *)"Jefe", 4) == 0);
        for (int round = 0; round < 2; round++) {
            CHECK(wc_HmacUpdate(&hmac, (const byte *)message, 5) == 0);
            CHECK(wc_HmacUpdate(&hmac, (const byte *)message + 5, sizeof message - 6) == 0);
            CHECK(wc_HmacFinal(&hmac, digest) == 0);
            CHECK_SAME(digest, expected, (size_t)kinds[kind].size);
        }
        wc_HmacFree(&hmac);
    }
}

static void *thread(void *unused)
{
    for (int round = 0; round < 50; round++) {
        answers(device);
        hmacs(device);
    }
    cuts();
    return unused;
}

int main(int count, char **values)
{
    char error[256] = "";
    CHECK(wolf_load(count > 1 ? values[1] : "libwolfssl.so.35", NULL, error, sizeof error) == 0);
    CHECK(libcrypto_load(NULL, error, sizeof error) == 0);
    device = libcrypto_device();
    CHECK(libcrypto_algorithms() & LIBCRYPTO_SHA);
    answers(INVALID_DEVID);
    answers(device);
    hmacs(INVALID_DEVID);
    hmacs(device);
    cuts();
    shorter_relatives();
    long_input();
    pthread_t threads[4];
    for (int i = 0; i < 4; i++)
        CHECK(pthread_create(&threads[i], NULL, thread, NULL) == 0);
    for (int i = 0; i < 4; i++)
        CHECK(pthread_join(threads[i], NULL) == 0);
    puts("hashes: passed");
    return 0;
}
