/*
 * The same loop as loop.c over the system's OpenSSL with memory BIOs, for comparison. Same arguments, but for --crypto and the
 * libraries' paths, and the same line of JSON.
 */
#include "measure.h"

#include <openssl/ssl.h>
#include <openssl/x509v3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct loop {
    const struct arguments *arguments;
    SSL_CTX *client_context;
    SSL_CTX *server_context;
    SSL *client;
    SSL *server;
    struct series pairs;
    struct series wraps;
    struct series unwraps;
    struct series handshakes;
};

/* The client's, which it read last. */
static SSL_SESSION *ticket;

static void require(int condition, const char *what)
{
    if (!condition) {
        fprintf(stderr, "%s\n", what);
        exit(1);
    }
}

static X509 *issue(EVP_PKEY *key, EVP_PKEY *signer, const char *name, const char *issuer, int authority)
{
    X509 *x509 = X509_new();
    X509_NAME *subject = X509_get_subject_name(x509);
    X509_NAME *from = X509_NAME_new();
    X509_EXTENSION *constraint =
        X509V3_EXT_conf_nid(NULL, NULL, NID_basic_constraints, authority ? "critical,CA:TRUE" : "critical,CA:FALSE");
    X509_set_version(x509, X509_VERSION_3);
    ASN1_INTEGER_set(X509_get_serialNumber(x509), authority ? 1 : 2);
    X509_gmtime_adj(X509_getm_notBefore(x509), -60);
    X509_gmtime_adj(X509_getm_notAfter(x509), 86400);
    X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_ASC, (const unsigned char *)name, -1, -1, 0);
    X509_NAME_add_entry_by_txt(from, "CN", MBSTRING_ASC, (const unsigned char *)issuer, -1, -1, 0);
    X509_set_issuer_name(x509, from);
    X509_set_pubkey(x509, key);
    X509_add_ext(x509, constraint, -1);
    require(X509_sign(x509, signer, EVP_sha256()) > 0, "cannot sign the certificate");
    X509_NAME_free(from);
    X509_EXTENSION_free(constraint);
    return x509;
}

/* Keeps the ticket that the client reads last. */
static int keep(SSL *ssl, SSL_SESSION *session)
{
    (void)ssl;
    SSL_SESSION_free(ticket);
    ticket = session;
    return 1;
}

static int accept_any(X509_STORE_CTX *store, void *argument)
{
    (void)store;
    (void)argument;
    return 1;
}

/* Before TLS 1.3 the curve of the certificates has to be among the groups, too: RFC 8422 section 5.1. */
static const char *groups_of(const struct arguments *arguments)
{
    if (arguments->group[0] != 'X')
        return "P-256";
    return is_tls13(arguments) || strcmp(arguments->key, "EC_P256") != 0 ? "X25519" : "X25519:P-256";
}

static SSL_CTX *open_context(const SSL_METHOD *method, const struct arguments *arguments)
{
    SSL_CTX *ctx = SSL_CTX_new(method);
    int version = is_tls13(arguments) ? TLS1_3_VERSION : TLS1_2_VERSION;
    require(ctx != NULL && SSL_CTX_set_min_proto_version(ctx, version) == 1 &&
                SSL_CTX_set_max_proto_version(ctx, version) == 1 &&
                (is_tls13(arguments) ? SSL_CTX_set_ciphersuites(ctx, arguments->suite)
                                     : SSL_CTX_set_cipher_list(ctx, arguments->suite)) == 1 &&
                SSL_CTX_set1_groups_list(ctx, groups_of(arguments)) == 1,
            "cannot open a context");
    SSL_CTX_set_cert_verify_callback(ctx, accept_any, NULL);
    return ctx;
}

static EVP_PKEY *new_key(const struct arguments *arguments)
{
    if (strcmp(arguments->key, "RSA_2048") == 0)
        return EVP_RSA_gen(2048);
    return strcmp(arguments->key, "ED25519") == 0 ? EVP_PKEY_Q_keygen(NULL, NULL, "ED25519") : EVP_EC_gen("P-256");
}

static void identify(SSL_CTX *ctx, X509 *certificate, EVP_PKEY *key)
{
    require(SSL_CTX_use_certificate(ctx, certificate) == 1 && SSL_CTX_use_PrivateKey(ctx, key) == 1,
            "cannot use the certificate");
}

static void open_contexts(struct loop *loop)
{
    EVP_PKEY *authority_key = EVP_EC_gen("P-256");
    EVP_PKEY *key = new_key(loop->arguments);
    X509 *certificate = issue(key, authority_key, "end", "authority", 0);
    loop->client_context = open_context(TLS_client_method(), loop->arguments);
    loop->server_context = open_context(TLS_server_method(), loop->arguments);
    SSL_CTX_set_verify(loop->client_context, SSL_VERIFY_PEER, NULL);
    SSL_CTX_set_session_cache_mode(loop->client_context, SSL_SESS_CACHE_CLIENT | SSL_SESS_CACHE_NO_INTERNAL);
    SSL_CTX_sess_set_new_cb(loop->client_context, keep);
    SSL_CTX_set_num_tickets(loop->server_context, 1);
    identify(loop->server_context, certificate, key);
    if (loop->arguments->mutual) {
        SSL_CTX_set_verify(loop->server_context, SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT, NULL);
        /* Without it a server resumes no session with a client's certificate. */
        SSL_CTX_set_session_id_context(loop->server_context, (const unsigned char *)"loop", 4);
        identify(loop->client_context, certificate, key);
    }
    EVP_PKEY_free(authority_key);
    EVP_PKEY_free(key);
    X509_free(certificate);
}

static void open_pair(struct loop *loop, SSL_SESSION *resumed)
{
    BIO *up = BIO_new(BIO_s_mem());
    BIO *down = BIO_new(BIO_s_mem());
    loop->client = SSL_new(loop->client_context);
    loop->server = SSL_new(loop->server_context);
    BIO_up_ref(up);
    BIO_up_ref(down);
    SSL_set_bio(loop->client, down, up);
    SSL_set_bio(loop->server, up, down);
    SSL_set_connect_state(loop->client);
    SSL_set_accept_state(loop->server);
    if (resumed != NULL)
        SSL_set_session(loop->client, resumed);
    int done = 0;
    for (int round = 0; round < 10 && done != 2; round++)
        done = (SSL_do_handshake(loop->client) == 1) + (SSL_do_handshake(loop->server) == 1);
    require(done == 2, "the handshake does not end");
    require(SSL_session_reused(loop->client) == (resumed != NULL) && SSL_session_reused(loop->server) == (resumed != NULL),
            resumed != NULL ? "a handshake is full, not resumed" : "a handshake is resumed, not full");
}

static void close_pair(struct loop *loop)
{
    /* Otherwise a session counts as spoilt. */
    SSL_set_shutdown(loop->client, SSL_SENT_SHUTDOWN | SSL_RECEIVED_SHUTDOWN);
    SSL_free(loop->client);
    SSL_free(loop->server);
}

static void check_terms(const struct loop *loop)
{
    const struct arguments *arguments = loop->arguments;
    int group = arguments->group[0] == 'X' ? NID_X25519 : NID_X9_62_prime256v1;
    require(strcmp(SSL_get_version(loop->server), arguments->version) == 0, "not on equal terms: the version");
    require(strcmp(SSL_get_cipher_name(loop->server), arguments->suite) == 0, "not on equal terms: the suite");
    require(SSL_get_negotiated_group(loop->server) == group, "not on equal terms: the group");
    require((SSL_get0_peer_certificate(loop->server) != NULL) == arguments->mutual,
            "not on equal terms: the client's certificate");
}

static unsigned char plain[MAX_RECORD];
static unsigned char read_back[MAX_RECORD];

static void write_record(struct loop *loop)
{
    require(SSL_write(loop->client, plain, loop->arguments->size) == loop->arguments->size, "SSL_write");
}

static void read_record(struct loop *loop)
{
    require(SSL_read(loop->server, read_back, MAX_RECORD) == loop->arguments->size, "SSL_read");
}

/* Pairs as an application alternates them for a millisecond; then batches of either alone. */
static int measure_records(void *state)
{
    struct loop *loop = state;
    int inner = loop->arguments->size > 1024 ? 4 : 32;
    int batch = loop->arguments->size > 1024 ? 7 : BATCH;
    double start = now();
    double elapsed;
    long count = 0;
    do {
        for (int i = 0; i < inner; i++) {
            write_record(loop);
            read_record(loop);
        }
        count += inner;
        elapsed = now() - start;
    } while (elapsed < 1e6);
    series_add(&loop->pairs, elapsed, count);
    for (count = 0; count < 2048; count += batch) {
        start = now();
        for (int i = 0; i < batch; i++)
            write_record(loop);
        double middle = now();
        series_add(&loop->wraps, middle - start, batch);
        for (int i = 0; i < batch; i++)
            read_record(loop);
        series_add(&loop->unwraps, now() - middle, batch);
    }
    return 0;
}

/* The time has the making and freeing of both ends in it, as the engines' has. */
static int measure_handshake(void *state)
{
    struct loop *loop = state;
    double start = now();
    open_pair(loop, loop->arguments->resumed ? ticket : NULL);
    /* Nothing comes but the ticket. */
    require(SSL_read(loop->client, read_back, 1) < 0, "SSL_read");
    close_pair(loop);
    series_keep(&loop->handshakes, now() - start);
    return 0;
}

static void end_window(void *state, int warm)
{
    struct loop *loop = state;
    struct series *all[] = {&loop->pairs, &loop->wraps, &loop->unwraps, &loop->handshakes};
    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) {
        if (warm)
            series_clear(all[i]);
        else
            series_end_window(all[i]);
    }
}

static void run_records(struct loop *loop)
{
    run_windows(loop->arguments, measure_records, end_window, loop);
    close_pair(loop);
    series_print("wrapUnwrap", &loop->pairs);
    printf(",");
    series_print("wrap", &loop->wraps);
    printf(",");
    series_print("unwrap", &loop->unwraps);
}

static void run_handshakes(struct loop *loop)
{
    require(SSL_read(loop->client, read_back, 1) < 0, "SSL_read");
    close_pair(loop);
    run_windows(loop->arguments, measure_handshake, end_window, loop);
    series_print("handshake", &loop->handshakes);
}

int main(int count, char **values)
{
    struct arguments arguments = {
        .mode = "records", .version = "TLSv1.3", .suite = "TLS_AES_128_GCM_SHA256", .group = "X25519", .key = "EC_P256",
        .crypto = "builtin", .size = 64, .windows = 5, .warmup = 1, .window = 1,
    };
    static struct loop loop;
    if (arguments_parse(&arguments, count, values) != 0)
        return 2;
    loop.arguments = &arguments;
    open_contexts(&loop);
    open_pair(&loop, NULL);
    check_terms(&loop);
    printf("{\"library\":\"%s\",\"crypto\":\"builtin\",\"results\":[", OpenSSL_version(OPENSSL_VERSION));
    if (strcmp(arguments.mode, "records") == 0)
        run_records(&loop);
    else
        run_handshakes(&loop);
    printf("]}\n");
    SSL_SESSION_free(ticket);
    SSL_CTX_free(loop.client_context);
    SSL_CTX_free(loop.server_context);
    return 0;
}
