/*
 * Keys of AES for records. A context of libcrypto with an expanded key costs an allocation and about a microsecond, a
 * record a few hundred nanoseconds: contexts are kept, found by the address of wolfSSL's Aes, and taken only when the
 * key bytes are the same too, since an address is used again.
 *
 * The calls go to the functions that libcrypto's provider publishes (provider-cipher(7)), not through EVP: for a record
 * of 64 bytes EVP_CipherInit_ex, EVP_CipherUpdate and EVP_CIPHER_CTX_ctrl take more time than the cipher between them.
 */
#include "libcrypto_keys.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

/* A connection reads with one key and writes with another; each has its successor for a while when it is updated. */
#define SLOTS 4

/* OpenSSL's core.h and core_dispatch.h. */
#define OPERATION_CIPHER 2

enum { NEW_CONTEXT = 1, ENCRYPT_INIT = 2, DECRYPT_INIT = 3, CIPHER = 6, FREE_CONTEXT = 7, GET = 10, SET = 11 };

struct lc_dispatch {
    int id;
    void (*function)(void);
};

struct lc_algorithm {
    const char *names; /* separated by colons */
    const char *properties;
    const struct lc_dispatch *functions;
    const char *description;
};

struct libcrypto_keys {
    struct libcrypto_slot slots[SLOTS];
    unsigned next;
};

/* Read-only after libcrypto_cipher_prepare. */
static struct lc_functions ciphers[MODES][3];
static pthread_key_t thread_keys;

static _Thread_local struct libcrypto_keys *in_use;

struct libcrypto_keys *libcrypto_keys_new(void)
{
    return libcrypto_algorithms() & LIBCRYPTO_CIPHERS ? calloc(1, sizeof(struct libcrypto_keys)) : NULL;
}

void libcrypto_slot_clear(struct libcrypto_slot *slot)
{
    if (slot->context != NULL)
        slot->cipher->destroy(slot->context); /* wipes the expanded key */
    libcrypto.cleanse(slot, sizeof *slot);
}

void libcrypto_keys_free(struct libcrypto_keys *keys)
{
    if (keys == NULL)
        return;
    if (in_use == keys)
        in_use = NULL;
    for (int i = 0; i < SLOTS; i++)
        libcrypto_slot_clear(&keys->slots[i]);
    free(keys);
}

struct libcrypto_keys *libcrypto_use(struct libcrypto_keys *keys)
{
    struct libcrypto_keys *before = in_use;
    in_use = keys;
    return before;
}

static void thread_ends(void *keys)
{
    libcrypto_keys_free(keys);
}

static int named(const struct lc_algorithm *algorithm, const char *name)
{
    size_t length = strlen(name);
    return strncmp(algorithm->names, name, length) == 0 &&
        (algorithm->names[length] == '\0' || algorithm->names[length] == ':');
}

static int take_functions(struct lc_functions *cipher, const struct lc_dispatch *functions)
{
    for (; functions->id != 0; functions++) {
        void (*function)(void) = functions->function;
        switch (functions->id) {
        case NEW_CONTEXT:
            cipher->create = (__typeof__(cipher->create))function;
            break;
        case FREE_CONTEXT:
            cipher->destroy = (__typeof__(cipher->destroy))function;
            break;
        case ENCRYPT_INIT:
            cipher->start[1] = (__typeof__(cipher->start[1]))function;
            break;
        case DECRYPT_INIT:
            cipher->start[0] = (__typeof__(cipher->start[0]))function;
            break;
        case CIPHER:
            cipher->run = (__typeof__(cipher->run))function;
            break;
        case GET:
            cipher->get = (__typeof__(cipher->get))function;
            break;
        case SET:
            cipher->set = (__typeof__(cipher->set))function;
            break;
        default:
            break;
        }
    }
    return cipher->create != NULL && cipher->destroy != NULL && cipher->start[0] != NULL && cipher->start[1] != NULL &&
        cipher->run != NULL && cipher->get != NULL && cipher->set != NULL;
}

/* From the provider that libcrypto's configuration chooses, such as the FIPS one. */
static int prepare(struct lc_functions *cipher, const char *name)
{
    struct lc_cipher *fetched = libcrypto.cipher_fetch(NULL, name, NULL);
    if (fetched == NULL)
        return 0;
    /* The fetched cipher is never freed: it keeps the provider, and with it the functions, in memory. */
    const struct lc_provider *provider = libcrypto.cipher_provider(fetched);
    int not_to_be_kept = 0;
    const struct lc_algorithm *algorithm = libcrypto.provider_query(provider, OPERATION_CIPHER, &not_to_be_kept);
    while (algorithm != NULL && algorithm->names != NULL && !named(algorithm, name))
        algorithm++;
    if (algorithm == NULL || algorithm->names == NULL || not_to_be_kept) {
        libcrypto.cipher_free(fetched);
        return 0;
    }
    cipher->provider = libcrypto.provider_context(provider);
    return take_functions(cipher, algorithm->functions);
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
            if (!prepare(&ciphers[mode][size], names[mode][size]))
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
static int start(struct libcrypto_slot *slot)
{
    size_t nonce_length = (size_t)slot->nonce_length;
    const struct lc_parameter lengths[] = {
        {"ivlen", LC_UNSIGNED_INTEGER, &nonce_length, sizeof nonce_length, 0},
        {"tag", LC_OCTETS, NULL, (size_t)slot->tag_length, 0},
        LC_END_OF_PARAMETERS,
    };
    return slot->cipher->start[slot->encrypt](slot->context, NULL, 0, NULL, 0, NULL) == 1 &&
        (slot->mode != CCM || slot->cipher->set(slot->context, lengths) == 1) &&
        slot->cipher->start[slot->encrypt](slot->context, slot->key, (size_t)slot->key_length, NULL, 0, NULL) == 1;
}

struct libcrypto_slot *libcrypto_slot_find(const Aes *aes, enum libcrypto_mode mode, int encrypt, word32 nonce_length,
                                           word32 tag_length)
{
    int length = aes->keylen;
    if (length != AES_128_KEY_SIZE && length != AES_192_KEY_SIZE && length != AES_256_KEY_SIZE)
        return NULL;
    struct libcrypto_keys *keys = current_keys();
    if (keys == NULL)
        return NULL;
    struct libcrypto_slot *slot;
    for (int i = 0; i < SLOTS; i++) {
        slot = &keys->slots[i];
        if (slot->aes == aes && slot->mode == (int)mode && slot->encrypt == encrypt && slot->key_length == length &&
            slot->nonce_length == (int)nonce_length && slot->tag_length == (int)tag_length &&
            memcmp(slot->key, aes->devKey, (size_t)length) == 0)
            return slot;
    }
    slot = &keys->slots[keys->next++ % SLOTS];
    libcrypto_slot_clear(slot);
    slot->cipher = &ciphers[mode][length / 8 - 2];
    slot->context = slot->cipher->create(slot->cipher->provider);
    if (slot->context == NULL)
        return NULL;
    memcpy(slot->key, aes->devKey, (size_t)length);
    slot->key_length = length;
    slot->mode = mode;
    slot->encrypt = encrypt;
    slot->nonce_length = (int)nonce_length;
    slot->tag_length = (int)tag_length;
    if (!start(slot)) {
        libcrypto_slot_clear(slot);
        return NULL;
    }
    slot->aes = aes;
    return slot;
}
