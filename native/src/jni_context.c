/* Contexts: each function answers 0, or a negative error of wolfSSL. */
#include "jni.h"

#include "libcrypto.h"
#include "memory.h"

#include <string.h>

#define CONTEXT(handle) ((struct context *)(intptr_t)(handle))

static int result(int code)
{
    return code == WOLFSSL_SUCCESS ? 0 : code < 0 ? code : WOLFSSL_FATAL_ERROR;
}

/* The handle, or a negative error. */
static jlong contextNew(JNIEnv *env, jclass type, jboolean server)
{
    (void)env, (void)type;
    int error;
    struct context *context = context_new(server, &error);
    return context == NULL ? error : (jlong)(intptr_t)context;
}

static void contextFree(JNIEnv *env, jclass type, jlong handle)
{
    (void)env, (void)type;
    context_release(CONTEXT(handle));
}

static jint contextProtocols(JNIEnv *env, jclass type, jlong handle, jint min, jint max)
{
    (void)env, (void)type;
    int code = result(wolf.wolfSSL_CTX_set_min_proto_version(CONTEXT(handle)->ctx, min));
    return code != 0 ? code : result(wolf.wolfSSL_CTX_set_max_proto_version(CONTEXT(handle)->ctx, max));
}

static jint contextSuites(JNIEnv *env, jclass type, jlong handle, jbyteArray codes)
{
    (void)type;
    int length;
    unsigned char *list = jni_copy(env, codes, &length);
    if (list == NULL)
        return MEMORY_E;
    int code = result(wolf.wolfSSL_CTX_set_cipher_list_bytes(CONTEXT(handle)->ctx, list, length));
    memory_free(list);
    return code;
}

static int use_one_curve(WOLFSSL_CTX *ctx, int nid)
{
    if (wolf.wolfSSL_SSL_CTX_set_tmp_ecdh == NULL || wolf.wolfSSL_EC_KEY_new_by_curve_name == NULL ||
        wolf.wolfSSL_EC_KEY_free == NULL)
        return NOT_COMPILED_IN;
    WOLFSSL_EC_KEY *key = wolf.wolfSSL_EC_KEY_new_by_curve_name(nid);
    if (key == NULL)
        return NOT_COMPILED_IN;
    int code = result(wolf.wolfSSL_SSL_CTX_set_tmp_ecdh(ctx, key));
    wolf.wolfSSL_EC_KEY_free(key);
    return code;
}

/*
 * wolfSSL's list of groups is for TLS 1.3 alone: before that a server takes any curve that is not disabled.
 * curves: the names of those of the groups that are curves, with colons between, for a server that is held to them; or
 * null.
 * curve: OpenSSL's number of the only one, which has no name there; or 0.
 */
static jint contextGroups(JNIEnv *env, jclass type, jlong handle, jintArray groups, jbyteArray curves, jint curve)
{
    (void)type;
    WOLFSSL_CTX *ctx = CONTEXT(handle)->ctx;
    int list[GROUPS_MAX];
    int count = jni_groups(env, groups, list);
    if (count < 0)
        return BAD_FUNC_ARG;
    if (curves != NULL) {
        if (wolf.wolfSSL_CTX_set1_curves_list == NULL)
            return NOT_COMPILED_IN;
        int length;
        unsigned char *names = jni_copy(env, curves, &length);
        if (names == NULL)
            return MEMORY_E;
        names[length] = '\0';
        int code = result(wolf.wolfSSL_CTX_set1_curves_list(ctx, (const char *)names));
        memory_free(names);
        if (code != 0)
            return code;
    }
    if (curve != 0) {
        int code = use_one_curve(ctx, curve);
        if (code != 0)
            return code;
    }
    return result(wolf.wolfSSL_CTX_set_groups(ctx, list, count));
}

/* The chain as PEM, which is what takes more than one certificate; the key as PKCS#8. */
static jint contextKey(JNIEnv *env, jclass type, jlong handle, jbyteArray chain, jbyteArray key)
{
    (void)type;
    WOLFSSL_CTX *ctx = CONTEXT(handle)->ctx;
    int length;
    unsigned char *bytes = jni_copy(env, chain, &length);
    if (bytes == NULL)
        return MEMORY_E;
    int code = result(wolf.wolfSSL_CTX_use_certificate_chain_buffer_format(ctx, bytes, length, WOLFSSL_FILETYPE_PEM));
    memory_free(bytes);
    if (code != 0)
        return code;
    bytes = jni_copy(env, key, &length);
    if (bytes == NULL)
        return MEMORY_E;
    code = result(wolf.wolfSSL_CTX_use_PrivateKey_buffer(ctx, bytes, length, WOLFSSL_FILETYPE_ASN1));
    memory_free(bytes);
    /* Only with a certificate: a client with the callback alone is taken to have one. */
    if (code == 0 && !CONTEXT(handle)->server && wolf.wolfSSL_CTX_set_cert_cb != NULL)
        wolf.wolfSSL_CTX_set_cert_cb(ctx, engine_certificate_requested, NULL);
    if (code == 0)
        code = result(wolf.wolfSSL_CTX_check_private_key(ctx));
    /* wolfSSL has multiplied the key's point, and would keep most of a megabyte for the next time in this thread. */
    thread_forget();
    return code;
}

static jint contextDhParameters(JNIEnv *env, jclass type, jlong handle, jbyteArray p, jbyteArray g)
{
    (void)type;
    if (wolf.wolfSSL_CTX_SetTmpDH == NULL)
        return NOT_COMPILED_IN;
    int p_length;
    int g_length;
    unsigned char *prime = jni_copy(env, p, &p_length);
    unsigned char *generator = jni_copy(env, g, &g_length);
    int code = MEMORY_E;
    if (prime != NULL && generator != NULL)
        code = result(wolf.wolfSSL_CTX_SetTmpDH(CONTEXT(handle)->ctx, prime, p_length, generator, g_length));
    memory_free(prime);
    memory_free(generator);
    return code;
}

/* What a server asks of its clients: 0 nothing, 1 wants, 2 needs a certificate. */
static jint contextClientAuth(JNIEnv *env, jclass type, jlong handle, jint wanted)
{
    (void)env, (void)type;
    struct context *context = CONTEXT(handle);
    context->asks_certificate = wanted > 0;
    context->needs_certificate = wanted == 2;
    int mode = wanted == 0   ? WOLFSSL_VERIFY_NONE
               : wanted == 1 ? WOLFSSL_VERIFY_PEER
                             : WOLFSSL_VERIFY_PEER | WOLFSSL_VERIFY_FAIL_IF_NO_PEER_CERT;
    wolf.wolfSSL_CTX_set_verify(context->ctx, mode, verify_certificate);
    return 0;
}

/* A certificate whose subject a server names as an authority that it accepts. */
static jint contextAuthority(JNIEnv *env, jclass type, jlong handle, jbyteArray certificate)
{
    (void)type;
    if (wolf.wolfSSL_CTX_add_client_CA == NULL || wolf.wolfSSL_d2i_X509 == NULL || wolf.wolfSSL_X509_free == NULL)
        return NOT_COMPILED_IN;
    int length;
    unsigned char *der = jni_copy(env, certificate, &length);
    if (der == NULL)
        return MEMORY_E;
    const unsigned char *at = der;
    WOLFSSL_X509 *x509 = wolf.wolfSSL_d2i_X509(NULL, &at, length);
    int code = ASN_PARSE_E;
    if (x509 != NULL) {
        code = result(wolf.wolfSSL_CTX_add_client_CA(CONTEXT(handle)->ctx, x509));
        wolf.wolfSSL_X509_free(x509);
    }
    memory_free(der);
    return code;
}

/* Tickets that live for so many seconds; 0 for none. */
static jint contextTickets(JNIEnv *env, jclass type, jlong handle, jint lifetime)
{
    (void)env, (void)type;
    struct context *context = CONTEXT(handle);
    if (lifetime == 0) {
        if (!context->server)
            return 0;
        /* wolfSSL has a callback of its own otherwise, and looks at tickets for all that. */
        int code = result(wolf.wolfSSL_CTX_set_TicketEncCb(context->ctx, NULL));
        if (code == 0)
            code = result(wolf.wolfSSL_CTX_NoTicketTLSv12(context->ctx));
        if (code == 0 && wolf.wolfSSL_CTX_no_ticket_TLSv13(context->ctx) != 0)
            code = WOLFSSL_FATAL_ERROR;
        return code;
    }
    context->lifetime = lifetime;
    wolf.wolfSSL_CTX_set_timeout(context->ctx, (unsigned int)lifetime);
    if (!context->server)
        return result(wolf.wolfSSL_CTX_UseSessionTicket(context->ctx));
    int code = session_new_keys(context);
    if (code == 0)
        code = result(wolf.wolfSSL_CTX_set_TicketEncCb(context->ctx, session_ticket));
    if (code == 0)
        code = result(wolf.wolfSSL_CTX_set_TicketEncCtx(context->ctx, context));
    if (code == 0)
        code = result(wolf.wolfSSL_CTX_set_TicketHint(context->ctx, lifetime));
    return code;
}

/* Whether wolfSSL gets along with a ticket under a key of this name and of this length. */
static jboolean contextReadsTicket(JNIEnv *env, jclass type, jlong handle, jbyteArray name, jint length)
{
    (void)type;
    unsigned char bytes[8];
    (*env)->GetByteArrayRegion(env, name, 0, sizeof bytes, (jbyte *)bytes);
    return (jboolean)session_can_read(CONTEXT(handle), bytes, length);
}

/* Hands the algorithms of this context to the system's libcrypto, which is loaded. */
static jint contextLibcrypto(JNIEnv *env, jclass type, jlong handle)
{
    (void)env, (void)type;
    if (wolf.wolfSSL_CTX_SetDevId == NULL)
        return NOT_COMPILED_IN;
    return result(wolf.wolfSSL_CTX_SetDevId(CONTEXT(handle)->ctx, libcrypto_device()));
}

const JNINativeMethod context_methods[] = {
    METHOD(contextNew, "(Z)J"),
    METHOD(contextFree, "(J)V"),
    METHOD(contextProtocols, "(JII)I"),
    METHOD(contextSuites, "(J[B)I"),
    METHOD(contextGroups, "(J[I[BI)I"),
    METHOD(contextKey, "(J[B[B)I"),
    METHOD(contextDhParameters, "(J[B[B)I"),
    METHOD(contextClientAuth, "(JI)I"),
    METHOD(contextAuthority, "(J[B)I"),
    METHOD(contextTickets, "(JI)I"),
    METHOD(contextReadsTicket, "(J[BI)Z"),
    METHOD(contextLibcrypto, "(J)I"),
};
const int context_method_count = COUNT(context_methods);
