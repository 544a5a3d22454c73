/* The context of a domain: one WOLFSSL_CTX, and what wolfSSL keeps no place for. */
#include "libcrypto.h"
#include "memory.h"
#include "shim.h"

#include <string.h>

atomic_llong live_contexts;

struct context *context_new(int server, int *error)
{
    struct context *context = memory_alloc(sizeof *context);
    *error = MEMORY_E;
    if (context == NULL)
        return NULL;
    memset(context, 0, sizeof *context);
    context->server = server;
    context->lifetime = 7200;
    atomic_init(&context->references, 1);
    context->ctx = wolf.wolfSSL_CTX_new(server ? wolf.wolfTLS_server_method() : wolf.wolfTLS_client_method());
    if (context->ctx == NULL) {
        memory_free(context);
        return NULL;
    }
    pthread_mutex_init(&context->ticket_lock, NULL);
    atomic_fetch_add(&live_contexts, 1);

    /*
     * The cache of sessions is one for the process, and a session of one context was resumed at another one that
     * demands a client certificate. A server's sessions live in tickets, with keys of the context; a client's are
     * copies that the Java side keeps for each peer. "Off" would refuse a client these copies where the server goes
     * by session id.
     */
    wolf.wolfSSL_CTX_set_session_cache_mode(context->ctx,
                                            server ? WOLFSSL_SESS_CACHE_OFF
                                                   : WOLFSSL_SESS_CACHE_CLIENT | WOLFSSL_SESS_CACHE_NO_INTERNAL);
    /* Or a read without data would ask for the next record eleven times. */
    wolf.wolfSSL_CTX_clear_mode(context->ctx, SSL_MODE_AUTO_RETRY);
    wolf.wolfSSL_CTX_SetIORecv(context->ctx, engine_receive);
    wolf.wolfSSL_CTX_SetIOSend(context->ctx, engine_send);
    if (server && wolf.wolfSSL_CTX_set_alpn_select_cb != NULL)
        wolf.wolfSSL_CTX_set_alpn_select_cb(context->ctx, engine_select_protocol, NULL);
    wolf.wolfSSL_CTX_set_verify(context->ctx, server ? WOLFSSL_VERIFY_NONE : WOLFSSL_VERIFY_PEER, verify_certificate);
    *error = 0;
    return context;
}

void context_retain(struct context *context)
{
    atomic_fetch_add(&context->references, 1);
}

void context_release(struct context *context)
{
    if (atomic_fetch_sub(&context->references, 1) != 1)
        return;
    wolf.wolfSSL_CTX_free(context->ctx);
    /* Which of the kept keys was this context's is not known; one that another needs comes back with its next use. */
    libcrypto_forget();
    if (context->rng != NULL)
        wolf.wc_rng_free(context->rng);
    pthread_mutex_destroy(&context->ticket_lock);
    memory_free(context); /* wipes the ticket keys */
    atomic_fetch_sub(&live_contexts, 1);
}
