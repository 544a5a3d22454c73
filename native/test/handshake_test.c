/*
 * Whole connections between two ends of wolfSSL in memory, each with the device and without: handshakes of both
 * versions with both kinds of certificate, records of many sizes both ways, resumption, a record that was tampered
 * with. Built a second time with interpose in front of libwolfssl.
 */
#include "check.h"
#include "pair.h"
#include "wolf.h"

#include <pthread.h>

#define MAX_RECORD 16384

/* Built twice: alone, and with the file of interpose, which is then linked too. */
#ifndef INTERPOSE
#define INTERPOSE NULL
#endif

struct scene {
    int version;
    const char *suite;
    int group;
    int rsa;
};

static const struct scene scenes[] = {
    {TLS1_3_VERSION, "TLS13-AES128-GCM-SHA256", WOLFSSL_ECC_SECP256R1, 0},
    {TLS1_3_VERSION, "TLS13-AES256-GCM-SHA384", WOLFSSL_ECC_SECP384R1, 0},
    {TLS1_3_VERSION, "TLS13-CHACHA20-POLY1305-SHA256", WOLFSSL_ECC_X25519, 0},
    {TLS1_3_VERSION, "TLS13-AES128-CCM-SHA256", WOLFSSL_ECC_SECP521R1, 0},
    {TLS1_3_VERSION, "TLS13-AES128-GCM-SHA256", WOLFSSL_ECC_SECP256R1, 1},
    {TLS1_2_VERSION, "ECDHE-ECDSA-AES128-GCM-SHA256", WOLFSSL_ECC_SECP256R1, 0},
    {TLS1_2_VERSION, "ECDHE-ECDSA-AES256-GCM-SHA384", WOLFSSL_ECC_X25519, 0},
    {TLS1_2_VERSION, "ECDHE-ECDSA-AES128-SHA256", WOLFSSL_ECC_SECP256R1, 0},
    {TLS1_2_VERSION, "ECDHE-ECDSA-CHACHA20-POLY1305", WOLFSSL_ECC_SECP384R1, 0},
    {TLS1_2_VERSION, "ECDHE-RSA-AES128-GCM-SHA256", WOLFSSL_ECC_SECP256R1, 1},
    {TLS1_2_VERSION, "ECDHE-RSA-AES256-SHA384", WOLFSSL_ECC_SECP256R1, 1},
    {TLS1_2_VERSION, "ECDHE-RSA-AES128-SHA", WOLFSSL_ECC_SECP256R1, 1},
};

#define SCENES (sizeof scenes / sizeof scenes[0])

static void transfer(struct endpoint *from, struct endpoint *to, int size, int seed)
{
    unsigned char data[MAX_RECORD] = {0};
    unsigned char there[MAX_RECORD];
    for (int i = 0; i < size; i++)
        data[i] = (unsigned char)(i * 17 + seed);
    CHECK(endpoint_write(from, data, size) == 0);
    for (int done = 0, length; done < size; done += length)
        CHECK(endpoint_read(to, there + done, size - done, &length) == 0);
    CHECK_SAME(data, there, (size_t)size);
}

static void transfers(struct pair *pair)
{
    static const int sizes[] = {1, 15, 16, 17, 64, 333, 1024, 4096, 16000, MAX_RECORD};
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
        transfer(&pair->client, &pair->server, sizes[i], (int)i);
        transfer(&pair->server, &pair->client, sizes[i], (int)i + 100);
    }
}

static int device_of(int present)
{
    return present ? libcrypto_device() : INVALID_DEVID;
}

static void open_contexts(struct contexts *contexts, const struct scene *scene, int client, int server, int mutual)
{
    struct options options = {
        .version = scene->version, .suite = scene->suite, .group = scene->group, .rsa = scene->rsa, .mutual = mutual,
        .client_device = device_of(client), .server_device = device_of(server),
    };
    CHECK(contexts_open(contexts, &options) == 0);
}

static void play(const struct scene *scene, int client, int server, int mutual)
{
    struct contexts contexts;
    struct pair pair;
    open_contexts(&contexts, scene, client, server, mutual);
    CHECK(pair_open(&pair, &contexts, NULL) == 0 && pair_handshake(&pair) == 0);
    CHECK(strcmp(wolfSSL_get_version(pair.client.ssl), scene->version == TLS1_3_VERSION ? "TLSv1.3" : "TLSv1.2") == 0);
    transfers(&pair);
    pair_close(&pair);
    contexts_close(&contexts);
}

static void resumption(int client, int server)
{
    struct contexts contexts;
    struct pair pair;
    open_contexts(&contexts, &scenes[0], client, server, 0);
    CHECK(pair_open(&pair, &contexts, NULL) == 0 && pair_handshake(&pair) == 0);
    CHECK(!wolfSSL_session_reused(pair.client.ssl));
    WOLFSSL_SESSION *session = pair_session(&pair);
    CHECK(session != NULL);
    pair_close(&pair);
    CHECK(pair_open(&pair, &contexts, session) == 0 && pair_handshake(&pair) == 0);
    CHECK(wolfSSL_session_reused(pair.client.ssl) && wolfSSL_session_reused(pair.server.ssl));
    transfers(&pair);
    pair_close(&pair);
    wolfSSL_SESSION_free(session);
    contexts_close(&contexts);
}

/* Keys change under the same addresses in the middle of a connection. */
static void key_updates(int client, int server)
{
    struct contexts contexts;
    struct pair pair;
    open_contexts(&contexts, &scenes[0], client, server, 0);
    CHECK(pair_open(&pair, &contexts, NULL) == 0 && pair_handshake(&pair) == 0);
    transfers(&pair);
    for (int i = 0; i < 12; i++) {
        CHECK(wolfSSL_update_keys(i % 2 == 0 ? pair.client.ssl : pair.server.ssl) == WOLFSSL_SUCCESS);
        transfers(&pair);
    }
    pair_close(&pair);
    contexts_close(&contexts);
}

static void tampering(int client, int server)
{
    struct contexts contexts;
    struct pair pair;
    char text[64] = "REGISTER sip:example.org SIP/2.0";
    int length;
    open_contexts(&contexts, &scenes[0], client, server, 0);
    CHECK(pair_open(&pair, &contexts, NULL) == 0 && pair_handshake(&pair) == 0);
    transfers(&pair);
    CHECK(endpoint_write(&pair.client, text, sizeof text) == 0);
    pair.to_server.data[pair.to_server.end - 1] ^= 1;
    CHECK(endpoint_read(&pair.server, text, sizeof text, &length) == -1);
    /* The same as wolfSSL itself says. */
    CHECK(wolfSSL_get_error(pair.server.ssl, length) == AES_GCM_AUTH_E);
    pair_close(&pair);
    contexts_close(&contexts);
}

/* Many connections over one context at once, each in a thread of its own. */
static void *connections(void *shared)
{
    for (int i = 0; i < 15; i++) {
        struct pair pair;
        CHECK(pair_open(&pair, shared, NULL) == 0 && pair_handshake(&pair) == 0);
        transfers(&pair);
        pair_close(&pair);
    }
    return NULL;
}

static void threads(const struct scene *scene)
{
    struct contexts contexts;
    pthread_t all[4];
    open_contexts(&contexts, scene, 1, 1, 1);
    for (int i = 0; i < 4; i++)
        CHECK(pthread_create(&all[i], NULL, connections, &contexts) == 0);
    for (int i = 0; i < 4; i++)
        CHECK(pthread_join(all[i], NULL) == 0);
    contexts_close(&contexts);
}

int main(int count, char **values)
{
    char error[256] = "";
    wolfSSL_Init();
    CHECK(wolf_load(count > 1 ? values[1] : "libwolfssl.so.35", INTERPOSE, error, sizeof error) == 0);
    CHECK(libcrypto_load(NULL, error, sizeof error) == 0);
    unsigned interposed = LIBCRYPTO_X25519 | LIBCRYPTO_KEY_SCHEDULE;
    CHECK((libcrypto_algorithms() & interposed) == (INTERPOSE != NULL ? interposed : 0));
    for (size_t i = 0; i < SCENES; i++) {
        for (int ends = 0; ends < 4; ends++)
            play(&scenes[i], ends & 1, ends >> 1, i % 2 == 0);
    }
    for (int ends = 0; ends < 4; ends++) {
        resumption(ends & 1, ends >> 1);
        key_updates(ends & 1, ends >> 1);
        tampering(ends & 1, ends >> 1);
    }
    threads(&scenes[0]);
    threads(&scenes[4]);
    libcrypto_forget();
    wolfSSL_Cleanup();
    puts("handshakes: passed");
    return 0;
}
