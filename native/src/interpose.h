/*
 * Five functions of libwolfssl which libwolfssl itself calls through the dynamic linker, and which the library
 * libtlsmgm-wolfssl-interpose puts in front of its own: what wolfSSL asks no crypto device for in TLS 1.3,
 * and a check of a prime that is known to be one.
 *
 * The linker looks for a symbol in the library that was opened first and then in those that it needs. Interpose needs
 * libwolfssl, so that a libwolfssl that comes with it finds these five there. Interpose is opened locally, and no other
 * library gets to see it; but a process has one copy of a file, so that whoever loads the same libwolfssl later has
 * these five in it, too. They do what those behind them do. A libwolfssl that was in the process before keeps its own.
 */
#ifndef TLSMGM_INTERPOSE_H
#define TLSMGM_INTERPOSE_H

#define X25519_SIZE 32

/*
 * What is done instead. Empty until it is set, once, before the first connection; read-only from then on. The functions
 * may be called in any thread.
 */
enum interposed { INTERPOSED_DONE, INTERPOSED_LEFT_TO_WOLFSSL, INTERPOSED_REFUSED };

struct interpose {
    int complete; /* whether there is a function of libwolfssl behind each; set before dlopen returns */
    /* The device for SHA-256 and SHA-384 of callers who name none; INVALID_DEVID leaves them as they are. */
    int hash_device;
    enum interposed (*x25519_generate)(unsigned char scalar[X25519_SIZE], unsigned char point[X25519_SIZE]);
    enum interposed (*x25519_agree)(const unsigned char scalar[X25519_SIZE], const unsigned char own[X25519_SIZE],
                                    const unsigned char peer[X25519_SIZE], unsigned char secret[X25519_SIZE]);
};

/* The name under which interpose has its struct interpose, for dlsym. */
#define INTERPOSE_SYMBOL "tlsmgm_interpose"

#endif
