/* AES as records need it, in the modes that wolfSSL asks a device for. */
#include "libcrypto_keys.h"

#include <string.h>

#define GCM_IV_LENGTH 12

static int give_up(struct libcrypto_slot *slot, int result)
{
    libcrypto_slot_clear(slot);
    libcrypto.clear_errors();
    return result;
}

static int set_iv(const struct libcrypto_slot *slot, const unsigned char *iv, size_t length)
{
    return slot->cipher->start[slot->encrypt](slot->context, NULL, 0, iv, length, NULL) == 1;
}

/* An out of NULL stands for associated data. */
static int run(const struct libcrypto_slot *slot, unsigned char *out, const unsigned char *in, size_t length)
{
    size_t done;
    return slot->cipher->run(slot->context, out, &done, length, in, length) == 1;
}

static int get_tag(const struct libcrypto_slot *slot, unsigned char *tag, size_t length)
{
    struct lc_parameter parameters[] = {{"tag", LC_OCTETS, tag, length, 0}, LC_END_OF_PARAMETERS};
    return slot->cipher->get(slot->context, parameters) == 1;
}

static int set_tag(const struct libcrypto_slot *slot, const unsigned char *tag, size_t length)
{
    const struct lc_parameter parameters[] = {{"tag", LC_OCTETS, (void *)tag, length, 0}, LC_END_OF_PARAMETERS};
    return slot->cipher->set(slot->context, parameters) == 1;
}

static int finish(const struct libcrypto_slot *slot)
{
    unsigned char unused[AES_BLOCK_SIZE];
    size_t done;
    return slot->cipher->run(slot->context, unused, &done, sizeof unused, NULL, 0) == 1;
}

static int gcm_encrypt(wc_CryptoInfo *info)
{
    __typeof__(info->cipher.aesgcm_enc) *request = &info->cipher.aesgcm_enc;
    /* Without an input wolfSSL keeps state of its own between calls. */
    if (request->in == NULL || request->out == NULL || request->ivSz != GCM_IV_LENGTH)
        return CRYPTOCB_UNAVAILABLE;
    struct libcrypto_slot *slot = libcrypto_slot_find(request->aes, GCM, 1, 0, 0);
    if (slot == NULL)
        return CRYPTOCB_UNAVAILABLE;
    if (!set_iv(slot, request->iv, request->ivSz) ||
        (request->authInSz > 0 && !run(slot, NULL, request->authIn, request->authInSz)) ||
        (request->sz > 0 && !run(slot, request->out, request->in, request->sz)) || !finish(slot) ||
        !get_tag(slot, request->authTag, request->authTagSz))
        return give_up(slot, AES_GCM_AUTH_E);
    return 0;
}

static int gcm_decrypt(wc_CryptoInfo *info)
{
    __typeof__(info->cipher.aesgcm_dec) *request = &info->cipher.aesgcm_dec;
    if (request->in == NULL || request->out == NULL || request->ivSz != GCM_IV_LENGTH)
        return CRYPTOCB_UNAVAILABLE;
    struct libcrypto_slot *slot = libcrypto_slot_find(request->aes, GCM, 0, 0, 0);
    if (slot == NULL)
        return CRYPTOCB_UNAVAILABLE;
    if (!set_iv(slot, request->iv, request->ivSz) ||
        (request->authInSz > 0 && !run(slot, NULL, request->authIn, request->authInSz)) ||
        (request->sz > 0 && !run(slot, request->out, request->in, request->sz)) ||
        !set_tag(slot, request->authTag, request->authTagSz) || !finish(slot)) {
        /* Nothing is left behind of what could not be authenticated. */
        memset(request->out, 0, request->sz);
        return give_up(slot, AES_GCM_AUTH_E);
    }
    return 0;
}

/* CCM starts from the length of the message. */
static int set_length(const struct libcrypto_slot *slot, size_t length)
{
    size_t done;
    return slot->cipher->run(slot->context, NULL, &done, length, NULL, length) == 1;
}

static int ccm_encrypt(wc_CryptoInfo *info)
{
    __typeof__(info->cipher.aesccm_enc) *request = &info->cipher.aesccm_enc;
    if (request->in == NULL || request->sz == 0)
        return CRYPTOCB_UNAVAILABLE;
    struct libcrypto_slot *slot = libcrypto_slot_find(request->aes, CCM, 1, request->nonceSz, request->authTagSz);
    if (slot == NULL)
        return CRYPTOCB_UNAVAILABLE;
    if (!set_iv(slot, request->nonce, request->nonceSz) || !set_length(slot, request->sz) ||
        (request->authInSz > 0 && !run(slot, NULL, request->authIn, request->authInSz)) ||
        !run(slot, request->out, request->in, request->sz) || !get_tag(slot, request->authTag, request->authTagSz))
        return give_up(slot, AES_CCM_AUTH_E);
    return 0;
}

static int ccm_decrypt(wc_CryptoInfo *info)
{
    __typeof__(info->cipher.aesccm_dec) *request = &info->cipher.aesccm_dec;
    if (request->in == NULL || request->sz == 0)
        return CRYPTOCB_UNAVAILABLE;
    struct libcrypto_slot *slot = libcrypto_slot_find(request->aes, CCM, 0, request->nonceSz, request->authTagSz);
    if (slot == NULL)
        return CRYPTOCB_UNAVAILABLE;
    /* In CCM the tag comes first, and it is the run over the message that checks it. */
    if (!set_iv(slot, request->nonce, request->nonceSz) || !set_tag(slot, request->authTag, request->authTagSz) ||
        !set_length(slot, request->sz) ||
        (request->authInSz > 0 && !run(slot, NULL, request->authIn, request->authInSz)) ||
        !run(slot, request->out, request->in, request->sz)) {
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
    if (aes == NULL || request->sz == 0 || request->sz % AES_BLOCK_SIZE != 0)
        return CRYPTOCB_UNAVAILABLE;
    struct libcrypto_slot *slot = libcrypto_slot_find(aes, CBC, encrypt, 0, 0);
    if (slot == NULL)
        return CRYPTOCB_UNAVAILABLE;
    unsigned char last[AES_BLOCK_SIZE];
    if (!encrypt) /* before it is overwritten, should the output be where the input is */
        memcpy(last, request->in + request->sz - AES_BLOCK_SIZE, AES_BLOCK_SIZE);
    if (!set_iv(slot, (const unsigned char *)aes->reg, AES_BLOCK_SIZE) ||
        !run(slot, request->out, request->in, request->sz))
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
