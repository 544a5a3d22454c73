/*
 * The record keys of a connection: contexts of libcrypto's ciphers, ready for the next record.
 */
#ifndef TLSMGM_LIBCRYPTO_KEYS_H
#define TLSMGM_LIBCRYPTO_KEYS_H

#include "libcrypto_table.h"

enum libcrypto_mode { GCM, CBC, CCM, MODES };

/* OpenSSL's OSSL_PARAM and the types of its core.h. */
struct lc_parameter {
    const char *name;
    unsigned type;
    void *data;
    size_t size;
    size_t returned;
};

#define LC_UNSIGNED_INTEGER 2
#define LC_OCTETS 5
#define LC_END_OF_PARAMETERS \
    { \
        NULL, 0, NULL, 0, 0 \
    }

/* What a provider publishes of a cipher (provider-cipher(7)); 1 is success. start is for decryption and encryption. */
struct lc_functions {
    void *provider;
    void *(*create)(void *provider);
    void (*destroy)(void *context);
    int (*start[2])(void *context, const unsigned char *key, size_t key_length, const unsigned char *iv,
                    size_t iv_length, const struct lc_parameter *parameters);
    int (*run)(void *context, unsigned char *out, size_t *out_length, size_t capacity, const unsigned char *in,
               size_t length);
    int (*get)(void *context, struct lc_parameter *parameters);
    int (*set)(void *context, const struct lc_parameter *parameters);
};

struct libcrypto_slot {
    const Aes *aes; /* only compared, never followed: it may be gone */
    const struct lc_functions *cipher;
    void *context;
    unsigned char key[AES_256_KEY_SIZE];
    int key_length;
    int mode;
    int encrypt;
    int nonce_length; /* CCM: these two belong to the state of the key */
    int tag_length;
};

/* The slot with a context for this key, in the keys in use; NULL when there is none to be had. */
struct libcrypto_slot *libcrypto_slot_find(const Aes *aes, enum libcrypto_mode mode, int encrypt, word32 nonce_length,
                                           word32 tag_length);

/* A context that failed halfway must not be met again. */
void libcrypto_slot_clear(struct libcrypto_slot *slot);

#endif
