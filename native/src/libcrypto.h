/*
 * The system's libcrypto (OpenSSL 3.x) as wolfSSL's crypto callback device: a libwolfssl built without CPU acceleration
 * hands over what libcrypto does faster, and does itself whatever is declined here. Looked up at run time; nothing of
 * it is needed to build or to link.
 */
#ifndef TLSMGM_LIBCRYPTO_H
#define TLSMGM_LIBCRYPTO_H

#include <stddef.h>

/* The bits of libcrypto_algorithms: what is handed over. */
enum libcrypto_algorithm {
    LIBCRYPTO_AES_GCM = 1 << 0,
    LIBCRYPTO_AES_CBC = 1 << 1,
    LIBCRYPTO_AES_CCM = 1 << 2,
    LIBCRYPTO_SHA = 1 << 3,   /* SHA-1, SHA-256, SHA-384, SHA-512, and with them HMAC where wolfSSL gives it a device */
    LIBCRYPTO_ECDSA = 1 << 4, /* on P-256 and P-521, as the next two */
    LIBCRYPTO_ECDH = 1 << 5,
    LIBCRYPTO_EC_KEYGEN = 1 << 6,
    LIBCRYPTO_RSA = 1 << 7, /* the modular exponentiation; the padding stays with wolfSSL */
    LIBCRYPTO_SEED = 1 << 8, /* of wolfSSL's random generators */
    LIBCRYPTO_X25519 = 1 << 9, /* this and the next only where interpose.h works */
    LIBCRYPTO_KEY_SCHEDULE = 1 << 10, /* the SHA of whatever wolfSSL gives no device, as HKDF in TLS 1.3 */
};

/*
 * Loads libcrypto from path, or from where the system has it when path is NULL, checks that it and libwolfssl agree on
 * known answers, and registers the device. wolf_load must have succeeded. Idempotent; callers must not run it in two
 * threads at once. Returns 0, or -1 with the reason in error.
 */
int libcrypto_load(const char *path, char *error, size_t error_size);

/* The device for wolfSSL_CTX_SetDevId, or INVALID_DEVID before a libcrypto_load that succeeded. */
int libcrypto_device(void);

/* Such as "OpenSSL 3.0.19 27 Jan 2026"; an empty string before libcrypto_load. */
const char *libcrypto_version(void);

/* A set of enum libcrypto_algorithm; 0 before libcrypto_load. */
unsigned libcrypto_algorithms(void);

/*
 * The expanded record keys of one connection. wolfSSL does not tell a device that a key has gone, so that keys live
 * either here, until the connection's owner frees them, or, where none are in use, in a small cache of the thread. For
 * one thread at a time, as the WOLFSSL is.
 */
struct libcrypto_keys;

/* NULL when there is no memory or libcrypto is not loaded; both are harmless to libcrypto_use. */
struct libcrypto_keys *libcrypto_keys_new(void);
void libcrypto_keys_free(struct libcrypto_keys *keys);

/*
 * What this thread does from now on is done with these keys; NULL stands for the thread's own cache. Costs a store: set
 * it before each call into wolfSSL for the connection, and what it has returned, the keys of before, after the call.
 */
struct libcrypto_keys *libcrypto_use(struct libcrypto_keys *keys);

/*
 * Wipes the RSA private keys that are kept ready between handshakes, for when a context goes; those still needed are
 * made anew on their next use. In any thread.
 */
void libcrypto_forget(void);

#endif
