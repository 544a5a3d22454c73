/*
 * The I/O callbacks: where wolfSSL takes records from and puts them.
 *
 * While a call for one record runs, these are the caller's own buffers, heap or direct, and wolfSSL's copy is the only
 * one. What comes without a place of its own (the handshake, alerts, answers to key updates) goes through the queues.
 */
#include "memory.h"
#include "shim.h"

#include <string.h>

_Thread_local struct engine *current_engine;
atomic_llong live_engines;

int engine_receive(WOLFSSL *ssl, char *buffer, int size, void *argument)
{
    (void)ssl;
    struct engine *engine = argument;
    int queued = bytes_length(&engine->pending_in);
    if (queued > 0) {
        int length = size < queued ? size : queued;
        memcpy(buffer, engine->pending_in.data + engine->pending_in.start, (size_t)length);
        bytes_take(&engine->pending_in, length);
        return length;
    }
    int length = size < engine->in_length ? size : engine->in_length;
    if (length <= 0)
        return WOLFSSL_CBIO_ERR_WANT_READ;
    if (engine->in_array != NULL)
        (*engine->env)
            ->GetByteArrayRegion(engine->env, engine->in_array, engine->in_offset, length, (jbyte *)buffer);
    else
        memcpy(buffer, engine->in + engine->in_offset, (size_t)length);
    engine->in_offset += length;
    engine->in_length -= length;
    return length;
}

static int queue(struct engine *engine, const unsigned char *record, int size)
{
    int at = bytes_length(&engine->pending_out);
    if (bytes_append(&engine->pending_out, record, size) != 0)
        return WOLFSSL_CBIO_ERR_GENERAL;
    if (engine->refusal != 0)
        verify_rewrite_alert(engine, engine->pending_out.data + engine->pending_out.start + at, size);
    return size;
}

int engine_send(WOLFSSL *ssl, char *buffer, int size, void *argument)
{
    (void)ssl;
    struct engine *engine = argument;
    const unsigned char *record = (const unsigned char *)buffer;
    /* In order: once something waits, all that follows waits behind it. */
    if (engine->out_capacity - engine->out_length < size || bytes_length(&engine->pending_out) > 0)
        return queue(engine, record, size);
    if (engine->out_array != NULL)
        (*engine->env)
            ->SetByteArrayRegion(engine->env, engine->out_array, engine->out_offset + engine->out_length, size,
                                 (const jbyte *)record);
    else
        memcpy(engine->out + engine->out_offset + engine->out_length, record, (size_t)size);
    engine->out_length += size;
    return size;
}

/* The server's own order decides, RFC 7301 section 3.2. */
int engine_select_protocol(WOLFSSL *ssl, const unsigned char **chosen, unsigned char *chosen_length,
                           const unsigned char *offered, unsigned int offered_length, void *argument)
{
    (void)ssl, (void)argument;
    struct engine *engine = current_engine;
    if (engine == NULL)
        return SSL_TLSEXT_ERR_NOACK;
    for (int i = 0; i < engine->protocols_length;) {
        const unsigned char *own = engine->protocols + i;
        const unsigned char *comma = memchr(own, ',', (size_t)(engine->protocols_length - i));
        int length = comma == NULL ? engine->protocols_length - i : (int)(comma - own);
        for (unsigned int j = 0; j < offered_length && offered[j] < offered_length - j; j += 1u + offered[j]) {
            if (offered[j] == length && memcmp(own, offered + j + 1, (size_t)length) == 0) {
                *chosen = own;
                *chosen_length = (unsigned char)length;
                return SSL_TLSEXT_ERR_OK;
            }
        }
        i += length + 1;
    }
    return SSL_TLSEXT_ERR_NOACK;
}

int engine_certificate_requested(WOLFSSL *ssl, void *argument)
{
    (void)ssl, (void)argument;
    if (current_engine != NULL)
        current_engine->certificate_requested = 1;
    return 1; /* go on with the certificate of the context */
}
