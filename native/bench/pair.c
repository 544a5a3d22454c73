#include "pair.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <wolfssl/wolfcrypt/asn_public.h>
#include <wolfssl/wolfcrypt/ecc.h>
#include <wolfssl/wolfcrypt/ed25519.h>
#include <wolfssl/wolfcrypt/rsa.h>

#define DER 4096

static int complain(const char *what, int error)
{
    fprintf(stderr, "%s: %d\n", what, error);
    return -1;
}

struct identity {
    unsigned char authority[DER];
    unsigned char certificate[DER];
    unsigned char key[DER];
    int authority_size;
    int certificate_size;
    int key_size;
};

static int issue(Cert *cert, const char *name, int key_type, void *key, ecc_key *signer, WC_RNG *rng,
                 unsigned char *der)
{
    snprintf(cert->subject.commonName, CTC_NAME_SIZE, "%s", name);
    cert->sigType = CTC_SHA256wECDSA;
    int made = wc_MakeCert_ex(cert, der, DER, key_type, key, rng);
    if (made < 0)
        return complain("making a certificate", made);
    int size = wc_SignCert_ex(cert->bodySz, cert->sigType, der, DER, ECC_TYPE, signer, rng);
    return size > 0 ? size : complain("signing a certificate", size);
}

/* A P-256 authority and what it has issued. */
static int make_identity(struct identity *id, const struct options *options)
{
    WC_RNG rng;
    ecc_key authority;
    ecc_key ecc;
    ed25519_key ed;
    RsaKey rsa_key;
    Cert cert;
    if (wc_ed25519_init(&ed) != 0 || wc_InitRng(&rng) != 0 || wc_ecc_init(&authority) != 0 || wc_ecc_init(&ecc) != 0 ||
        wc_InitRsaKey(&rsa_key, NULL) != 0 || wc_ecc_make_key_ex(&rng, 32, &authority, ECC_SECP256R1) != 0)
        return complain("making a key", -1);
    wc_InitCert(&cert);
    cert.isCA = 1;
    cert.selfSigned = 1;
    id->authority_size = issue(&cert, "authority", ECC_TYPE, &authority, &authority, &rng, id->authority);
    if (id->authority_size < 0)
        return -1;
    wc_InitCert(&cert);
    if (wc_SetIssuerBuffer(&cert, id->authority, id->authority_size) != 0)
        return complain("setting the issuer", -1);
    cert.selfSigned = 0;
    if (options->rsa) {
        if (wc_MakeRsaKey(&rsa_key, 2048, WC_RSA_EXPONENT, &rng) != 0)
            return complain("making an RSA key", -1);
        id->certificate_size = issue(&cert, "end", RSA_TYPE, &rsa_key, &authority, &rng, id->certificate);
        id->key_size = wc_RsaKeyToDer(&rsa_key, id->key, DER);
    } else if (options->ed25519) {
        if (wc_ed25519_make_key(&rng, ED25519_KEY_SIZE, &ed) != 0)
            return complain("making an Ed25519 key", -1);
        id->certificate_size = issue(&cert, "end", ED25519_TYPE, &ed, &authority, &rng, id->certificate);
        id->key_size = wc_Ed25519PrivateKeyToDer(&ed, id->key, DER);
    } else {
        if (wc_ecc_make_key_ex(&rng, 32, &ecc, ECC_SECP256R1) != 0)
            return complain("making a key", -1);
        id->certificate_size = issue(&cert, "end", ECC_TYPE, &ecc, &authority, &rng, id->certificate);
        id->key_size = wc_EccKeyToDer(&ecc, id->key, DER);
    }
    wc_ecc_free(&authority);
    wc_ecc_free(&ecc);
    wc_ed25519_free(&ed);
    wc_FreeRsaKey(&rsa_key);
    wc_FreeRng(&rng);
    return id->certificate_size > 0 && id->key_size > 0 ? 0 : -1;
}

static int receive(WOLFSSL *ssl, char *data, int size, void *argument)
{
    (void)ssl;
    struct wire *wire = ((struct endpoint *)argument)->in;
    size_t there = wire->end - wire->start;
    if (there == 0)
        return WOLFSSL_CBIO_ERR_WANT_READ;
    size_t taken = there < (size_t)size ? there : (size_t)size;
    memcpy(data, wire->data + wire->start, taken);
    wire->start += taken;
    if (wire->start == wire->end)
        wire->start = wire->end = 0;
    return (int)taken;
}

static int transmit(WOLFSSL *ssl, char *data, int size, void *argument)
{
    (void)ssl;
    struct wire *wire = ((struct endpoint *)argument)->out;
    if (WIRE_CAPACITY - wire->end < (size_t)size)
        return WOLFSSL_CBIO_ERR_WANT_WRITE;
    memcpy(wire->data + wire->end, data, (size_t)size);
    wire->end += (size_t)size;
    return size;
}

static int accept_any(int preverified, WOLFSSL_X509_STORE_CTX *store)
{
    (void)preverified;
    (void)store;
    return 1;
}

/* Before TLS 1.3 the curve of the certificates has to be among the groups, too: RFC 8422 section 5.1. */
static int choose_group(WOLFSSL_CTX *ctx, const struct options *options)
{
    int group = options->group;
    if (group == 0)
        return 0;
    if (options->version == TLS1_3_VERSION && wolfSSL_CTX_set_groups(ctx, &group, 1) != WOLFSSL_SUCCESS)
        return -1;
    if (wolfSSL_CTX_UseSupportedCurve(ctx, (word16)group) != WOLFSSL_SUCCESS)
        return -1;
    return options->version == TLS1_3_VERSION || options->rsa || options->ed25519 || group == WOLFSSL_ECC_SECP256R1 ||
            wolfSSL_CTX_UseSupportedCurve(ctx, WOLFSSL_ECC_SECP256R1) == WOLFSSL_SUCCESS
        ? 0
        : -1;
}

static WOLFSSL_CTX *open_context(WOLFSSL_METHOD *method, const struct options *options, int device,
                                 const struct identity *id)
{
    WOLFSSL_CTX *ctx = wolfSSL_CTX_new(method);
    if (ctx == NULL)
        return NULL;
    /* Before the key is loaded, so that it is loaded for the device. */
    wolfSSL_CTX_SetDevId(ctx, device);
    wolfSSL_CTX_SetIORecv(ctx, receive);
    wolfSSL_CTX_SetIOSend(ctx, transmit);
    wolfSSL_CTX_clear_mode(ctx, SSL_MODE_AUTO_RETRY);
    wolfSSL_CTX_set_session_cache_mode(ctx, WOLFSSL_SESS_CACHE_OFF);
    if (wolfSSL_CTX_set_min_proto_version(ctx, options->version) != WOLFSSL_SUCCESS ||
        wolfSSL_CTX_set_max_proto_version(ctx, options->version) != WOLFSSL_SUCCESS ||
        (!options->trusting && wolfSSL_CTX_load_verify_buffer(ctx, id->authority, id->authority_size,
                                                              WOLFSSL_FILETYPE_ASN1) != WOLFSSL_SUCCESS) ||
        (options->suite != NULL && wolfSSL_CTX_set_cipher_list(ctx, options->suite) != WOLFSSL_SUCCESS) ||
        choose_group(ctx, options) != 0) {
        wolfSSL_CTX_free(ctx);
        return NULL;
    }
    return ctx;
}

static int identify(WOLFSSL_CTX *ctx, const struct identity *id)
{
    return wolfSSL_CTX_use_certificate_buffer(ctx, id->certificate, id->certificate_size, WOLFSSL_FILETYPE_ASN1) ==
                WOLFSSL_SUCCESS &&
            wolfSSL_CTX_use_PrivateKey_buffer(ctx, id->key, id->key_size, WOLFSSL_FILETYPE_ASN1) == WOLFSSL_SUCCESS
        ? 0
        : complain("loading the certificate", -1);
}

int contexts_open(struct contexts *contexts, const struct options *options)
{
    /* An RSA key takes a second to make. */
    static struct identity identities[3];
    struct identity *id = &identities[options->rsa ? 1 : options->ed25519 ? 2 : 0];
    VerifyCallback decide = options->trusting ? accept_any : NULL;
    if (id->key_size == 0 && make_identity(id, options) != 0)
        return -1;
    contexts->client = open_context(wolfTLS_client_method(), options, options->client_device, id);
    contexts->server = open_context(wolfTLS_server_method(), options, options->server_device, id);
    if (contexts->client == NULL || contexts->server == NULL)
        return complain("opening a context", -1);
    wolfSSL_CTX_set_verify(contexts->client, WOLFSSL_VERIFY_PEER, decide);
    wolfSSL_CTX_UseSessionTicket(contexts->client);
    if (options->mutual) {
        wolfSSL_CTX_set_verify(contexts->server, WOLFSSL_VERIFY_PEER | WOLFSSL_VERIFY_FAIL_IF_NO_PEER_CERT,
                               decide);
        if (identify(contexts->client, id) != 0)
            return -1;
    } else {
        wolfSSL_CTX_set_verify(contexts->server, WOLFSSL_VERIFY_NONE, NULL);
    }
    return identify(contexts->server, id);
}

void contexts_close(struct contexts *contexts)
{
    wolfSSL_CTX_free(contexts->client);
    wolfSSL_CTX_free(contexts->server);
}

static int open_endpoint(struct endpoint *end, WOLFSSL_CTX *ctx, struct wire *in, struct wire *out)
{
    end->in = in;
    end->out = out;
    end->keys = libcrypto_keys_new();
    end->ssl = wolfSSL_new(ctx);
    if (end->ssl == NULL)
        return complain("wolfSSL_new", -1);
    wolfSSL_SetIOReadCtx(end->ssl, end);
    wolfSSL_SetIOWriteCtx(end->ssl, end);
    return 0;
}

int pair_open(struct pair *pair, const struct contexts *contexts, WOLFSSL_SESSION *resumed)
{
    memset(pair, 0, sizeof *pair);
    pair->to_client.data = malloc(WIRE_CAPACITY);
    pair->to_server.data = malloc(WIRE_CAPACITY);
    if (pair->to_client.data == NULL || pair->to_server.data == NULL ||
        open_endpoint(&pair->client, contexts->client, &pair->to_client, &pair->to_server) != 0 ||
        open_endpoint(&pair->server, contexts->server, &pair->to_server, &pair->to_client) != 0 ||
        (resumed != NULL && wolfSSL_set_session(pair->client.ssl, resumed) != WOLFSSL_SUCCESS))
        return -1;
    return 0;
}

void pair_close(struct pair *pair)
{
    wolfSSL_free(pair->client.ssl);
    wolfSSL_free(pair->server.ssl);
    libcrypto_keys_free(pair->client.keys);
    libcrypto_keys_free(pair->server.keys);
    free(pair->to_client.data);
    free(pair->to_server.data);
}

/* 1 when done, 0 when it waits for the other side. */
static int step(struct endpoint *end, int (*advance)(WOLFSSL *), const char *name)
{
    libcrypto_use(end->keys);
    int result = advance(end->ssl);
    libcrypto_use(NULL);
    if (result == WOLFSSL_SUCCESS)
        return 1;
    int error = wolfSSL_get_error(end->ssl, result);
    return error == WOLFSSL_ERROR_WANT_READ ? 0 : complain(name, error);
}

int pair_handshake(struct pair *pair)
{
    int client = 0;
    int server = 0;
    for (int round = 0; round < 10 && (!client || !server); round++) {
        if (!client && (client = step(&pair->client, wolfSSL_connect, "wolfSSL_connect")) < 0)
            return -1;
        if (!server && (server = step(&pair->server, wolfSSL_accept, "wolfSSL_accept")) < 0)
            return -1;
    }
    return client && server ? 0 : complain("the handshake does not end", -1);
}

int endpoint_write(struct endpoint *from, const void *data, int size)
{
    libcrypto_use(from->keys);
    int written = wolfSSL_write(from->ssl, data, size);
    libcrypto_use(NULL);
    return written == size ? 0 : complain("wolfSSL_write", wolfSSL_get_error(from->ssl, written));
}

int endpoint_read(struct endpoint *to, void *data, int capacity, int *size)
{
    libcrypto_use(to->keys);
    *size = wolfSSL_read(to->ssl, data, capacity);
    libcrypto_use(NULL);
    return *size > 0 ? 0 : -1;
}

WOLFSSL_SESSION *pair_session(struct pair *pair)
{
    char none;
    int size;
    if (endpoint_read(&pair->client, &none, 1, &size) == 0)
        return NULL;
    return wolfSSL_get1_session(pair->client.ssl);
}
