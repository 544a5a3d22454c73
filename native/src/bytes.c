/* A queue of bytes. */
#include "memory.h"
#include "shim.h"

#include <string.h>

unsigned char *bytes_room(struct bytes *bytes, int length)
{
    if (bytes->start == bytes->end)
        bytes->start = bytes->end = 0;
    if (length > bytes->capacity - bytes->end) {
        int kept = bytes_length(bytes);
        if (length > INT32_MAX / 2 - kept)
            return NULL;
        int capacity = bytes->capacity < 512 ? 512 : bytes->capacity;
        while (capacity < kept + length)
            capacity *= 2;
        unsigned char *data = memory_alloc((size_t)capacity);
        if (data == NULL)
            return NULL;
        if (kept > 0)
            memcpy(data, bytes->data + bytes->start, (size_t)kept);
        memory_free(bytes->data);
        bytes->data = data;
        bytes->capacity = capacity;
        bytes->start = 0;
        bytes->end = kept;
    }
    return bytes->data + bytes->end;
}

int bytes_append(struct bytes *bytes, const unsigned char *data, int length)
{
    unsigned char *room = bytes_room(bytes, length);
    if (room == NULL)
        return MEMORY_E;
    if (length > 0)
        memcpy(room, data, (size_t)length);
    bytes->end += length;
    return 0;
}

void bytes_take(struct bytes *bytes, int length)
{
    bytes->start += length;
    /* Handshakes are over soon, and an idle connection is to hold nothing for them. */
    if (bytes->start == bytes->end)
        bytes_free(bytes);
}

void bytes_free(struct bytes *bytes)
{
    memory_free(bytes->data);
    *bytes = (struct bytes){0};
}
