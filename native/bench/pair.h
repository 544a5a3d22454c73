/*
 * Two ends of a TLS connection in one process, with memory between them: what the tests and the reference loops run on.
 * Calls libwolfssl directly; of the shim only the crypto device is in between.
 */
#ifndef TLSMGM_PAIR_H
#define TLSMGM_PAIR_H

#include <wolfssl/options.h>
#include <wolfssl/ssl.h>

#include "libcrypto.h"

#define WIRE_CAPACITY (120 << 10)

struct wire {
    unsigned char *data;
    size_t start;
    size_t end;
};

struct endpoint {
    WOLFSSL *ssl;
    struct wire *in;
    struct wire *out;
    struct libcrypto_keys *keys; /* NULL without the device */
};

struct contexts {
    WOLFSSL_CTX *client;
    WOLFSSL_CTX *server;
};

struct options {
    int version;       /* WOLFSSL_TLSV1_2 or WOLFSSL_TLSV1_3 */
    const char *suite; /* wolfSSL's name or list, NULL for its default */
    int group;         /* such as WOLFSSL_ECC_X25519, 0 for the default */
    int rsa;           /* an RSA-2048 certificate instead of a P-256 one */
    int ed25519;       /* an Ed25519 certificate instead of a P-256 one */
    int mutual;        /* the client shows the same certificate */
    int trusting;      /* both accept any certificate, as a trust manager of Java's decides for the engine */
    int client_device; /* device of either end, or INVALID_DEVID */
    int server_device;
};

struct pair {
    struct wire to_client;
    struct wire to_server;
    struct endpoint client;
    struct endpoint server;
};

/* All return 0, or -1 after saying on standard error what failed. */
int contexts_open(struct contexts *contexts, const struct options *options);
void contexts_close(struct contexts *contexts);

/* resumed may be NULL. */
int pair_open(struct pair *pair, const struct contexts *contexts, WOLFSSL_SESSION *resumed);
void pair_close(struct pair *pair);
int pair_handshake(struct pair *pair);

int endpoint_write(struct endpoint *from, const void *data, int size);
/* One record; 0 and -1 otherwise. */
int endpoint_read(struct endpoint *to, void *data, int capacity, int *size);

/* The client's session of TLS 1.3, after reading the ticket that waits for it; NULL when there is none. */
WOLFSSL_SESSION *pair_session(struct pair *pair);

#endif
