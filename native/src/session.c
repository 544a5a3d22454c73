/*
 * Tickets, RFC 5077 and RFC 8446 section 4.6.1, with keys of each context alone.
 *
 * A ticket that wolfSSL hands over here holds the secrets of a session and no certificate. For a server that asks
 * clients for theirs, the Java side keeps the chain under the ticket's id, and a ticket whose chain is not known any
 * more is refused: a full handshake asks for the certificate again.
 *
 * On the wire: key_name = 8 bytes name of the key, 1 byte whether a certificate goes with it, 7 bytes time of issue in
 * seconds; iv = the ticket's id, 16 random bytes of which the first 12 are the nonce. All of it is authenticated, with
 * ChaCha20-Poly1305, which needs no hardware to be fast.
 */
#include "memory.h"
#include "shim.h"

#include <string.h>
#include <time.h>

static int64_t now_seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec;
}

static int new_key(struct context *context, struct ticket_key *key)
{
    int error = wolf.wc_RNG_GenerateBlock(context->rng, key->name, sizeof key->name);
    if (error == 0)
        error = wolf.wc_RNG_GenerateBlock(context->rng, key->secret, sizeof key->secret);
    key->born = now_seconds();
    return error;
}

int session_new_keys(struct context *context)
{
    context->rng = wolf.wc_rng_new(NULL, 0, NULL);
    if (context->rng == NULL)
        return MEMORY_E;
    return new_key(context, &context->tickets[0]);
}

/* The key to issue with; rotated so that a ticket can be read for its whole life and a key is forgotten after two. */
static int issuing_key(struct context *context, struct ticket_key *copy, unsigned char id[TICKET_ID_SIZE])
{
    int error = 0;
    pthread_mutex_lock(&context->ticket_lock);
    if (now_seconds() - context->tickets[0].born > context->lifetime) {
        context->tickets[1] = context->tickets[0];
        error = new_key(context, &context->tickets[0]);
    }
    if (error == 0)
        error = wolf.wc_RNG_GenerateBlock(context->rng, id, TICKET_ID_SIZE);
    *copy = context->tickets[0];
    pthread_mutex_unlock(&context->ticket_lock);
    return error;
}

static int reading_key(struct context *context, const unsigned char *name, struct ticket_key *copy)
{
    int found = 0;
    pthread_mutex_lock(&context->ticket_lock);
    for (int i = 0; i < 2 && !found; i++) {
        /* A second key that was never made has a birth of 0. */
        if (context->tickets[i].born != 0 && memcmp(context->tickets[i].name, name, 8) == 0) {
            *copy = context->tickets[i];
            found = 1;
        }
    }
    pthread_mutex_unlock(&context->ticket_lock);
    return found;
}

/* What wolfSSL gives to be encrypted, the same for each ticket; 0 before the first one. */
static atomic_int content_length;

/* Around it: the name of the key, an IV, a length, 32 bytes of padding that nobody uses, a MAC. */
enum { AROUND = WOLFSSL_TICKET_NAME_SZ + WOLFSSL_TICKET_IV_SZ + 2 + 32 + WOLFSSL_TICKET_MAC_SZ };

int session_can_read(struct context *context, const unsigned char *name, int length)
{
    struct ticket_key key;
    int content = atomic_load(&content_length);
    if (content != 0 && length <= content + AROUND)
        return 1;
    int found = reading_key(context, name, &key);
    memory_wipe(&key, sizeof key);
    return found;
}

static void put_time(unsigned char *to, int64_t seconds)
{
    for (int i = 6; i >= 0; i--) {
        to[i] = (unsigned char)seconds;
        seconds >>= 8;
    }
}

static int64_t get_time(const unsigned char *from)
{
    int64_t seconds = 0;
    for (int i = 0; i < 7; i++)
        seconds = seconds << 8 | from[i];
    return seconds;
}

static void authenticated(unsigned char data[32], const unsigned char *name, const unsigned char *iv)
{
    memcpy(data, name, 16);
    memcpy(data + 16, iv, 16);
}

static int issue(struct engine *engine, unsigned char *name, unsigned char *iv, unsigned char *mac,
                 unsigned char *ticket, int length)
{
    struct ticket_key key;
    unsigned char data[32];
    if (issuing_key(engine->context, &key, iv) != 0)
        return WOLFSSL_TICKET_RET_FATAL;
    memcpy(name, key.name, 8);
    name[8] = engine->peer_certificate != 0;
    /* A resumed session keeps its age: nobody lives on old credentials by coming back in time. */
    put_time(name + 9, engine->session_born != 0 ? engine->session_born : now_seconds());
    authenticated(data, name, iv);
    memset(mac, 0, WOLFSSL_TICKET_MAC_SZ);
    int error = wolf.wc_ChaCha20Poly1305_Encrypt(key.secret, iv, data, sizeof data, ticket, (word32)length, ticket, mac);
    memory_wipe(&key, sizeof key);
    if (error != 0)
        return WOLFSSL_TICKET_RET_FATAL;
    memcpy(engine->issued, iv, TICKET_ID_SIZE);
    atomic_store(&content_length, length);
    return WOLFSSL_TICKET_RET_OK;
}

static int accept_ticket(struct engine *engine, unsigned char *name, unsigned char *iv, unsigned char *mac,
                         unsigned char *ticket, int length)
{
    struct ticket_key key;
    unsigned char data[32];
    if (!reading_key(engine->context, name, &key))
        return WOLFSSL_TICKET_RET_REJECT;
    authenticated(data, name, iv);
    int error = wolf.wc_ChaCha20Poly1305_Decrypt(key.secret, iv, data, sizeof data, ticket, (word32)length, mac, ticket);
    memory_wipe(&key, sizeof key);
    if (error != 0)
        return WOLFSSL_TICKET_RET_REJECT;
    int64_t age = now_seconds() - get_time(name + 9);
    if (age < 0 || age > engine->context->lifetime)
        return WOLFSSL_TICKET_RET_REJECT;
    int with_certificate = name[8];
    if (engine->needs_certificate && !with_certificate)
        return WOLFSSL_TICKET_RET_REJECT;
    if (with_certificate && !upcall_ticket_known(engine, iv))
        return WOLFSSL_TICKET_RET_REJECT;
    memcpy(engine->accepted, iv, TICKET_ID_SIZE);
    engine->peer_certificate = with_certificate;
    engine->session_born = get_time(name + 9);
    /* And another one for next time: it lives on, and is not seen twice on the wire. */
    return WOLFSSL_TICKET_RET_CREATE;
}

int session_ticket(WOLFSSL *ssl, unsigned char *name, unsigned char *iv, unsigned char *mac, int encrypt,
                   unsigned char *ticket, int length, int *produced, void *argument)
{
    (void)ssl;
    (void)argument;
    struct engine *engine = current_engine;
    if (engine == NULL)
        return WOLFSSL_TICKET_RET_REJECT;
    *produced = length;
    return encrypt ? issue(engine, name, iv, mac, ticket, length)
                   : accept_ticket(engine, name, iv, mac, ticket, length);
}
