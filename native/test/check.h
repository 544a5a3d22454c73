/* What the tests of the native code share: a failure names the place and ends the program. */
#ifndef TLSMGM_CHECK_H
#define TLSMGM_CHECK_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define CHECK(condition) \
    do { \
        if (!(condition)) { \
            fprintf(stderr, "%s:%d: %s\n", __FILE__, __LINE__, #condition); \
            exit(1); \
        } \
    } while (0)

#define CHECK_SAME(left, right, size) CHECK(memcmp(left, right, size) == 0)

/* Returns the number of octets. */
static inline size_t from_hex(const char *hex, unsigned char *out, size_t capacity)
{
    size_t length = strlen(hex) / 2;
    CHECK(strlen(hex) % 2 == 0 && length <= capacity);
    for (size_t i = 0; i < length; i++) {
        unsigned octet;
        CHECK(sscanf(hex + 2 * i, "%2x", &octet) == 1);
        out[i] = (unsigned char)octet;
    }
    return length;
}

#endif
