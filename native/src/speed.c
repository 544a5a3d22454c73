/* How fast this libwolfssl encrypts: whether it uses the CPU's AES instructions it does not tell. */
#include "memory.h"
#include "shim.h"

#include <string.h>
#include <time.h>

enum { SIZE = 16384 };

static long long nanos(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (long long)now.tv_sec * 1000000000 + now.tv_nsec;
}

static long long aes_gcm(unsigned char *text, int device)
{
    static const unsigned char key[16] = {1};
    static const unsigned char iv[12] = {2};
    unsigned char tag[16];
    if (wolf.wc_AesInit == NULL || wolf.wc_AesFree == NULL || wolf.wc_AesGcmSetKey == NULL ||
        wolf.wc_AesGcmEncrypt == NULL)
        return -1;
    /* As in verify.c: more room than any build's struct has. */
    Aes *aes = memory_alloc(sizeof(Aes) + 4096);
    if (aes == NULL)
        return -1;
    long long taken = -1;
    if (wolf.wc_AesInit(aes, NULL, device) == 0) {
        if (wolf.wc_AesGcmSetKey(aes, key, sizeof key) == 0) {
            long long start = nanos();
            if (wolf.wc_AesGcmEncrypt(aes, text, text, SIZE, iv, sizeof iv, tag, sizeof tag, NULL, 0) == 0)
                taken = nanos() - start;
        }
        wolf.wc_AesFree(aes);
    }
    memory_free(aes);
    return taken;
}

static long long chacha20_poly1305(unsigned char *text)
{
    static const unsigned char key[32] = {1};
    static const unsigned char iv[12] = {2};
    unsigned char tag[16];
    long long start = nanos();
    int error = wolf.wc_ChaCha20Poly1305_Encrypt(key, iv, NULL, 0, text, SIZE, text, tag);
    return error == 0 ? nanos() - start : -1;
}

long long speed_of_aead(int aes, int device)
{
    unsigned char *text = memory_alloc(SIZE);
    if (text == NULL)
        return -1;
    memset(text, 0, SIZE);
    long long taken = aes ? aes_gcm(text, device) : chacha20_poly1305(text);
    memory_free(text);
    return taken;
}
