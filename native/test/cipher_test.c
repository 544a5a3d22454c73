/*
 * AES with the device and without: known answers, agreement over many sizes, refusal of what was tampered with, change
 * of key, and addresses that are used again.
 */
#include "check.h"
#include "libcrypto.h"
#include "wolf.h"

#include <pthread.h>

static int device;

struct vector {
    const char *key;
    const char *iv;
    const char *plain;
    const char *associated;
    const char *sealed;
    const char *tag;
};

/* NIST's and McGrew/Viega's GCM test cases 4, 10 and 16. */
static const struct vector gcm[] = {
    {"feffe9928665731c6d6a8f9467308308", "cafebabefacedbaddecaf888",
     "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39",
     "feedfacedeadbeeffeedfacedeadbeefabaddad2",
     "42831ec2217774244b7221b784d0d49ce3aa212f2c02a4e035c17e2329aca12e21d514b25466931c7d8f6a5aac84aa051ba30b396a0aac973d58e091",
     "5bc94fbc3221a5db94fae95ae7121a47"},
    {"feffe9928665731c6d6a8f9467308308feffe9928665731c", "cafebabefacedbaddecaf888",
     "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39",
     "feedfacedeadbeeffeedfacedeadbeefabaddad2",
     "3980ca0b3c00e841eb06fac4872a2757859e1ceaa6efd984628593b40ca1e19c7d773d00c144c525ac619d18c84a3f4718e2448b2fe324d9ccda2710",
     "2519498e80f1478f37ba55bd6d27618c"},
    {"feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308", "cafebabefacedbaddecaf888",
     "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39",
     "feedfacedeadbeeffeedfacedeadbeefabaddad2",
     "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662",
     "76fc6ece0f4e1768cddf8853bb2d551b"},
};

/* RFC 3610, packet vector 1, has a nonce of 13 octets and a tag of 8. */
static const struct vector ccm = {
    "c0c1c2c3c4c5c6c7c8c9cacbcccdcecf", "00000003020100a0a1a2a3a4a5", "08090a0b0c0d0e0f101112131415161718191a1b1c1d1e",
    "0001020304050607", "588c979a61c663d2f066d0c2c0f989806d5f6b61dac384", "17e8d12cfdf926e0"};

/* NIST SP 800-38A, F.2.1 and F.2.5. */
static const struct vector cbc[] = {
    {"2b7e151628aed2a6abf7158809cf4f3c", "000102030405060708090a0b0c0d0e0f",
     "6bc1bee22e409f96e93d7e117393172aae2d8a571e03ac9c9eb76fac45af8e51", "",
     "7649abac8119b246cee98e9b12e9197d5086cb9b507219ee95db113a917678b2", ""},
    {"603deb1015ca71be2b73aef0857d77811f352c073b6108d72d9810a30914dff4", "000102030405060708090a0b0c0d0e0f",
     "6bc1bee22e409f96e93d7e117393172aae2d8a571e03ac9c9eb76fac45af8e51", "",
     "f58c4c04d6e5f1ba779eabfb5f7bfbd69cfc4e967edb808d679f777bc6702c7d", ""},
};

static void gcm_answers(int id)
{
    for (size_t i = 0; i < sizeof gcm / sizeof gcm[0]; i++) {
        unsigned char key[32], iv[12], plain[64], associated[20], sealed[64], tag[16], out[64], out_tag[16];
        word32 key_size = (word32)from_hex(gcm[i].key, key, sizeof key);
        word32 size = (word32)from_hex(gcm[i].plain, plain, sizeof plain);
        from_hex(gcm[i].iv, iv, sizeof iv);
        from_hex(gcm[i].associated, associated, sizeof associated);
        from_hex(gcm[i].sealed, sealed, sizeof sealed);
        from_hex(gcm[i].tag, tag, sizeof tag);
        Aes aes;
        CHECK(wc_AesInit(&aes, NULL, id) == 0 && wc_AesGcmSetKey(&aes, key, key_size) == 0);
        CHECK(wc_AesGcmEncrypt(&aes, out, plain, size, iv, 12, out_tag, 16, associated, 20) == 0);
        CHECK_SAME(out, sealed, size);
        CHECK_SAME(out_tag, tag, 16);
        CHECK(wc_AesGcmDecrypt(&aes, out, sealed, size, iv, 12, tag, 16, associated, 20) == 0);
        CHECK_SAME(out, plain, size);
        /* One wrong bit anywhere; and, unlike wolfSSL, the device leaves nothing of the text in the output. */
        tag[15] ^= 1;
        memset(out, 0xee, sizeof out);
        CHECK(wc_AesGcmDecrypt(&aes, out, sealed, size, iv, 12, tag, 16, associated, 20) == AES_GCM_AUTH_E);
        CHECK(id == INVALID_DEVID || (out[0] == 0 && memcmp(out, out + 1, size - 1) == 0));
        tag[15] ^= 1;
        sealed[0] ^= 0x80;
        CHECK(wc_AesGcmDecrypt(&aes, out, sealed, size, iv, 12, tag, 16, associated, 20) == AES_GCM_AUTH_E);
        sealed[0] ^= 0x80;
        associated[3] ^= 4;
        CHECK(wc_AesGcmDecrypt(&aes, out, sealed, size, iv, 12, tag, 16, associated, 20) == AES_GCM_AUTH_E);
        associated[3] ^= 4;
        /* A refusal leaves nothing behind that would spoil the next record. */
        CHECK(wc_AesGcmDecrypt(&aes, out, sealed, size, iv, 12, tag, 16, associated, 20) == 0);
        CHECK_SAME(out, plain, size);
        wc_AesFree(&aes);
    }
}

static void ccm_answer(int id)
{
    unsigned char key[16], nonce[13], plain[32], associated[8], sealed[32], tag[8], out[32], out_tag[8];
    from_hex(ccm.key, key, sizeof key);
    from_hex(ccm.iv, nonce, sizeof nonce);
    word32 size = (word32)from_hex(ccm.plain, plain, sizeof plain);
    from_hex(ccm.associated, associated, sizeof associated);
    from_hex(ccm.sealed, sealed, sizeof sealed);
    from_hex(ccm.tag, tag, sizeof tag);
    Aes aes;
    CHECK(wc_AesInit(&aes, NULL, id) == 0 && wc_AesCcmSetKey(&aes, key, 16) == 0);
    for (int round = 0; round < 3; round++) {
        CHECK(wc_AesCcmEncrypt(&aes, out, plain, size, nonce, 13, out_tag, 8, associated, 8) == 0);
        CHECK_SAME(out, sealed, size);
        CHECK_SAME(out_tag, tag, 8);
        CHECK(wc_AesCcmDecrypt(&aes, out, sealed, size, nonce, 13, tag, 8, associated, 8) == 0);
        CHECK_SAME(out, plain, size);
        tag[round] ^= 1;
        CHECK(wc_AesCcmDecrypt(&aes, out, sealed, size, nonce, 13, tag, 8, associated, 8) == AES_CCM_AUTH_E);
        tag[round] ^= 1;
    }
    wc_AesFree(&aes);
}

static void cbc_answers(int id)
{
    for (size_t i = 0; i < sizeof cbc / sizeof cbc[0]; i++) {
        unsigned char key[32], iv[16], plain[32], sealed[32], out[32];
        word32 key_size = (word32)from_hex(cbc[i].key, key, sizeof key);
        from_hex(cbc[i].iv, iv, sizeof iv);
        from_hex(cbc[i].plain, plain, sizeof plain);
        from_hex(cbc[i].sealed, sealed, sizeof sealed);
        Aes aes;
        CHECK(wc_AesInit(&aes, NULL, id) == 0 && wc_AesSetKey(&aes, key, key_size, iv, AES_ENCRYPTION) == 0);
        /* Block after block, so that the chaining value has to go from call to call. */
        CHECK(wc_AesCbcEncrypt(&aes, out, plain, 16) == 0 && wc_AesCbcEncrypt(&aes, out + 16, plain + 16, 16) == 0);
        CHECK_SAME(out, sealed, 32);
        CHECK(wc_AesSetKey(&aes, key, key_size, iv, AES_DECRYPTION) == 0);
        /* In place, as TLS does it. */
        CHECK(wc_AesCbcDecrypt(&aes, out, out, 16) == 0 && wc_AesCbcDecrypt(&aes, out + 16, out + 16, 16) == 0);
        CHECK_SAME(out, plain, 32);
        wc_AesFree(&aes);
    }
}

#define LARGEST 16640

/* What the device makes, wolfSSL opens, and the other way round, in place as well. */
static void sizes(void)
{
    static const word32 all[] = {0, 1, 15, 16, 17, 63, 64, 65, 1023, 1024, 16383, 16384, LARGEST};
    unsigned char *plain = malloc(LARGEST), *ours = malloc(LARGEST), *theirs = malloc(LARGEST);
    unsigned char key[32], iv[12] = {1, 2, 3}, tag[16], other[16];
    CHECK(plain != NULL && ours != NULL && theirs != NULL);
    for (int i = 0; i < LARGEST; i++)
        plain[i] = (unsigned char)(i * 31);
    memset(key, 9, sizeof key);
    Aes with, without;
    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) {
        for (word32 associated = 0; associated <= 26; associated += 13) {
            word32 size = all[i];
            CHECK(wc_AesInit(&with, NULL, device) == 0 && wc_AesInit(&without, NULL, INVALID_DEVID) == 0);
            CHECK(wc_AesGcmSetKey(&with, key, 32) == 0 && wc_AesGcmSetKey(&without, key, 32) == 0);
            CHECK(wc_AesGcmEncrypt(&with, ours, plain, size, iv, 12, tag, 16, key, associated) == 0);
            CHECK(wc_AesGcmEncrypt(&without, theirs, plain, size, iv, 12, other, 16, key, associated) == 0);
            CHECK_SAME(ours, theirs, size);
            CHECK_SAME(tag, other, 16);
            CHECK(wc_AesGcmDecrypt(&with, theirs, theirs, size, iv, 12, tag, 16, key, associated) == 0);
            CHECK(wc_AesGcmDecrypt(&without, ours, ours, size, iv, 12, tag, 16, key, associated) == 0);
            CHECK_SAME(ours, plain, size);
            CHECK_SAME(theirs, plain, size);
            wc_AesFree(&with);
            wc_AesFree(&without);
        }
    }
    free(plain);
    free(ours);
    free(theirs);
}

/* Keys change under the same address, with and without a wc_AesFree, and more of them than are kept. */
static void same_address(void)
{
    unsigned char key[16] = {0}, iv[12] = {0}, plain[40] = {7}, ours[40], theirs[40], tag[16], other[16];
    Aes with[11], without;
    for (int i = 0; i < 11; i++)
        CHECK(wc_AesInit(&with[i], NULL, device) == 0);
    for (int round = 0; round < 300; round++) {
        Aes *aes = &with[round % 11];
        key[round % 16] ^= (unsigned char)(round + 1);
        if (round % 3 == 0) {
            wc_AesFree(aes);
            CHECK(wc_AesInit(aes, NULL, device) == 0);
        }
        CHECK(wc_AesInit(&without, NULL, INVALID_DEVID) == 0);
        CHECK(wc_AesGcmSetKey(aes, key, 16) == 0 && wc_AesGcmSetKey(&without, key, 16) == 0);
        CHECK(wc_AesGcmEncrypt(aes, ours, plain, 40, iv, 12, tag, 16, iv, 5) == 0);
        CHECK(wc_AesGcmEncrypt(&without, theirs, plain, 40, iv, 12, other, 16, iv, 5) == 0);
        CHECK_SAME(ours, theirs, 40);
        CHECK_SAME(tag, other, 16);
        CHECK(wc_AesGcmDecrypt(aes, ours, ours, 40, iv, 12, tag, 16, iv, 5) == 0);
        CHECK_SAME(ours, plain, 40);
        wc_AesFree(&without);
    }
    for (int i = 0; i < 11; i++)
        wc_AesFree(&with[i]);
}

static void all_answers(void)
{
    gcm_answers(device);
    ccm_answer(device);
    cbc_answers(device);
    same_address();
}

/* Keys of a connection, as well as the cache of a thread, and the change between them. */
static void *thread(void *unused)
{
    for (int round = 0; round < 20; round++) {
        struct libcrypto_keys *keys = libcrypto_keys_new();
        CHECK(keys != NULL);
        CHECK(libcrypto_use(keys) == NULL);
        all_answers();
        CHECK(libcrypto_use(NULL) == keys);
        all_answers();
        libcrypto_keys_free(keys);
        libcrypto_forget();
    }
    return unused;
}

int main(int count, char **values)
{
    char error[256] = "";
    CHECK(libcrypto_device() == INVALID_DEVID && libcrypto_algorithms() == 0 && libcrypto_version()[0] == '\0');
    CHECK(libcrypto_keys_new() == NULL);
    CHECK(wolf_load(count > 1 ? values[1] : "libwolfssl.so.35", NULL, error, sizeof error) == 0);
    CHECK(libcrypto_load("/nowhere/libcrypto.so.3", error, sizeof error) == -1 && strstr(error, "/nowhere") != NULL);
    CHECK(libcrypto_load("libc.so.6", error, sizeof error) == -1 && strstr(error, "OpenSSL 3") != NULL);
    CHECK(libcrypto_load(NULL, error, sizeof error) == 0 && libcrypto_load(NULL, error, sizeof error) == 0);
    device = libcrypto_device();
    CHECK(device != INVALID_DEVID && strncmp(libcrypto_version(), "OpenSSL 3", 9) == 0);
    CHECK(libcrypto_algorithms() & LIBCRYPTO_AES_GCM);
    gcm_answers(INVALID_DEVID);
    ccm_answer(INVALID_DEVID);
    cbc_answers(INVALID_DEVID);
    all_answers();
    sizes();
    pthread_t threads[4];
    for (int i = 0; i < 4; i++)
        CHECK(pthread_create(&threads[i], NULL, thread, NULL) == 0);
    for (int i = 0; i < 4; i++)
        CHECK(pthread_join(threads[i], NULL) == 0);
    puts("ciphers: passed");
    return 0;
}
