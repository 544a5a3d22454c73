/* What a handshake has come to: versions, names, tickets, and the session that a client keeps. */
#include "jni.h"

#include "memory.h"

#include <string.h>

/* Version and suite as on the wire, whether the session was resumed, whether a client was asked for a certificate. */
static void sessionFacts(JNIEnv *env, jclass type, jlong handle, jintArray to)
{
    (void)type;
    struct engine *engine = ENGINE(handle);
    WOLFSSL *ssl = engine->ssl;
    jint facts[4] = {wolf.wolfSSL_version(ssl), wolf.wolfSSL_get_current_cipher_suite(ssl),
                     wolf.wolfSSL_session_reused(ssl), engine->certificate_requested};
    (*env)->SetIntArrayRegion(env, to, 0, 4, facts);
}

/* The least and the most bytes that a record adds to its text, header included: block ciphers pad. */
static void overheads(JNIEnv *env, jclass type, jlong handle, jintArray to)
{
    (void)type;
    WOLFSSL *ssl = ENGINE(handle)->ssl;
    jint bounds[2] = {INT32_MAX, 0};
    for (int size = RECORD_TEXT_MAX - 32; size <= RECORD_TEXT_MAX; size++) {
        int more = wolf.wolfSSL_GetOutputSize(ssl, size) - size;
        if (more < bounds[0])
            bounds[0] = more;
        if (more > bounds[1])
            bounds[1] = more;
    }
    (*env)->SetIntArrayRegion(env, to, 0, 2, bounds);
}

static jbyteArray array_of(JNIEnv *env, const void *data, int length)
{
    jbyteArray array = (*env)->NewByteArray(env, length);
    if (array != NULL)
        (*env)->SetByteArrayRegion(env, array, 0, length, data);
    return array;
}

/* The id of the ticket that was issued last, or of the one that was accepted; null for none. */
static jbyteArray ticketId(JNIEnv *env, jclass type, jlong handle, jboolean issued)
{
    (void)type;
    static const unsigned char none[TICKET_ID_SIZE];
    const unsigned char *id = issued ? ENGINE(handle)->issued : ENGINE(handle)->accepted;
    return memcmp(id, none, TICKET_ID_SIZE) == 0 ? NULL : array_of(env, id, TICKET_ID_SIZE);
}

/* The name that the client has asked a server for, or null. */
static jbyteArray serverName(JNIEnv *env, jclass type, jlong handle)
{
    (void)type;
    void *name = NULL;
    unsigned short length = wolf.wolfSSL_SNI_GetRequest(ENGINE(handle)->ssl, WOLFSSL_SNI_HOST_NAME, &name);
    return length == 0 || name == NULL ? NULL : array_of(env, name, length);
}

static jbyteArray applicationProtocol(JNIEnv *env, jclass type, jlong handle)
{
    (void)type;
    char *name = NULL;
    unsigned short length = 0;
    if (wolf.wolfSSL_ALPN_GetProtocol == NULL ||
        wolf.wolfSSL_ALPN_GetProtocol(ENGINE(handle)->ssl, &name, &length) != WOLFSSL_SUCCESS || name == NULL)
        return NULL;
    return array_of(env, name, length);
}

/*
 * Whether wolfSSL can offer the ticket again in TLS 1.3: it writes no longer ones, and fails at its ClientHello instead.
 * Servers that put a client's certificates into their tickets have them.
 */
static int has_usable_ticket(WOLFSSL *ssl)
{
    enum { LONGEST = 1536 };
    unsigned char ticket[LONGEST];
    word32 length = sizeof ticket;
    int usable = wolf.wolfSSL_get_SessionTicket(ssl, ticket, &length) == WOLFSSL_SUCCESS && length > 0;
    memory_wipe(ticket, sizeof ticket);
    return usable;
}

/* A copy of the session to resume, to be freed with sessionFree; 0 when there is none. */
static jlong sessionCopy(JNIEnv *env, jclass type, jlong handle)
{
    (void)env, (void)type;
    WOLFSSL *ssl = ENGINE(handle)->ssl;
    if (wolf.wolfSSL_version(ssl) == TLS1_3_VERSION && !has_usable_ticket(ssl))
        return 0;
    WOLFSSL_SESSION *session = wolf.wolfSSL_get1_session(ssl);
    if (session == NULL)
        return 0;
    /* The engine goes on writing to its own: the next ticket replaces this one. */
    WOLFSSL_SESSION *copy = wolf.wolfSSL_SESSION_dup(session);
    wolf.wolfSSL_SESSION_free(session);
    return (jlong)(intptr_t)copy;
}

static void sessionFree(JNIEnv *env, jclass type, jlong session)
{
    (void)env, (void)type;
    wolf.wolfSSL_SESSION_free((WOLFSSL_SESSION *)(intptr_t)session);
}

static jint sessionOffer(JNIEnv *env, jclass type, jlong handle, jlong session)
{
    (void)env, (void)type;
    int code = wolf.wolfSSL_set_session(ENGINE(handle)->ssl, (WOLFSSL_SESSION *)(intptr_t)session);
    if (code != WOLFSSL_SUCCESS)
        return WOLFSSL_FATAL_ERROR;
    ENGINE(handle)->ticket_offered = 1;
    return 0;
}

const JNINativeMethod session_methods[] = {
    METHOD(sessionFacts, "(J[I)V"),
    METHOD(overheads, "(J[I)V"),
    METHOD(ticketId, "(JZ)[B"),
    METHOD(serverName, "(J)[B"),
    METHOD(applicationProtocol, "(J)[B"),
    METHOD(sessionCopy, "(J)J"),
    METHOD(sessionFree, "(J)V"),
    METHOD(sessionOffer, "(JJ)I"),
};
const int session_method_count = COUNT(session_methods);
