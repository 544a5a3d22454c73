/*
 * X25519, for interpose: wolfSSL asks no device for it in TLS 1.3. A private key lives in libcrypto for one operation,
 * as those of the other curves do; the fetching that EVP does for each is a twentieth of the multiplication.
 */
#include "libcrypto_keys.h"

/* OpenSSL's EVP_PKEY_PUBLIC_KEY and EVP_PKEY_KEYPAIR. */
#define PUBLIC_KEY 0x86
#define KEY_PAIR 0x87

/* The public half comes along, or libcrypto would compute it from the private one. */
static struct lc_pkey *key_of(struct lc_pkey_ctx *import, const unsigned char *scalar, const unsigned char *point)
{
    struct lc_parameter parameters[3] = {
        {"pub", LC_OCTETS, (void *)point, X25519_SIZE, 0}, LC_END_OF_PARAMETERS, LC_END_OF_PARAMETERS};
    if (scalar != NULL)
        parameters[1] = (struct lc_parameter){"priv", LC_OCTETS, (void *)scalar, X25519_SIZE, 0};
    struct lc_pkey *key = NULL;
    libcrypto.pkey_import(import, &key, scalar != NULL ? KEY_PAIR : PUBLIC_KEY, parameters);
    return key;
}

enum interposed libcrypto_x25519_generate(unsigned char scalar[X25519_SIZE], unsigned char point[X25519_SIZE])
{
    size_t scalar_size = X25519_SIZE;
    size_t point_size = X25519_SIZE;
    struct lc_pkey *key = NULL;
    struct lc_pkey_ctx *context = libcrypto.pkey_ctx_of_name(NULL, "X25519", NULL);
    int done = context != NULL && libcrypto.pkey_generate_init(context) == 1 &&
        libcrypto.pkey_generate(context, &key) == 1 && libcrypto.pkey_scalar(key, scalar, &scalar_size) == 1 &&
        scalar_size == X25519_SIZE && libcrypto.pkey_point(key, point, &point_size) == 1 && point_size == X25519_SIZE;
    libcrypto.pkey_free(key);
    libcrypto.pkey_ctx_free(context);
    if (!done)
        libcrypto.clear_errors();
    return done ? INTERPOSED_DONE : INTERPOSED_LEFT_TO_WOLFSSL;
}

/*
 * libcrypto refuses a secret that is all zeros, which a peer of small order makes and RFC 8446, 7.4.2, wants refused;
 * wolfSSL, as Debian builds it, would take it.
 */
static enum interposed derive(const struct lc_pkey *private_key, struct lc_pkey *public_key,
                              unsigned char secret[X25519_SIZE])
{
    size_t size = X25519_SIZE;
    enum interposed result = INTERPOSED_LEFT_TO_WOLFSSL;
    struct lc_pkey_ctx *context = libcrypto.pkey_ctx_of_key(NULL, private_key, NULL);
    if (context != NULL && libcrypto.pkey_derive_init(context) == 1 &&
        libcrypto.pkey_derive_peer(context, public_key, 0) == 1)
        result = libcrypto.pkey_derive(context, secret, &size) == 1 && size == X25519_SIZE ? INTERPOSED_DONE
                                                                                          : INTERPOSED_REFUSED;
    libcrypto.pkey_ctx_free(context);
    return result;
}

enum interposed libcrypto_x25519_agree(const unsigned char scalar[X25519_SIZE], const unsigned char own[X25519_SIZE],
                                       const unsigned char peer[X25519_SIZE], unsigned char secret[X25519_SIZE])
{
    enum interposed result = INTERPOSED_LEFT_TO_WOLFSSL;
    struct lc_pkey_ctx *import = libcrypto.pkey_ctx_of_name(NULL, "X25519", NULL);
    if (import != NULL && libcrypto.pkey_import_init(import) == 1) {
        struct lc_pkey *private_key = key_of(import, scalar, own);
        struct lc_pkey *public_key = key_of(import, NULL, peer);
        if (private_key != NULL && public_key != NULL)
            result = derive(private_key, public_key, secret);
        libcrypto.pkey_free(public_key);
        libcrypto.pkey_free(private_key);
    }
    libcrypto.pkey_ctx_free(import);
    if (result != INTERPOSED_DONE)
        libcrypto.clear_errors();
    return result;
}
