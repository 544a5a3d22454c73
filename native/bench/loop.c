/*
 * The reference loop: what libwolfssl itself does without Java above it, on this machine, with the same crypto setting.
 * Prints one line of JSON. Times are in ns per operation for records, in us for handshakes of both ends; "best" is the
 * best of many short stretches, which on a shared machine says more than the mean.
 *
 *   loop --mode records|full|resumed --crypto builtin|libcrypto [--suite NAME] [--group x25519|secp256r1|secp384r1]
 *        [--certificate ec|rsa] [--size BYTES] [--seconds N] [--libwolfssl PATH] [--libcrypto PATH]
 *
 * libwolfssl is linked directly; --libwolfssl is for the table of the crypto device and has to name the same file.
 */
#define _POSIX_C_SOURCE 200809L

#include "pair.h"
#include "wolf.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define MAX_RECORD 16384
/* Shorter than a time slice, so that on a busy machine some run undisturbed. */
#define STRETCH_NS 1e6

struct arguments {
    const char *mode;
    const char *crypto;
    const char *suite;
    const char *group;
    const char *certificate;
    const char *libwolfssl;
    const char *libcrypto;
    int size;
    double seconds;
};

struct timing {
    double best;
    double total;
    long count;
};

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

static unsigned char plain[MAX_RECORD];
static unsigned char read_back[MAX_RECORD];

static int exchange(struct pair *pair, int size)
{
    int length;
    if (endpoint_write(&pair->client, plain, size) != 0 ||
        endpoint_read(&pair->server, read_back, MAX_RECORD, &length) != 0)
        return -1;
    return length == size ? 0 : -1;
}

/* Pairs as an application alternates them; then batches of either alone, which clock readings do not distort. */
static int run_records(const struct arguments *arguments, const struct contexts *contexts)
{
    struct pair pair;
    if (pair_open(&pair, contexts, NULL) != 0 || pair_handshake(&pair) != 0)
        return -1;
    int size = arguments->size;
    int inner = size > 1024 ? 4 : 32;
    long batch = WIRE_CAPACITY / (size + 64) < 256 ? WIRE_CAPACITY / (size + 64) : 256;
    struct timing pairs = {0};
    struct timing wraps = {0};
    struct timing unwraps = {0};
    for (int i = 0; i < 200; i++) {
        if (exchange(&pair, size) != 0)
            return -1;
    }
    double end = now() + arguments->seconds * 1e9;
    while (now() < end) {
        double start = now();
        double elapsed;
        long count = 0;
        do {
            for (int i = 0; i < inner; i++) {
                if (exchange(&pair, size) != 0)
                    return -1;
            }
            count += inner;
            elapsed = now() - start;
        } while (elapsed < STRETCH_NS);
        add(&pairs, elapsed, count);
        start = now();
        for (long i = 0; i < batch; i++) {
            if (endpoint_write(&pair.client, plain, size) != 0)
                return -1;
        }
        double middle = now();
        add(&wraps, middle - start, batch);
        for (long i = 0; i < batch; i++) {
            int length;
            if (endpoint_read(&pair.server, read_back, MAX_RECORD, &length) != 0)
                return -1;
        }
        add(&unwraps, now() - middle, batch);
    }
    printf("\"cipher\":\"%s\",\"size\":%d,\"pair_ns\":%.1f,\"pair_best_ns\":%.1f,\"wrap_ns\":%.1f,\"wrap_best_ns\":%.1f,"
           "\"unwrap_ns\":%.1f,\"unwrap_best_ns\":%.1f,\"mb_per_s\":%.1f,\"records_per_s\":%.0f}\n",
           wolfSSL_get_cipher_name(pair.client.ssl), size, mean(&pairs), pairs.best, mean(&wraps), wraps.best,
           mean(&unwraps), unwraps.best, size * 1e3 / pairs.best, 1e9 / pairs.best);
    pair_close(&pair);
    return 0;
}

static int run_handshakes(const struct arguments *arguments, const struct contexts *contexts, int resumed)
{
    struct pair pair;
    WOLFSSL_SESSION *session = NULL;
    struct timing handshakes = {0};
    int reused = 0;
    double end = 0;
    int last = 0;
    for (int warm = 0; !last; warm++) {
        if (warm == 20)
            end = now() + arguments->seconds * 1e9;
        double start = now();
        if (pair_open(&pair, contexts, session) != 0 || pair_handshake(&pair) != 0)
            return -1;
        double stop = now();
        last = end != 0 && stop >= end;
        if (warm >= 20)
            add(&handshakes, stop - start, 1);
        reused = wolfSSL_session_reused(pair.client.ssl);
        if (resumed) {
            /* A ticket is for one use. */
            wolfSSL_SESSION_free(session);
            session = pair_session(&pair);
        }
        if (last)
            printf("\"cipher\":\"%s\",\"curve\":\"%s\",\"resumed\":%s,\"handshake_us\":%.1f,"
                   "\"handshake_best_us\":%.1f}\n",
                   wolfSSL_get_cipher_name(pair.client.ssl), wolfSSL_get_curve_name(pair.client.ssl),
                   reused ? "true" : "false", mean(&handshakes) / 1e3, handshakes.best / 1e3);
        pair_close(&pair);
    }
    wolfSSL_SESSION_free(session);
    return reused == resumed ? 0 : -1;
}

static int group_named(const char *name)
{
    if (name == NULL)
        return 0;
    if (strcmp(name, "x25519") == 0)
        return WOLFSSL_ECC_X25519;
    if (strcmp(name, "secp256r1") == 0)
        return WOLFSSL_ECC_SECP256R1;
    if (strcmp(name, "secp384r1") == 0)
        return WOLFSSL_ECC_SECP384R1;
    return -1;
}

static const char **text_option(struct arguments *arguments, const char *name)
{
    const struct {
        const char *name;
        const char **value;
    } options[] = {
        {"--mode", &arguments->mode},           {"--crypto", &arguments->crypto},
        {"--suite", &arguments->suite},         {"--group", &arguments->group},
        {"--certificate", &arguments->certificate}, {"--libwolfssl", &arguments->libwolfssl},
        {"--libcrypto", &arguments->libcrypto},
    };
    for (size_t i = 0; i < sizeof options / sizeof options[0]; i++) {
        if (strcmp(options[i].name, name) == 0)
            return options[i].value;
    }
    return NULL;
}

static int parse(struct arguments *arguments, int count, char **values)
{
    for (int i = 1; i < count; i += 2) {
        const char **text = text_option(arguments, values[i]);
        if (i + 1 == count)
            return -1;
        if (text != NULL)
            *text = values[i + 1];
        else if (strcmp(values[i], "--size") == 0)
            arguments->size = atoi(values[i + 1]);
        else if (strcmp(values[i], "--seconds") == 0)
            arguments->seconds = atof(values[i + 1]);
        else
            return -1;
    }
    return arguments->size >= 1 && arguments->size <= MAX_RECORD && arguments->seconds > 0 &&
            group_named(arguments->group) >= 0
        ? 0
        : -1;
}

/* OpenSSL's names of the suites of TLS 1.3 have TLS_ before wolfSSL's TLS13-. */
static const char *wolfssl_name(const char *suite)
{
    static const char *const names[][2] = {
        {"TLS_AES_128_GCM_SHA256", "TLS13-AES128-GCM-SHA256"},
        {"TLS_AES_256_GCM_SHA384", "TLS13-AES256-GCM-SHA384"},
        {"TLS_CHACHA20_POLY1305_SHA256", "TLS13-CHACHA20-POLY1305-SHA256"},
        {"TLS_AES_128_CCM_SHA256", "TLS13-AES128-CCM-SHA256"},
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
        .mode = "records", .crypto = "builtin", .suite = "TLS_AES_128_GCM_SHA256", .group = "secp256r1",
        .certificate = "ec", .libwolfssl = "libwolfssl.so.35", .size = 64, .seconds = 2,
    };
    if (parse(&arguments, count, values) != 0) {
        fprintf(stderr, "see the head of loop.c for the arguments\n");
        return 2;
    }
    char error[256];
    int device = INVALID_DEVID;
    wolfSSL_Init();
    if (strcmp(arguments.crypto, "libcrypto") == 0) {
        if (wolf_load(arguments.libwolfssl, error, sizeof error) != 0 ||
            libcrypto_load(arguments.libcrypto, error, sizeof error) != 0) {
            fprintf(stderr, "%s\n", error);
            return 1;
        }
        device = libcrypto_device();
    }
    struct options options = {
        .version = TLS1_3_VERSION, .suite = wolfssl_name(arguments.suite), .group = group_named(arguments.group),
        .rsa = strcmp(arguments.certificate, "rsa") == 0, .client_device = device, .server_device = device,
    };
    struct contexts contexts;
    if (contexts_open(&contexts, &options) != 0)
        return 1;
    printf("{\"library\":\"wolfSSL %s\",\"crypto\":\"%s\",\"mode\":\"%s\",\"group\":\"%s\",\"certificate\":\"%s\",",
           wolfSSL_lib_version(), device == INVALID_DEVID ? "builtin" : libcrypto_version(), arguments.mode,
           arguments.group, arguments.certificate);
    int result = strcmp(arguments.mode, "records") == 0
        ? run_records(&arguments, &contexts)
        : run_handshakes(&arguments, &contexts, strcmp(arguments.mode, "resumed") == 0);
    contexts_close(&contexts);
    wolfSSL_Cleanup();
    return result == 0 ? 0 : 1;
}
