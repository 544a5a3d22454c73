/*
 * The reference loop: what libwolfssl itself does without Java above it, on this machine, with the same crypto setting and on
 * the same terms as the engines. Prints one line of JSON; measure.h has the arguments. libwolfssl is linked directly;
 * --libwolfssl is for the table of the crypto device and has to name the same file.
 */
#include "measure.h"
#include "pair.h"
#include "wolf.h"

#include <stdio.h>
#include <string.h>

/* The file that is linked in front of libwolfssl, if the build has it. */
#ifndef INTERPOSE
#define INTERPOSE NULL
#endif

struct loop {
    const struct arguments *arguments;
    struct contexts contexts;
    struct pair pair;
    WOLFSSL_SESSION *session;
    struct series pairs;
    struct series wraps;
    struct series unwraps;
    struct series handshakes;
};

static unsigned char plain[MAX_RECORD];
static unsigned char read_back[MAX_RECORD];

static int write_record(struct loop *loop)
{
    return endpoint_write(&loop->pair.client, plain, loop->arguments->size);
}

static int read_record(struct loop *loop)
{
    int length;
    return endpoint_read(&loop->pair.server, read_back, MAX_RECORD, &length) == 0 && length == loop->arguments->size
        ? 0
        : -1;
}

/* Pairs as an application alternates them for a millisecond; then batches of either alone. */
static int measure_records(void *state)
{
    struct loop *loop = state;
    int size = loop->arguments->size;
    int inner = size > 1024 ? 4 : 32;
    long batch = WIRE_CAPACITY / (size + 64) < BATCH ? WIRE_CAPACITY / (size + 64) : BATCH;
    double start = now();
    double elapsed;
    long count = 0;
    do {
        for (int i = 0; i < inner; i++) {
            if (write_record(loop) != 0 || read_record(loop) != 0)
                return -1;
        }
        count += inner;
        elapsed = now() - start;
    } while (elapsed < 1e6);
    series_add(&loop->pairs, elapsed, count);
    for (count = 0; count < 2048; count += batch) {
        start = now();
        for (long i = 0; i < batch; i++) {
            if (write_record(loop) != 0)
                return -1;
        }
        double middle = now();
        series_add(&loop->wraps, middle - start, batch);
        for (long i = 0; i < batch; i++) {
            if (read_record(loop) != 0)
                return -1;
        }
        series_add(&loop->unwraps, now() - middle, batch);
    }
    return 0;
}

static int require(int condition, const char *what, const char *value)
{
    if (!condition)
        fprintf(stderr, "not on equal terms: %s is %s\n", what, value);
    return condition ? 0 : -1;
}

static int check_terms(struct loop *loop)
{
    const struct arguments *arguments = loop->arguments;
    WOLFSSL *server = loop->pair.server.ssl;
    const char *version = wolfSSL_get_version(server);
    const char *curve = wolfSSL_get_curve_name(server);
    const char *suite = wolfSSL_get_cipher(server);
    return require(strcmp(version, arguments->version) == 0, "the version", version) != 0 ||
            require(curve != NULL && strcmp(curve, arguments->group[0] == 'X' ? "X25519" : "SECP256R1") == 0, "the group",
                    curve == NULL ? "none" : curve) != 0
        ? -1
        : require(suite != NULL && !wolfSSL_session_reused(server), "the suite or session", suite);
}

/* The time has the making and freeing of both ends in it, as the engines' has. */
static int measure_handshake(void *state)
{
    struct loop *loop = state;
    int resumed = loop->session != NULL;
    double start = now();
    if (pair_open(&loop->pair, &loop->contexts, loop->session) != 0 || pair_handshake(&loop->pair) != 0)
        return -1;
    if (require(wolfSSL_session_reused(loop->pair.client.ssl) == resumed &&
                    wolfSSL_session_reused(loop->pair.server.ssl) == resumed,
                "the handshake", resumed ? "full" : "resumed") != 0)
        return -1;
    if (loop->arguments->resumed) {
        /* A ticket is for one use. */
        wolfSSL_SESSION_free(loop->session);
        loop->session = pair_session(&loop->pair);
        if (require(loop->session != NULL, "the ticket", "missing") != 0)
            return -1;
    } else {
        char none;
        int length;
        /* Nothing comes but the ticket. */
        if (endpoint_read(&loop->pair.client, &none, 1, &length) == 0)
            return require(0, "the server", "talking");
    }
    pair_close(&loop->pair);
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

static int run_records(struct loop *loop)
{
    if (run_windows(loop->arguments, measure_records, end_window, loop) != 0)
        return -1;
    pair_close(&loop->pair);
    series_print("wrapUnwrap", &loop->pairs);
    printf(",");
    series_print("wrap", &loop->wraps);
    printf(",");
    series_print("unwrap", &loop->unwraps);
    return 0;
}

static int run_handshakes(struct loop *loop)
{
    if (loop->arguments->resumed && (loop->session = pair_session(&loop->pair)) == NULL)
        return require(0, "the ticket", "missing");
    pair_close(&loop->pair);
    if (run_windows(loop->arguments, measure_handshake, end_window, loop) != 0)
        return -1;
    series_print("handshake", &loop->handshakes);
    return 0;
}

/* OpenSSL's names of the suites of TLS 1.3 have TLS_ before wolfSSL's TLS13-; the others are the same. */
static const char *wolfssl_name(const char *suite)
{
    static const char *const names[][2] = {
        {"TLS_AES_128_GCM_SHA256", "TLS13-AES128-GCM-SHA256"},
        {"TLS_AES_256_GCM_SHA384", "TLS13-AES256-GCM-SHA384"},
        {"TLS_CHACHA20_POLY1305_SHA256", "TLS13-CHACHA20-POLY1305-SHA256"},
    };
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        if (strcmp(suite, names[i][0]) == 0)
            return names[i][1];
    }
    return suite;
}

int main(int count, char **values)
{
    struct arguments arguments = {
        .mode = "records", .version = "TLSv1.3", .suite = "TLS_AES_128_GCM_SHA256", .group = "X25519", .key = "EC_P256",
        .crypto = "builtin", .libwolfssl = "libwolfssl.so.35", .size = 64, .windows = 5, .warmup = 1, .window = 1,
    };
    char error[256];
    int device = INVALID_DEVID;
    if (arguments_parse(&arguments, count, values) != 0)
        return 2;
    wolfSSL_Init();
    if (strcmp(arguments.crypto, "libcrypto") == 0) {
        if (wolf_load(arguments.libwolfssl, INTERPOSE, error, sizeof error) != 0 ||
            libcrypto_load(arguments.libcrypto, error, sizeof error) != 0) {
            fprintf(stderr, "%s\n", error);
            return 1;
        }
        device = libcrypto_device();
    }
    struct options options = {
        .version = is_tls13(&arguments) ? TLS1_3_VERSION : TLS1_2_VERSION,
        .suite = wolfssl_name(arguments.suite),
        .group = arguments.group[0] == 'X' ? WOLFSSL_ECC_X25519 : WOLFSSL_ECC_SECP256R1,
        .rsa = strcmp(arguments.key, "RSA_2048") == 0, .ed25519 = strcmp(arguments.key, "ED25519") == 0,
        .mutual = arguments.mutual, .trusting = 1, .client_device = device, .server_device = device,
    };
    static struct loop loop;
    loop.arguments = &arguments;
    if (contexts_open(&loop.contexts, &options) != 0 || pair_open(&loop.pair, &loop.contexts, NULL) != 0 ||
        pair_handshake(&loop.pair) != 0 || check_terms(&loop) != 0)
        return 1;
    printf("{\"library\":\"wolfSSL %s\",\"crypto\":\"%s\",\"results\":[", wolfSSL_lib_version(),
           device == INVALID_DEVID ? "builtin" : libcrypto_version());
    int result = strcmp(arguments.mode, "records") == 0 ? run_records(&loop) : run_handshakes(&loop);
    printf("]}\n");
    wolfSSL_SESSION_free(loop.session);
    contexts_close(&loop.contexts);
    wolfSSL_Cleanup();
    return result == 0 ? 0 : 1;
}
