/*
 * Elliptic curves, RSA and randomness with the device: known answers, agreement with wolfSSL, refusals, several
 * threads.
 */
#include "check.h"
#include "libcrypto.h"
#include "wolf.h"

#include <pthread.h>
#include <wolfssl/wolfcrypt/asn_public.h>

static int device;

/* RFC 6979, A.2.5: P-256, SHA-256, "sample". */
static const char *const ecdsa_x = "60fed4ba255a9d31c961eb74c6356d68c049b8923b61fa6ce669622e60f29fb6";
static const char *const ecdsa_y = "7903fe1008b8bc99a41ae9e95628bc64f2f1b20c2d7e9f5177a3c294d4462299";
static const char *const ecdsa_signature =
    "3046022100efd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d0ea84eaf3716"
    "022100f7cb1c942d657c41d436c7a1b6e29f65f3e900dbb9aff4064dc4ab2f843acda8";
static const char *const ecdsa_hash = "af2bdbe1aa9b6ec1e2ade1d694f41fc71a831d0268e9891562113d8a62add1bf";

/* NIST CAVS 14.1, ECC CDH primitive, P-256, count 0. */
static const char *const ecdh_x = "700c48f77f56584c5cc632ca65640db91b6bacce3a4df6b42ce7cc838833d287";
static const char *const ecdh_y = "db71e509e3fd9b060ddb20ba5c51dcc5948d46fbf640dfe0441782cab85fa4ac";
static const char *const ecdh_private = "7d7dc5f71eb29ddaf80d6214632eeae03d9058af1fb6d22ed80badb62bc1a534";
static const char *const ecdh_own_x = "ead218590119e8876b29146ff89ca61770c4edbbf97d38ce385ed281d8a6b230";
static const char *const ecdh_own_y = "28af61281fd35e2fa7002523acc85a429cb06ee6648325389f59edfce1405141";
static const char *const ecdh_secret = "46fc62106420ff012e54a434fbdd2d25ccc5852060561e68040dd7778997bd7b";

static void import(ecc_key *key, int id, const char *x, const char *y, const char *scalar)
{
    CHECK(wc_ecc_init_ex(key, NULL, id) == 0);
    CHECK(wc_ecc_import_raw_ex(key, x, y, scalar, ECC_SECP256R1) == 0);
}

static void ec_answers(int id, WC_RNG *rng)
{
    unsigned char signature[80], hash[32], expected[32], secret[32];
    int valid = 0;
    ecc_key key, peer;
    word32 size = (word32)from_hex(ecdsa_signature, signature, sizeof signature);
    from_hex(ecdsa_hash, hash, sizeof hash);
    import(&key, id, ecdsa_x, ecdsa_y, NULL);
    CHECK(wc_ecc_verify_hash(signature, size, hash, 32, &valid, &key) == 0 && valid == 1);
    hash[31] ^= 1;
    CHECK(wc_ecc_verify_hash(signature, size, hash, 32, &valid, &key) == 0 && valid == 0);
    hash[31] ^= 1;
    signature[size - 1] ^= 1;
    CHECK(wc_ecc_verify_hash(signature, size, hash, 32, &valid, &key) == 0 && valid == 0);
    /* No sequence at all. */
    signature[0] = 0x31;
    valid = 1;
    CHECK(wc_ecc_verify_hash(signature, size, hash, 32, &valid, &key) != 0 || valid == 0);
    wc_ecc_free(&key);

    from_hex(ecdh_secret, expected, sizeof expected);
    import(&key, id, ecdh_own_x, ecdh_own_y, ecdh_private);
    import(&peer, id, ecdh_x, ecdh_y, NULL);
    CHECK(wc_ecc_set_rng(&key, rng) == 0);
    size = sizeof secret;
    CHECK(wc_ecc_shared_secret(&key, &peer, secret, &size) == 0 && size == 32);
    CHECK_SAME(secret, expected, 32);
    wc_ecc_free(&key);
    wc_ecc_free(&peer);
}

/* A point beside the curve gives nothing. */
static void invalid_point(WC_RNG *rng)
{
    unsigned char secret[32];
    word32 size = sizeof secret;
    ecc_key key, peer;
    import(&key, device, ecdh_own_x, ecdh_own_y, ecdh_private);
    import(&peer, device, ecdh_x, ecdh_x, NULL);
    CHECK(wc_ecc_set_rng(&key, rng) == 0);
    CHECK(wc_ecc_shared_secret(&key, &peer, secret, &size) == IS_POINT_E);
    wc_ecc_free(&key);
    wc_ecc_free(&peer);
}

/* Keys made on one side agree, sign and verify on the other, on curves that are handed over and on one that is not. */
static void ec_agreement(WC_RNG *rng)
{
    static const struct {
        int id;
        int size;
    } curves[] = {{ECC_SECP256R1, 32}, {ECC_SECP384R1, 48}, {ECC_SECP521R1, 66}, {ECC_BRAINPOOLP256R1, 32}};
    unsigned char hash[64], one[66], other[66], signature[160];
    memset(hash, 0xa5, sizeof hash);
    for (int i = 0; i < 8; i++) {
        int curve = curves[i / 2].id;
        int size = curves[i / 2].size;
        int first = i % 2 == 0 ? device : INVALID_DEVID;
        int second = i % 2 == 0 ? INVALID_DEVID : device;
        ecc_key a, b, a_there;
        word32 one_size = sizeof one, other_size = sizeof other, signature_size = sizeof signature, der_size = 0;
        unsigned char der[256];
        int valid = 0;
        CHECK(wc_ecc_init_ex(&a, NULL, first) == 0 && wc_ecc_init_ex(&b, NULL, second) == 0);
        CHECK(wc_ecc_make_key_ex(rng, size, &a, curve) == 0 && wc_ecc_make_key_ex(rng, size, &b, curve) == 0);
        CHECK(wc_ecc_check_key(&a) == 0 && wc_ecc_check_key(&b) == 0);
        CHECK(wc_ecc_set_rng(&a, rng) == 0 && wc_ecc_set_rng(&b, rng) == 0);
        CHECK(wc_ecc_shared_secret(&a, &b, one, &one_size) == 0);
        CHECK(wc_ecc_shared_secret(&b, &a, other, &other_size) == 0);
        CHECK(one_size == (word32)size && other_size == one_size);
        CHECK_SAME(one, other, one_size);
        /* The same key once more, on the other side. */
        CHECK(wc_ecc_init_ex(&a_there, NULL, second) == 0);
        der_size = sizeof der;
        CHECK(wc_ecc_export_x963(&a, der, &der_size) == 0);
        CHECK(wc_ecc_import_x963_ex(der, der_size, &a_there, curve) == 0);
        for (word32 length = 20; length <= 64; length += 44) {
            signature_size = sizeof signature;
            CHECK(wc_ecc_sign_hash(hash, length, signature, &signature_size, rng, &a) == 0);
            CHECK(wc_ecc_verify_hash(signature, signature_size, hash, length, &valid, &a_there) == 0 && valid == 1);
            hash[3] ^= 1;
            CHECK(wc_ecc_verify_hash(signature, signature_size, hash, length, &valid, &a_there) == 0 && valid == 0);
            hash[3] ^= 1;
        }
        /* Too little room is no reason to write past it. */
        signature_size = 10;
        CHECK(wc_ecc_sign_hash(hash, 32, signature, &signature_size, rng, &a) != 0);
        wc_ecc_free(&a);
        wc_ecc_free(&b);
        wc_ecc_free(&a_there);
    }
}

/* Made once: a key takes a second. */
static unsigned char rsa_der[2400];
static word32 rsa_der_size;

static void make_rsa(WC_RNG *rng, int bits)
{
    RsaKey key;
    CHECK(wc_InitRsaKey_ex(&key, NULL, device) == 0);
    CHECK(wc_MakeRsaKey(&key, bits, WC_RSA_EXPONENT, rng) == 0);
    int size = wc_RsaKeyToDer(&key, rsa_der, sizeof rsa_der);
    CHECK(size > 0);
    rsa_der_size = (word32)size;
    wc_FreeRsaKey(&key);
}

static void load_rsa(RsaKey *key, int id, WC_RNG *rng)
{
    word32 index = 0;
    CHECK(wc_InitRsaKey_ex(key, NULL, id) == 0);
    CHECK(wc_RsaPrivateKeyDecode(rsa_der, &index, key, rsa_der_size) == 0);
    CHECK(wc_RsaSetRNG(key, rng) == 0);
}

static int verify_pss(const unsigned char *signature, const unsigned char *hash, RsaKey *key)
{
    unsigned char in[256], out[256];
    memcpy(in, signature, sizeof in);
    return wc_RsaPSS_VerifyCheck(in, 256, out, sizeof out, hash, 32, WC_HASH_TYPE_SHA256, WC_MGF1SHA256, key);
}

static void rsa_agreement(WC_RNG *rng)
{
    unsigned char hash[32] = {9, 8, 7}, ours[256], theirs[256], out[256];
    RsaKey with, without;
    load_rsa(&with, device, rng);
    load_rsa(&without, INVALID_DEVID, rng);
    /* PKCS #1 v1.5 is without chance: the signatures are the same. */
    CHECK(wc_RsaSSL_Sign(hash, 32, ours, sizeof ours, &with, rng) == 256);
    CHECK(wc_RsaSSL_Sign(hash, 32, theirs, sizeof theirs, &without, rng) == 256);
    CHECK_SAME(ours, theirs, 256);
    CHECK(wc_RsaSSL_Verify(ours, 256, out, sizeof out, &with) == 32);
    CHECK_SAME(out, hash, 32);
    ours[100] ^= 1;
    CHECK(wc_RsaSSL_Verify(ours, 256, out, sizeof out, &with) < 0);
    /* Not below the modulus. */
    memset(ours, 0xff, sizeof ours);
    CHECK(wc_RsaSSL_Verify(ours, 256, out, sizeof out, &with) < 0);
    CHECK(wc_RsaPSS_Sign(hash, 32, ours, sizeof ours, WC_HASH_TYPE_SHA256, WC_MGF1SHA256, &with, rng) == 256);
    CHECK(verify_pss(ours, hash, &without) > 0);
    CHECK(wc_RsaPSS_Sign(hash, 32, ours, sizeof ours, WC_HASH_TYPE_SHA256, WC_MGF1SHA256, &without, rng) == 256);
    CHECK(verify_pss(ours, hash, &with) > 0);
    hash[0] ^= 1;
    CHECK(verify_pss(ours, hash, &with) < 0);
    hash[0] ^= 1;
    CHECK(wc_RsaPublicEncrypt(hash, 32, ours, sizeof ours, &with, rng) == 256);
    CHECK(wc_RsaPrivateDecrypt(ours, 256, out, sizeof out, &without) == 32);
    CHECK_SAME(out, hash, 32);
    CHECK(wc_RsaPublicEncrypt(hash, 32, ours, sizeof ours, &without, rng) == 256);
    CHECK(wc_RsaPrivateDecrypt(ours, 256, out, sizeof out, &with) == 32);
    CHECK_SAME(out, hash, 32);
    /* wolfSSL refuses to decrypt 0 and 1, with the device as well. */
    memset(ours, 0, sizeof ours);
    CHECK(wc_RsaPrivateDecrypt(ours, 256, out, sizeof out, &with) < 0);
    ours[255] = 1;
    CHECK(wc_RsaPrivateDecrypt(ours, 256, out, sizeof out, &with) < 0);
    /* Forgotten keys come back by themselves. */
    libcrypto_forget();
    CHECK(wc_RsaSSL_Sign(hash, 32, ours, sizeof ours, &with, rng) == 256);
    CHECK_SAME(ours, theirs, 256);
    wc_FreeRsaKey(&with);
    wc_FreeRsaKey(&without);
}

static void randomness(void)
{
    WC_RNG rng;
    unsigned char a[64] = {0}, b[64] = {0}, zero[64] = {0};
    CHECK(wc_InitRng_ex(&rng, NULL, device) == 0);
    CHECK(wc_RNG_GenerateBlock(&rng, a, sizeof a) == 0 && wc_RNG_GenerateBlock(&rng, b, sizeof b) == 0);
    CHECK(memcmp(a, b, sizeof a) != 0 && memcmp(a, zero, sizeof a) != 0);
    wc_FreeRng(&rng);
}

static void *thread(void *unused)
{
    WC_RNG rng;
    CHECK(wc_InitRng_ex(&rng, NULL, device) == 0);
    for (int round = 0; round < 5; round++) {
        ec_answers(device, &rng);
        ec_agreement(&rng);
        rsa_agreement(&rng);
        randomness();
    }
    wc_FreeRng(&rng);
    /* wolfSSL's own tables of points are the thread's. */
    wc_ecc_fp_free();
    return unused;
}

int main(int count, char **values)
{
    char error[256] = "";
    WC_RNG rng;
    CHECK(wolf_load(count > 1 ? values[1] : "libwolfssl.so.35", NULL, error, sizeof error) == 0);
    CHECK(libcrypto_load(NULL, error, sizeof error) == 0);
    device = libcrypto_device();
    CHECK(libcrypto_algorithms() & LIBCRYPTO_ECDSA && libcrypto_algorithms() & LIBCRYPTO_RSA);
    CHECK(wc_InitRng_ex(&rng, NULL, device) == 0);
    ec_answers(INVALID_DEVID, &rng);
    ec_answers(device, &rng);
    invalid_point(&rng);
    ec_agreement(&rng);
    make_rsa(&rng, 2048);
    rsa_agreement(&rng);
    pthread_t threads[4];
    for (int i = 0; i < 4; i++)
        CHECK(pthread_create(&threads[i], NULL, thread, NULL) == 0);
    for (int i = 0; i < 4; i++)
        CHECK(pthread_join(threads[i], NULL) == 0);
    wc_FreeRng(&rng);
    wc_ecc_fp_free();
    libcrypto_forget();
    puts("keys: passed");
    return 0;
}
