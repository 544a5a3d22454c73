/*
 * The same loop as loop.c over the system's OpenSSL with memory BIOs, for comparison. Same arguments, but for --crypto
 * and the libraries' paths, and the same line of JSON.
 */
#define _POSIX_C_SOURCE 200809L

#include <openssl/ssl.h>
#include <openssl/x509v3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define MAX_RECORD 16384
/* Shorter than a time slice, so that on a busy machine some run undisturbed. */
#define STRETCH_NS 1e6

struct arguments {
    const char *mode;
    const char *suite;
    const char *group;
    const char *certificate;
    int size;
    double seconds;
};

struct timing {
    double best;
    double total;
    long count;
};

struct pair {
    SSL *client;
    SSL *server;
};

static SSL_SESSION *ticket;

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec * 1e9 + (double)time.tv_nsec;
}

static void add(struct timing *timing, double elapsed, long count)
{
    double each = elapsed / (double)count;
    if (timing->count == 0 || each < timing->best)
        timing->best = each;
    timing->total += elapsed;
    timing->count += count;
}

static double mean(const struct timing *timing)
{
    return timing->count == 0 ? 0 : timing->total / (double)timing->count;
}

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

static SSL_CTX *open_context(const SSL_METHOD *method, const struct arguments *arguments)
{
    SSL_CTX *ctx = SSL_CTX_new(method);
    require(ctx != NULL && SSL_CTX_set_min_proto_version(ctx, TLS1_3_VERSION) == 1 &&
                SSL_CTX_set_ciphersuites(ctx, arguments->suite) == 1 &&
                SSL_CTX_set1_groups_list(ctx, strcmp(arguments->group, "secp256r1") == 0 ? "P-256"
                                                  : strcmp(arguments->group, "secp384r1") == 0 ? "P-384"
                                                                                               : "X25519") == 1,
            "cannot open a context");
    return ctx;
}

static void open_contexts(const struct arguments *arguments, SSL_CTX **client, SSL_CTX **server)
{
    int rsa = strcmp(arguments->certificate, "rsa") == 0;
    EVP_PKEY *authority_key = EVP_EC_gen("P-256");
    EVP_PKEY *key = rsa ? EVP_RSA_gen(2048) : EVP_EC_gen("P-256");
    X509 *authority = issue(authority_key, authority_key, "authority", "authority", 1);
    X509 *certificate = issue(key, authority_key, "end", "authority", 0);
    *client = open_context(TLS_client_method(), arguments);
    *server = open_context(TLS_server_method(), arguments);
    SSL_CTX_set_verify(*client, SSL_VERIFY_PEER, NULL);
    SSL_CTX_set_session_cache_mode(*client, SSL_SESS_CACHE_CLIENT | SSL_SESS_CACHE_NO_INTERNAL);
    SSL_CTX_sess_set_new_cb(*client, keep);
    SSL_CTX_set_num_tickets(*server, 1);
    X509_STORE_add_cert(SSL_CTX_get_cert_store(*client), authority);
    require(SSL_CTX_use_certificate(*server, certificate) == 1 && SSL_CTX_use_PrivateKey(*server, key) == 1,
            "cannot use the certificate");
    EVP_PKEY_free(authority_key);
    EVP_PKEY_free(key);
    X509_free(authority);
    X509_free(certificate);
}

static void open_pair(struct pair *pair, SSL_CTX *client, SSL_CTX *server, SSL_SESSION *resumed)
{
    BIO *up = BIO_new(BIO_s_mem());
    BIO *down = BIO_new(BIO_s_mem());
    pair->client = SSL_new(client);
    pair->server = SSL_new(server);
    BIO_up_ref(up);
    BIO_up_ref(down);
    SSL_set_bio(pair->client, down, up);
    SSL_set_bio(pair->server, up, down);
    SSL_set_connect_state(pair->client);
    SSL_set_accept_state(pair->server);
    if (resumed != NULL)
        SSL_set_session(pair->client, resumed);
    int done = 0;
    for (int round = 0; round < 10 && done != 2; round++)
        done = (SSL_do_handshake(pair->client) == 1) + (SSL_do_handshake(pair->server) == 1);
    require(done == 2, "the handshake does not end");
}

static void close_pair(struct pair *pair)
{
    /* Otherwise a session counts as spoilt. */
    SSL_set_shutdown(pair->client, SSL_SENT_SHUTDOWN | SSL_RECEIVED_SHUTDOWN);
    SSL_free(pair->client);
    SSL_free(pair->server);
}

static unsigned char plain[MAX_RECORD];
static unsigned char read_back[MAX_RECORD];

static void write_record(struct pair *pair, int size)
{
    require(SSL_write(pair->client, plain, size) == size, "SSL_write");
}

static void read_record(struct pair *pair, int size)
{
    require(SSL_read(pair->server, read_back, MAX_RECORD) == size, "SSL_read");
}

static void run_records(const struct arguments *arguments, SSL_CTX *client, SSL_CTX *server)
{
    struct pair pair;
    struct timing pairs = {0};
    struct timing wraps = {0};
    struct timing unwraps = {0};
    int size = arguments->size;
    int inner = size > 1024 ? 4 : 32;
    int batch = size > 1024 ? 7 : 112;
    open_pair(&pair, client, server, NULL);
    double end = now() + arguments->seconds * 1e9;
    while (now() < end) {
        double start = now();
        double elapsed;
        long count = 0;
        do {
            for (int i = 0; i < inner; i++) {
                write_record(&pair, size);
                read_record(&pair, size);
            }
            count += inner;
            elapsed = now() - start;
        } while (elapsed < STRETCH_NS);
        add(&pairs, elapsed, count);
        start = now();
        for (int i = 0; i < batch; i++)
            write_record(&pair, size);
        double middle = now();
        add(&wraps, middle - start, batch);
        for (int i = 0; i < batch; i++)
            read_record(&pair, size);
        add(&unwraps, now() - middle, batch);
    }
    printf("\"cipher\":\"%s\",\"size\":%d,\"pair_ns\":%.1f,\"pair_best_ns\":%.1f,\"wrap_ns\":%.1f,\"wrap_best_ns\":%.1f,"
           "\"unwrap_ns\":%.1f,\"unwrap_best_ns\":%.1f,\"mb_per_s\":%.1f,\"records_per_s\":%.0f}\n",
           SSL_get_cipher_name(pair.client), size, mean(&pairs), pairs.best, mean(&wraps), wraps.best, mean(&unwraps),
           unwraps.best, size * 1e3 / pairs.best, 1e9 / pairs.best);
    close_pair(&pair);
}

static void run_handshakes(const struct arguments *arguments, SSL_CTX *client, SSL_CTX *server, int resumed)
{
    struct pair pair;
    struct timing handshakes = {0};
    int reused = 0;
    double end = 0;
    for (int warm = 0; end == 0 || now() < end; warm++) {
        if (warm == 20)
            end = now() + arguments->seconds * 1e9;
        double start = now();
        open_pair(&pair, client, server, resumed ? ticket : NULL);
        double elapsed = now() - start;
        if (warm >= 20)
            add(&handshakes, elapsed, 1);
        reused = SSL_session_reused(pair.client);
        /* Nothing comes but the ticket. */
        require(SSL_read(pair.client, read_back, 1) < 0, "SSL_read");
        close_pair(&pair);
    }
    require(reused == resumed, "sessions are not resumed as they should");
    printf("\"resumed\":%s,\"handshake_us\":%.1f,\"handshake_best_us\":%.1f}\n", reused ? "true" : "false",
           mean(&handshakes) / 1e3, handshakes.best / 1e3);
}

int main(int count, char **values)
{
    struct arguments arguments = {
        .mode = "records", .suite = "TLS_AES_128_GCM_SHA256", .group = "secp256r1", .certificate = "ec", .size = 64,
        .seconds = 2,
    };
    for (int i = 1; i + 1 < count; i += 2) {
        const char *value = values[i + 1];
        if (strcmp(values[i], "--mode") == 0)
            arguments.mode = value;
        else if (strcmp(values[i], "--suite") == 0)
            arguments.suite = value;
        else if (strcmp(values[i], "--group") == 0)
            arguments.group = value;
        else if (strcmp(values[i], "--certificate") == 0)
            arguments.certificate = value;
        else if (strcmp(values[i], "--size") == 0)
            arguments.size = atoi(value);
        else if (strcmp(values[i], "--seconds") == 0)
            arguments.seconds = atof(value);
        else
            require(0, "see the head of loop.c for the arguments");
    }
    require(arguments.size >= 1 && arguments.size <= MAX_RECORD && arguments.seconds > 0, "--size or --seconds");
    SSL_CTX *client;
    SSL_CTX *server;
    open_contexts(&arguments, &client, &server);
    printf("{\"library\":\"%s\",\"crypto\":\"builtin\",\"mode\":\"%s\",\"group\":\"%s\",\"certificate\":\"%s\",",
           OpenSSL_version(OPENSSL_VERSION), arguments.mode, arguments.group, arguments.certificate);
    if (strcmp(arguments.mode, "records") == 0)
        run_records(&arguments, client, server);
    else
        run_handshakes(&arguments, client, server, strcmp(arguments.mode, "resumed") == 0);
    SSL_SESSION_free(ticket);
    SSL_CTX_free(client);
    SSL_CTX_free(server);
    return 0;
}
