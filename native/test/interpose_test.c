/*
 * libwolfssl loaded as the shim loads it: with interpose in front, after another has loaded it, and from another file.
 * Each in a process of its own, because what is bound stays bound.
 */
#include "check.h"
#include "interpose.h"
#include "libcrypto.h"
#include "wolf.h"

#include <dlfcn.h>
#include <wolfssl/wolfcrypt/dh.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define INTERPOSED (LIBCRYPTO_X25519 | LIBCRYPTO_KEY_SCHEDULE)

/* RFC 7748, 6.1. */
static const char *const alice_private = "77076d0a7318a57d3c16c17251b26645df4c2f87ebc0992ab177fba51db92c2a";
static const char *const bob_public = "de9edb7d7b7dc1b4d35b61c2ece435373f8343c85b78674dadfc7e146f882b4f";
static const char *const shared = "4a5d9d5ba4ce2de1728e3bf480350f25e07e21c947d19e3376f09b3c1e161742";

/* Functions of libwolfssl which call what is interposed. */
static int (*generate)(unsigned char *, unsigned *, unsigned char *, unsigned *);
static int (*agree)(unsigned char *, unsigned *, const unsigned char *, unsigned, const unsigned char *, unsigned);

static void *function(void *library, const char *name)
{
    void *address = dlsym(library, name);
    CHECK(address != NULL);
    return address;
}

static void load(const char *path)
{
    char error[256] = "";
    CHECK(wolf_load(path, INTERPOSE, error, sizeof error) == 0);
    CHECK(libcrypto_load(NULL, error, sizeof error) == 0);
    CHECK(libcrypto_algorithms() & LIBCRYPTO_SHA);
    void *library = dlopen(wolf_file(), RTLD_NOW | RTLD_NOLOAD);
    CHECK(library != NULL);
    *(void **)&generate = function(library, "wolfSSL_EC25519_generate_key");
    *(void **)&agree = function(library, "wolfSSL_EC25519_shared_key");
}

static int secret_of(const char *scalar_hex, const char *point_hex, unsigned char secret[X25519_SIZE])
{
    unsigned char scalar[X25519_SIZE], point[X25519_SIZE];
    unsigned size = X25519_SIZE;
    from_hex(scalar_hex, scalar, sizeof scalar);
    from_hex(point_hex, point, sizeof point);
    return agree(secret, &size, scalar, sizeof scalar, point, sizeof point) == WOLFSSL_SUCCESS && size == X25519_SIZE;
}

/* The same answers, whoever gives them. */
static void answers(void)
{
    unsigned char expected[X25519_SIZE], secret[X25519_SIZE], other[X25519_SIZE];
    unsigned char one[2][X25519_SIZE], two[2][X25519_SIZE];
    unsigned a = X25519_SIZE, b = X25519_SIZE, size = X25519_SIZE;
    from_hex(shared, expected, sizeof expected);
    CHECK(secret_of(alice_private, bob_public, secret));
    CHECK_SAME(secret, expected, X25519_SIZE);
    CHECK(generate(one[0], &a, one[1], &b) == WOLFSSL_SUCCESS && generate(two[0], &a, two[1], &b) == WOLFSSL_SUCCESS);
    CHECK(memcmp(one[0], two[0], X25519_SIZE) != 0);
    CHECK(agree(secret, &size, one[0], X25519_SIZE, two[1], X25519_SIZE) == WOLFSSL_SUCCESS);
    CHECK(agree(other, &size, two[0], X25519_SIZE, one[1], X25519_SIZE) == WOLFSSL_SUCCESS);
    CHECK_SAME(secret, other, X25519_SIZE);
}

static long generated;
static long agreed;

static enum interposed count_generate(unsigned char scalar[X25519_SIZE], unsigned char point[X25519_SIZE])
{
    (void)scalar, (void)point;
    generated++;
    return INTERPOSED_LEFT_TO_WOLFSSL;
}

static enum interposed count_agree(const unsigned char scalar[X25519_SIZE], const unsigned char own[X25519_SIZE],
                                   const unsigned char peer[X25519_SIZE], unsigned char secret[X25519_SIZE])
{
    (void)scalar, (void)own, (void)peer, (void)secret;
    agreed++;
    return INTERPOSED_LEFT_TO_WOLFSSL;
}

static double seconds_for(WOLFSSL_CTX *context, const DhParams *of, int last)
{
    unsigned char prime[512];
    struct timespec from, to;
    CHECK(of->p_len <= sizeof prime);
    memcpy(prime, of->p, of->p_len);
    prime[of->p_len - 1] = (unsigned char)(prime[of->p_len - 1] - last);
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &from);
    int result = wolf.wolfSSL_CTX_SetTmpDH(context, prime, (int)of->p_len, of->g, (int)of->g_len);
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &to);
    CHECK((result == WOLFSSL_SUCCESS) == (last == 0));
    return (double)(to.tv_sec - from.tv_sec) + (double)(to.tv_nsec - from.tv_nsec) / 1e9;
}

/* The group of 2048 bits is taken without the search that the one of 3072 bits takes, and no other number is. */
static void known_prime(const char *path)
{
    const DhParams *(*known[2])(void);
    void *library = dlopen(path, RTLD_NOW | RTLD_NOLOAD);
    *(void **)&known[0] = function(library, "wc_Dh_ffdhe2048_Get");
    *(void **)&known[1] = function(library, "wc_Dh_ffdhe3072_Get");
    WOLFSSL_CTX *context = wolf.wolfSSL_CTX_new(wolf.wolfTLS_server_method());
    CHECK(context != NULL);
    CHECK(seconds_for(context, known[0](), 0) * 5 < seconds_for(context, known[1](), 0));
    seconds_for(context, known[0](), 2);
    wolf.wolfSSL_CTX_free(context);
}

static void in_front(const char *path)
{
    load(path);
    CHECK((libcrypto_algorithms() & INTERPOSED) == INTERPOSED);
    CHECK(wolf_interpose() != NULL);
    answers();
    /* A point of small order: nothing that both could share (RFC 7748, 6.1). */
    unsigned char secret[X25519_SIZE];
    CHECK(!secret_of(alice_private, "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f", secret));
    CHECK(!secret_of(alice_private, "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800", secret));
    known_prime(path);
    /* What libcrypto declines, wolfSSL does. */
    wolf_interpose()->x25519_generate = count_generate;
    wolf_interpose()->x25519_agree = count_agree;
    answers();
    CHECK(generated == 2 && agreed == 3);
}

/* Its calls are bound already: nothing is claimed, and it works as it did. */
static void too_late(const char *path)
{
    CHECK(dlopen(path, RTLD_NOW | RTLD_LOCAL) != NULL);
    load(path);
    CHECK((libcrypto_algorithms() & INTERPOSED) == 0);
    answers();
}

/* Not the libwolfssl that interpose needs. */
static void other_file(const char *path)
{
    char copy[] = "/tmp/libwolfssl-XXXXXX";
    char command[4096];
    int file = mkstemp(copy);
    CHECK(file >= 0 && close(file) == 0);
    snprintf(command, sizeof command, "cp -L '%s' '%s'", path, copy);
    CHECK(system(command) == 0);
    load(copy);
    CHECK(strcmp(wolf_file(), copy) == 0);
    CHECK(unlink(copy) == 0);
    CHECK((libcrypto_algorithms() & INTERPOSED) == 0 && wolf_interpose() == NULL);
    /* The other one is not left behind. */
    CHECK(dlopen(path, RTLD_NOW | RTLD_NOLOAD) == NULL);
    answers();
}

static void alone(void (*test)(const char *), const char *path)
{
    int status;
    pid_t child = fork();
    CHECK(child >= 0);
    if (child == 0) {
        test(path);
        exit(0);
    }
    CHECK(waitpid(child, &status, 0) == child && status == 0);
}

int main(int count, char **values)
{
    const char *path = count > 1 ? values[1] : "libwolfssl.so.35";
    alone(in_front, path);
    alone(too_late, path);
    alone(other_file, path);
    puts("interpose: passed");
    return 0;
}
