/*
 * AES for records. A context of libcrypto with an expanded key costs an allocation and about a microsecond, a record a few
 * hundred nanoseconds: contexts are kept, found by the address of wolfSSL's Aes, and taken only when the key bytes are the
 * same too, since an address is used again.
 */
#include "libcrypto_table.h"

#include <limits.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

/* OpenSSL's EVP_CTRL_AEAD_*. */
#define SET_IV_LENGTH 0x9
#define GET_TAG 0x10
#define SET_TAG 0x11

#define GCM_IV_LENGTH 12

/* A connection reads with one key and writes with another; each has its successor for a while when it is updated. */
#define SLOTS 4

enum mode { GCM, CBC, CCM, MODES };

struct slot {
    const Aes *aes; /* only compared, never followed: it may be gone */
    struct lc_cipher_ctx *context;
    unsigned char key[AES_256_KEY_SIZE];
    int key_length;
    int mode;
    int encrypt;
    int nonce_length; /* CCM: these two belong to the key schedule's state */
    int tag_length;
};

struct libcrypto_keys {
    struct slot slots[SLOTS];
    unsigned next;
};

/* Fetched once: looking an algorithm up costs more than a record. Read-only after libcrypto_cipher_prepare. */
static struct lc_cipher *ciphers[MODES][3];
static pthread_key_t thread_keys;

static _Thread_local struct libcrypto_keys *in_use;

struct libcrypto_keys *libcrypto_keys_new(void)
{
    return libcrypto_algorithms() & LIBCRYPTO_CIPHERS ? calloc(1, sizeof(struct libcrypto_keys)) : NULL;
}

static void clear(struct slot *slot)
{
    libcrypto.cipher_free(slot->context); /* wipes the expanded key */
    libcrypto.cleanse(slot, sizeof *slot);
}

void libcrypto_keys_free(struct libcrypto_keys *keys)
{
    if (keys == NULL)
        return;
    if (in_use == keys)
        in_use = NULL;
    for (int i = 0; i < SLOTS; i++)
        clear(&keys->slots[i]);
    free(keys);
}

void libcrypto_use(struct libcrypto_keys *keys)
{
    in_use = keys;
}

static void thread_ends(void *keys)
{
    libcrypto_keys_free(keys);
}

int libcrypto_cipher_prepare(void)
{
    static const char *const names[MODES][3] = {
        [GCM] = {"AES-128-GCM", "AES-192-GCM", "AES-256-GCM"},
        [CBC] = {"AES-128-CBC", "AES-192-CBC", "AES-256-CBC"},
        [CCM] = {"AES-128-CCM", "AES-192-CCM", "AES-256-CCM"},
    };
    for (int mode = 0; mode < MODES; mode++) {
        for (int size = 0; size < 3; size++) {
            ciphers[mode][size] = libcrypto.cipher_fetch(NULL, names[mode][size], NULL);
            if (ciphers[mode][size] == NULL)
                return -1;
        }
    }
    return pthread_key_create(&thread_keys, thread_ends) == 0 ? 0 : -1;
}

static struct libcrypto_keys *current_keys(void)
{
    if (in_use != NULL)
        return in_use;
    struct libcrypto_keys *keys = pthread_getspecific(thread_keys);
    if (keys == NULL) {
        keys = calloc(1, sizeof *keys);
        if (keys != NULL && pthread_setspecific(thread_keys, keys) != 0) {
            free(keys);
            keys = NULL;
        }
    }
    return keys;
}

/* Gives the context its key, without an IV. CCM wants the lengths of nonce and tag before the key. */
static int start(struct slot *slot)
{
    const struct lc_cipher *cipher = ciphers[slot->mode][slot->key_length / 8 - 2];
    if (slot->mode == CCM) {
        return libcrypto.cipher_init(slot->context, cipher, NULL, NULL, NULL, slot->encrypt) == 1 &&
            libcrypto.cipher_ctrl(slot->context, SET_IV_LENGTH, slot->nonce_length, NULL) == 1 &&
            libcrypto.cipher_ctrl(slot->context, SET_TAG, slot->tag_length, NULL) == 1 &&
            libcrypto.cipher_init(slot->context, NULL, NULL, slot->key, NULL, -1) == 1;
    }
    return libcrypto.cipher_init(slot->context, cipher, NULL, slot->key, NULL, slot->encrypt) == 1 &&
        (slot->mode != CBC || libcrypto.cipher_padding(slot->context, 0) == 1);
}

/* The slot with a context for this key; NULL when there is none to be had. */
static struct slot *find(const Aes *aes, enum mode mode, int encrypt, word32 nonce_length, word32 tag_length)
{
    int length = aes->keylen;
    if (length != AES_128_KEY_SIZE && length != AES_192_KEY_SIZE && length != AES_256_KEY_SIZE)
        return NULL;
    struct libcrypto_keys *keys = current_keys();
    if (keys == NULL)
        return NULL;
    struct slot *slot;
    for (int i = 0; i < SLOTS; i++) {
        slot = &keys->slots[i];
        if (slot->aes == aes && slot->mode == (int)mode && slot->encrypt == encrypt && slot->key_length == length &&
            slot->nonce_length == (int)nonce_length && slot->tag_length == (int)tag_length &&
            memcmp(slot->key, aes->devKey, (size_t)length) == 0)
            return slot;
    }
    slot = &keys->slots[keys->next++ % SLOTS];
    clear(slot);
    slot->context = libcrypto.cipher_new();
    if (slot->context == NULL)
        return NULL;
    memcpy(slot->key, aes->devKey, (size_t)length);
    slot->key_length = length;
    slot->mode = mode;
    slot->encrypt = encrypt;
    slot->nonce_length = (int)nonce_length;
    slot->tag_length = (int)tag_length;
    if (!start(slot)) {
        clear(slot);
        return NULL;
    }
    slot->aes = aes;
    return slot;
}

/* A context that failed halfway must not be met again. */
static int give_up(struct slot *slot, int result)
{
    clear(slot);
    libcrypto.clear_errors();
    return result;
}

static int gcm_encrypt(wc_CryptoInfo *info)
{
    __typeof__(info->cipher.aesgcm_enc) *request = &info->cipher.aesgcm_enc;
    /* Without an input wolfSSL keeps state of its own between calls. */
    if (request->in == NULL || request->out == NULL || request->ivSz != GCM_IV_LENGTH || request->sz > INT_MAX ||
        request->authInSz > INT_MAX)
        return CRYPTOCB_UNAVAILABLE;
    struct slot *slot = find(request->aes, GCM, 1, 0, 0);
    if (slot == NULL)
        return CRYPTOCB_UNAVAILABLE;
    int length;
    if (libcrypto.cipher_init(slot->context, NULL, NULL, NULL, request->iv, 1) != 1 ||
        (request->authInSz > 0 &&
         libcrypto.cipher_update(slot->context, NULL, &length, request->authIn, (int)request->authInSz) != 1) ||
        (request->sz > 0 &&
         libcrypto.cipher_update(slot->context, request->out, &length, request->in, (int)request->sz) != 1) ||
        libcrypto.cipher_final(slot->context, request->authTag, &length) != 1 ||
        libcrypto.cipher_ctrl(slot->context, GET_TAG, (int)request->authTagSz, request->authTag) != 1)
        return give_up(slot, AES_GCM_AUTH_E);
    return 0;
}

static int gcm_decrypt(wc_CryptoInfo *info)
{
    __typeof__(info->cipher.aesgcm_dec) *request = &info->cipher.aesgcm_dec;
    if (request->in == NULL || request->out == NULL || request->ivSz != GCM_IV_LENGTH || request->sz > INT_MAX ||
        request->authInSz > INT_MAX)
        return CRYPTOCB_UNAVAILABLE;
    struct slot *slot = find(request->aes, GCM, 0, 0, 0);
    if (slot == NULL)
        return CRYPTOCB_UNAVAILABLE;
    int length;
    unsigned char unused[AES_BLOCK_SIZE];
    if (libcrypto.cipher_init(slot->context, NULL, NULL, NULL, request->iv, 0) != 1 ||
        (request->authInSz > 0 &&
         libcrypto.cipher_update(slot->context, NULL, &length, request->authIn, (int)request->authInSz) != 1) ||
        (request->sz > 0 &&
         libcrypto.cipher_update(slot->context, request->out, &length, request->in, (int)request->sz) != 1) ||
        libcrypto.cipher_ctrl(slot->context, SET_TAG, (int)request->authTagSz, (void *)request->authTag) != 1 ||
        libcrypto.cipher_final(slot->context, unused, &length) != 1) {
        /* wolfSSL leaves nothing behind of what it could not authenticate; neither do we. */
        memset(request->out, 0, request->sz);
        return give_up(slot, AES_GCM_AUTH_E);
    }
    return 0;
}

static int ccm_encrypt(wc_CryptoInfo *info)
{
    __typeof__(info->cipher.aesccm_enc) *request = &info->cipher.aesccm_enc;
    if (request->in == NULL || request->sz == 0 || request->sz > INT_MAX || request->authInSz > INT_MAX)
        return CRYPTOCB_UNAVAILABLE;
    struct slot *slot = find(request->aes, CCM, 1, request->nonceSz, request->authTagSz);
    if (slot == NULL)
        return CRYPTOCB_UNAVAILABLE;
    int length;
    if (libcrypto.cipher_init(slot->context, NULL, NULL, NULL, request->nonce, 1) != 1 ||
        libcrypto.cipher_update(slot->context, NULL, &length, NULL, (int)request->sz) != 1 ||
        (request->authInSz > 0 &&
         libcrypto.cipher_update(slot->context, NULL, &length, request->authIn, (int)request->authInSz) != 1) ||
        libcrypto.cipher_update(slot->context, request->out, &length, request->in, (int)request->sz) != 1 ||
        libcrypto.cipher_ctrl(slot->context, GET_TAG, (int)request->authTagSz, request->authTag) != 1)
        return give_up(slot, AES_CCM_AUTH_E);
    return 0;
}

static int ccm_decrypt(wc_CryptoInfo *info)
{
    __typeof__(info->cipher.aesccm_dec) *request = &info->cipher.aesccm_dec;
    if (request->in == NULL || request->sz == 0 || request->sz > INT_MAX || request->authInSz > INT_MAX)
        return CRYPTOCB_UNAVAILABLE;
    struct slot *slot = find(request->aes, CCM, 0, request->nonceSz, request->authTagSz);
    if (slot == NULL)
        return CRYPTOCB_UNAVAILABLE;
    int length;
    /* In CCM the tag comes first, and it is the update that checks it. */
    if (libcrypto.cipher_init(slot->context, NULL, NULL, NULL, request->nonce, 0) != 1 ||
        libcrypto.cipher_ctrl(slot->context, SET_TAG, (int)request->authTagSz, (void *)request->authTag) != 1 ||
        libcrypto.cipher_update(slot->context, NULL, &length, NULL, (int)request->sz) != 1 ||
        (request->authInSz > 0 &&
         libcrypto.cipher_update(slot->context, NULL, &length, request->authIn, (int)request->authInSz) != 1) ||
        libcrypto.cipher_update(slot->context, request->out, &length, request->in, (int)request->sz) != 1) {
        memset(request->out, 0, request->sz);
        return give_up(slot, AES_CCM_AUTH_E);
    }
    return 0;
}

/* The chaining value is wolfSSL's, in the Aes, so that either side can go on where the other stopped. */
static int cbc(wc_CryptoInfo *info)
{
    __typeof__(info->cipher.aescbc) *request = &info->cipher.aescbc;
    Aes *aes = request->aes;
    int encrypt = info->cipher.enc;
    if (aes == NULL || request->sz == 0 || request->sz % AES_BLOCK_SIZE != 0 || request->sz > INT_MAX)
        return CRYPTOCB_UNAVAILABLE;
    struct slot *slot = find(aes, CBC, encrypt, 0, 0);
    if (slot == NULL)
        return CRYPTOCB_UNAVAILABLE;
    unsigned char last[AES_BLOCK_SIZE];
    if (!encrypt) /* before it is overwritten, should the output be where the input is */
        memcpy(last, request->in + request->sz - AES_BLOCK_SIZE, AES_BLOCK_SIZE);
    int length;
    if (libcrypto.cipher_init(slot->context, NULL, NULL, NULL, (const unsigned char *)aes->reg, encrypt) != 1 ||
        libcrypto.cipher_update(slot->context, request->out, &length, request->in, (int)request->sz) != 1)
        return give_up(slot, BAD_STATE_E);
    memcpy(aes->reg, encrypt ? request->out + request->sz - AES_BLOCK_SIZE : last, AES_BLOCK_SIZE);
    return 0;
}

int libcrypto_cipher(wc_CryptoInfo *info, unsigned algorithms)
{
    switch (info->cipher.type) {
    case WC_CIPHER_AES_GCM:
        if (!(algorithms & LIBCRYPTO_AES_GCM))
            return CRYPTOCB_UNAVAILABLE;
        return info->cipher.enc ? gcm_encrypt(info) : gcm_decrypt(info);
    case WC_CIPHER_AES_CBC:
        return algorithms & LIBCRYPTO_AES_CBC ? cbc(info) : CRYPTOCB_UNAVAILABLE;
    case WC_CIPHER_AES_CCM:
        if (!(algorithms & LIBCRYPTO_AES_CCM))
            return CRYPTOCB_UNAVAILABLE;
        return info->cipher.enc ? ccm_encrypt(info) : ccm_decrypt(info);
    default:
        return CRYPTOCB_UNAVAILABLE;
    }
}
