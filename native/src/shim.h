/* The engine: what its parts share. docs/wolfssl.md says how they work together. */
#ifndef TLSMGM_SHIM_H
#define TLSMGM_SHIM_H

#include "wolf.h"

#include <jni.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdint.h>

/* RFC 8446 section 6. */
enum {
    ALERT_CLOSE_NOTIFY = 0,
    ALERT_UNEXPECTED_MESSAGE = 10,
    ALERT_BAD_CERTIFICATE = 42,
    ALERT_INTERNAL_ERROR = 80
};

enum { RECORD_ALERT = 21, RECORD_APPLICATION_DATA = 23, RECORD_HEADER = 5 };

/* A queue of bytes; grows as needed. */
struct bytes {
    unsigned char *data;
    int start;
    int end;
    int capacity;
};

/* 0, or MEMORY_E. */
int bytes_append(struct bytes *bytes, const unsigned char *data, int length);
/* Room for length more bytes at the end, or NULL; the caller adds to end what it has written. */
unsigned char *bytes_room(struct bytes *bytes, int length);
void bytes_take(struct bytes *bytes, int length);
void bytes_free(struct bytes *bytes);
#define bytes_length(b) ((b)->end - (b)->start)

/* session.c: the ticket keys of a context. */
#define TICKET_KEY_SIZE 32
#define TICKET_ID_SIZE 16
struct ticket_key {
    unsigned char name[8];
    unsigned char secret[TICKET_KEY_SIZE];
    int64_t born;
};

struct context {
    WOLFSSL_CTX *ctx;
    atomic_int references; /* of the Java context and of each engine */
    int server;
    int asks_certificate; /* WOLFSSL_VERIFY_... of a server */
    int needs_certificate;
    int lifetime; /* of tickets, in seconds */
    pthread_mutex_t ticket_lock;
    struct ticket_key tickets[2]; /* the current key and the one before */
    WC_RNG *rng; /* for the tickets, under the lock */
};

struct engine {
    WOLFSSL *ssl;
    struct context *context;
    struct libcrypto_keys *keys; /* NULL without libcrypto */

    /* Where the next bytes come from and go to while a call runs, nothing in between. */
    JNIEnv *env;
    jobject self;
    const unsigned char *in;
    jbyteArray in_array;
    int in_offset;
    int in_length;
    unsigned char *out;
    jbyteArray out_array;
    int out_offset;
    int out_capacity;
    int out_length;

    /* Records of the handshake on their way in, and all that does not go to a caller's buffer on its way out. */
    struct bytes pending_in;
    struct bytes pending_out;

    /* The peer's chain while its certificates are parsed, by depth. */
    unsigned char *chain[16];
    int chain_length[16];
    int chain_count;
    int asks_certificate; /* a server, its client */
    int needs_certificate; /* of a server's client */
    int certificate_requested; /* by the server, of this client */
    int peer_certificate; /* whether the session has one of the peer, this connection's or the original's */
    int64_t session_born; /* of a resumed session; 0 for a new one */
    int refusal; /* the alert that answers a refused certificate; 0 for none */

    /* ALPN of a server: names with commas between. */
    unsigned char *protocols;
    int protocols_length;

    int ticket_offered; /* by a client, and not answered yet */
    unsigned char issued[TICKET_ID_SIZE]; /* the last ticket that was issued, all zero for none */
    unsigned char accepted[TICKET_ID_SIZE];
};

/* memory.c counts these. */
extern atomic_llong live_engines;
extern atomic_llong live_contexts;

/* context.c */
struct context *context_new(int server, int *error);
void context_retain(struct context *context);
void context_release(struct context *context);

/* engine.c */
int engine_receive(WOLFSSL *ssl, char *buffer, int size, void *argument);
int engine_send(WOLFSSL *ssl, char *buffer, int size, void *argument);
/* Called when a server asks this client for a certificate. */
int engine_certificate_requested(WOLFSSL *ssl, void *argument);
int engine_select_protocol(WOLFSSL *ssl, const unsigned char **chosen, unsigned char *chosen_length,
                           const unsigned char *offered, unsigned int offered_length, void *argument);

/* verify.c */
int verify_certificate(int preverified, WOLFSSL_X509_STORE_CTX *store);
void verify_reset(struct engine *engine);
/* Puts the alert of engine->refusal into the one that wolfSSL has just written, where record is that alert. */
void verify_rewrite_alert(struct engine *engine, unsigned char *record, int length);

/* session.c */
int session_ticket(WOLFSSL *ssl, unsigned char *name, unsigned char *iv, unsigned char *mac, int encrypt,
                   unsigned char *ticket, int length, int *produced, void *argument);
/* 0 or an error of wolfSSL. */
int session_new_keys(struct context *context);
/* Whether wolfSSL gets along with a ticket of this key name and length: its own, or one that is short enough. */
int session_can_read(struct context *context, const unsigned char *name, int length);

/*
 * resume.c: whether wolfSSL may read what has come; 0 when the answer to an offered ticket is not clear yet. See there.
 */
int resume_is_clear(struct engine *engine);

/* jni.c: the upcalls, made only while a step runs. An alert, 0 for a trusted chain. */
int upcall_verify(struct engine *engine);
/* Whether the session of a ticket with a client's certificate is still known. */
int upcall_ticket_known(struct engine *engine, const unsigned char *id);

/* thread.c: this thread does handshakes; what wolfSSL keeps for it goes when it ends. */
void thread_note(void);
/* Frees it now. */
void thread_forget(void);

/* speed.c: nanoseconds for a record of 16 KiB on a device, -1 when it cannot be done. */
long long speed_of_aead(int aes, int device);

/* The engine whose call runs in this thread. */
extern _Thread_local struct engine *current_engine;

#endif
