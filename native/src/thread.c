/*
 * What wolfSSL keeps for each thread. Its tables of multiples of elliptic curve points are the thread's own, some
 * megabytes of them after a few handshakes with other arithmetic than libcrypto's, and it frees them only when told to:
 * a thread that ends would leave them behind.
 */
#include "shim.h"

static pthread_once_t once = PTHREAD_ONCE_INIT;
static pthread_key_t key;
static int has_key;
static _Thread_local int known;

static void thread_ends(void *value)
{
    (void)value;
    wolf.wc_ecc_fp_free();
}

static void make_key(void)
{
    has_key = wolf.wc_ecc_fp_free != NULL && pthread_key_create(&key, thread_ends) == 0;
}

void thread_forget(void)
{
    if (wolf.wc_ecc_fp_free != NULL)
        wolf.wc_ecc_fp_free();
}

void thread_note(void)
{
    if (known)
        return;
    known = 1;
    pthread_once(&once, make_key);
    if (has_key)
        pthread_setspecific(key, &key);
}
