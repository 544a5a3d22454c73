/* Loading libcrypto, and the device that hands wolfSSL's requests to the handlers. */
#include "libcrypto_table.h"

#include <dlfcn.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>

/* "tls" in letters: wolfSSL's own examples use small numbers, and each device of a process needs its own. */
#define DEVICE 0x746c73

/* OpenSSL's OPENSSL_INIT_NO_ATEXIT. */
#define INIT_NO_ATEXIT 0x00080000ULL

#ifdef __APPLE__
#define DEFAULT_LIBRARY "libcrypto.3.dylib"
#else
#define DEFAULT_LIBRARY "libcrypto.so.3"
#endif

struct libcrypto_api libcrypto;

/* Written by libcrypto_load before the device is in use. */
static unsigned available;
static int registered;

static int public_key(wc_CryptoInfo *info)
{
    switch (info->pk.type) {
    case WC_PK_TYPE_EC_KEYGEN:
        return available & LIBCRYPTO_EC_KEYGEN ? libcrypto_ec_generate(info) : CRYPTOCB_UNAVAILABLE;
    case WC_PK_TYPE_ECDH:
        return available & LIBCRYPTO_ECDH ? libcrypto_ec_agree(info) : CRYPTOCB_UNAVAILABLE;
    case WC_PK_TYPE_ECDSA_SIGN:
        return available & LIBCRYPTO_ECDSA ? libcrypto_ec_sign(info) : CRYPTOCB_UNAVAILABLE;
    case WC_PK_TYPE_ECDSA_VERIFY:
        return available & LIBCRYPTO_ECDSA ? libcrypto_ec_verify(info) : CRYPTOCB_UNAVAILABLE;
    case WC_PK_TYPE_RSA:
        return available & LIBCRYPTO_RSA ? libcrypto_rsa(info) : CRYPTOCB_UNAVAILABLE;
    default:
        return CRYPTOCB_UNAVAILABLE;
    }
}

/*
 * The seed only, instead of a visit to /dev/urandom per connection. wolfSSL's own generator, with its hashes handed
 * over, makes 32 octets in half the time that libcrypto's takes.
 */
static int seed(unsigned char *out, word32 size)
{
    if (!(available & LIBCRYPTO_SEED) || size > INT_MAX)
        return CRYPTOCB_UNAVAILABLE;
    return libcrypto.random(out, (int)size) == 1 ? 0 : CRYPTOCB_UNAVAILABLE;
}

static int device(int id, wc_CryptoInfo *info, void *unused)
{
    (void)id;
    (void)unused;
    int result;
    switch (info->algo_type) {
    case WC_ALGO_TYPE_CIPHER:
        return libcrypto_cipher(info, available);
    case WC_ALGO_TYPE_HASH:
        return available & LIBCRYPTO_SHA ? libcrypto_hash(info) : CRYPTOCB_UNAVAILABLE;
    case WC_ALGO_TYPE_PK:
        result = public_key(info);
        break;
    case WC_ALGO_TYPE_SEED:
        result = seed(info->seed.seed, info->seed.sz);
        break;
    default:
        return CRYPTOCB_UNAVAILABLE;
    }
    /* Whoever else uses this libcrypto in this thread must not find our errors in its queue. */
    if (result != 0)
        libcrypto.clear_errors();
    return result;
}

/* Returns 0 with the algorithms whose functions are all there, or -1 with the reason. */
static int look_up(void *library, unsigned *algorithms, char *error, size_t error_size)
{
    unsigned missing = 0;
    void *address;
#define LOOK_UP(needed_by, type, name, symbol, arguments) \
    address = dlsym(library, symbol); \
    if (address == NULL && (needed_by) == LIBCRYPTO_BASE) { \
        snprintf(error, error_size, "libcrypto lacks %s: OpenSSL 3 is needed", symbol); \
        return -1; \
    } \
    if (address == NULL) \
        missing |= (needed_by); \
    *(void **)&libcrypto.name = address;
    LIBCRYPTO_TABLE(LOOK_UP)
#undef LOOK_UP
    *algorithms = ~missing;
    return 0;
}

/* What the handlers need of libwolfssl itself. */
static unsigned supported_by_wolfssl(void)
{
    unsigned algorithms = LIBCRYPTO_CIPHERS | LIBCRYPTO_SEED | LIBCRYPTO_X25519 | LIBCRYPTO_KEY_SCHEDULE;
    if (wolf.wc_InitSha_ex != NULL && wolf.wc_InitSha256_ex != NULL && wolf.wc_InitSha384_ex != NULL &&
        wolf.wc_InitSha512_ex != NULL)
        algorithms |= LIBCRYPTO_SHA;
    if (wolf.wc_ecc_get_curve_id != NULL && wolf.wc_ecc_export_private_only != NULL &&
        wolf.wc_ecc_export_x963 != NULL && wolf.wc_ecc_import_private_key_ex != NULL)
        algorithms |= LIBCRYPTO_EC;
    if (wolf.wc_RsaExportKey != NULL && wolf.wc_RsaFlattenPublicKey != NULL && wolf.wc_RsaEncryptSize != NULL)
        algorithms |= LIBCRYPTO_RSA;
    return algorithms;
}

/*
 * Puts libcrypto in the place of what wolfSSL asks no device for, where libwolfssl's own calls can be seen to come here:
 * one that was in the process before us, or was linked to itself, does not make them.
 */
static void interpose(void)
{
    struct interpose *to = available & LIBCRYPTO_SHA ? wolf_interpose() : NULL;
    /* Room for one that is larger in libwolfssl than in our headers. */
    wc_Sha256 *sha = to == NULL ? NULL : calloc(16, sizeof *sha);
    if (sha == NULL)
        to = NULL;
    if (to != NULL) {
        to->hash_device = DEVICE;
        /* It leaves the choice of a device to wc_InitSha256_ex. */
        if (wolf.wc_InitSha256 == NULL || wolf.wc_InitSha256(sha) != 0 || sha->devId != DEVICE) {
            to->hash_device = INVALID_DEVID;
            to = NULL;
        }
    }
    free(sha);
    if (to == NULL) {
        available &= ~(unsigned)(LIBCRYPTO_X25519 | LIBCRYPTO_KEY_SCHEDULE);
        return;
    }
    if (available & LIBCRYPTO_X25519) {
        to->x25519_generate = libcrypto_x25519_generate;
        to->x25519_agree = libcrypto_x25519_agree;
    }
}

int libcrypto_load(const char *path, char *error, size_t error_size)
{
    if (registered)
        return 0;
    if (wolf.wc_CryptoCb_RegisterDevice == NULL) {
        snprintf(error, error_size, "this libwolfssl is built without crypto callbacks (WOLF_CRYPTO_CB)");
        return -1;
    }
    /* Neither what a device is asked with nor what it is asked for is promised to stay the same between versions. */
    unsigned long version = wolf.wolfSSL_lib_version_hex();
    if (version >> 12 != LIBWOLFSSL_VERSION_HEX >> 12) {
        snprintf(error, error_size, "libwolfssl is %s, but this library is built for %s and its crypto callbacks",
                 wolf.wolfSSL_lib_version(), LIBWOLFSSL_VERSION_STRING);
        return -1;
    }
    void *library = dlopen(path != NULL ? path : DEFAULT_LIBRARY, RTLD_NOW | RTLD_LOCAL);
    if (library == NULL) {
        const char *reason = dlerror();
        snprintf(error, error_size, "%s", reason != NULL ? reason : "libcrypto cannot be loaded");
        return -1;
    }
    unsigned algorithms;
    if (look_up(library, &algorithms, error, error_size) != 0)
        goto close;
    if (libcrypto.version_number() >> 28 != 3) {
        snprintf(error, error_size, "%s is version %s; OpenSSL 3 is needed", path != NULL ? path : DEFAULT_LIBRARY,
                 libcrypto.version(0));
        goto close;
    }
    /* Threads of a Java VM go on while the process exits: libcrypto must not tear itself down under them. */
    if (libcrypto.init(INIT_NO_ATEXIT, NULL) != 1) {
        snprintf(error, error_size, "libcrypto does not initialise: check its openssl.cnf");
        goto close;
    }
    algorithms &= supported_by_wolfssl();
    if (algorithms & LIBCRYPTO_CIPHERS && libcrypto_cipher_prepare() != 0)
        algorithms &= ~(unsigned)LIBCRYPTO_CIPHERS;
    if (algorithms & LIBCRYPTO_EC && libcrypto_ec_prepare() != 0)
        algorithms &= ~(unsigned)LIBCRYPTO_EC;
    /* wolfSSL_Init empties the list of devices, so that it has to come first; it counts its callers. */
    if (wolf.wolfSSL_Init() != WOLFSSL_SUCCESS || wolf.wc_CryptoCb_RegisterDevice(DEVICE, device, NULL) != 0) {
        snprintf(error, error_size, "libwolfssl takes no further crypto device");
        goto close;
    }
    available = algorithms;
    available &= ~libcrypto_check(DEVICE, algorithms);
    interpose();
    libcrypto.clear_errors();
    registered = 1;
    return 0;
close:
    dlclose(library);
    return -1;
}

int libcrypto_device(void)
{
    return registered ? DEVICE : INVALID_DEVID;
}

const char *libcrypto_version(void)
{
    return registered ? libcrypto.version(0) : "";
}

unsigned libcrypto_algorithms(void)
{
    return registered ? available : 0;
}
