/*
 * Engines. A call that may produce output answers two numbers in a long: the bytes that wait in the queue in the upper
 * half, its own result in the lower one: a count, or a negative error of wolfSSL.
 */
#include "jni.h"

#include "libcrypto.h"
#include "memory.h"

#include <string.h>

/* Not errors of wolfSSL, which end far above. */
enum { CLOSED_BY_PEER = -100000 };

static jlong answer(struct engine *engine, int result)
{
    return (jlong)((uint64_t)(uint32_t)bytes_length(&engine->pending_out) << 32 | (uint32_t)result);
}

/* The error that ended a call; the queue of errors that wolfSSL keeps for each thread is emptied. */
static int failure(struct engine *engine, int returned)
{
    int error = wolf.wolfSSL_get_error(engine->ssl, returned);
    wolf.wolfSSL_ERR_clear_error();
    return error;
}

static void engine_free(struct engine *engine)
{
    if (engine->ssl != NULL)
        wolf.wolfSSL_free(engine->ssl);
    libcrypto_keys_free(engine->keys);
    verify_reset(engine);
    bytes_free(&engine->pending_in);
    bytes_free(&engine->pending_out);
    memory_free(engine->protocols);
    context_release(engine->context);
    memory_free(engine);
    atomic_fetch_sub(&live_engines, 1);
}

/*
 * A server's callback chooses in the server's order. What it cannot refuse, the list that wolfSSL keeps itself does:
 * without it a client with other protocols would be let in, against RFC 7301 section 3.2.
 */
static int use_protocols(JNIEnv *env, struct engine *engine, jbyteArray protocols)
{
    if (wolf.wolfSSL_UseALPN == NULL || wolf.wolfSSL_CTX_set_alpn_select_cb == NULL)
        return NOT_COMPILED_IN;
    int length;
    unsigned char *list = jni_copy(env, protocols, &length);
    if (list == NULL)
        return MEMORY_E;
    int server = engine->context->server;
    int code = wolf.wolfSSL_UseALPN(engine->ssl, (char *)list, (unsigned)length,
                                    server ? WOLFSSL_ALPN_FAILED_ON_MISMATCH : WOLFSSL_ALPN_CONTINUE_ON_MISMATCH);
    if (code == WOLFSSL_SUCCESS && server) {
        engine->protocols = list;
        engine->protocols_length = length;
    } else {
        memory_free(list);
    }
    return code == WOLFSSL_SUCCESS ? 0 : code;
}

/*
 * The handle, or a negative error.
 * protocols: in order of preference with commas between; null for none.
 */
static jlong engineNew(JNIEnv *env, jclass type, jlong context_handle, jbyteArray server_name, jbyteArray protocols)
{
    (void)type;
    struct context *context = (struct context *)(intptr_t)context_handle;
    struct engine *engine = memory_alloc(sizeof *engine);
    if (engine == NULL)
        return MEMORY_E;
    memset(engine, 0, sizeof *engine);
    engine->context = context;
    context_retain(context);
    atomic_fetch_add(&live_engines, 1);
    engine->asks_certificate = context->asks_certificate;
    engine->needs_certificate = context->needs_certificate;
    int code = MEMORY_E;
    engine->ssl = wolf.wolfSSL_new(context->ctx);
    if (engine->ssl == NULL)
        goto fail;
    engine->keys = libcrypto_keys_new();
    wolf.wolfSSL_SetIOReadCtx(engine->ssl, engine);
    wolf.wolfSSL_SetIOWriteCtx(engine->ssl, engine);
    if (server_name != NULL) {
        int length;
        unsigned char *name = jni_copy(env, server_name, &length);
        if (name == NULL)
            goto fail;
        code = wolf.wolfSSL_UseSNI(engine->ssl, WOLFSSL_SNI_HOST_NAME, name, (unsigned short)length);
        memory_free(name);
        if (code != WOLFSSL_SUCCESS)
            goto fail;
    }
    if (protocols != NULL && (code = use_protocols(env, engine, protocols)) != 0)
        goto fail;
    return (jlong)(intptr_t)engine;
fail:
    engine_free(engine);
    return code < 0 ? code : WOLFSSL_FATAL_ERROR;
}

static void engineFree(JNIEnv *env, jclass type, jlong handle)
{
    (void)env, (void)type;
    engine_free(ENGINE(handle));
}

/* What one engine has different from its context; -1, null and 0 leave things alone. */
static jint engineSettings(JNIEnv *env, jclass type, jlong handle, jint min, jint max, jbyteArray suites,
                           jint client_auth)
{
    (void)type;
    struct engine *engine = ENGINE(handle);
    if (wolf.wolfSSL_set_min_proto_version == NULL || wolf.wolfSSL_set_max_proto_version == NULL ||
        wolf.wolfSSL_set_cipher_list_bytes == NULL || wolf.wolfSSL_set_verify == NULL)
        return NOT_COMPILED_IN;
    if (min > 0 && (wolf.wolfSSL_set_min_proto_version(engine->ssl, min) != WOLFSSL_SUCCESS ||
                    wolf.wolfSSL_set_max_proto_version(engine->ssl, max) != WOLFSSL_SUCCESS))
        return WOLFSSL_FATAL_ERROR;
    if (suites != NULL) {
        int length;
        unsigned char *list = jni_copy(env, suites, &length);
        if (list == NULL)
            return MEMORY_E;
        int code = wolf.wolfSSL_set_cipher_list_bytes(engine->ssl, list, length);
        memory_free(list);
        if (code != WOLFSSL_SUCCESS)
            return WOLFSSL_FATAL_ERROR;
    }
    if (client_auth >= 0) {
        engine->asks_certificate = client_auth > 0;
        engine->needs_certificate = client_auth == 2;
        int mode = client_auth == 0   ? WOLFSSL_VERIFY_NONE
                   : client_auth == 1 ? WOLFSSL_VERIFY_PEER
                                      : WOLFSSL_VERIFY_PEER | WOLFSSL_VERIFY_FAIL_IF_NO_PEER_CERT;
        wolf.wolfSSL_set_verify(engine->ssl, mode, verify_certificate);
    }
    return 0;
}

/* The groups of this engine alone, in order of preference. */
static jint engineGroups(JNIEnv *env, jclass type, jlong handle, jintArray groups)
{
    (void)type;
    int list[GROUPS_MAX];
    int count = jni_groups(env, groups, list);
    if (count < 0)
        return BAD_FUNC_ARG;
    if (wolf.wolfSSL_set_groups == NULL)
        return NOT_COMPILED_IN;
    return wolf.wolfSSL_set_groups(ENGINE(handle)->ssl, list, count) == WOLFSSL_SUCCESS ? 0 : WOLFSSL_FATAL_ERROR;
}

/* One record of the handshake, copied: the step that reads it runs later and elsewhere. */
static jint feed(JNIEnv *env, jclass type, jlong handle, jbyteArray array, jlong address, jint offset, jint length)
{
    (void)type;
    unsigned char *room = bytes_room(&ENGINE(handle)->pending_in, length);
    if (room == NULL)
        return MEMORY_E;
    if (array != NULL)
        (*env)->GetByteArrayRegion(env, array, offset, length, (jbyte *)room);
    else
        memcpy(room, (const unsigned char *)(intptr_t)address + offset, (size_t)length);
    ENGINE(handle)->pending_in.end += length;
    return 0;
}

/* Goes on with the handshake as far as the input reaches: 0 for more input, 1 when it is complete, or an error. */
static jlong step(JNIEnv *env, jclass type, jlong handle, jobject handshake)
{
    (void)type;
    struct engine *engine = ENGINE(handle);
    if (!resume_is_clear(engine))
        return answer(engine, 0);
    thread_note();
    struct engine *outer = current_engine;
    current_engine = engine;
    struct libcrypto_keys *outer_keys = libcrypto_use(engine->keys);
    engine->env = env;
    engine->self = handshake;
    int result = engine->context->server ? wolf.wolfSSL_accept(engine->ssl) : wolf.wolfSSL_connect(engine->ssl);
    if (result == WOLFSSL_SUCCESS && engine->refusal != 0) {
        result = VERIFY_CERT_ERROR; /* whatever wolfSSL makes of a refusal, nobody gets in */
    } else if (result == WOLFSSL_SUCCESS) {
        result = 1;
        verify_reset(engine);
    } else {
        result = failure(engine, result);
        if (result == WOLFSSL_ERROR_WANT_READ)
            result = 0;
        else if (result >= 0)
            result = result == WOLFSSL_ERROR_ZERO_RETURN ? CLOSED_BY_PEER : WOLFSSL_FATAL_ERROR;
    }
    engine->env = NULL;
    engine->self = NULL;
    libcrypto_use(outer_keys);
    current_engine = outer;
    return answer(engine, result);
}

/* Whole records from the queue: how many bytes, 0 when it is empty, -1 when the first one does not fit. */
static jlong drain(JNIEnv *env, jclass type, jlong handle, jbyteArray array, jlong address, jint offset, jint capacity)
{
    (void)type;
    struct engine *engine = ENGINE(handle);
    struct bytes *queue = &engine->pending_out;
    int length = 0;
    while (bytes_length(queue) - length >= RECORD_HEADER) {
        const unsigned char *record = queue->data + queue->start + length;
        int next = RECORD_HEADER + (record[3] << 8 | record[4]);
        if (length + next > capacity)
            break;
        length += next;
    }
    if (length == 0)
        return answer(engine, bytes_length(queue) == 0 ? 0 : -1);
    const unsigned char *data = queue->data + queue->start;
    if (array != NULL)
        (*env)->SetByteArrayRegion(env, array, offset, length, (const jbyte *)data);
    else
        memcpy((unsigned char *)(intptr_t)address + offset, data, (size_t)length);
    bytes_take(queue, length);
    return answer(engine, length);
}

/* Encrypts all of the source, at most 16,384 bytes, into one record; the bytes produced, or an error. */
static jlong wrap(JNIEnv *env, jclass type, jlong handle, jbyteArray from, jlong from_address, jint from_offset,
                  jint length, jbyteArray to, jlong to_address, jint to_offset, jint capacity)
{
    (void)type;
    struct engine *engine = ENGINE(handle);
    unsigned char copy[RECORD_TEXT_MAX];
    const unsigned char *text = (const unsigned char *)(intptr_t)from_address + from_offset;
    if (from != NULL) {
        (*env)->GetByteArrayRegion(env, from, from_offset, length, (jbyte *)copy);
        text = copy;
    }
    engine->env = env;
    engine->out = (unsigned char *)(intptr_t)to_address;
    engine->out_array = to;
    engine->out_offset = to_offset;
    engine->out_capacity = capacity;
    engine->out_length = 0;
    struct libcrypto_keys *outer_keys = libcrypto_use(engine->keys);
    int written = wolf.wolfSSL_write(engine->ssl, text, length);
    libcrypto_use(outer_keys);
    int result = written == length ? engine->out_length : failure(engine, written);
    if (written != length && result >= 0)
        result = WOLFSSL_FATAL_ERROR;
    engine->env = NULL;
    engine->out_array = NULL;
    engine->out_capacity = 0;
    return answer(engine, result);
}

/* Decrypts one whole record; the bytes produced, 0 for a record without data, CLOSED_BY_PEER, or an error. */
static jlong unwrap(JNIEnv *env, jclass type, jlong handle, jbyteArray from, jlong from_address, jint from_offset,
                    jint length, jbyteArray to, jlong to_address, jint to_offset, jint capacity)
{
    (void)type;
    struct engine *engine = ENGINE(handle);
    unsigned char copy[RECORD_TEXT_MAX];
    unsigned char *text = (unsigned char *)(intptr_t)to_address + to_offset;
    if (to != NULL || to_address == 0) {
        text = copy;
        capacity = RECORD_TEXT_MAX;
    }
    engine->env = env;
    engine->in = (const unsigned char *)(intptr_t)from_address;
    engine->in_array = from;
    engine->in_offset = from_offset;
    engine->in_length = length;
    struct libcrypto_keys *outer_keys = libcrypto_use(engine->keys);
    int read = wolf.wolfSSL_read(engine->ssl, text, capacity);
    libcrypto_use(outer_keys);
    int result = read;
    if (read > 0) {
        if (to != NULL)
            (*env)->SetByteArrayRegion(env, to, to_offset, read, (const jbyte *)copy);
    } else {
        result = failure(engine, read);
        if (result == WOLFSSL_ERROR_WANT_READ)
            result = engine->in_length == 0 ? 0 : WOLFSSL_FATAL_ERROR;
        else if (result == WOLFSSL_ERROR_ZERO_RETURN)
            result = CLOSED_BY_PEER;
        else if (result >= 0)
            result = WOLFSSL_FATAL_ERROR;
    }
    engine->env = NULL;
    engine->in_array = NULL;
    engine->in_length = 0;
    return answer(engine, result);
}

/* Writes close_notify into the queue. */
static jlong shutdownEngine(JNIEnv *env, jclass type, jlong handle)
{
    (void)env, (void)type;
    struct engine *engine = ENGINE(handle);
    struct libcrypto_keys *outer_keys = libcrypto_use(engine->keys);
    (void)wolf.wolfSSL_shutdown(engine->ssl);
    libcrypto_use(outer_keys);
    wolf.wolfSSL_ERR_clear_error();
    return answer(engine, 0);
}

/* A fatal alert that the peer has sent, or -1. */
static jint alertReceived(JNIEnv *env, jclass type, jlong handle)
{
    (void)env, (void)type;
    WOLFSSL_ALERT_HISTORY history;
    memset(&history, 0, sizeof history);
    if (wolf.wolfSSL_get_alert_history(ENGINE(handle)->ssl, &history) != WOLFSSL_SUCCESS)
        return -1;
    return history.last_rx.level == alert_fatal ? history.last_rx.code : -1;
}

/* Makes the alert that waits in the clear another one. */
static void alertInClear(JNIEnv *env, jclass type, jlong handle, jint alert)
{
    (void)env, (void)type;
    struct bytes *queue = &ENGINE(handle)->pending_out;
    unsigned char *record = queue->data + queue->start;
    if (bytes_length(queue) == RECORD_HEADER + 2 && record[0] == RECORD_ALERT)
        record[RECORD_HEADER + 1] = (unsigned char)alert;
}

/* Queues a fatal alert in the clear, for what wolfSSL is not asked about; the bytes that wait. */
static jlong alertNew(JNIEnv *env, jclass type, jlong handle, jint alert)
{
    (void)env, (void)type;
    struct engine *engine = ENGINE(handle);
    const unsigned char record[] = {RECORD_ALERT, 3, 3, 0, 2, alert_fatal, (unsigned char)alert};
    return answer(engine, bytes_append(&engine->pending_out, record, sizeof record));
}

/* Where a direct buffer begins. */
static jlong address(JNIEnv *env, jclass type, jobject buffer)
{
    (void)type;
    return (jlong)(intptr_t)(*env)->GetDirectBufferAddress(env, buffer);
}

const JNINativeMethod engine_methods[] = {
    METHOD(engineNew, "(J[B[B)J"),
    METHOD(engineFree, "(J)V"),
    METHOD(engineSettings, "(JII[BI)I"),
    METHOD(engineGroups, "(J[I)I"),
    METHOD(feed, "(J[BJII)I"),
    METHOD(step, "(JLio/tlsmgm/wolfssl/Handshake;)J"),
    METHOD(drain, "(J[BJII)J"),
    METHOD(wrap, "(J[BJII[BJII)J"),
    METHOD(unwrap, "(J[BJII[BJII)J"),
    METHOD(shutdownEngine, "(J)J"),
    METHOD(alertReceived, "(J)I"),
    METHOD(alertInClear, "(JI)V"),
    METHOD(alertNew, "(JI)J"),
    METHOD(address, "(Ljava/nio/ByteBuffer;)J"),
};
const int engine_method_count = COUNT(engine_methods);
