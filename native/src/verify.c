/*
 * The peer's certificates: wolfSSL parses them, the domain's trust manager decides.
 *
 * No authority is ever loaded into a context, so wolfSSL itself trusts nobody: it calls back for each certificate of
 * the chain, the leaf last, and our answer stands. Which alert it sends then it derives from its own verdict, which is
 * always "no signer". It has no public function to send another one, so the alert is changed where it leaves: before
 * TLS 1.3 it is in the clear, in TLS 1.3 it is encrypted again.
 */
#include "memory.h"
#include "shim.h"

#include <string.h>

#define CHAIN_MAX ((int)(sizeof((struct engine *)0)->chain / sizeof((struct engine *)0)->chain[0]))

void verify_reset(struct engine *engine)
{
    for (int i = 0; i < CHAIN_MAX; i++) {
        memory_free(engine->chain[i]);
        engine->chain[i] = NULL;
        engine->chain_length[i] = 0;
    }
    engine->chain_count = 0;
}

static int keep(struct engine *engine, WOLFSSL_X509_STORE_CTX *store, int depth)
{
    if (depth < 0 || depth >= CHAIN_MAX)
        return -1;
    int length = 0;
    WOLFSSL_X509 *certificate = wolf.wolfSSL_X509_STORE_CTX_get_current_cert(store);
    const unsigned char *der = certificate == NULL ? NULL : wolf.wolfSSL_X509_get_der(certificate, &length);
    if (der == NULL || length <= 0)
        return -1;
    unsigned char *copy = memory_alloc((size_t)length);
    if (copy == NULL)
        return -1;
    memcpy(copy, der, (size_t)length);
    memory_free(engine->chain[depth]);
    engine->chain[depth] = copy;
    engine->chain_length[depth] = length;
    if (depth >= engine->chain_count)
        engine->chain_count = depth + 1;
    return 0;
}

static int is_empty(WOLFSSL_X509_STORE_CTX *store)
{
    int length = 0;
    WOLFSSL_X509 *certificate = wolf.wolfSSL_X509_STORE_CTX_get_current_cert(store);
    return certificate == NULL || wolf.wolfSSL_X509_get_der(certificate, &length) == NULL;
}

int verify_certificate(int preverified, WOLFSSL_X509_STORE_CTX *store)
{
    (void)preverified;
    struct engine *engine = current_engine;
    if (engine == NULL || engine->env == NULL)
        return 0;
    if (engine->refusal != 0)
        return 0;
    /*
     * A client's certificate that nobody asked for, or asked for again in a session that goes on: wolfSSL takes it, and
     * demands no proof that the client has the key (RFC 8446, 4.4.2; RFC 5246, 7.4.6). It would be anybody's.
     */
    if (engine->context->server && (!engine->asks_certificate || wolf.wolfSSL_session_reused(engine->ssl))) {
        engine->refusal = ALERT_UNEXPECTED_MESSAGE;
        return 0;
    }
    int depth = wolf.wolfSSL_X509_STORE_CTX_get_error_depth(store);
    /* wolfSSL calls for an empty chain, too. Whether none will do is no question of trust. */
    if (depth == 0 && engine->chain_count == 0 && engine->context->server && is_empty(store))
        return !engine->needs_certificate;
    if (keep(engine, store, depth) != 0) {
        engine->refusal = ALERT_BAD_CERTIFICATE;
        return 0;
    }
    if (depth > 0)
        return 1;
    /* Certificates that wolfSSL skipped would leave a hole. */
    for (int i = 0; i < engine->chain_count; i++) {
        if (engine->chain[i] == NULL) {
            engine->refusal = ALERT_BAD_CERTIFICATE;
            return 0;
        }
    }
    engine->refusal = upcall_verify(engine);
    if (engine->refusal == 0)
        engine->peer_certificate = 1;
    return engine->refusal == 0;
}

/* Level, description, content type, and padding that wolfSSL does not use. */
enum { ALERT_TEXT = 3, IV_SIZE = 12, TAG = 16, SHORT_TAG = 8 };

/* What an alert was sealed with. */
struct sealing {
    const unsigned char *key;
    const unsigned char *iv;
    unsigned char *record; /* its header is the associated data */
    word32 key_size;
    word32 tag_size;
    int ccm;
};

static int open_with_aes(Aes *aes, const struct sealing *with, unsigned char *text)
{
    const unsigned char *sealed = with->record + RECORD_HEADER;
    return with->ccm ? wolf.wc_AesCcmDecrypt(aes, text, sealed, ALERT_TEXT, with->iv, IV_SIZE, sealed + ALERT_TEXT,
                                             with->tag_size, with->record, RECORD_HEADER)
                     : wolf.wc_AesGcmDecrypt(aes, text, sealed, ALERT_TEXT, with->iv, IV_SIZE, sealed + ALERT_TEXT,
                                             with->tag_size, with->record, RECORD_HEADER);
}

static void seal_with_aes(Aes *aes, const struct sealing *with, const unsigned char *text)
{
    unsigned char *sealed = with->record + RECORD_HEADER;
    if (with->ccm)
        (void)wolf.wc_AesCcmEncrypt(aes, sealed, text, ALERT_TEXT, with->iv, IV_SIZE, sealed + ALERT_TEXT,
                                    with->tag_size, with->record, RECORD_HEADER);
    else
        (void)wolf.wc_AesGcmEncrypt(aes, sealed, text, ALERT_TEXT, with->iv, IV_SIZE, sealed + ALERT_TEXT,
                                    with->tag_size, with->record, RECORD_HEADER);
}

static void rewrite_with_aes(const struct sealing *with, int alert)
{
    if (wolf.wc_AesInit == NULL || wolf.wc_AesFree == NULL ||
        (with->ccm ? wolf.wc_AesCcmSetKey == NULL || wolf.wc_AesCcmDecrypt == NULL || wolf.wc_AesCcmEncrypt == NULL
                   : wolf.wc_AesGcmSetKey == NULL || wolf.wc_AesGcmDecrypt == NULL || wolf.wc_AesGcmEncrypt == NULL))
        return;
    /* Aes is a struct whose size depends on how libwolfssl was built, so it gets more than enough room. */
    Aes *aes = memory_alloc(sizeof(Aes) + 4096);
    if (aes == NULL)
        return;
    if (wolf.wc_AesInit(aes, NULL, INVALID_DEVID) == 0) {
        unsigned char text[ALERT_TEXT];
        int code = with->ccm ? wolf.wc_AesCcmSetKey(aes, with->key, with->key_size)
                             : wolf.wc_AesGcmSetKey(aes, with->key, with->key_size);
        if (code == 0 && open_with_aes(aes, with, text) == 0) {
            text[1] = (unsigned char)alert;
            seal_with_aes(aes, with, text);
        }
        wolf.wc_AesFree(aes);
    }
    memory_free(aes);
}

static void rewrite_with_chacha(const struct sealing *with, int alert)
{
    unsigned char text[ALERT_TEXT];
    unsigned char *sealed = with->record + RECORD_HEADER;
    if (wolf.wc_ChaCha20Poly1305_Decrypt(with->key, with->iv, with->record, RECORD_HEADER, sealed, ALERT_TEXT,
                                         sealed + ALERT_TEXT, text) != 0)
        return;
    text[1] = (unsigned char)alert;
    (void)wolf.wc_ChaCha20Poly1305_Encrypt(with->key, with->iv, with->record, RECORD_HEADER, text, ALERT_TEXT, sealed,
                                           sealed + ALERT_TEXT);
}

/*
 * An alert of TLS 1.3 is the first record under its key: the client refuses before it has sent anything else encrypted
 * with the handshake keys, the server after its Finished under the traffic keys. So the sequence number is 0, the nonce
 * is the IV itself, and opening wolfSSL's own alert proves both. The nonce is used a second time for a text that
 * differs in one byte; that is sound because the first one never leaves this function.
 */
static void rewrite_encrypted(struct engine *engine, unsigned char *record, int length)
{
    /* The suites of TLS 1.3, RFC 8446 section B.4. */
    enum { AES_128_GCM = 0x1301, AES_256_GCM, CHACHA20_POLY1305, AES_128_CCM, AES_128_CCM_8 };
    if (wolf.wolfSSL_GetClientWriteKey == NULL || wolf.wolfSSL_GetServerWriteKey == NULL ||
        wolf.wolfSSL_GetClientWriteIV == NULL || wolf.wolfSSL_GetServerWriteIV == NULL)
        return;
    int server = engine->context->server;
    WOLFSSL *ssl = engine->ssl;
    int suite = wolf.wolfSSL_get_current_cipher_suite(ssl);
    struct sealing with = {
        .key = server ? wolf.wolfSSL_GetServerWriteKey(ssl) : wolf.wolfSSL_GetClientWriteKey(ssl),
        .iv = server ? wolf.wolfSSL_GetServerWriteIV(ssl) : wolf.wolfSSL_GetClientWriteIV(ssl),
        .record = record,
        .key_size = suite == AES_256_GCM ? AES_256_KEY_SIZE : AES_128_KEY_SIZE,
        .tag_size = suite == AES_128_CCM_8 ? SHORT_TAG : TAG,
        .ccm = suite == AES_128_CCM || suite == AES_128_CCM_8,
    };
    if (with.key == NULL || with.iv == NULL || length != RECORD_HEADER + ALERT_TEXT + (int)with.tag_size)
        return;
    if (suite == CHACHA20_POLY1305)
        rewrite_with_chacha(&with, engine->refusal);
    else if (suite >= AES_128_GCM && suite <= AES_128_CCM_8)
        rewrite_with_aes(&with, engine->refusal);
}

void verify_rewrite_alert(struct engine *engine, unsigned char *record, int length)
{
    if (length == RECORD_HEADER + 2 && record[0] == RECORD_ALERT)
        record[RECORD_HEADER + 1] = (unsigned char)engine->refusal;
    else if (length > RECORD_HEADER && record[0] == RECORD_APPLICATION_DATA)
        rewrite_encrypted(engine, record, length);
}
